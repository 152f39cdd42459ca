import type { ProcessGraph } from '#bpmn';
import type { Decision } from '#decisions';

/** What is rehearsed: a process with all that it may call, begin or ask. */
export interface Model {
  /** File of the main process, as it was named. */
  readonly file: string;
  /** Text of that file, decoded. */
  readonly bpmn: string;
  readonly main: ProcessGraph;
  /** By key, the main process included. */
  readonly processes: ReadonlyMap<string, ProcessGraph>;
  /** Those that messages, signals and time may begin: the executable ones and the main process. */
  readonly begun: readonly ProcessGraph[];
  /** By id. */
  readonly decisions: ReadonlyMap<string, Decision>;
  /** Id → name of the messages and signals that have both. */
  readonly names: ReadonlyMap<string, string>;
}
