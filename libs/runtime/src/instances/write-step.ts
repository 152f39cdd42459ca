import type { EngineEffect, EngineState } from '#engine';
import type { CommandContext } from '../command.js';
import { StaleInstanceError } from '../errors.js';
import { variableChanges } from '../history/variable-changes.js';
import { insertJobsSql, toJobRows } from '../jobs/schedule-jobs.js';
import type { LockedInstance } from './instance.js';
import { type StepRows, toStepRows } from './step-rows.js';
import { writeRareRows } from './write-rare-rows.js';

export interface Step {
  /** `insert` for a new instance, whose first state this is. */
  readonly kind: 'insert' | 'update';
  /** As it stood before the step; a new one as it is after it. */
  readonly instance: LockedInstance;
  readonly state: EngineState;
  readonly effects: readonly EngineEffect[];
  /** Key of the job that the command used up. */
  readonly consumedJob?: number;
}

/**
 * Writes one step of an instance: its state, tasks, jobs, timers, subscriptions and history, in one statement; what few
 * steps have follows in others. Gives the rows that the step has made.
 *
 * One statement because the round trips are what a step costs: 2,038 such steps a second against 578 through an entity
 * manager on the same machine (docs/adr/0002). The foreign keys are checked at the end of the statement, so a new
 * instance and its first tasks can stand side by side. Most steps change no variable: theirs has no part for it.
 * @throws StaleInstanceError when the instance is no longer as it was read: a defect, since it is read locked.
 */
export async function writeStep(context: CommandContext, step: Step): Promise<StepRows> {
  const { instance, state } = step;
  const rows = toStepRows(step.effects, context.now, step.consumedJob);
  const { end } = rows;
  context.jobsAtHand.withdraw(instance.id, rows.removedJobs);
  const common = [
    instance.id,
    context.now,
    JSON.stringify(state),
    statusAfter(step.effects),
    end === undefined ? null : JSON.stringify(end.variables),
    context.caller.actor,
    JSON.stringify(rows.openedTasks),
    JSON.stringify(rows.closedTasks),
    JSON.stringify(toJobRows(context, rows.newJobs, { ...instance, state })),
    rows.removedJobs,
    JSON.stringify(rows.subscriptions),
    rows.removedSubscriptions,
    JSON.stringify(rows.startedActivities),
    JSON.stringify(rows.endedActivities),
    instance.definitionId,
  ];
  const before = step.kind === 'insert' ? null : instance.state;
  const changes = variableChanges(before, state, end?.variables);
  const history = changes.length === 0 ? [] : [JSON.stringify(changes)];
  if (step.kind === 'insert') {
    await context.tx.execute(changes.length === 0 ? INSERT_STEP : INSERT_STEP_AND_VARIABLES, [
      ...common,
      instance.rootInstanceId,
      instance.parentInstanceId,
      instance.parentActivityKey,
      instance.businessKey,
      instance.startKey,
      ...history,
    ]);
  } else {
    const statement = changes.length === 0 ? UPDATE_STEP : UPDATE_STEP_AND_VARIABLES;
    const written = await context.tx.query(statement, [...common, instance.revision, ...history]);
    if (written.length === 0) throw new StaleInstanceError(instance.id);
  }
  await writeRareRows(context, instance.id, rows);
  return rows;
}

/**
 * The status of an instance after the step with these effects. One that an error has ended did not complete;
 * advance-instance.ts notes the error as the reason.
 */
export function statusAfter(effects: readonly EngineEffect[]): LockedInstance['status'] {
  const end = effects.at(-1);
  if (end?.type !== 'endInstance') return 'active';
  return end.outcome === 'error' ? 'cancelled' : end.outcome;
}

/**
 * Parameters $1 … $15 are those of `common` above; `instance` is the part that writes the instance row itself, `variables`
 * the one that writes what has become of variables.
 */
