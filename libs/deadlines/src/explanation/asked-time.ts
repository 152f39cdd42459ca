import { type CalendarBook, unitOfGroups } from '#calendar';
import type { Database } from '#database';
import { type EngineState, type OfficeCalendar, variablesOf } from '#engine';
import type { JsonObject } from '#foundation';
import { countDueTimes, type DefinitionStore, readTimedInstances } from '#runtime';
import { dueByModel, type ModelledDue } from '../ledger/due-by-model.js';
import { isSameInstant } from '../ledger/due-of.js';
import type { DeadlineFacts } from './deadline-facts.js';

/** What an expression asked the calendars: the instant so much working time (ISO 8601) after another. */
export interface AskedTime {
  readonly from: string;
  /** Negative: before it. */
  readonly duration: string;
  /** By key or by unit, as the expression named it, or the key of that of the task's unit. */
  readonly calendar: string | undefined;
}

/** Answers like the book, and keeps which instants it was asked for. */
class ListeningCalendar implements OfficeCalendar {
  constructor(
    private readonly book: CalendarBook,
    /** Counts where none is named. */
    private readonly own?: string,
    readonly asked: (AskedTime & { readonly answer: string })[] = [],
  ) {}

  ofGroups(groups: readonly string[]): ListeningCalendar {
    return new ListeningCalendar(this.book, this.book.ofUnit(unitOfGroups(groups)).key, this.asked);
  }

  get publication(): number {
    return this.book.publication;
  }

  addWorkingTime(from: string, duration: string, calendar = this.own): string {
    const answer = this.book.addWorkingTime(from, duration, calendar);
    this.asked.push({ from, duration, calendar, answer });
    return answer;
  }

  workingDaysBetween(from: string, to: string, calendar = this.own): number {
    return this.book.workingDaysBetween(from, to, calendar);
  }

  workingHoursBetween(from: string, to: string, calendar = this.own): number {
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
  rule: ModelledDue,
): Promise<AskedTime | undefined> {
  const calendar = new ListeningCalendar(calendars);
  const evaluateAgain = task.status === 'open' ? evaluateOpen : evaluateEnded;
  const due = await evaluateAgain(database, { ...tools, calendar }, task, rule);
  return due === null ? undefined : calendar.asked.find(({ answer }) => isSameInstant(answer, due));
}

type Evaluating = Omit<AskingTools, 'calendars'> & { readonly calendar: OfficeCalendar };

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
  { instanceId, startedAt: now, candidateGroups }: DeadlineFacts,
  modelled: ModelledDue,
): Promise<string | null> {
  const [instance] = await database.query<{ ended: JsonObject | null; state: EngineState; businessKey: string | null }>(
    'select variables as ended, state, business_key as "businessKey" from process_instance where id = $1',
    [instanceId],
  );
  const { ended, state, businessKey } = instance!;
  return dueByModel(modelled, ended ?? variablesOf(state), { now, zone, calendar, businessKey, candidateGroups });
}
