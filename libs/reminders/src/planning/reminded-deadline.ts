import type { Transaction } from '#database';
import type { DeadlineKind } from '#deadlines';
import { entryOf, unitOf } from './deadline-entry.js';

/** What policies and their steps need to know of a deadline. Instants are ISO 8601 UTC. */
export interface RemindedDeadline {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly processKey: string;
  readonly elementId: string | null;
  readonly label: string;
  readonly status: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly pausedUntil: string | null;
  /** That answers for it; of a task that is no unit's the one of who holds it. */
  readonly unitCode: string | null;
  /** Of the document that the case is about; null: about none. */
  readonly urgency: string | null;
  /** Whether its process, or one that called it, sends reminders itself (topic `notifications.remind`). */
  readonly modelsReminders: boolean;
  /** Whether its process, or one that called it, lets tasks climb itself (topic `worklist.escalate`). */
  readonly modelsEscalation: boolean;
  /** Of a case: whether one of its open tasks is due at the same moment. Who holds that hears of it by the task. */
  readonly coveredByTask: boolean;
  /** When the last reminder of it was made, for whatever due date; null: none yet. */
  readonly remindedAt: string | null;
}

/**
 * Deadlines by kind and id. Those of a case count every running process of the case among theirs: the model that answers
 * a document is called by the one that took it in. Where one row is enough it says `limit 1` and not `exists`: of that
 * Postgres may make a hash of all instances of the office.
 * @param source a `select kind, id`, or what stands for one in a `from`
 * @param day parameter that holds the date in the office, `YYYY-MM-DD`
 */
export function remindedDeadlines(source: string, day: string): string {
  return `
    select e.kind, e.id, e.instance_id as "instanceId", p.key as "processKey", e.element_id as "elementId", e.label, e.status,
           e.started_at as "startedAt", e.due_at as "dueAt", e.paused_until as "pausedUntil", d.urgency,
           ${unitOf('e', day)} as "unitCode",
           ${modelsTopic('notifications.remind')} as "modelsReminders", ${modelsTopic('worklist.escalate')} as "modelsEscalation",
           e.kind = 'case' and coalesce((
             select true from process_instance i join user_task t on t.instance_id = i.id
             where i.root_instance_id = e.root_instance_id and t.status = 'open' and t.due_at = e.due_at limit 1), false)
             as "coveredByTask",
           (select max(made_at) from reminder where deadline_id = e.id) as "remindedAt"
    from ${source} join ${entryOf('wanted.kind', 'wanted.id')} e on true
    join process_definition p on p.id = e.definition_id
    left join incoming_document d on d.instance_id = e.root_instance_id`;
}

/** The topics of a definition are read out of its text at a start of a program; of one deployed since, the text tells. */
function modelsTopic(topic: 'notifications.remind' | 'worklist.escalate'): string {
  const named = `coalesce(topics -> 'found' @> '[{"topic": "${topic}"}]', bpmn like '%"${topic}"%')`;
  return `case when e.kind = 'task' then (
      with recursive caller as (
        select id, parent_instance_id, definition_id from process_instance where id = e.instance_id
        union all select i.id, i.parent_instance_id, i.definition_id
                  from caller join process_instance i on i.id = caller.parent_instance_id)
      select bool_or(${named}) from caller join process_definition called on called.id = caller.definition_id)
    else coalesce((select true from process_instance i join process_definition own on own.id = i.definition_id
                   where i.root_instance_id = e.root_instance_id and i.status = 'active' and ${named} limit 1), false) end`;
}

/** One deadline; undefined: nothing with this id has one. */
export async function readRemindedDeadline(
  tx: Pick<Transaction, 'query'>,
  { kind, id }: Pick<RemindedDeadline, 'kind' | 'id'>,
  today: string,
): Promise<RemindedDeadline | undefined> {
  const wanted = '(select $1::text as kind, $2::uuid as id) wanted';
  const [deadline] = await tx.query<RemindedDeadline>(remindedDeadlines(wanted, '$3'), [kind, id, today]);
  return deadline;
}
