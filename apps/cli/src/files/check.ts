import { checkFiles, type FileCheck, type FileFinding } from '#files';
import { parseArgs } from 'node:util';
import { print } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { withOffice } from '../with-office.js';

/** Of a check that found something. */
const EXIT_FOUND = 1;
const PROGRESS_MS = 1_000;

export const checkVerb: CliVerb = {
  name: 'check',
  usage: '[--json]',
  async run(args) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean', default: false } } });
    const findings: FileFinding[] = [];
    const onProgress = progressLine();
    const check = await withOffice(({ database, files: store }) =>
      checkFiles(
        { database, store },
        {
          onProgress,
          onFinding: (finding) => (values.json ? findings.push(finding) : print(lineOf(finding))),
        },
      ),
    );
    if (values.json) print(JSON.stringify({ ...check, findings }));
    else print(`${check.findings === 0 ? 'Nothing is wrong' : `${check.findings} findings`}: ${counts(check)}.`);
    if (check.findings > 0) process.exitCode = EXIT_FOUND;
  },
};

function lineOf({ problem, key, fileName, what }: FileFinding): string {
  return `${problem}  ${key}  ${fileName === null ? '' : `${fileName}: `}${what}`;
}

function counts({ attachments, bytes, files }: FileCheck): string {
  return `${attachments} attachments, ${(bytes / 1_000_000).toFixed(1)} MB read, ${files} files in the storage`;
}

/** How far it is, once a second, on standard error, so that standard output is the findings alone. */
function progressLine(): (check: FileCheck) => void {
  let next = performance.now() + PROGRESS_MS;
  return (check) => {
    if (performance.now() < next) return;
    next = performance.now() + PROGRESS_MS;
    process.stderr.write(`${counts(check)} …\n`);
  };
}
