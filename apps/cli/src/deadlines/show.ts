import type { DeadlineExplanation } from '#deadlines';
import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { sayInOfficeTime } from '../office-time.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';
import { askEitherKind } from './ask-either-kind.js';

export const showVerb: CliVerb = {
  name: 'show',
  usage: '<id of the task or of the deadline of the case>',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    const id = encodeURIComponent(needed(positionals[0], 'the id of the deadline'));
    const shown = await withServer(values, (server) =>
      askEitherKind((kind) => server.get<DeadlineExplanation>(`deadlines/${kind}/${id}`)),
    );
    print(values.json ? JSON.stringify(shown) : inWords(shown));
  },
};

/** The explanation, a line for each part of it, and below what it stands on. */
function inWords({ kind, label, unit, reasons, standing, warning, calendar, skipped, acts }: DeadlineExplanation): string {
  const [due, ...others] = reasons;
  const because = [due!, ...others.map((reason) => `  ${reason}`)].join(';\n');
  const parts = [
    `${label} (${[kind, unit, `${calendar.key} ${calendar.version}`].filter(Boolean).join(', ')})`,
    [`${because}.`, `${standing}.`, ...(warning === null ? [] : [warning])].join('\n'),
    skipped.length === 0 ? '' : table(['not counted', 'name', 'source'], skipped.map(({ date, name, source }) => [date, name, source])),
    acts.length === 0
      ? ''
      : table(
          ['act', 'at', 'due before', 'due after', 'approved by', 'reason'],
          acts.map(({ act, at, dueBefore, dueAfter, approvedBy, reason }) => [
            act,
            ...[at, dueBefore, dueAfter].map(sayInOfficeTime),
            approvedBy ?? '',
            reason,
          ]),
        ),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
