import type { JsonObject } from '#foundation';
import type { Model } from '../bpmn-text.js';
import type { Move } from '../engine-under-test.js';

/**
 * One promise of BPMN 2.0.2 on one small model: what an engine makes of the start and of each move, as `told` words it
 * (`A B | C`: A and B have ended, C is open; `| over`; `fails`).
 */
export interface ContractCase {
  /** What it is about, e.g. "parallel join"; the first column of docs/second-opinion.md. */
  readonly construct: string;
  /** What must be: a sentence that goes on from the construct. */
  readonly must: string;
  /** Of BPMN 2.0.2, e.g. "§13.4.1". */
  readonly clause: string;
  readonly model: Model;
  /** Keys of the other processes in the file. */
  readonly called?: readonly string[];
  readonly variables?: JsonObject;
  readonly start: string;
  readonly moves?: readonly (readonly [move: Move, told: string])[];
  /** At the end; absent: not looked at. */
  readonly finally?: JsonObject;
  /** Where bpmn-engine is known to do something else. */
  readonly bpmnEngine?: {
    /** What it does: a sentence that goes on from its name. */
    readonly instead: string;
    /** What it makes of the start and of each move, up to where it fails. */
    readonly told: readonly string[];
  };
}
