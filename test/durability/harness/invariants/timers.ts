import { models } from '../models/index.js';
import { type Invariant, noRows } from './invariant.js';

/** No worker took a timer before its instant on the clock of the database. */
export const noTimerWasTakenEarly = noRows(`
  select job_id as job, due_at, taken_at from witness.early_timer`);

/**
 * Between what sets the clock of a timer event and the event lies at least the time that the model says. It holds on any
 * clock, since both instants are of the one that decides.
 */
export const noTimerFiredEarly: Invariant = async (look) => {
  const timers = models.flatMap(({ key, timers = [] }) => timers.map((timer) => ({ model: key, ...timer })));
  const rows = await look<{ instance: string; event: string; since: string; fired: string }>(
    `select e.instance_id as instance, e.element_id as event, h.started_at::text as since,
       case when t.event = t.since then e.ended_at else e.started_at end::text as fired
     from jsonb_to_recordset($1) as t(model text, event text, since text, seconds double precision)
       join process_definition d on d.key = t.model
       join activity_history e on e.definition_id = d.id and e.element_id = t.event and not e.cancelled
       join activity_record h on h.instance_id = e.instance_id and h.element_id = t.since
         and (t.event <> t.since or h.activity_key = e.activity_key)
     where case when t.event = t.since then e.ended_at else e.started_at end
       < h.started_at + make_interval(secs => t.seconds)`,
    [JSON.stringify(timers)],
  );
  return rows.map(({ instance, event, since, fired }) => `${event} of instance ${instance} fired at ${fired}, set at ${since}`);
};
