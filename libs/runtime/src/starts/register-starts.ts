import type { ProcessGraph } from '#bpmn';
import type { CommandContext } from '../executor/command.js';
import { type NewJob, scheduleJobs } from '../jobs/schedule-jobs.js';
import { placeMessagesForStartsOf } from '../messages/kept-messages.js';
import { readStarts, type StartSubscription } from './read-starts.js';

/**
 * From now on a process begins as its newest version says, no longer as the one before: by messages, signals, conditions
 * and timers. Messages that were kept for want of a receiver may begin it.
 */
export async function registerStarts(context: CommandContext, definitionId: string, graph: ProcessGraph): Promise<void> {
  const earlier = 'select id from process_definition where key = $1';
  await context.tx.execute(`delete from start_subscription where definition_id in (${earlier})`, [graph.key]);
  await context.tx.execute(`delete from job where kind = 'timer-start' and definition_id in (${earlier})`, [graph.key]);
  const { subscriptions, timers } = readStarts(graph, context);
  await scheduleJobs(
    context,
    null,
    timers.map(({ element, due, cycle }): NewJob => {
      const payload = { cycle: cycle === undefined ? null : { ...cycle } };
      return { kind: 'timer-start', definitionId, element, dueAt: due, payload };
    }),
  );
  if (subscriptions.length > 0) await subscribe(context, definitionId, subscriptions);
}

async function subscribe(
  context: CommandContext,
  definitionId: string,
  subscriptions: readonly StartSubscription[],
): Promise<void> {
  await context.tx.execute(
    `insert into start_subscription (definition_id, element_id, kind, name)
     select $1, s.element, s.kind, s.name from jsonb_to_recordset($2) as s(element text, kind text, name text)`,
    [definitionId, JSON.stringify(subscriptions)],
  );
  await placeMessagesForStartsOf(context, definitionId);
}
