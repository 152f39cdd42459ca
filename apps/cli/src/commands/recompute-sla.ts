import { newId } from '#foundation';
import { recomputeSla } from '#sla';
import { parseArgs } from 'node:util';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { withOffice } from '../with-office.js';

/** Of a comparison that found differences. */
const EXIT_DIFFERENT = 1;

export const recomputeSlaCommand: CliCommand = {
  name: 'recompute-sla',
  usage: '[--from ISO] [--to ISO] [--check] [--newest-calendars] [--json]',
  summary:
    'counts all ended tasks anew from the history and puts the figures of the reports right; --check only compares and ends with 1 ' +
    'where anything differs; --newest-calendars counts working time by the calendars of today',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        check: { type: 'boolean', default: false },
        'newest-calendars': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { check, json, 'newest-calendars': newestCalendars } = values;
    const [from, to] = [readInstant('from', values.from), readInstant('to', values.to)];
    const result = await withOffice(({ executor, calendars }) =>
      executor.execute(recomputeSla, { calendars, from, to, check, newestCalendars }, { actor: 'system:cli', requestId: newId() }),
    );
    if (json) print(JSON.stringify(result));
    else {
      const found = result.differences === 0 ? 'no difference' : `${result.differences} differences${check ? '' : ', put right'}`;
      print(`${result.tasks} tasks counted anew: ${found}.`);
      for (const { where, counted, recomputed } of result.examples) print(`${where}\n  counted    ${counted}\n  recomputed ${recomputed}`);
    }
    if (check && result.differences > 0) process.exitCode = EXIT_DIFFERENT;
  },
};

function readInstant(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const instant = Date.parse(text);
  if (Number.isNaN(instant)) throw new UsageError(`--${name} must be an instant such as 2026-11-01T00:00:00+07:00, not "${text}".`);
  return new Date(instant).toISOString();
}
