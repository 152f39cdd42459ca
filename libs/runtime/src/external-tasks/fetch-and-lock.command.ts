import type { EngineState } from '#engine';
import type { JsonObject } from '#foundation';
import type { Command, CommandContext } from '../executor/command.js';
import { isDueAndUnheld, isFreeForExternalWorker } from '../jobs/free-jobs.js';
import { EXTERNAL_TASK_COLUMNS, type ExternalTask, type ExternalWorker, lockOwner, variablesFor } from './external-task.js';

/** One topic of a fetch: which of its tasks, for how long, and what of the instance goes along. */
export interface TopicRequest {
  readonly topicName: string;
  /** In milliseconds. */
  readonly lockDuration: number;
  /** Names of the variables that go along; absent: all. */
  readonly variables?: readonly string[];
  /** Only those of the task's own scope. */
  readonly localVariables?: boolean;
  readonly includeExtensionProperties?: boolean;
  readonly filter: TopicFilter;
}

/** All that is given must hold of the instance of a task. */
export interface TopicFilter {
  readonly businessKey?: string;
  readonly definitionIds?: readonly string[];
  readonly definitionKeys?: readonly string[];
  readonly versionTag?: string;
  /** Variables of the process with exactly these values, none of them a list or an object. */
  readonly processVariables?: Readonly<Record<string, string | number | boolean | null>>;
}

export interface FetchAndLockInput extends ExternalWorker {
  readonly maxTasks: number;
  /** The higher priority first; among equals, and without it, what has been due longest. */
  readonly usePriority: boolean;
  /** Before the due time: by the time at which the task was made. */
  readonly createTime?: 'asc' | 'desc';
  readonly topics: readonly TopicRequest[];
}

/** A task in the hands of a worker, with what it asked for. */
export interface LockedExternalTask extends ExternalTask {
  readonly workerId: string;
  readonly lockedUntil: string;
  readonly variables: JsonObject;
  /** `camunda:properties` of the element; absent where the worker did not ask. */
  readonly extensionProperties?: Readonly<Record<string, string>>;
}

type LockedRow = ExternalTask & {
  readonly workerId: string;
  readonly lockedUntil: string;
  /** Of its topic in the request, from 0. */
  readonly topicIndex: number;
  readonly state: EngineState;
};

/**
 * Gives a worker tasks that are due and that nobody holds, and locks them for it. What another transaction is just
 * taking is passed over, so two workers never get the same task and never wait for one another.
 */
export const fetchAndLock: Command<FetchAndLockInput, LockedExternalTask[], LockedRow> = {
  name: 'runtime.fetch-and-lock',
  audited: false,

  opening: ({ tokenId, workerId, maxTasks, topics, ...order }) => ({
    sql: fetchSql(topics.length, order),
    parameters: [lockOwner({ tokenId, workerId }), maxTasks, JSON.stringify(topics.map(toParameters))],
  }),

  run: (context, { topics }, rows) =>
    Promise.all(
      rows.map(async ({ topicIndex, state, ...task }) => {
        const { variables: names, localVariables: local, includeExtensionProperties } = topics[topicIndex]!;
        const variables = variablesFor(state, task.activityKey, { names, local });
        if (includeExtensionProperties !== true) return { ...task, variables };
        return { ...task, variables, extensionProperties: await propertiesOf(context, task) };
      }),
    ),
};

function toParameters({ topicName, lockDuration, filter }: TopicRequest): object {
  return { topicName, lockDuration, ...filter };
}

/** Read once for the whole statement. */
const NOW = '(select now from clock)';

type Order = Pick<FetchAndLockInput, 'usePriority' | 'createTime'>;

function orderBy(table: string, { usePriority, createTime }: Order): string {
  return [
    ...(usePriority ? [`${table}.priority desc`] : []),
    ...(createTime === undefined ? [] : [`${table}.created_at ${createTime}`]),
    `${table}.due_at`,
    `${table}.number`,
  ].join(', ');
}

/** Tasks that others may be taking at this moment; a fetch sees so many more than it wants. */
const PASSED_OVER = 100;

/**
 * One branch for each topic, so that each is read in the order of its index and no further than needed. The text depends
 * on the number of topics alone, rounded up so that there are few of them to keep prepared; all that the worker sends is
 * in parameters. A branch for a topic that was not asked for finds nothing.
 *
 * Tried, with 50,000 tasks waiting in two topics: `topic = any(…)` sorts all of them, 190 ms a fetch on a busy machine; so do
 * branches without a limit, 120 ms; this takes 1 ms.
 */
function fetchSql(topics: number, order: Order): string {
  const length = 2 ** Math.ceil(Math.log2(topics));
  const branches = Array.from({ length }, (_, topicIndex) => `(${branchSql(topicIndex, order)})`);
  return `
    with clock as materialized (select business_now() as now),
    taken as (
      select j.id, c.topic_index from (${branches.join(' union all ')}) c join job j on j.id = c.id
      where j.kind = 'external' and ${isDueAndUnheld('j', NOW)}
      order by ${orderBy('c', order)}
      limit $2 for update of j skip locked
    ),
    locked as (
      update job j
      set lease_owner = $1, attempt = j.attempt + 1,
        lease_until = clock.now + ($3::jsonb -> taken.topic_index ->> 'lockDuration')::bigint * interval '1 millisecond'
      from clock, taken where j.id = taken.id
      returning j.*, taken.topic_index
    )
    select ${EXTERNAL_TASK_COLUMNS}, j.topic_index as "topicIndex", i.state
    from locked j join process_instance i on i.id = j.instance_id join process_definition d on d.id = i.definition_id
    order by ${orderBy('j', order)}`;
}

/** The variables of the process are those of the first instance in the state; its format fixes that (`EngineState`). */
function branchSql(topicIndex: number, order: Order): string {
  const asked = `$3::jsonb #> '{${topicIndex}}'`;
  return `
    select j.id, j.priority, j.created_at, j.due_at, j.number, ${topicIndex} as topic_index
    from job j join process_instance i on i.id = j.instance_id join process_definition d on d.id = i.definition_id
    where j.topic = ${asked} ->> 'topicName' and ${isFreeForExternalWorker('j', 'i', NOW)}
      and (${asked} -> 'businessKey' is null or i.business_key = ${asked} ->> 'businessKey')
      and (${asked} -> 'definitionIds' is null or ${asked} -> 'definitionIds' ? d.id::text)
      and (${asked} -> 'definitionKeys' is null or ${asked} -> 'definitionKeys' ? d.key)
      and (${asked} -> 'versionTag' is null or d.version_tag = ${asked} ->> 'versionTag')
      and (${asked} -> 'processVariables' is null
           or i.state #> '{instances,0,variables}' @> (${asked} -> 'processVariables'))
    order by ${orderBy('j', order)} limit $2::integer + ${PASSED_OVER}`;
}

async function propertiesOf(
  { definitions, tx }: CommandContext,
  { definitionId, elementId }: ExternalTask,
): Promise<Readonly<Record<string, string>>> {
  const graph = await definitions.graph(tx, definitionId);
  return graph.nodes[elementId]?.properties ?? {};
}
