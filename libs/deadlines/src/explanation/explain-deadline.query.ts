import { type CalendarBook, sayRemaining, type SkippedDay, WorkingTime, type YearStatus } from '#calendar';
import type { Database } from '#database';
import type { DefinitionStore } from '#runtime';
import type { DeadlineReader } from '../ledger/deadline-reader.js';
import type { DeadlineKind } from '../ledger/errors.js';
import { calendarNameOf, knownUnit } from '../ledger/office-calendars.js';
import { type DeadlineActRow, type DeadlineFacts, readActRows, readCalendarAt, readFacts } from './deadline-facts.js';
import { netSeconds } from './net-time.js';
import { sayDeadline } from './say-deadline.js';

/** Why a deadline is when it is. Instants are ISO 8601 UTC, texts for people Vietnamese. */
export interface DeadlineExplanation {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly label: string;
  readonly unit: string | null;
  readonly status: DeadlineFacts['status'];
  /** In the words of the model or of whoever set it. */
  readonly rule: string;
  readonly startEvent: string;
  readonly startedAt: string;
  /** From when it is counted; for a case not always when it began. */
  readonly countedFrom: string;
  readonly firstDueAt: string;
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly pausedUntil: string | null;
  readonly calendar: { readonly key: string; readonly version: number; readonly name: string };
  /** Working days from the day after the start up to the due date. */
  readonly workingDays: number;
  readonly skipped: readonly SkippedDay[];
  readonly acts: readonly DeadlineActRow[];
  /** Seconds since the start, up to the end or until now; net: working time without pauses. */
  readonly grossSeconds: number;
  readonly netSeconds: number;
  /** `còn 1 ngày 3 giờ làm việc`. */
  readonly remaining: string;
  readonly sentence: string;
  /** How much is known of the days off that it was counted over, and what that means where not all is. */
  readonly announced: YearStatus;
  readonly warning: string | null;
}

export interface ExplanationTools {
  readonly calendars: CalendarBook;
  readonly definitions: DefinitionStore;
}

/** @throws DeadlineNotFoundError also where the reader may not see it */
export async function explainDeadline(
  database: Database,
  { calendars, definitions }: ExplanationTools,
  reader: DeadlineReader,
  { kind, id }: { readonly kind: DeadlineKind; readonly id: string },
): Promise<DeadlineExplanation> {
  const facts = await readFacts(database, reader, kind, id);
  const acts = await readActRows(database, kind, id);
  const calendar = await calendarOf(database, calendars, facts);
  const { rule, startedAt, dueAt, now, closedAt } = facts;
  const countedFrom = rule?.kind === 'working' ? rule.from : startedAt;
  const end = closedAt ?? now;
  const { workingTime, key, version, name } = calendar;
  const explained = {
    kind,
    id,
    instanceId: facts.instanceId,
    label: facts.label,
    unit: facts.unit,
    status: facts.status,
    rule: await ruleOf(database, definitions, facts),
    startEvent: facts.startEvent ?? 'việc được giao',
    startedAt,
    countedFrom,
    firstDueAt: facts.firstDueAt ?? acts[0]?.dueBefore ?? dueAt,
    dueAt,
    closedAt,
    pausedUntil: facts.pausedUntil,
    calendar: { key, version, name },
    workingDays: workingTime.workingDaysBetween(countedFrom, dueAt),
    skipped: workingTime.skippedBetween(countedFrom, dueAt),
    acts,
    grossSeconds: Math.max(0, (Date.parse(end) - Date.parse(startedAt)) / 1_000),
    netSeconds: netSeconds(workingTime, startedAt, end, acts),
    remaining: sayRemaining(workingTime.remaining(end, dueAt)),
    announced: workingTime.announcedUntil(countedFrom, dueAt),
  };
  const { sentence, warning } = sayDeadline({ ...explained, durationRule: rule, zone: calendar.zone });
  return { ...explained, sentence, warning };
}

interface CalendarToExplainBy {
  readonly workingTime: WorkingTime;
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly zone: string;
}

/** What it was counted by; where nothing was counted, what its unit goes by today. */
async function calendarOf(database: Database, book: CalendarBook, facts: DeadlineFacts): Promise<CalendarToExplainBy> {
  const { rule, unit, publication, calendarVersion } = facts;
  const name = rule === null ? (unit === null ? undefined : knownUnit(book, unit)) : calendarNameOf(book, { rule, unitCode: unit });
  const key = facts.calendar ?? book.versionOf(name).key;
  const found = await readCalendarAt(database, { calendar: key, version: calendarVersion, publication });
  const used = found ?? (await readCalendarAt(database, { calendar: key, version: null, publication: null }));
  const { data, version } = used!;
  return { workingTime: new WorkingTime(data), key, version, name: data.name, zone: data.zone };
}

/** A task's rule stands in its model; what a person decided takes its place. */
async function ruleOf(database: Database, definitions: DefinitionStore, facts: DeadlineFacts): Promise<string> {
  const { rule, byHand, element, definitionId } = facts;
  if (rule !== null) return rule.kind === 'working' ? rule.duration : `đặt tay bởi ${rule.by}`;
  if (byHand || element === null) return 'đặt tay';
  const node = (await definitions.graph(database, definitionId)).nodes[element];
  return (node?.type === 'userTask' && node.dueDate) || 'đặt tay';
}
