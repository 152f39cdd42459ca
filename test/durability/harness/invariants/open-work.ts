import { noRows } from './invariant.js';

/** What is open has what it waits for: a task, a job, a subscription, a called instance or the news of its end. */
export const everyOpenActivityHasItsWork = noRows(`
  select a.instance_id as instance, a.activity_key as key, a.element_id as element, a.element_type as type
  from activity a
  where case
    when a.element_type = 'userTask' then not exists (
      select 1 from user_task t where t.instance_id = a.instance_id and t.activity_key = a.activity_key and t.status = 'open')
    when a.element_type = 'serviceTask' then not exists (
      select 1 from job j where j.instance_id = a.instance_id and j.activity_key = a.activity_key and j.kind = 'service')
    when a.element_type = 'callActivity' then not exists (
      select 1 from process_instance c where c.parent_instance_id = a.instance_id
        and c.parent_activity_key = a.activity_key and c.status = 'active') and not exists (
      select 1 from job j where j.instance_id = a.instance_id and j.activity_key = a.activity_key and j.kind = 'child-ended')
    when a.element_type = 'intermediateCatchEvent' then not exists (
      select 1 from job j where j.instance_id = a.instance_id and j.activity_key = a.activity_key and j.kind = 'timer')
      and not exists (
      select 1 from message_subscription m where m.instance_id = a.instance_id and m.activity_key = a.activity_key)
    else false end`);

/** A live instance waits for something that can come, or for an operator. */
export const everyLiveInstanceHasOpenWork = noRows(`
  select i.id as instance, d.key as model, i.revision
  from process_instance i join process_definition d on d.id = i.definition_id
  where i.status = 'active'
    and not exists (select 1 from user_task t where t.instance_id = i.id and t.status = 'open')
    and not exists (select 1 from job j where j.instance_id = i.id)
    and not exists (select 1 from message_subscription m where m.instance_id = i.id)
    and not exists (select 1 from process_instance c where c.parent_instance_id = i.id and c.status = 'active')`);

/** Tasks and jobs do not outlive the activity they belong to. News of what was called may: it is dropped when it comes. */
export const noWorkOutlivesItsActivity = noRows(`
  select t.instance_id as instance, t.activity_key as key, t.element_id as element, 'task' as kind
  from user_task t
  where t.status = 'open' and not exists (
    select 1 from activity a where a.instance_id = t.instance_id and a.activity_key = t.activity_key)
  union all
  select j.instance_id, j.activity_key, j.element_id, j.kind
  from job j join process_instance i on i.id = j.instance_id
  where j.kind in ('service', 'timer') and (i.status <> 'active' or j.kind = 'service' and not exists (
    select 1 from activity a where a.instance_id = j.instance_id and a.activity_key = j.activity_key))`);

/** A job has failed after as many attempts as its model grants, and only then. */
export const failedJobsHaveUsedTheirAttempts = noRows(`
  select id as job, element_id as element, attempt, retries from job
  where status = 'failed' and attempt < 3`);
