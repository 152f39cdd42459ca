import { DateTime, Duration } from 'luxon';

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
  /** ISO duration. */
  readonly reminderBefore: string;
}

/** Deadlines of an instruction, ISO UTC. `coordinationDueAt` is only null where `dueAt` is. */
export interface InstructionDeadlines {
  readonly dueAt: string | null;
  readonly coordinationDueAt: string | null;
}

/**
 * Until when the lead and the coordinating units have time. What the leader wrote holds. Else the lead unit has until
 * the deadline of the document, and the coordinators until the reminder, so that their part is in when the lead unit is
 * reminded. Where that moment is near or gone they get half of the time that is left; where even the deadline has
 * passed, the span of the reminder from now: nobody is asked for what was over before it was asked.
 */
export function instructionDeadlines(question: DeadlineQuestion): InstructionDeadlines {
  const instant = (text: string | null) => (text === null ? null : DateTime.fromISO(text, { zone: question.zone }));
  const now = DateTime.fromISO(question.now);
  const due = instant(question.leadDueAt) ?? instant(question.documentDueAt);
  const coordination = instant(question.coordinationDueAt) ?? (due && derivedCoordination(now, due, question.reminderBefore));
  return { dueAt: isoUtc(due), coordinationDueAt: isoUtc(coordination) };
}

/**
 * Until when the coordinating units have time where the leader did not say, after the due date has moved: as if it had been
 * that one when the instruction was given. All instants ISO UTC.
 */
export function coordinationAfterMove(instructedAt: string, dueAt: string, reminderBefore: string): string {
  return isoUtc(derivedCoordination(DateTime.fromISO(instructedAt), DateTime.fromISO(dueAt), reminderBefore))!;
}

function derivedCoordination(now: DateTime, due: DateTime, reminderBefore: string): DateTime {
  const span = Duration.fromISO(reminderBefore);
  if (due <= now) return now.plus(span);
  const halfway = now.plus({ milliseconds: Math.floor(due.diff(now).toMillis() / 2) });
  return DateTime.max(due.minus(span), halfway);
}

function isoUtc(instant: DateTime | null): string | null {
  return instant?.toUTC().toISO() ?? null;
}
