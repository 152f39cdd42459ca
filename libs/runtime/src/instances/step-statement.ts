import type { VariableChange } from '../history/changes-of-step.js';
import type { Statement } from '#database';
import { insertJobsSql, type JobRow } from '../jobs/schedule-jobs.js';
import type { StepRows } from './step-rows.js';

/** All that one step writes beside the row of its instance. */
export interface StepContents
  extends Pick<
    StepRows,
    | 'openedTasks'
    | 'closedTasks'
    | 'removedJobs'
    | 'subscriptions'
    | 'removedSubscriptions'
    | 'startedActivities'
    | 'passedActivities'
    | 'endedActivities'
  > {
  readonly newJobs: readonly JobRow[];
  readonly variableChanges: readonly VariableChange[];
  /** The instance has ended. */
  readonly hasEnded: boolean;
}

/**
 * Parameters of every step, $1 … $7, in this order: instance, now, state, status, variables of an ended one, actor,
 * definition. Those that a part takes follow after what the instance takes.
 */
interface Part {
  /** Absent: there are rows of it. */
  isNeeded?(contents: StepContents): boolean;
  rows(contents: StepContents): readonly unknown[];
  /** @param rows the parameter with the rows: keys as an array, all others as JSON */
  sql(rows: string): string;
}

/** What a part writes is seen by no other part (Postgres, "Data-Modifying Statements in WITH"). */
const PARTS: readonly Part[] = [
  {
    rows: ({ openedTasks }) => openedTasks,
    sql: (rows) => `opened_task as (
      insert into user_task (id, instance_id, activity_key, element_id, name, form_key, form_binding, form_version, assignee,
                             candidate_users, candidate_groups, due_at, calendar_publication, follow_up_at, priority,
                             status, created_at)
      select t.id, $1, t.key, t.element, coalesce(t.name, t.element), t."formKey", t."formBinding", t."formVersion",
             t.assignee, t."candidateUsers", t."candidateGroups", t."dueDate", t."calendarPublication",
             t."followUpDate", t.priority, 'open', $2
      from jsonb_to_recordset(${rows}) as t(id uuid, key integer, element text, name text, "formKey" text,
           "formBinding" text, "formVersion" text, assignee text, "candidateUsers" text[], "candidateGroups" text[],
           "dueDate" timestamptz, "calendarPublication" bigint, "followUpDate" timestamptz, priority integer))`,
  },
  {
    rows: ({ closedTasks }) => closedTasks,
    sql: (rows) => `closed_task as (
      update user_task t
      set status = c.status, ended_at = $2, completed_by = case when c.status = 'completed' then $6 end,
          assignee = case when c.status = 'completed' then coalesce(t.assignee, $6) else t.assignee end
      from jsonb_to_recordset(${rows}) as c(key integer, status text)
      where t.instance_id = $1 and t.activity_key = c.key)`,
  },
  {
    rows: ({ newJobs }) => newJobs,
    sql: (rows) => `new_job as (${insertJobsSql('$1', '$2', rows)})`,
  },
  {
    // An ended instance takes no signals any more.
    isNeeded: ({ removedJobs, hasEnded }) => hasEnded || removedJobs.length > 0,
    rows: ({ removedJobs }) => removedJobs,
    sql: (rows) => `removed_job as (
      delete from job
      where instance_id = $1 and (activity_key = any(${rows}::integer[]) or kind = 'signal' and $4 <> 'active'))`,
  },
  {
    rows: ({ subscriptions }) => subscriptions,
    sql: (rows) => `subscription as (
      insert into message_subscription (instance_id, activity_key, element_id, message, correlation_key)
      select $1, s.key, s.element, s.message, s."correlationKey"
      from jsonb_to_recordset(${rows}) as s(key integer, element text, message text, "correlationKey" text)
      on conflict (instance_id, activity_key) do update
      set element_id = excluded.element_id, message = excluded.message, correlation_key = excluded.correlation_key)`,
  },
  {
    rows: ({ removedSubscriptions }) => removedSubscriptions,
    sql: (rows) => `removed_subscription as (
      delete from message_subscription where instance_id = $1 and activity_key = any(${rows}::integer[])),
    removed_signal_subscription as (
      delete from signal_subscription where instance_id = $1 and activity_key = any(${rows}::integer[]))`,
  },
  {
    rows: ({ startedActivities }) => startedActivities,
    sql: (rows) => `started_activity as (
      insert into activity (instance_id, activity_key, parent_key, element_id, element_type, name, started_at)
      select $1, a.key, a.parent, a.element, a."elementType", a.name, $2
      from jsonb_to_recordset(${rows}) as a(key integer, parent integer, element text, "elementType" text, name text))`,
  },
  {
    rows: ({ passedActivities }) => passedActivities,
    sql: (rows) => `passed_activity as (
      insert into activity_history (instance_id, activity_key, parent_key, definition_id, element_id, element_type, name,
                                    started_at, ended_at, cancelled)
      select $1, a.key, a.parent, $7, a.element, a."elementType", a.name, $2, $2, a.cancelled
      from jsonb_to_recordset(${rows}) as a(key integer, parent integer, element text, "elementType" text, name text,
           cancelled boolean))`,
  },
  {
    rows: ({ endedActivities }) => endedActivities,
    sql: (rows) => `ended_activity as (
      delete from activity a using jsonb_to_recordset(${rows}) as e(key integer, cancelled boolean)
      where a.instance_id = $1 and a.activity_key = e.key
      returning a.*, e.cancelled),
    ended_activity_history as (
      insert into activity_history (instance_id, activity_key, parent_key, definition_id, element_id, element_type, name,
                                    started_at, ended_at, cancelled)
      select $1, activity_key, parent_key, $7, element_id, element_type, name, started_at, $2, cancelled from ended_activity)`,
  },
  {
    rows: ({ variableChanges }) => variableChanges,
    // `value` of the JSON, not a column of a record: there a variable that is null would be no value.
    sql: (rows) => `variable_change as (
      insert into variable_history (instance_id, revision, activity_key, name, definition_id, value, omitted_bytes,
                                    changed_at, changed_by)
      select $1, i.revision, (c->>'key')::integer, c->>'name', $7, c->'value', (c->>'omittedBytes')::integer, $2, $6
      from jsonb_array_elements(${rows}) c, instance i)`,
  },
];

