import { LETTERS } from '../models/index.js';
import { noRows } from './invariant.js';

/**
 * However often a request came, it was done for all of them, with the same answer, or for none. That the instance is
 * suspended is no answer: it may be resumed before the request comes again.
 */
export const everyRequestHasOneAnswer = noRows(`
  select r.key, r.verb, count(*) as answers, jsonb_agg(distinct coalesce(a.refusal, a.answer::text, 'done')) as given
  from witness.request r join witness.answer a on a.key = r.key
  where a.refusal is distinct from 'runtime.instance-suspended'
  group by r.key, r.verb
  having count(distinct case when a.refusal is null then coalesce(a.answer::text, 'done') else 'refused' end) > 1`);

/** A start began one instance, that of its answer; one that was never answered began one at most. */
export const everyStartBeganOneInstance = noRows(`
  select r.key, r.input ->> 'key' as model, count(distinct i.id) as instances, min(a.answer ->> 'instanceId') as answered
  from witness.request r
    left join process_instance i on i.business_key = r.input ->> 'businessKey'
    left join witness.answer a on a.key = r.key and a.refusal is null
  where r.verb = 'start'
  group by r.key
  having count(distinct i.id) > 1 or count(a.key) > 0 and min(a.answer ->> 'instanceId') is distinct from min(i.id::text)`);

/** Of those who completed a task one was told that he did, and he stands in its row. */
export const everyTaskHasOneWinner = noRows(`
  select t.id as task, t.status, t.completed_by, count(distinct r.key) as winners, min(r.actor) as told
  from witness.request r
    join witness.answer a on a.key = r.key and a.refusal is null
    join user_task t on t.id = (r.input ->> 'taskId')::uuid
  where r.verb = 'complete'
  group by t.id
  having count(distinct r.key) > 1 or t.status <> 'completed' or t.completed_by is distinct from min(r.actor)`);

/** Of those who claimed a task one was told that it is his, and nobody else has completed it. */
export const everyClaimHasOneWinner = noRows(`
  select t.id as task, t.assignee, count(distinct r.actor) as winners, min(r.actor) as told
  from witness.request r
    join witness.answer a on a.key = r.key and a.refusal is null
    join user_task t on t.id = (r.input ->> 'taskId')::uuid
  where r.verb = 'claim'
  group by t.id
  having count(distinct r.actor) > 1 or t.assignee is distinct from min(r.actor)`);

/** A letter that was sent again is not taken for the one that comes after it: each catcher has had the one it waited for. */
export const everyLetterActsOnce = noRows(
  `select i.id as instance, h.element_id as catcher, i.variables -> h.element_id as letter
  from process_instance i
    join activity_history h on h.instance_id = i.id and h.element_id in ('first', 'second') and not h.cancelled
    join process_definition d on d.id = i.definition_id and d.key = $1
  where i.status = 'completed'
    and i.variables ->> h.element_id is distinct from i.business_key || '.' || h.element_id`,
  [LETTERS],
);

/** Refusals by which a client learns that somebody was faster, or that the case stands otherwise than it had seen. */
const ORDINARY = [
  'runtime.task-not-found',
  'runtime.task-not-open',
  'runtime.instance-ended',
  'runtime.instance-suspended',
  'runtime.called-instance',
  'runtime.job-not-found',
  'runtime.job-not-failed',
  'worklist.task-claimed',
  'worklist.task-forbidden',
];

/** Nobody was given an error of ours for an answer. */
export const refusalsAreOrdinary = noRows(
  `select r.verb, a.refusal, count(*) as times, min(r.key::text) as first_key
   from witness.answer a join witness.request r on r.key = a.key
   where a.refusal <> all($1::text[]) group by r.verb, a.refusal`,
  [ORDINARY],
);
