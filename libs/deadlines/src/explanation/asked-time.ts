import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import { evaluate, type WorkingCalendar } from '#expressions';
import { CongvanError, type JsonObject } from '#foundation';
import { countDueTimes, type DefinitionStore, readTimedInstances } from '#runtime';
import { isSameInstant } from '../ledger/due-of.js';
import type { DeadlineFacts } from './deadline-facts.js';

/** What an expression asked the calendars: the instant so much working time (ISO 8601) after another. */
export interface AskedTime {
  readonly from: string;
  /** Negative: before it. */
  readonly duration: string;
  /** By key or by unit, as the expression named it. */
  readonly calendar: string | undefined;
}

/** Answers like the book, and keeps which instants it was asked for. */
class ListeningCalendar implements WorkingCalendar {
  readonly asked: (AskedTime & { readonly answer: string })[] = [];

  constructor(private readonly book: CalendarBook) {}

  get publication(): number {
    return this.book.publication;
  }

  addWorkingTime(from: string, duration: string, calendar?: string): string {
    const answer = this.book.addWorkingTime(from, duration, calendar);
    this.asked.push({ from, duration, calendar, answer });
    return answer;
  }

  workingDaysBetween(from: string, to: string, calendar?: string): number {
    return this.book.workingDaysBetween(from, to, calendar);
  }

  workingHoursBetween(from: string, to: string, calendar?: string): number {
    return this.book.workingHoursBetween(from, to, calendar);
  }
}

export interface AskingTools {
  readonly calendars: CalendarBook;
  readonly definitions: DefinitionStore;
  /** In which the expression reads dates. */
  readonly zone: string;
}

/**
 * What the expression of a task asked the calendars for its due date, found by evaluating it once more: with the variables
 * of today, so whoever asks compares the date. Undefined where it asks nothing that it yields, or fails by now.
 */
export async function askedTime(
  database: Database,
  { calendars, ...tools }: AskingTools,
  task: DeadlineFacts,
  text: string,
): Promise<AskedTime | undefined> {
  const calendar = new ListeningCalendar(calendars);
  const evaluateAgain = task.status === 'open' ? evaluateOpen : evaluateEnded;
  const due = await evaluateAgain(database, { ...tools, calendar }, task, text);
  return due === null ? undefined : calendar.asked.find(({ answer }) => isSameInstant(answer, due));
}

type Evaluating = Omit<AskingTools, 'calendars'> & { readonly calendar: WorkingCalendar };

/** By the state of the engine, which has the variables of every scope. */
async function evaluateOpen(database: Database, tools: Evaluating, { id, instanceId }: DeadlineFacts): Promise<string | null> {
  const instances = await readTimedInstances(database, [instanceId], { lock: false });
  const task = instances.map(({ instance, rows }) => ({ instance, rows: rows.filter((row) => row.id === id) }));
  const [counted] = await countDueTimes(tools, database, task, new Set());
  return counted?.due ?? null;
}

/** Of an ended task only the variables of the process are left. */
async function evaluateEnded(
  database: Database,
  { zone, calendar }: Evaluating,
  { instanceId, startedAt: now }: DeadlineFacts,
  text: string,
): Promise<string | null> {
  const [instance] = await database.query<{ variables: JsonObject; businessKey: string | null }>(
    'select variables, business_key as "businessKey" from process_instance where id = $1',
    [instanceId],
  );
  const { variables, businessKey } = instance!;
  try {
    const due = evaluate(text, variables, { now, zone, calendar, businessKey: businessKey ?? undefined });
    return typeof due === 'string' ? due : null;
  } catch (error) {
    if (error instanceof CongvanError) return null;
    throw error;
  }
}
