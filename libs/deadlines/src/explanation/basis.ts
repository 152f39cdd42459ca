import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import { variablesIn } from '#expressions';
import type { DefinitionStore } from '#runtime';
import { isSameInstant } from '../ledger/due-of.js';
import type { DeadlineRule } from '../ledger/deadline-rule.js';
import { askedTime } from './asked-time.js';
import { type CalendarOfDeadline, keyOf, readCalendar } from './calendar-of-deadline.js';
import { type DeadlineFacts, readFollowedCase } from './deadline-facts.js';

export interface ExplanationTools {
  readonly calendars: CalendarBook;
  readonly definitions: DefinitionStore;
}

/** By what the first due date came about: of a case its rule; of a task its model, unless somebody has set it. */
export type ExplainedRule = DeadlineRule | ModelRule | { readonly kind: 'byHand' };

interface ModelRule {
  readonly kind: 'model';
  /** The expression, or the instant that stands there. */
  readonly text: string;
  /** The working time that it adds to an instant; null: it adds none, or that is not known any more. */
  readonly counted: CountedTime | null;
}

/** So much working time (ISO 8601) after an instant. */
export interface CountedTime {
  readonly from: string;
  readonly duration: string;
}

/** What a due date follows from. */
export interface Basis {
  /** The deadline whose rule, acts and calendar explain it: itself, or of a task that of its case. */
  readonly of: DeadlineFacts;
  readonly rule: ExplainedRule;
  readonly calendar: CalendarOfDeadline;
}

/** A task that reads the due date of its case is explained by that; another one by its model, unless a person has set it. */
export async function readBasis(database: Database, tools: ExplanationTools, facts: DeadlineFacts): Promise<Basis> {
  if (facts.rule !== null) return basisOfCase(database, tools, facts, facts.rule);
  const text = await textOf(database, tools, facts);
  const calendar = await calendarOf(database, tools, facts);
  if (text === undefined) return { of: facts, rule: { kind: 'byHand' }, calendar };
  const variables = [...(variablesIn(text) ?? [])];
  const followed = variables.length === 0 ? undefined : await readFollowedCase(database, facts, variables);
  if (followed !== undefined) return basisOfCase(database, tools, followed, followed.rule);
  return (
    (await basisOfCounted(database, { ...tools, zone: calendar.zone }, facts, text)) ?? {
      of: facts,
      rule: { kind: 'model', text, counted: null },
      calendar,
    }
  );
}

async function basisOfCase(database: Database, tools: ExplanationTools, of: DeadlineFacts, rule: DeadlineRule): Promise<Basis> {
  return { of, rule, calendar: await calendarOf(database, tools, of) };
}

/** Undefined where the task asked for no working time, or that it asks for now is not what it was counted by. */
async function basisOfCounted(
  database: Database,
  tools: ExplanationTools & { readonly zone: string },
  of: DeadlineFacts,
  text: string,
): Promise<Basis | undefined> {
  const { publication, dueAt } = of;
  const asked = publication === null ? undefined : await askedTime(database, tools, of, text);
  if (asked === undefined) return undefined;
  const { from, duration } = asked;
  const calendar = await readCalendar(database, { key: keyOf(tools.calendars, asked.calendar), version: null, publication });
  if (!isSameInstant(calendar.workingTime.add(from, duration), dueAt)) return undefined;
  // Counted back from a later date, no days off lie between the start and the due date.
  const counted = duration.startsWith('-') ? null : { from, duration };
  return { of, rule: { kind: 'model', text, counted }, calendar };
}

/** What it was counted by; where that is not known, or nothing was counted, what its unit goes by today. */
function calendarOf(
  database: Database,
  { calendars }: ExplanationTools,
  { unit, calendar, calendarVersion: version, publication }: DeadlineFacts,
): Promise<CalendarOfDeadline> {
  return readCalendar(database, { key: calendar ?? calendars.ofUnit(unit).key, version, publication });
}

/** What the model says of the task's due date; undefined where a person has set it. */
async function textOf(
  database: Database,
  { definitions }: ExplanationTools,
  { byHand, element, definitionId }: DeadlineFacts,
): Promise<string | undefined> {
  if (byHand || element === null) return undefined;
  const node = (await definitions.graph(database, definitionId)).nodes[element];
  return node?.type === 'userTask' ? node.dueDate : undefined;
}
