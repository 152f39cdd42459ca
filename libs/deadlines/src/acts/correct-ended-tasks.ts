import { type EngineState, variablesOf } from '#engine';
import { variablesIn } from '#expressions';
import type { JsonObject } from '#foundation';
import type { CommandContext } from '#runtime';
import type { DeadlineRow } from '../ledger/deadline-row.js';
import { dueByModel } from '../ledger/due-by-model.js';
import { isSameInstant } from '../ledger/due-of.js';
import { officeCalendars } from '../ledger/office-calendars.js';
import { type ActOnDeadline, type ChangedDue, recordActs } from '../ledger/record-acts.js';

/** An ended task of the case with the due date that its model gave it. */
interface EndedTask {
  readonly id: string;
  readonly instanceId: string;
  readonly definitionId: string;
  readonly element: string;
  readonly dueAt: string;
  readonly startedAt: string;
  readonly candidateGroups: readonly string[];
}

/** What is left of the instance that a task was in. */
interface Remains {
  readonly id: string;
  readonly variables: JsonObject | null;
  readonly state: EngineState;
  readonly businessKey: string | null;
}

/**
 * Takes along the ended tasks that followed the due date of their case, as it stood or counted from it: else the case is in
 * time and all work in it was late. They stay what their model says, so that is still their reason. What somebody set by
 * hand stays, and so does what ended while the case was due at another time.
 */
export async function correctEndedTasks(
  context: CommandContext,
  { instanceId, variable, dueAt: before }: DeadlineRow,
  dueAt: string,
  act: ActOnDeadline,
): Promise<void> {
  const tasks = await readEndedTasks(context, instanceId);
  const remains = await readRemains(context, tasks);
  const changes: ChangedDue[] = [];
  for (const task of tasks) {
    const dueBy = await dueByVariable(context, task, variable, remains.get(task.instanceId)!);
    // Other variables may have changed since, or the calendar: then nobody knows any more what it came from.
    if (dueBy === undefined || !isSame(dueBy(before), task.dueAt)) continue;
    const after = dueBy(dueAt);
    if (after === null || isSame(after, task.dueAt)) continue;
    changes.push({ id: task.id, instance: task.instanceId, before: task.dueAt, after });
  }
  if (changes.length === 0) return;
  context.tx.later({
    sql: `update user_task t set due_at = c.after from jsonb_to_recordset($1) as c(id uuid, after timestamptz) where t.id = c.id`,
    parameters: [JSON.stringify(changes)],
  });
  recordActs(context, 'task', changes, act);
}

async function readEndedTasks({ tx }: CommandContext, instanceId: string): Promise<EndedTask[]> {
  return tx.query<EndedTask>(
    `select t.id, t.instance_id as "instanceId", i.definition_id as "definitionId", t.element_id as element, t.due_at as "dueAt",
       t.created_at as "startedAt", t.candidate_groups as "candidateGroups"
     from process_instance own join process_instance i on i.root_instance_id = own.root_instance_id
     join user_task t on t.instance_id = i.id and t.status <> 'open' and t.due_at is not null and not t.due_by_hand
     where own.id = $1 order by t.id for no key update of t`,
    [instanceId],
  );
}

async function readRemains({ tx }: CommandContext, tasks: readonly EndedTask[]): Promise<ReadonlyMap<string, Remains>> {
  const rows = await tx.query<Remains>(
    'select id, variables, state, business_key as "businessKey" from process_instance where id = any($1::uuid[])',
    [[...new Set(tasks.map(({ instanceId }) => instanceId))]],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The due date of a task by that of its case; undefined where the task does not read it, null where there is none by it. */
async function dueByVariable(
  context: CommandContext,
  { definitionId, element, startedAt: now, candidateGroups }: EndedTask,
  variable: string,
  { variables, state, businessKey }: Remains,
): Promise<((caseDueAt: string) => string | null) | undefined> {
  const node = (await context.definitions.graph(context.tx, definitionId)).nodes[element];
  if (node?.type !== 'userTask' || node.dueDate === undefined) return undefined;
  const { dueDate, countedByUnit } = node;
  if (!variablesIn(dueDate)?.has(variable)) return undefined;
  const world = { now, zone: context.zone, calendar: officeCalendars(context), businessKey, candidateGroups };
  const known = variables ?? variablesOf(state);
  return (caseDueAt) => dueByModel({ dueDate, countedByUnit }, { ...known, [variable]: caseDueAt }, world);
}

function isSame(due: string | null, other: string): boolean {
  return due !== null && isSameInstant(due, other);
}
