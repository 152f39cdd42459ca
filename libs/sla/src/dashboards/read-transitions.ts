import type { ProcessGraph } from '#bpmn';
import type { Transaction } from '#database';
import { CongvanError } from '#foundation';
import type { DefinitionStore } from '#runtime';
import { successionsOf } from './step-successions.js';
import { type StepOfCase, type Transition, transitionsOfCases } from './transitions-of-cases.js';

interface FlowPeriod {
  /** ISO UTC. */
  readonly from: string;
  readonly to: string;
  /** Key of the process that the cases began with; null: of all. */
  readonly process: string | null;
}

/** Most ribbons that a picture can hold. */
const MOST_TRANSITIONS = 200;

/** From which step cases went to which in a period: the broadest ribbons first. */
export async function readTransitions(tx: Transaction, definitions: DefinitionStore, { from, to, process }: FlowPeriod): Promise<Transition[]> {
  const period = [from, to, process];
  const used = await tx.query<{ id: string }>(
    `select distinct definition_id as id from process_instance where root_instance_id in (${TOUCHED})`,
    period,
  );
  const successions = successionsOf(await graphsOf(tx, definitions, used.map(({ id }) => id)));
  const scoped = successions.filter(({ within }) => within === 'scope').flatMap((each) => [each.from, each.to]);
  const steps = await tx.query<StepOfCase>(STEPS, [...period, [...new Set(scoped)]]);
  return transitionsOfCases(steps, successions).slice(0, MOST_TRANSITIONS);
}

/** A version that this program cannot read any more joins no steps. */
async function graphsOf(tx: Transaction, definitions: DefinitionStore, ids: readonly string[]): Promise<ProcessGraph[]> {
  const graphs: ProcessGraph[] = [];
  for (const id of ids) {
    try {
      graphs.push(await definitions.graph(tx, id));
    } catch (error) {
      if (!(error instanceof CongvanError)) throw error;
    }
  }
  return graphs;
}

/** Cases of which a task was completed in the period. */
const TOUCHED = `
  select root.id
  from user_task t
  join process_instance i on i.id = t.instance_id
  join process_instance root on root.id = i.root_instance_id
  join process_definition of_case on of_case.id = root.definition_id
  where t.status = 'completed' and t.ended_at >= $1 and t.ended_at < $2 and ($3::text is null or of_case.key = $3)`;

const STEPS = `
  select s.*, case when s.step = any($4::text[]) then
           (select r.parent_key from activity_record r where r.instance_id = s."instanceId" and r.activity_key = s.activity_key limit 1) end as "scopeKey"
  from (
    select root.id as "caseId", t.instance_id as "instanceId", t.activity_key, d.key || '/' || t.element_id as step, t.name,
           extract(epoch from t.created_at)::float8 as "createdAt", extract(epoch from t.ended_at)::float8 as "endedAt", root.ended_at is not null as "caseHasEnded",
           t.status = 'completed' and t.ended_at >= $1 and t.ended_at < $2 as asked
    from process_instance root
    join process_instance i on i.root_instance_id = root.id
    join user_task t on t.instance_id = i.id
    join process_definition d on d.id = i.definition_id
    where root.id in (${TOUCHED})) s`;
