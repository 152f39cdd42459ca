import type { ReminderPreview } from '#reminders';
import { parseArgs } from 'node:util';
import { needed } from '../arguments.js';
import { print } from '../cli-command.js';
import { askEitherKind } from '../deadlines/ask-either-kind.js';
import { table } from '../server/table.js';
import { SERVER_OPTIONS, withServer } from '../server/with-server.js';
import type { CliVerb } from '../verb-command.js';
import { sayOutcome } from './say-outcome.js';

export const previewVerb: CliVerb = {
  name: 'preview',
  usage: '<id of the task or of the deadline of the case>',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: SERVER_OPTIONS });
    const id = needed(positionals[0], 'the id of the deadline');
    const preview = await withServer(values, (server) =>
      askEitherKind((kind) => server.get<ReminderPreview>('reminders/preview', { kind, id })),
    );
    print(values.json ? JSON.stringify(preview) : inWords(preview));
  },
};

function inWords({ label, dueAt, status, pausedUntil, policy, steps }: ReminderPreview): string {
  const standing = pausedUntil === null ? status : `paused until ${pausedUntil}`;
  const rows = steps.map(({ at, to, escalate, plannedAt, sentBy, reminder }) => [
    at,
    escalate ? `${to}, climbs` : to,
    plannedAt,
    sentBy,
    reminder === null ? '' : sayOutcome(reminder),
  ]);
  return [
    `${label}, due ${dueAt}, ${standing}`,
    `policy: ${policy === null ? 'none applies' : policy.name}`,
    '',
    table(['step', 'to', 'comes', 'sent by', 'became'], rows),
  ].join('\n');
}