/** $8: the revision that it was read with. */
const UPDATE_INSTANCE = `
  update process_instance
  set state = $3, revision = revision + 1, status = $4, variables = $5,
      ended_at = case when $4 <> 'active' then $2::timestamptz end
  where id = $1 and revision = $8
  returning id, revision`;

/** $8 … $12: root, parent, key of the call activity in it, business key, start key. */
const INSERT_INSTANCE = `
  insert into process_instance (id, state, status, variables, started_at, started_by, ended_at, definition_id,
                                root_instance_id, parent_instance_id, parent_activity_key, business_key, start_key)
  values ($1, $3, $4, $5, $2, $6, case when $4 <> 'active' then $2::timestamptz end, $7, $8, $9, $10, $11, $12)
  returning id, revision`;

const INSTANCES = {
  insert: { sql: INSERT_INSTANCE, parameters: 12 },
  update: { sql: UPDATE_INSTANCE, parameters: 8 },
} as const;

/** By kind and parts. A process has few kinds of steps, so the texts are few, and each connection prepares them once. */
const texts = new Map<string, string>();

/**
 * The one statement of a step, of the parts that have something to do. With all parts each time, those without rows cost
 * a fifth of the time that Postgres needs for a step: each opens its table and its indexes.
 * @param own parameters $1 … of the common part and of the instance
 */
export function stepStatement(
  kind: keyof typeof INSTANCES,
  own: readonly unknown[],
  contents: StepContents,
): Statement {
  const parts = PARTS.filter((part) => part.isNeeded?.(contents) ?? part.rows(contents).length > 0);
  const name = `${kind} ${parts.map((part) => PARTS.indexOf(part)).join(' ')}`;
  let sql = texts.get(name);
  if (sql === undefined) texts.set(name, (sql = compose(kind, parts)));
  return { sql, parameters: [...own, ...parts.map((part) => toParameter(part.rows(contents)))] };
}

function compose(kind: keyof typeof INSTANCES, parts: readonly Part[]): string {
  const instance = INSTANCES[kind];
  const all = [`instance as (${instance.sql})`, ...parts.map((part, index) => part.sql(`$${instance.parameters + index + 1}`))];
  // Actor and definition are named once more, so that Postgres knows their types where no part asks for them.
  return `with ${all.join(',\n    ')}
    select case when not exists (select from instance) then refuse_stale_instance($1) end, $6::text, $7::uuid`;
}

/** Lists of keys go as arrays, all else as JSON. */
function toParameter(rows: readonly unknown[]): unknown {
  return rows.every((row) => typeof row === 'number') ? rows : JSON.stringify(rows);
}
