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
export type Counting = Pick<WorkingTime, 'add' | 'workingSecondsBetween'>;

/**
 * The due date of a case deadline from its rule and its acts, by one calendar: the same again whenever it is asked, and what
 * it would be by another calendar.
 *
 * A pause keeps the working time that was left at its beginning: that much is left at its end, expected or earlier. What
 * was approved as an instant (extension, correction) stands, whatever the calendar. Acts before the last change of the rule
 * have had their effect.
 */
export function dueOf(rule: DeadlineRule, acts: readonly CountedAct[], calendar: Counting): DueDate {
  let due: DueDate =
    rule.kind === 'fixed'
      ? { dueAt: rule.dueAt, counted: false, pausedUntil: null }
      : { dueAt: calendar.add(rule.from, rule.duration), counted: true, pausedUntil: null };
  let left = 0;
  for (const { act, at, until, dueAfter } of acts.slice(acts.findLastIndex(({ act }) => act === 'change') + 1)) {
    if (act === 'pause' && until !== null) {
      left = Math.max(0, Math.round(calendar.workingSecondsBetween(at, due.dueAt)));
      due = { dueAt: countedOn(calendar, until, left), counted: true, pausedUntil: until };
    } else if (act === 'resume') {
      due = { dueAt: countedOn(calendar, at, left), counted: true, pausedUntil: null };
    } else if (act === 'extension' || act === 'correction') {
      due = { dueAt: dueAfter, counted: false, pausedUntil: null };
    }
  }
  return due;
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

function countedOn(calendar: Counting, from: string, seconds: number): string {
  return calendar.add(from, `PT${seconds}S`);
}
