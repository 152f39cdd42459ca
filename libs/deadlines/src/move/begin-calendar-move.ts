import type { CommandContext } from '#runtime';
import { countOutdated } from './outdated-cases.js';

/** Sent when there is a move to make, so that no worker waits for its round. */
export const CALENDAR_MOVE_CHANNEL = 'congvan_calendar_move';

export interface CalendarMoveBeginning {
  readonly calendar: string;
  readonly version: number;
  readonly publication: number;
  readonly reason: string;
}

/** Approves that what was counted by earlier calendars follows a publication; the caller is who approves it. */
export async function beginCalendarMove(
  context: CommandContext,
  { calendar, version, publication, reason }: CalendarMoveBeginning,
): Promise<void> {
  const { tx, now, caller } = context;
  const planned = await countOutdated(tx, publication);
  await tx.execute(
    `insert into calendar_move (publication, calendar, version, approved_by, approved_at, reason, planned)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [publication, calendar, version, caller.actor, now, reason, planned],
  );
  tx.later({ sql: `select pg_notify('${CALENDAR_MOVE_CHANNEL}', '')` });
  context.audit({
    subject: 'calendar-move',
    subjectId: String(publication),
    detail: { calendar, version, reason, planned },
  });
}
