import { newId } from '#foundation';
import { recomputeSla } from '#sla';
import { parseArgs } from 'node:util';
import { DAYS_OPTIONS, readDays } from '../arguments.js';
import { type CliCommand, print } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';
import { withOffice } from '../with-office.js';

/** Of a comparison that found differences. */
const EXIT_DIFFERENT = 1;

export const recomputeSlaCommand: CliCommand = {
  name: 'recompute-sla',
  usage: '[--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>] [--check] [--newest-calendars] [--json]',
  summary:
    'counts all ended tasks, or those that ended on these days, both included, in the zone of OFFICE_TIME_ZONE, anew from the history ' +
    'and puts the figures of the reports right; --check only compares and ends with 1 where anything differs; --newest-calendars counts working time by the calendars of today',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...DAYS_OPTIONS,
        check: { type: 'boolean', default: false },
        'newest-calendars': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
      },
    });
    const { check, json, 'newest-calendars': newestCalendars } = values;
    const period = readDays(values, designerSettings().OFFICE_TIME_ZONE);
    const result = await withOffice(({ executor, calendars }) =>
      executor.execute(recomputeSla, { calendars, ...period, check, newestCalendars }, { actor: 'system:cli', requestId: newId() }),
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
