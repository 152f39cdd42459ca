import type { JsonObject, JsonValue } from '#foundation';

/** A text of the model: `= …` is FEEL, a text with `${…}` or `#{…}` the Camunda 7 form, anything else itself. */
export type ExpressionText = string;

/** What an expression may know of the world besides the variables. */
export interface ExpressionEnv {
  /** The instant that `now()` means, ISO 8601 in UTC. */
  readonly now: string;
  /** IANA zone in which dates and times without a zone are read, e.g. `Asia/Ho_Chi_Minh`. */
  readonly zone: string;
  /** The working time of the office; without it the functions for working time are an error. */
  readonly calendar?: WorkingCalendar;
  /** The business key of the process instance; without it the instance has none. */
  readonly businessKey?: string;
}

/** What expressions ask of a calendar of working time. */
export interface WorkingCalendar {
  /**
   * The instant that lies a stretch of working time after another.
   * @param from ISO 8601 in UTC.
   * @param duration ISO 8601: days are working days, hours and less are working hours.
   * @param calendar name of another calendar than the usual one.
   * @returns ISO 8601 in UTC.
   */
  addWorkingTime(from: string, duration: string, calendar?: string): string;
}

/** A parsed text, ready to be evaluated any number of times. */
export interface CompiledExpression {
  evaluate(variables: JsonObject, env: ExpressionEnv): JsonValue;
  /** Names of the variables that it may read; null when a name is computed only while it is evaluated. */
  readonly variables: ReadonlySet<string> | null;
}

/** Longest expression that is read at all; the longest of 13,700 public BPMN files is far below. */
export const MAX_EXPRESSION_LENGTH = 10_000;

/** Longest text that an expression may make; what people and systems write into variables is far shorter. */
export const MAX_TEXT_LENGTH = 1_000_000;
