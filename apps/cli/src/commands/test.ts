import { parseArgs } from 'node:util';
import { type ProcessResult, type ScenarioFailure, testProcesses } from '#rehearsal';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';

export const testCommand: CliCommand = {
  name: 'test',
  usage: '[<process> …] [--min-coverage <percent>] [--json]',
  summary: 'plays processes/*/scenarios/*.yaml on virtual time; exit code 1 when one fails or too little is covered',
  async run(args) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { 'min-coverage': { type: 'string', default: '0' }, json: { type: 'boolean', default: false } },
    });
    const least = Number(values['min-coverage']);
    if (!(least >= 0 && least <= 100)) throw new UsageError('--min-coverage is a number from 0 to 100.');
    const { PROCESSES_DIR, OFFICE_TIME_ZONE } = designerSettings();
    const results = await testProcesses(PROCESSES_DIR, positionals, { zone: OFFICE_TIME_ZONE });
    print(values.json ? JSON.stringify(results.map(forMachines)) : results.flatMap(forPeople).join('\n'));
    const failed = results.some((process) => process.results.some(({ failure }) => failure !== undefined));
    const uncovered = results.some(({ coverage }) => coverage.some(({ percent }) => percent < least));
    if (!values.json && uncovered) print(`\nLess than ${least} % is covered.`);
    if (failed || uncovered) process.exitCode = 1;
  },
};

/** Without the histories, which are long and of no use outside. */
function forMachines({ folder, results, coverage }: ProcessResult) {
  const scenarios = results.map(({ scenario, failure = null }) => {
    const { name, file, line } = scenario;
    return { name, file, line, failure };
  });
  return { process: folder, scenarios, coverage };
}

function forPeople({ folder, results, coverage }: ProcessResult): string[] {
  return [
    folder,
    ...(results.length === 0 ? ['  no scenarios'] : []),
    ...results.flatMap(({ scenario, failure }) =>
      failure === undefined ? [`  ✓ ${scenario.name}`] : [`  ✗ ${scenario.name}`, ...failureLines(failure)],
    ),
    ...coverage.map(({ process, percent, elements, flows }) => {
      const parts = `${elements.reached} of ${elements.all} elements, ${flows.reached} of ${flows.all} flows`;
      return `  ${process}: ${percent} % covered (${parts})`;
    }),
    ...coverage.flatMap(({ neverReached }) =>
      neverReached.length === 0 ? [] : [`  never reached: ${neverReached.join(', ')}`],
    ),
    '',
  ];
}

function failureLines({ file, line, error, differences, open, trace }: ScenarioFailure): string[] {
  return [
    `    ${file}:${line}${error === undefined ? '' : `: ${error}`}`,
    ...differences.map(({ of, expected, found }) => `      ${of}: expected ${expected}\n        found ${found}`),
    `      open now: ${open.length === 0 ? 'nothing' : open.join(', ')}`,
    `      last happened: ${trace.map(({ activity, event }) => `${activity} ${event}`).join(', ') || 'nothing'}`,
  ];
}
