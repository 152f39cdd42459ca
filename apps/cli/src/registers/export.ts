import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print, UsageError } from '../cli-command.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';

const KINDS = ['incoming', 'outgoing', 'tracking'];
const FORMATS = ['csv', 'xlsx', 'pdf'];

/** Of any length: the file is written as it comes from the server. */
export const exportVerb: CliVerb = {
  name: 'export',
  usage:
    '--kind incoming|outgoing|tracking --year <year> --format csv|xlsx|pdf --out <file> [--book <code>] ' +
    '[--from <YYYY-MM-DD>] [--to <YYYY-MM-DD>] [--paper A4|A3] [--separator semicolon|comma]',
  async run(args) {
    const { values } = parseArgs({
      args,
      options: {
        ...SERVER_OPTIONS,
        kind: { type: 'string' },
        year: { type: 'string' },
        format: { type: 'string', default: 'pdf' },
        out: { type: 'string' },
        book: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        paper: { type: 'string' },
        separator: { type: 'string' },
      },
    });
    const { format, book, from, to, paper, separator } = values;
    const kind = needed(values.kind, 'the register: --kind');
    if (!KINDS.includes(kind)) throw new UsageError(`"${kind}" is no register. There are: ${KINDS.join(', ')}.`);
    if (!FORMATS.includes(format)) throw new UsageError(`"${format}" is no format of a file. There are: ${FORMATS.join(', ')}.`);
    const [year, out] = [needed(values.year, 'the year: --year'), needed(values.out, 'the file: --out')];
    const query = { year, format, book, from, to, paper, separator };
    await withServer(values, (server) => server.save(`registers/${kind}`, query, out));
    print(out);
  },
};
