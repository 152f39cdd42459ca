import { type Counts, models } from '../models/index.js';
import { type Invariant, noRows } from './invariant.js';

/** Each step of an instance has raised its revision by one, and no step is missing or there twice. */
export const revisionsHaveNoGaps = noRows(`
  select i.id as instance, i.revision, count(s.revision) as steps, count(distinct s.revision) as distinct_steps,
         max(s.revision) as latest
  from process_instance i left join witness.step s on s.instance_id = i.id
  group by i.id
  having i.revision <> count(s.revision) or i.revision <> count(distinct s.revision) or i.revision <> max(s.revision)`);

/** No step without a line in the audit trail of the same transaction. */
export const everyStepIsAudited = noRows(`
  select s.instance_id as instance, s.revision
  from witness.step s
  where not exists (select 1 from audit_entry a where a.xmin = s.transaction)`);

/** An activity is open or ended, once: its key stands in one place. */
export const everyActivityIsRecordedOnce = noRows(`
  select instance_id as instance, activity_key as key, min(element_id) as element, count(*) as records
  from activity_record group by instance_id, activity_key having count(*) > 1`);

/** Nothing is open in what has ended. */
export const nothingIsOpenInWhatHasEnded = noRows(`
  select a.instance_id as instance, a.activity_key as key, a.element_id as element, i.status
  from activity a join process_instance i on i.id = a.instance_id where i.status <> 'active'`);

/** A job leads to one transition of its instance. Start timers, whose rows fire again and again, are not of the load. */
export const everyJobIsSettledOnce = noRows(`
  select detail ->> 'jobId' as job, count(*) as settlements, min(subject_id) as instance
  from audit_entry where action in ('runtime.settle-job', 'runtime.settle-detached-job')
  group by detail ->> 'jobId' having count(*) > 1`);

/** What has completed has gone one of the ways of its model: joins fired once, each member of a list had its turn. */
export const completedInstancesWentOneOfTheirWays: Invariant = async (look) => {
  const instances = await look<{ id: string; model: string; counts: Counts }>(`
    select i.id, d.key as model, coalesce(jsonb_object_agg(e.element_id, e.times) filter (where e.times > 0), '{}') as counts
    from process_instance i join process_definition d on d.id = i.definition_id
      left join lateral (
        select element_id, count(*) as times from activity_record
        where instance_id = i.id and not cancelled and element_type <> 'multiInstanceBody' group by element_id) e on true
    where i.status = 'completed'
    group by i.id, d.key`);
  return instances
    .filter(({ model, counts }) => !waysOf(model).some((way) => fits(way, counts)))
    .map(({ id, model, counts }) => `instance ${id} of ${model} has completed ${JSON.stringify(counts)}`);
};

function waysOf(key: string): readonly Counts[] {
  return models.find((model) => model.key === key)?.ways ?? [];
}

function fits(way: Counts, counts: Counts): boolean {
  return Object.entries(way).every(([element, times]) => (counts[element] ?? 0) === times);
}
