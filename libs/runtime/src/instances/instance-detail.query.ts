import type { Database } from '#database';
import { type EngineState, openActivities, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';
import { InstanceNotFoundError } from '../errors.js';
import { type FailedJobRow, listFailedJobs } from '../failed-jobs/failed-jobs.query.js';
import { INSTANCE_ROW, type InstanceRow } from './instances.query.js';

/** All that tells why a case stands where it stands. `key` is the engine's throughout. */
export interface InstanceDetail extends InstanceRow {
  readonly endReason: string | null;
  /** Variables of the process scope. */
  readonly variables: JsonObject;
  /** What a token stands on now; `elementId` is the BPMN id in the diagram. */
  readonly activeActivities: readonly { readonly key: number; readonly elementId: string }[];
  /** Jobs of it that are out of attempts, the oldest {@link MOST_SHOWN}. */
  readonly failedJobs: readonly FailedJobRow[];
  readonly waitsFor: {
    readonly messages: readonly AwaitedMessage[];
    readonly signals: readonly { readonly key: number; readonly elementId: string; readonly signal: string }[];
    /** How many timers are armed in it. */
    readonly timers: number;
  };
  /** Instances that it has called, {@link MOST_SHOWN} at most: those that run first, the newest before the older ones. */
  readonly calls: readonly CalledInstance[];
  /** Live scopes that hold variables of their own; the first is the process. */
  readonly scopes: readonly VariableScope[];
}

export interface AwaitedMessage {
  readonly key: number;
  readonly elementId: string;
  /** Its name. */
  readonly message: string;
  readonly correlationKey: string | null;
}

export interface CalledInstance {
  readonly id: string;
  /** Of the call activity. */
  readonly key: number;
  readonly definitionKey: string;
  readonly status: InstanceRow['status'];
}

export interface VariableScope {
  readonly key: number;
  readonly elementId: string;
  /** Names alone: values of inner scopes may be large. */
  readonly variables: readonly string[];
}

/** The lists by `instanceId` and by `parentId` have the rest. */
const MOST_SHOWN = 50;

/** One instance with its variables and what is active in it. @throws InstanceNotFoundError */
export async function getInstance(database: Database, id: string): Promise<InstanceDetail> {
  const [row] = await database.query<
    InstanceRow &
      Pick<InstanceDetail, 'endReason' | 'waitsFor' | 'calls'> & { state: EngineState; ended: JsonObject | null }
  >(
    `select ${INSTANCE_ROW}, i.end_reason as "endReason", i.state, i.variables as ended,
       jsonb_build_object(
         'messages', (select coalesce(jsonb_agg(jsonb_build_object('key', m.activity_key, 'elementId', m.element_id,
             'message', m.message, 'correlationKey', m.correlation_key) order by m.activity_key), '[]')
           from message_subscription m where m.instance_id = i.id),
         'signals', (select coalesce(jsonb_agg(jsonb_build_object('key', s.activity_key, 'elementId', s.element_id,
             'signal', s.signal) order by s.activity_key), '[]')
           from signal_subscription s where s.instance_id = i.id),
         'timers', (select count(*) from job t where t.instance_id = i.id and t.kind = 'timer')) as "waitsFor",
       (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from (
          select called.id, called.parent_activity_key as key, cd.key as "definitionKey", called.status
          from process_instance called join process_definition cd on cd.id = called.definition_id
          where called.parent_instance_id = i.id
          order by called.status = 'active' desc, called.started_at desc, called.id desc limit ${MOST_SHOWN}) c) as calls
     from process_instance i join process_definition d on d.id = i.definition_id where i.id = $1`,
    [id],
  );
  if (row === undefined) throw new InstanceNotFoundError(`There is no process instance ${id}.`);
  const { state, ended, ...instance } = row;
  return {
    ...instance,
    variables: ended ?? variablesOf(state),
    activeActivities: openActivities(state).map(({ key, element }) => ({ key, elementId: element })),
    failedJobs: (await listFailedJobs(database, { instanceId: id, limit: MOST_SHOWN })).items,
    scopes: state.instances.flatMap(({ key, element, variables }) =>
      variables === undefined ? [] : [{ key, elementId: element, variables: Object.keys(variables) }],
    ),
  };
}
