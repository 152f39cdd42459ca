import type { WorkingTime } from '#calendar';
import type { CountedAct, DeadlineRule } from './deadline-rule.js';

/** Where a deadline stands. */
export interface DueDate {
  readonly dueAt: string;
  /** A calendar had a part in it, so another calendar may move it. */
  readonly counted: boolean;
  /** Null: it is not paused. */
  readonly pausedUntil: string | null;
}

/** The part of a calendar that it takes. */
export type Counting = Pick<WorkingTime, 'add' | 'addDays' | 'workingSecondsBetween'>;

/** When a clock was stopped, and the due date of then. */
interface Stopped {
  readonly at: string;
  readonly dueAt: string;
}

/**
 * The due date of a case deadline from its rule and its acts, by one calendar: the same again whenever it is asked, and what
 * it would be by another calendar.
 *
 * A pause keeps the working time that was left at its beginning: that much is left at its end, expected or earlier. An
 * extension by working days is counted again from the due date that it found. What was approved as an instant (extension,
 * correction) stands, whatever the calendar. Acts before the last change of the rule have had their effect.
 */
export function dueOf(rule: DeadlineRule, acts: readonly CountedAct[], calendar: Counting): DueDate {
  let due: DueDate =
    rule.kind === 'fixed'
      ? { dueAt: rule.dueAt, counted: false, pausedUntil: null }
      : { dueAt: calendar.add(rule.from, rule.duration), counted: true, pausedUntil: null };
  let stopped: Stopped | undefined;
  for (const { act, at, until, workingDays, dueAfter } of acts.slice(acts.findLastIndex(({ act }) => act === 'change') + 1)) {
    if (act === 'pause' && until !== null) {
      stopped = { at, dueAt: due.dueAt };
      due = { dueAt: goneOn(calendar, stopped, until), counted: true, pausedUntil: until };
    } else if (act === 'resume' && stopped !== undefined) {
      due = { dueAt: goneOn(calendar, stopped, at), counted: true, pausedUntil: null };
    } else if (act === 'extension' && workingDays !== null) {
      due = { dueAt: calendar.addDays(due.dueAt, workingDays), counted: true, pausedUntil: null };
    } else if (act === 'extension' || act === 'correction') {
      due = { dueAt: dueAfter, counted: false, pausedUntil: null };
    }
  }
  return due;
}

/**
 * The due date of a clock that goes on. It stays where no working time has gone by: counted, a date at night or on a day off
 * would fall back to the end of the last session before it.
 */
function goneOn(calendar: Counting, { at, dueAt }: Stopped, from: string): string {
  if (Date.parse(from) <= Date.parse(dueAt) && calendar.workingSecondsBetween(at, from) === 0) return dueAt;
  const left = Math.max(0, Math.round(calendar.workingSecondsBetween(at, dueAt)));
  return calendar.add(from, `PT${left}S`);
}

/**
 * Until when what has been decided already has its effect: another decision may reach back to there. A calendar that moves
 * a deadline is no decision about it.
 */
export function decidedUntil(startedAt: string, acts: readonly CountedAct[]): string {
  const decided = acts.filter(({ act }) => act !== 'move');
  const ends = decided.map(({ at, until }, index) => {
    const next = decided[index + 1]?.act;
    return until === null || next === 'resume' || next === 'change' ? at : until;
  });
  return ends.reduce((latest, end) => (Date.parse(end) > Date.parse(latest) ? end : latest), startedAt);
}

/** Whether two texts say the same instant. */
export function isSameInstant(some: string, other: string): boolean {
  return Date.parse(some) === Date.parse(other);
}
