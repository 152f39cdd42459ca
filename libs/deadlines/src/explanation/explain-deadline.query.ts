import { ifCountable, sayRemaining, type SkippedDay, type WorkingTime, type YearStatus } from '#calendar';
import type { Database } from '#database';
import type { DeadlineKind } from '../ledger/deadline-kind.js';
import type { DeadlineReader } from '../ledger/deadline-reader.js';
import { netSeconds } from '../ledger/net-time.js';
import { type Basis, type CountedTime, type ExplainedRule, type ExplanationTools, readBasis } from './basis.js';
import { type DeadlineActRow, type DeadlineFacts, readActRows, readFacts, readNames, readPauses } from './deadline-facts.js';
import { sayDeadline } from './say-deadline.js';
import { warnOfDayOff } from './warn-of-day-off.js';

/** Why a deadline is when it is. Instants are ISO 8601 UTC, texts for people Vietnamese. */
export interface DeadlineExplanation {
  readonly kind: DeadlineKind;
  readonly id: string;
  readonly instanceId: string;
  readonly label: string;
  readonly unit: string | null;
  readonly status: DeadlineFacts['status'];
  /** Of a task: the deadline of its case that it follows, whose rule, calendar and pauses explain it. */
  readonly follows: { readonly id: string; readonly label: string } | null;
  /** In the words of the office, or of the model. */
  readonly rule: string;
  readonly startEvent: string;
  readonly startedAt: string;
  /** From when it is counted; not always when it began. */
  readonly countedFrom: string;
  readonly firstDueAt: string;
  readonly dueAt: string;
  readonly closedAt: string | null;
  readonly pausedUntil: string | null;
  readonly calendar: { readonly key: string; readonly version: number; readonly name: string };
  /** Working days after the first one up to the date that the rule alone gives; null: no calendar reaches it. */
  readonly workingDays: number | null;
  /** Days off that it was counted over; those before a date that was fixed later have had no part in it. */
  readonly skipped: readonly SkippedDay[];
  readonly acts: readonly DeadlineActRow[];
  /** Seconds since the start, up to the end or until now; net: working time without pauses. */
  readonly grossSeconds: number;
  readonly netSeconds: number;
  /**
   * `còn 1 ngày 3 giờ làm việc`, by the calendar in force; while it is paused, what will be left at the end of the pause. Null:
   * it has ended, or no calendar reaches it.
   */
  readonly remaining: string | null;
  /** Why it is due then: from what it was counted, then one by one what moved it. */
  readonly reasons: readonly string[];
  /** How it stands now. */
  readonly standing: string;
  /** Both as one text. */
  readonly sentence: string;
  /** How much is known of the days off that it was counted over. */
  readonly announced: YearStatus;
  /** What is wrong with the due date, or may become so, while it is open: a day off, days off that are not announced yet. */
  readonly warning: string | null;
}

/** @throws DeadlineNotFoundError also where the reader may not see it */
export async function explainDeadline(
  database: Database,
  tools: ExplanationTools,
  reader: DeadlineReader,
  { kind, id }: { readonly kind: DeadlineKind; readonly id: string },
): Promise<DeadlineExplanation> {
  const facts = await readFacts(database, reader, kind, id);
  const basis = await readBasis(database, tools, facts);
  const { of, rule, calendar } = basis;
  const acts = await readActRows(database, facts);
  const causes = actsInForce(of === facts ? acts : await readActRows(database, of));
  const { key, version, name, zone, workingTime } = calendar;
  const { instanceId, label, unit, status, startedAt, dueAt, closedAt, now } = facts;
  const pausedUntil = closedAt === null ? of.pausedUntil : null;
  const counted = countedIn(rule);
  const countedBack = rule.kind === 'model' ? rule.countedBack : null;
  const countedFrom = counted?.from ?? of.startedAt;
  const countedTo = rule.kind === 'model' ? dueAt : lastCounted(causes, dueAt);
  const byRule = rule.kind === 'fixed' ? rule.dueAt : counted && workingTime.add(counted.from, counted.duration);
  // Where a date was chosen, the days off say how many working days lie before it.
  const countedOver = countedBack !== null ? ([dueAt, countedBack.from] as const) : byRule === undefined ? null : ([countedFrom, countedTo] as const);
  const isOpen = status === 'open';
  const today = isOpen ? calendarOfToday(tools, basis) : workingTime;
  const end = closedAt ?? now;
  const explained = {
    kind,
    id,
    instanceId,
    label,
    unit,
    status,
    follows: of === facts ? null : { id: of.id, label: of.label },
    startEvent: of.startEvent ?? 'việc được giao',
    startedAt,
    countedFrom,
    firstDueAt: facts.firstDueAt ?? acts[0]?.dueBefore ?? dueAt,
    dueAt,
    closedAt,
    pausedUntil,
    calendar: { key, version, name },
    workingDays: ifCountable(() => workingTime.workingDaysBetween(countedFrom, byRule ?? countedTo)),
    skipped: (countedOver && ifCountable(() => workingTime.skippedBetween(...countedOver))) ?? [],
    acts,
    grossSeconds: Math.max(0, (Date.parse(end) - Date.parse(startedAt)) / 1_000),
    netSeconds: netSeconds(today, startedAt, end, await readPauses(database, facts)),
    remaining: isOpen ? ifCountable(() => sayRemaining(today.remaining(pausedUntil ?? now, dueAt))) : null,
    announced: ifCountable(() => workingTime.announcedUntil(countedFrom, dueAt)) ?? 'not-announced',
  };
  const names = await readNames(database, peopleIn(rule, causes));
  const byOwnCalendar = (counted !== undefined || countedBack !== null) && key !== tools.calendars.ofUnit(null).key;
  const mayMove = isOpen && of.publication !== null;
  const onDayOff = isOpen ? warnOfDayOff(today, dueAt) : null;
  const said = sayDeadline({ ...explained, rule, byOwnCalendar, mayMove, onDayOff, acts: causes, zone, nameOf: (login) => names.get(login) ?? login });
  return { ...explained, ...said };
}

/** In force for what is left of an open deadline, whatever it was counted by: that of its unit, or the one that its model names. */
function calendarOfToday({ calendars }: ExplanationTools, { of, rule, calendar }: Basis): WorkingTime {
  const isNamed = rule.kind === 'model' && of.publication !== null;
  return isNamed ? calendars.workingTime(calendar.key) : calendars.ofUnit(of.unit).workingTime;
}

/** Those since the last change of the rule: earlier ones have had their effect. On a task, a change is that of its case. */
function actsInForce(acts: readonly DeadlineActRow[]): readonly DeadlineActRow[] {
  return acts.slice(Math.max(0, acts.findLastIndex(({ act }) => act === 'change')));
}

function countedIn(rule: ExplainedRule): CountedTime | undefined {
  if (rule.kind === 'working') return rule;
  return rule.kind === 'model' ? (rule.counted ?? undefined) : undefined;
}

/** Up to where a calendar had a part in it: the due date before it was fixed as an instant. */
function lastCounted(acts: readonly DeadlineActRow[], dueAt: string): string {
  const last = acts.findLastIndex(({ act, workingDays }) => !['extension', 'correction'].includes(act) || workingDays !== null);
  return acts[last + 1]?.dueBefore ?? dueAt;
}

function peopleIn(rule: ExplainedRule, acts: readonly DeadlineActRow[]): string[] {
  const approved = acts.flatMap(({ approvedBy }) => approvedBy ?? []);
  return rule.kind === 'fixed' ? [rule.by, ...approved] : approved;
}
