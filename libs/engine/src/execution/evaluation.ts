import { evaluate, type ExpressionEnv, type ExpressionText, isExpression, toBoolean, type WorkingCalendar } from '#expressions';
import { CongvanError, type JsonObject, type JsonValue, ownValue } from '#foundation';
import { UnusableAttributeError } from '../errors.js';
import type { Activity } from './activity.js';
import type { Step } from './step.js';
import { variablesSeenBy } from './variables.js';

/** One text of an element that is to be evaluated. `name` is what an error message calls it. */
export interface Attribute {
  readonly name: string;
  readonly text: ExpressionText;
}

/** A reader of `#expressions`, which refuses what the element cannot use: `toText`, `toInstant`, `toList`, … */
type Reader<T> = (value: JsonValue, env: ExpressionEnv) => T;

/**
 * The value of an attribute of an activity, read as what the element needs there.
 *
 * @param variables what the expression sees; by default all that the activity sees.
 * @throws UnusableAttributeError naming element and attribute.
 */
export function read<T>(
  step: Step,
  activity: Activity,
  attribute: Attribute,
  as: Reader<T>,
  variables?: JsonObject,
): T {
  // Literals are frequent, and gathering the variables is most of the cost.
  const seen = variables ?? (isExpression(attribute.text) ? variablesSeenBy(activity) : {});
  return readFor(step, activity.element.id, attribute, as, seen);
}

/** As {@link read} for an element that no activity has been begun at. */
export function readFor<T>(
  step: Step,
  element: string,
  { name, text }: Attribute,
  as: Reader<T>,
  variables: JsonObject,
  env: ExpressionEnv = step.context,
): T {
  try {
    return as(evaluate(text, variables, env), env);
  } catch (error) {
    if (error instanceof CongvanError) throw new UnusableAttributeError(element, name, error);
    throw error;
  }
}

/** As {@link read}; undefined where the element lacks the attribute or the reader says null. */
export function readOptional<T>(
  step: Step,
  activity: Activity,
  name: string,
  text: ExpressionText | undefined,
  as: Reader<T | null>,
): T | undefined {
  return text === undefined ? undefined : (read(step, activity, { name, text }, as) ?? undefined);
}

/** A value, and by which state of the calendars it was counted, where its expression has asked for working time. */
export interface Counted<T> {
  readonly value: T;
  readonly calendarPublication?: number;
}

/**
 * As {@link readOptional}, for what must be counted anew when a calendar changes.
 * @param calendar by which it is counted where it names none
 */
export function readCounted<T>(
  step: Step,
  activity: Activity,
  name: string,
  text: ExpressionText | undefined,
  as: Reader<T | null>,
  calendar: WorkingCalendar | undefined = step.context.calendar,
): Counted<T> | undefined {
  if (text === undefined) return undefined;
  if (calendar === undefined || !isExpression(text)) {
    const value = readOptional(step, activity, name, text, as);
    return value === undefined ? undefined : { value };
  }
  const asked = new AskedCalendar(calendar);
  const env = { ...step.context, calendar: asked };
  const value = readFor(step, activity.element.id, { name, text }, as, variablesSeenBy(activity), env);
  return value === null ? undefined : { value, ...(asked.wasAsked && { calendarPublication: calendar.publication }) };
}

/** Notes whether anything was asked of a calendar. */
class AskedCalendar implements WorkingCalendar {
  wasAsked = false;

  constructor(private readonly calendar: WorkingCalendar) {}

  get publication(): number {
    this.wasAsked = true;
    return this.calendar.publication;
  }

  addWorkingTime(from: string, duration: string, calendar?: string): string {
    this.wasAsked = true;
    return this.calendar.addWorkingTime(from, duration, calendar);
  }

  workingDaysBetween(from: string, to: string, calendar?: string): number {
    this.wasAsked = true;
    return this.calendar.workingDaysBetween(from, to, calendar);
  }

  workingHoursBetween(from: string, to: string, calendar?: string): number {
    this.wasAsked = true;
    return this.calendar.workingHoursBetween(from, to, calendar);
  }
}

/**
 * As {@link read}, where Camunda 7 writes a variable by its bare name: `camunda:collection="units"`,
 * `<camunda:in source="documentId" …>`. A variable that does not exist is null.
 */
export function readVariable<T>(
  step: Step,
  activity: Activity,
  attribute: Attribute,
  as: Reader<T>,
  variables: JsonObject,
): T {
  const { text } = attribute;
  const named: Reader<T> = isExpression(text) ? as : (_, env) => as(ownValue(variables, text) ?? null, env);
  return read(step, activity, attribute, named, variables);
}

/** Any value is fine. */
export function asIs(value: JsonValue): JsonValue {
  return value;
}

/**
 * Whether a condition holds. What is neither true nor false, null included, is an error: most likely a misspelt name.
 */
export function holds(step: Step, activity: Activity, attribute: Attribute, variables: JsonObject): boolean {
  return read(step, activity, attribute, toBoolean, variables);
}
