import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { DAYS_OPTIONS, needed, readDays } from '../arguments.js';
import { type CliCommand, print, UsageError } from '../cli-command.js';
import { designerSettings } from '../designer-settings.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';

const FORMATS = ['json', 'csv', 'xlsx', 'pdf'];

export const slaReportCommand: CliCommand = {
  name: 'sla-report',
  usage:
    '--from <YYYY-MM-DD> --to <YYYY-MM-DD> [--by unit|person|kind|urgency|process|step|month] [--unit <code>] [--compare] [--with-forecast] ' +
    '[--format json|csv|xlsx|pdf] [--separator semicolon|comma] [--out <file>] [--url <address>] [--login <login>]',
  summary:
    'the report on deadlines of a server, both days included, in the zone of OFFICE_TIME_ZONE; --compare adds the period ' +
    'before, --with-forecast what of the open work is likely to be late; xlsx and pdf go into the file of --out, the others without it to the terminal; ' +
    '--separator is of csv: semicolon (usual) for Excel, comma for programs',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        url: SERVER_OPTIONS.url,
        login: SERVER_OPTIONS.login,
        ...DAYS_OPTIONS,
        by: { type: 'string', default: 'unit' },
        unit: { type: 'string' },
        compare: { type: 'boolean', default: false },
        'with-forecast': { type: 'boolean', default: false },
        format: { type: 'string', default: 'json' },
        separator: { type: 'string' },
        out: { type: 'string' },
      },
    });
    const { format, separator, out, by, unit } = values;
    if (!FORMATS.includes(format)) throw new UsageError(`"${format}" is no format. There are: ${FORMATS.join(', ')}.`);
    if (out === undefined && (format === 'xlsx' || format === 'pdf')) throw new UsageError(`Give the file for ${format}: --out.`);
    const days = { from: needed(values.from, 'the first day: --from'), to: needed(values.to, 'the last day: --to') };
    const query = {
      ...readDays(days, designerSettings().OFFICE_TIME_ZONE),
      by,
      unit,
      compare: String(values.compare),
      withForecast: String(values['with-forecast']),
    };
    const content = await withServer(values, async (server) =>
      format === 'json' ? server.download('sla/report', query) : server.download('sla/report/export', { ...query, format, separator }),
    );
    if (out === undefined) print(content.toString().trimEnd());
    else await writeFile(out, content);
  },
};