const stepSql = (instance: string, variables = '') => `
  with ${instance},
  opened_task as (
    insert into user_task (id, instance_id, activity_key, element_id, name, form_key, form_binding, form_version, assignee,
                           candidate_users, candidate_groups, due_at, follow_up_at, priority, status, created_at)
    select t.id, $1, t.key, t.element, coalesce(t.name, t.element), t."formKey", t."formBinding", t."formVersion",
           t.assignee, t."candidateUsers", t."candidateGroups", t."dueDate", t."followUpDate", t.priority, 'open', $2
    from jsonb_to_recordset($7) as t(id uuid, key integer, element text, name text, "formKey" text,
         "formBinding" text, "formVersion" text, assignee text, "candidateUsers" text[], "candidateGroups" text[],
         "dueDate" timestamptz, "followUpDate" timestamptz, priority integer)
  ),
  closed_task as (
    update user_task t
    set status = c.status, ended_at = $2, completed_by = case when c.status = 'completed' then $6 end
    from jsonb_to_recordset($8) as c(key integer, status text)
    where t.instance_id = $1 and t.activity_key = c.key
  ),
  new_job as (${insertJobsSql('$1', '$2', '$9')}),
  removed_job as (delete from job where instance_id = $1 and activity_key = any($10::integer[])),
  subscription as (
    insert into message_subscription (instance_id, activity_key, element_id, message, correlation_key)
    select $1, s.key, s.element, s.message, s."correlationKey"
    from jsonb_to_recordset($11) as s(key integer, element text, message text, "correlationKey" text)
    on conflict (instance_id, activity_key) do update
    set element_id = excluded.element_id, message = excluded.message, correlation_key = excluded.correlation_key
  ),
  removed_subscription as (
    delete from message_subscription where instance_id = $1 and activity_key = any($12::integer[])
  ),
  removed_signal_subscription as (
    delete from signal_subscription where instance_id = $1 and activity_key = any($12::integer[])
  ),
  entered_activity as (
    select * from jsonb_to_recordset($13) as a(key integer, parent integer, element text, "elementType" text, name text,
                                               ended boolean, cancelled boolean)
  ),
  started_activity as (
    insert into activity (instance_id, activity_key, parent_key, element_id, element_type, name, started_at)
    select $1, key, parent, element, "elementType", name, $2 from entered_activity where not ended
  ),
  ended_activity as (
    delete from activity a using jsonb_to_recordset($14) as e(key integer, cancelled boolean)
    where a.instance_id = $1 and a.activity_key = e.key
    returning a.activity_key, a.parent_key, a.element_id, a.element_type, a.name, a.started_at, e.cancelled
  ),
  activity_history as (
    insert into activity_history (instance_id, definition_id, ended_at, activity_key, parent_key, element_id, element_type,
                                  name, started_at, cancelled)
    select $1, $15, $2, activity_key, parent_key, element_id, element_type, name, started_at, cancelled from ended_activity
    union all
    select $1, $15, $2, key, parent, element, "elementType", name, $2, cancelled from entered_activity where ended
  )${variables}
  select id from instance`;

const updateInstance = `instance as (
    update process_instance
    set state = $3, revision = revision + 1, status = $4, variables = $5,
        ended_at = case when $4 <> 'active' then $2::timestamptz end
    where id = $1 and revision = $16
    returning id, revision
  )`;

const insertInstance = `instance as (
    insert into process_instance (id, state, status, variables, started_at, started_by, ended_at, definition_id,
                                  root_instance_id, parent_instance_id, parent_activity_key, business_key,
                                  start_key)
    values ($1, $3, $4, $5, $2, $6, case when $4 <> 'active' then $2::timestamptz end, $15, $16, $17, $18, $19,
            $20)
    returning id, revision
  )`;

/** `value` of the JSON, not a column of a record: there a variable that is null would be no value. */
const variablesFrom = (changes: string) => `,
  variable_change as (
    insert into variable_history (instance_id, revision, activity_key, name, definition_id, value, omitted_bytes, changed_at,
                                  changed_by)
    select $1, i.revision, (c->>'key')::integer, c->>'name', $15, c->'value', (c->>'omittedBytes')::integer, $2, $6
    from jsonb_array_elements(${changes}) c, instance i
  )`;

const UPDATE_STEP = stepSql(updateInstance);
const UPDATE_STEP_AND_VARIABLES = stepSql(updateInstance, variablesFrom('$17'));
const INSERT_STEP = stepSql(insertInstance);
const INSERT_STEP_AND_VARIABLES = stepSql(insertInstance, variablesFrom('$21'));
