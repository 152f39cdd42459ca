import { noRows } from './invariant.js';

/**
 * A service acts on the outside world once for each time it is entered, by its job id; less only while it has not ended
 * or when it was cancelled.
 */
export const outsideEffectsHappenedOnce = noRows(`
  select a.instance_id as instance, a.element_id as element, a.entered, a.completed, coalesce(e.effects, 0) as effects
  from (select instance_id, element_id, count(*) as entered,
          count(*) filter (where ended_at is not null and not cancelled) as completed
        from activity_record where element_type = 'serviceTask' group by instance_id, element_id) a
    left join (select instance_id, element_id, count(*) as effects from witness.effect group by instance_id, element_id) e
      using (instance_id, element_id)
  where coalesce(e.effects, 0) not between a.completed and a.entered`);

/** A job is in one hand at a time: nobody took it before the lease of another had ended. */
export const noLeaseWasTakenFromItsHolder = noRows(`
  select job_id as job, holder, held_until, taker, taken_at from witness.taken_lease`);

/** What a handler did counts only while its worker still holds the job. */
export const onlyTheHolderSettles = noRows(`
  select job_id as job, element_id as element, begun_by, settled_by from witness.committed
  where begun_by is distinct from settled_by`);

/** What a handler handed back as `commit` was done once for each time its service was completed, never otherwise. */
export const commitsHappenedOnce = noRows(`
  select a.instance_id as instance, a.element_id as element, a.completed, coalesce(c.commits, 0) as commits, c.jobs
  from (select instance_id, element_id, count(*) filter (where ended_at is not null and not cancelled) as completed
        from activity_record where element_type = 'serviceTask' group by instance_id, element_id) a
    left join (select instance_id, element_id, count(*) as commits, count(distinct job_id) as jobs
               from witness.committed group by instance_id, element_id) c using (instance_id, element_id)
  where coalesce(c.commits, 0) <> a.completed or coalesce(c.jobs, 0) <> a.completed`);
