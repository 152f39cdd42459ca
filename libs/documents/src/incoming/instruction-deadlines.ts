import type { WorkingTime } from '#calendar';
import { DateTime } from 'luxon';

export interface DeadlineQuestion {
  /** ISO instant. */
  readonly now: string;
  /** Zone of times that were entered without offset. */
  readonly zone: string;
  /** As registered; ISO instant. */
  readonly documentDueAt: string | null;
  /** As the leader wrote them; ISO, without offset in `zone`. */
  readonly leadDueAt: string | null;
  readonly coordinationDueAt: string | null;
  /** ISO duration, in working time. */
  readonly reminderBefore: string;
}

/** Deadlines of an instruction, ISO UTC. */
export interface InstructionDeadlines {
  readonly dueAt: string | null;
  /** ISO duration: so much working time before the due date the coordinating units are to be ready; null: at a fixed instant. */
  readonly coordinationBefore: string | null;
  /** Null only where `dueAt` is. */
  readonly coordinationDueAt: string | null;
}

/** The part of a calendar that it takes. */
type Counting = Pick<WorkingTime, 'add' | 'workingSecondsBetween'>;

/**
 * Until when the lead and the coordinating units have time. What the leader wrote holds, but no coordinator has longer than
 * the lead unit, which waits for him. Else the lead unit has until the deadline of the document, and the coordinators until
 * the reminder, counted back in working time, so that their part is in when the lead unit is reminded. Where that is near or
 * gone they get half of the working time that is left; where none is, half of the time; where even the deadline has passed,
 * the span of the reminder from now: nobody is asked for what was over before it was asked.
 */
export function instructionDeadlines(question: DeadlineQuestion, calendar: Counting): InstructionDeadlines {
  const { now, documentDueAt, reminderBefore } = question;
  const dueAt = instantOf(question.leadDueAt, question) ?? instantOf(documentDueAt, question);
  const written = instantOf(question.coordinationDueAt, question);
  if (written !== null) return at(dueAt, dueAt !== null && written > dueAt ? dueAt : written);
  if (dueAt === null) return at(null, null);
  if (dueAt <= now) return at(dueAt, calendar.add(now, reminderBefore));
  const half = Math.floor(calendar.workingSecondsBetween(now, dueAt) / 2);
  if (half < 1) return at(dueAt, new Date((Date.parse(now) + Date.parse(dueAt)) / 2).toISOString());
  const byReminder = coordinationOf(dueAt, reminderBefore, calendar);
  // A reminder of no time at all would ask for the end of the day or of the next session.
  const isUsable = byReminder < dueAt && calendar.workingSecondsBetween(now, byReminder) >= half;
  const coordinationBefore = isUsable ? reminderBefore : `PT${half}S`;
  return { dueAt, coordinationBefore, coordinationDueAt: coordinationOf(dueAt, coordinationBefore, calendar) };
}

/** Until when a coordinating unit has time: so much working time of its calendar before a due date. All ISO, instants in UTC. */
export function coordinationOf(dueAt: string, coordinationBefore: string, calendar: Pick<Counting, 'add'>): string {
  return calendar.add(dueAt, `-${coordinationBefore}`);
}

function at(dueAt: string | null, coordinationDueAt: string | null): InstructionDeadlines {
  return { dueAt, coordinationBefore: null, coordinationDueAt };
}

function instantOf(text: string | null, { zone }: DeadlineQuestion): string | null {
  return text === null ? null : DateTime.fromISO(text, { zone }).toUTC().toISO();
}
