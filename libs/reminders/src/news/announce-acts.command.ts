import type { Command } from '#runtime';
import { type ChangedDeadline, changedByActs } from './changed-deadline.js';
import { type NewsTools, tellOfChanges } from './tell-of-changes.js';

/** Acts in one transaction. */
export const ACTS_BATCH = 200;

/**
 * Tells people of the pauses, extensions, corrections and other changes of deadlines that were decided since the last
 * round, behind the decision and never within it: what cannot be told must not undo it. Gives how many acts it looked at.
 */
export const announceActs: Command<NewsTools, number> = {
  name: 'reminders.announce-acts',

  async run(context, tools) {
    const news = await context.tx.query<{ number: string }>(TAKE_NEWS);
    const changes = await changedByActs(context.tx, news.map(({ number }) => number));
    for (const ofDecision of byDecision(changes)) {
      await tellOfChanges(context, tools, ofDecision, `deadline-act:${ofDecision[0]!.number}`);
    }
    // The notices stand in the audit trail under the command that writes them.
    context.nothingChanged();
    return news.length;
  },
};

/** What follows from a decision was recorded with it: the same case, moment, person and reason. */
function byDecision(changes: readonly ChangedDeadline[]): Iterable<readonly ChangedDeadline[]> {
  const decisions = new Map<string, ChangedDeadline[]>();
  for (const change of changes) {
    const { rootInstanceId, at, actedBy, reason } = change;
    const decision = JSON.stringify([rootInstanceId, at, actedBy, reason]);
    decisions.set(decision, [...(decisions.get(decision) ?? []), change]);
  }
  return decisions.values();
}

const TAKE_NEWS = `
  delete from deadline_news where act_number in (
    select act_number from deadline_news order by act_number limit ${ACTS_BATCH} for update skip locked)
  returning act_number as number`;
