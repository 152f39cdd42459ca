import type { ProcessGraph } from '#bpmn';
import type { DecisionResult } from '#decisions';
import type { DecisionRequest, EngineContext } from '#engine';
import type { JsonObject } from '#foundation';

/** What an office in memory is made of. */
export interface OfficeOptions {
  /** Those that messages, signals and time may begin. */
  readonly begun: readonly ProcessGraph[];
  /** What a call activity starts; undefined leaves the call open. */
  process(key: string): ProcessGraph | undefined;
  /** What the handler of a topic answers; by default nothing. */
  readonly answer?: (topic: string, variables: JsonObject, now: string) => JsonObject;
  readonly context: Pick<EngineContext, 'zone' | 'scripts' | 'calendar'>;
  /** @param businessKey of the instance that asks. */
  decide(request: DecisionRequest, variables: JsonObject, businessKey: string | undefined): DecisionResult;
  /** ISO 8601 instant. */
  readonly now: string;
  /** What the first instance starts with, besides what the message or signal that begins it brings. */
  readonly variables: JsonObject;
  /** Of the first instance, unless the message that begins it brings one. */
  readonly businessKey?: string;
  /** Ids of call activities whose process is not started. */
  readonly held: ReadonlySet<string>;
  /** A script or expression of a task that cannot be evaluated counts as done, and messages fit more loosely. */
  readonly lenient: boolean;
}
