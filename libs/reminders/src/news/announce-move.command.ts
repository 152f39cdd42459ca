import type { Command } from '#runtime';
import { changedByMove, type MovePeriod } from './changed-deadline.js';
import { type NewsTools, tellOfChanges } from './tell-of-changes.js';

interface FinishedMove extends MovePeriod {
  readonly publication: string;
}

/**
 * Tells people what a published calendar has moved, each all of it at once, when the move is over. Gives how many moves it
 * looked at: one or none.
 */
export const announceMove: Command<NewsTools, number> = {
  name: 'reminders.announce-move',

  async run(context, tools) {
    context.nothingChanged();
    const [move] = await context.tx.query<FinishedMove>(TAKE_MOVE, [context.now]);
    if (move === undefined) return 0;
    const changes = await changedByMove(context.tx, move);
    await tellOfChanges(context, tools, changes, `calendar-move:${move.publication}`);
    return 1;
  },
};

const TAKE_MOVE = `
  update calendar_move set announced_at = $1 where publication = (
    select publication from calendar_move where finished_at is not null and announced_at is null
    order by publication limit 1 for update skip locked)
  returning publication, approved_at as "approvedAt", finished_at as "finishedAt", superseded_by is not null as superseded`;
