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
  // What an earlier move has not reached yet is counted once, by the calendars of today.
  await tx.execute('update calendar_move set finished_at = $2, superseded_by = $1 where finished_at is null', [publication, now]);
  const outdated = await countOutdated(tx, publication);
  await tx.execute(
    `insert into calendar_move (publication, calendar, version, approved_by, approved_at, reason, outdated)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [publication, calendar, version, caller.actor, now, reason, outdated],
  );
  tx.later({ sql: `select pg_notify('${CALENDAR_MOVE_CHANNEL}', '')` });
  context.audit({
    subject: 'calendar-move',
    subjectId: String(publication),
    detail: { calendar, version, reason, outdated },
  });
}
