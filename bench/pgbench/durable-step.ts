import { cloneId } from '../load/clone-instances.js';

/**
 * What Postgres does in the middle of a chain of service tasks, written by hand for pgbench: lock job and instance, store
 * the state, delete the job, insert the next one, move an activity to the
 * history and begin the next one, add to the audit trail. Texts that we send
 * as parameters are parameters here too (`-D`), of the same bytes. `durable.bench.ts` counts the rows of both and says
 * where they differ.
 */

export const INSTANCES_PER_CLIENT = 1_000;

const chooseInstance = `\\set instance :client_id * ${INSTANCES_PER_CLIENT} + random(0, ${INSTANCES_PER_CLIENT - 1})`;
const instanceId = cloneId(':instance::bigint');

const lock = `select business_now() as now, j.id as job, j.kind, j.activity_key as key, j.lease_owner, j.topic, j.payload,
    i.id as instance_id, i.definition_id, i.root_instance_id, i.parent_instance_id, i.parent_activity_key, i.business_key,
    i.start_key, i.status, i.suspended_at, i.state as state_before, i.revision
  from job j join process_instance i on i.id = j.instance_id
  where j.instance_id = ${instanceId} for no key update of i, j`;

const jobColumns = `(id, instance_id, activity_key, kind, element_id, topic, due_at, deliveries, attempt, lease_owner,
    lease_until, created_at)`;
const activityColumns = '(instance_id, activity_key, parent_key, element_id, element_type, name, started_at)';
const historyColumns = `(instance_id, activity_key, parent_key, definition_id, element_id, element_type, name, started_at,
    ended_at, cancelled)`;
const auditColumns = '(at, actor, request_id, action, subject, subject_id, detail)';

/** One statement for each table, one transaction. */
export const separateStatements = `
${chooseInstance}
begin;
${lock} \\gset
update process_instance set state = :state, revision = revision + 1, status = 'active', variables = null, ended_at = null
  where id = :instance_id and revision = :revision;
delete from job where instance_id = :instance_id and activity_key = :key;
insert into job ${jobColumns}
  values (uuidv7(), :instance_id, :key + 1, 'service', :element, :topic, :now, 0, 1, :actor,
          :now::timestamptz + make_interval(secs => 4), :now);
insert into activity_history ${historyColumns}
  select instance_id, activity_key, parent_key, :definition_id::uuid, element_id, element_type, name, started_at, :now::timestamptz, false
  from activity where instance_id = :instance_id and activity_key = :key;
delete from activity where instance_id = :instance_id and activity_key = :key;
insert into activity ${activityColumns} values (:instance_id, :key + 1, 0, :element, 'serviceTask', null, :now);
insert into audit_entry ${auditColumns}
  values (:now, :actor, :job, 'runtime.settle-job', 'process-instance', :instance_id, :detail);
commit;
`;

/** The least that these rows can cost: one round trip, one implicit transaction. */
export const oneStatement = `
${chooseInstance}
with held as (${lock}),
stored as (
  update process_instance i
  set state = :state, revision = i.revision + 1, status = 'active', variables = null, ended_at = null
  from held where i.id = held.instance_id and i.revision = held.revision),
done as (delete from job j using held where j.instance_id = held.instance_id and j.activity_key = held.key),
made as (
  insert into job ${jobColumns}
  select uuidv7(), instance_id, key + 1, 'service', :element, :topic, now, 0, 1, :actor, now + make_interval(secs => 4), now
  from held),
ended as (
  delete from activity a using held where a.instance_id = held.instance_id and a.activity_key = held.key
  returning a.*, held.definition_id, held.now),
kept as (
  insert into activity_history ${historyColumns}
  select instance_id, activity_key, parent_key, definition_id, element_id, element_type, name, started_at, now, false
  from ended),
entered as (
  insert into activity ${activityColumns}
  select instance_id, key + 1, 0, :element, 'serviceTask', null, now from held)
insert into audit_entry ${auditColumns}
select now, :actor, job, 'runtime.settle-job', 'process-instance', instance_id, :detail::jsonb from held;
`;
