import type { CalendarBook } from '#calendar';
import type { Database } from '#database';
import { variablesIn } from '#expressions';
import type { DefinitionStore } from '#runtime';
import type { ModelledDue } from '../ledger/due-by-model.js';
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
  /** The text is made of a handling time, which the designer has written instead. */
  readonly isHandlingTime: boolean;
  /** The working time that it adds to an instant; null: it adds none, or that is not known any more. */
  readonly counted: CountedTime | null;
  /** The working time by which it lies before a later instant, `from`; null: it is not counted back. */
  readonly countedBack: CountedTime | null;
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
  const modelled = await modelledDue(database, tools, facts);
  const calendar = await calendarOf(database, tools, facts);
  if (modelled === undefined) return { of: facts, rule: { kind: 'byHand' }, calendar };
  const variables = [...(variablesIn(modelled.dueDate) ?? [])];
  const followed = variables.length === 0 ? undefined : await readFollowedCase(database, facts, variables);
  if (followed !== undefined) return basisOfCase(database, tools, followed, followed.rule);
  return (
    (await basisOfCounted(database, { ...tools, zone: calendar.zone }, facts, modelled)) ?? {
      of: facts,
      rule: modelRule(modelled),
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
  modelled: ModelledDue,
): Promise<Basis | undefined> {
  const { publication, dueAt } = of;
  const asked = publication === null ? undefined : await askedTime(database, tools, of, modelled);
  if (asked === undefined) return undefined;
  const { from, duration } = asked;
  const calendar = await readCalendar(database, { key: keyOf(tools.calendars, asked.calendar), version: null, publication });
  if (!isSameInstant(calendar.workingTime.add(from, duration), dueAt)) return undefined;
  return { of, rule: modelRule(modelled, { from, duration }), calendar };
}

/** @param counted negative: before a later instant */
function modelRule({ dueDate: text, isHandlingTime }: ModelledDue, counted: CountedTime | null = null): ModelRule {
  const isBack = counted?.duration.startsWith('-') === true;
  const countedBack = isBack ? { from: counted.from, duration: counted.duration.slice(1) } : null;
  return { kind: 'model', text, isHandlingTime: isHandlingTime === true, counted: isBack ? null : counted, countedBack };
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
async function modelledDue(
  database: Database,
  { definitions }: ExplanationTools,
  { byHand, element, definitionId }: DeadlineFacts,
): Promise<ModelledDue | undefined> {
  if (byHand || element === null) return undefined;
  const node = (await definitions.graph(database, definitionId)).nodes[element];
  if (node?.type !== 'userTask' || node.dueDate === undefined) return undefined;
  return { dueDate: node.dueDate, isHandlingTime: node.isHandlingTime, countedByUnit: node.countedByUnit };
}
