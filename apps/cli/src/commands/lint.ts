import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';
import { lintFiles, type FileFinding } from '../lint/lint-files.js';

export const lintCommand: CliCommand = {
  name: 'lint',
  usage: '[<file or folder> …] [--max-warnings <number>] [--json]',
  summary: 'says what is wrong or doubtful in processes, forms and decisions; exit code 1 on errors',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'max-warnings': { type: 'string' }, json: { type: 'boolean', default: false } },
    });
    const most = values['max-warnings'] === undefined ? Infinity : Number(values['max-warnings']);
    if (!(most >= 0)) throw new UsageError('--max-warnings is a number.');
    const { PROCESSES_DIR } = designerSettings();
    const paths = positionals.length > 0 ? positionals : [PROCESSES_DIR];
    const findings = inOrder(await lintFiles(paths, PROCESSES_DIR));
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    print(values.json ? JSON.stringify(findings) : [...findings.map(line), summary(errors, warnings)].join('\n'));
    if (errors > 0 || warnings > most) process.exitCode = 1;
  },
};

/** By file, in each the errors first. */
function inOrder(findings: readonly FileFinding[]): FileFinding[] {
  return findings.toSorted(
    (a, b) => compare(fileOf(a), fileOf(b)) || compare(a.severity, b.severity),
  );
}

/** `where` is `file:element`, or the file alone. */
function fileOf({ where }: FileFinding): string {
  return where.replace(/:[^:/\\]*$/, '');
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function line({ where, severity, what, mend }: FileFinding): string {
  return `${where}  ${severity}  ${what}${mend === undefined ? '' : `  → ${mend}`}`;
}

function summary(errors: number, warnings: number): string {
  return errors + warnings === 0 ? 'Nothing found.' : `${counted(errors, 'error')}, ${counted(warnings, 'warning')}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
