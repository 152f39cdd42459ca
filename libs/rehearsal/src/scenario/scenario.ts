import type { JsonObject } from '#foundation';
import type { Outcome, Step } from '../rehearsal.js';

/** The scenarios of one file; people, services and what else they share is in each of them already. */
export interface ScenarioFile {
  readonly file: string;
  readonly scenarios: readonly Scenario[];
}

/** One story that a process is to live through. */
export interface Scenario {
  readonly name: string;
  readonly file: string;
  /** Where it begins in its file, from 1; so with all lines here. */
  readonly line: number;
  /** Key of the process; absent: the first executable one of the folder's file. */
  readonly process?: string;
  /** Id of the start event; absent: the one without a trigger. */
  readonly start?: string;
  /** ISO 8601 instant at which it begins. */
  readonly now?: string;
  /** Of the instance that begins; absent: none, or what the message that begins it brings. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
  readonly hold: readonly string[];
  /** Groups by login. Absent: everybody sees everything. */
  readonly people?: ReadonlyMap<string, readonly string[]>;
  /** What the handler of each topic answers; a text that is an expression is evaluated over what the handler sees. */
  readonly services: ReadonlyMap<string, JsonObject>;
  readonly steps: readonly ScenarioStep[];
}

/** Something happens, or something is claimed. */
export type ScenarioStep =
  | { readonly line: number; readonly step: Step }
  | { readonly line: number; readonly expect: Expectation };

/** What must hold; everything that is absent may be as it likes. */
export interface Expectation {
  /** Is open, among others; an id that is listed twice is open twice. */
  readonly open?: readonly string[];
  /** Is all that is open. */
  readonly onlyOpen?: readonly string[];
  readonly notOpen?: readonly string[];
  readonly ended?: boolean;
  readonly outcome?: Outcome;
  /** Each has this value, whatever others there are; null also where there is none. */
  readonly variables?: JsonObject;
  /** Task → due date (ISO 8601 instant in UTC; null: none) of each open task of the element. */
  readonly due?: Readonly<Record<string, string | null>>;
}
