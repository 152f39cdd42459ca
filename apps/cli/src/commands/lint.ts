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
    const findings = await lintFiles(positionals.length > 0 ? positionals : [PROCESSES_DIR], PROCESSES_DIR);
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    const warnings = findings.length - errors;
    print(values.json ? JSON.stringify(findings) : [...findings.map(line), summary(errors, warnings)].join('\n'));
    if (errors > 0 || warnings > most) process.exitCode = 1;
  },
};

function line({ where, severity, what, mend }: FileFinding): string {
  return `${where}  ${severity}  ${what}${mend === undefined ? '' : `  → ${mend}`}`;
}

function summary(errors: number, warnings: number): string {
  return errors + warnings === 0 ? 'Nothing found.' : `${errors} errors, ${warnings} warnings.`;
}
