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

/**
 * What expressions ask of the calendars of the office. `calendar` is the key of a calendar or the code of a unit; without
 * it the usual one of the agency counts. Instants are ISO 8601 in UTC.
 * @throws {Error} where there is no such calendar, or the instant lies outside of what calendars can count.
 */
export interface WorkingCalendar {
  /** Rises whenever any calendar is published: by which state of the calendars something was counted. */
  readonly publication: number;
  /**
   * The instant that lies a stretch of working time after another.
   * @param duration ISO 8601, negative: before. Days are working days, hours and less are working hours.
   */
  addWorkingTime(from: string, duration: string, calendar?: string): string;
  /** Whole working days after the day of `from` up to the day of `to`; negative where `to` is earlier. */
  workingDaysBetween(from: string, to: string, calendar?: string): number;
  /** Working hours from `from` to `to`, to the second; negative where `to` is earlier. */
  workingHoursBetween(from: string, to: string, calendar?: string): number;
}

/** A parsed text, ready to be evaluated any number of times. */
export interface CompiledExpression {
  evaluate(variables: JsonObject, env: ExpressionEnv): JsonValue;
  /** Names of the variables that it may read; null when a name is computed only while it is evaluated. */
  readonly variables: ReadonlySet<string> | null;
  /** Keys of calendars and codes of units that its functions for working time are given literally. */
  readonly calendars: readonly string[];
}

/** Longest expression that is read at all; the longest of 13,700 public BPMN files is far below. */
export const MAX_EXPRESSION_LENGTH = 10_000;

/** Longest text that an expression may make; what people and systems write into variables is far shorter. */
export const MAX_TEXT_LENGTH = 1_000_000;
