import { isWorkingDuration } from '#calendar';
import { checkExpression, type ExpressionText, isExpression } from '#expressions';
import { propertyOf } from '../document/bpmn-element.js';
import type { ElementSource } from './element-compiler.js';

const [TIME, FROM, CALENDAR] = ['handlingTime', 'handlingTimeFrom', 'handlingCalendar'] as const;

/** When an element is due that has a handling time. */
export interface HandlingTime {
  readonly due: ExpressionText;
  /** Whether `due` says by which calendar. */
  readonly namesCalendar: boolean;
}

/**
 * The instant that the `camunda:property` `handlingTime` of an element means, as a FEEL expression: so much working time
 * (`P2D`, `PT8H`, or FEEL that yields a duration) after `handlingTimeFrom` (FEEL; now, unless it is given) by
 * `handlingCalendar` (key of a calendar or code of a unit, or FEEL that yields one; unless it is given, `due` leaves it
 * to whoever evaluates it). Undefined where the element has none, or one that was reported.
 */
export function compileHandlingTime(source: ElementSource): HandlingTime | undefined {
  const { element, id, findings } = source;
  const [time, from, calendar] = [propertyOf(element, TIME), propertyOf(element, FROM), propertyOf(element, CALENDAR)];
  if (time === undefined) {
    for (const [name, value] of [[FROM, from] as const, [CALENDAR, calendar] as const]) {
      if (value === undefined) continue;
      findings.error(id, 'handling-time-missing', `The property ${name} counts no time.`, `Give ${TIME}, or take ${name} out.`);
    }
    return undefined;
  }
  const asked = [
    from === undefined ? 'now()' : feelOf(source, FROM, from, () => undefined),
    feelOf(source, TIME, time, (text) => (isWorkingDuration(text) ? `"${text}"` : undefined)),
    ...(calendar === undefined ? [] : [feelOf(source, CALENDAR, calendar, (text) => JSON.stringify(text))]),
  ];
  if (asked.includes(undefined)) return undefined;
  return { due: `= add working time(${asked.join(', ')})`, namesCalendar: calendar !== undefined };
}

const MENDS: Readonly<Record<string, string>> = {
  [TIME]: 'Write working days or hours, e.g. P2D or PT8H, or FEEL behind "=".',
  [FROM]: 'Write FEEL that yields a date and time, e.g. = receivedAt.',
  [CALENDAR]: 'Write the key of a calendar or the code of a unit, or FEEL behind "=".',
};

/**
 * One argument in FEEL, undefined where it was reported. Each is checked by itself: `1) + (2` would make sense between
 * the brackets that it is put into.
 */
function feelOf(
  { id, findings }: ElementSource,
  property: string,
  text: string,
  literal: (text: string) => string | undefined,
): string | undefined {
  const refuse = (why: string): undefined => {
    findings.error(id, 'bad-handling-time', `The property ${property} "${text}" ${why}.`, MENDS[property]!);
    return undefined;
  };
  if (!isExpression(text)) return literal(text) ?? refuse('cannot be used');
  if (!text.startsWith('=')) return refuse('must be FEEL');
  const [fault] = checkExpression(text);
  return fault === undefined ? `(${text.slice(1).trim()})` : refuse(`cannot be read: ${fault.what}`);
}
