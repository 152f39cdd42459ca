import { newId } from '#foundation';
import type { CommandContext } from '#runtime';
import { isDeepStrictEqual } from 'node:util';
import { DEADLINE_COLUMNS, type DeadlineRow } from './deadline-row.js';
import type { DeadlineRule } from './deadline-rule.js';
import { dueOf, isSameInstant } from './due-of.js';
import { officeCalendars } from './office-calendars.js';
import { recordActs } from './record-acts.js';

export interface DeadlineOpening {
  readonly instanceId: string;
  /** Process variable, in the case and what it calls, that follows the due date. */
  readonly variable: string;
  /** What is to be done until then, in Vietnamese. */
  readonly label: string;
  /** What it is the deadline of, e.g. `reply-obligation` and its id. */
  readonly subject: string;
  readonly subjectId: string;
  /** Who answers for it. */
  readonly unitCode: string | null;
  /** Login of whoever has given the work to others: he pauses and extends it himself. Absent: it goes by the unit. */
  readonly givenBy?: string;
  readonly startedAt: string;
  /** What began it, in the words of the office: `tiếp nhận văn bản`. */
  readonly startEvent: string;
  readonly rule: DeadlineRule;
  /** Why, where it takes the place of what stood there. */
  readonly reason: string;
}

/**
 * Enters a deadline of a case into the ledger. Where the subject has one already, that gets the new unit; another rule is a
 * change with its reason, after which earlier pauses and extensions have had their effect. The date that stands there,
 * written once more, changes nothing of how it came about. Gives the due date.
 */
export async function openDeadline(context: CommandContext, opening: DeadlineOpening): Promise<string> {
  const { tx } = context;
  const [known] = await tx.query<DeadlineRow>(
    `select ${DEADLINE_COLUMNS} from deadline d where d.subject = $1 and d.subject_id = $2 and d.status = 'open' for update`,
    [opening.subject, opening.subjectId],
  );
  const { dueAt, ...counted } = countedBy(context, opening);
  if (known === undefined) await insert(context, opening, dueAt, counted);
  else await change(context, known, opening, dueAt, counted);
  return dueAt;
}

interface CountedBy {
  readonly calendar: string | null;
  readonly version: number | null;
  readonly publication: number | null;
}

/** A written date needs no calendar. */
function countedBy(context: CommandContext, { rule, unitCode }: DeadlineOpening): CountedBy & { readonly dueAt: string } {
  if (rule.kind === 'fixed') return { dueAt: rule.dueAt, calendar: null, version: null, publication: null };
  const book = officeCalendars(context);
  const { key: calendar, version, workingTime } = book.ofUnit(unitCode);
  const { dueAt } = dueOf(rule, [], workingTime);
  return { dueAt, calendar, version, publication: book.publication };
}

async function insert(
  { tx }: CommandContext,
  { instanceId, variable, label, subject, subjectId, unitCode, givenBy, startedAt, startEvent, rule }: DeadlineOpening,
  dueAt: string,
  { calendar, version, publication }: CountedBy,
): Promise<void> {
  await tx.execute(
    `insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event, rule,
                           first_due_at, due_at, calendar, calendar_version, calendar_publication, given_by, status)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $14, $15, 'open')`,
    [
      newId(),
      instanceId,
      variable,
      label,
      subject,
      subjectId,
      unitCode,
      startedAt,
      startEvent,
      JSON.stringify(rule),
      dueAt,
      calendar,
      version,
      publication,
      givenBy ?? null,
    ],
  );
}

async function change(
  context: CommandContext,
  known: DeadlineRow,
  { label, unitCode, startEvent, rule, reason }: DeadlineOpening,
  dueAt: string,
  { calendar, version, publication }: CountedBy,
): Promise<void> {
  const { tx, now } = context;
  await tx.execute('update deadline set label = $2, unit_code = $3 where id = $1', [known.id, label, unitCode]);
  if (isSameInstant(known.dueAt, dueAt) && (rule.kind === 'fixed' || isDeepStrictEqual(rule, known.rule))) return;
  await tx.execute(
    `update deadline set rule = $2, due_at = $3, paused_until = null, calendar = $4, calendar_version = $5,
       calendar_publication = $6, start_event = $7 where id = $1`,
    [known.id, JSON.stringify(rule), dueAt, calendar, version, publication, startEvent],
  );
  const changed = { id: known.id, instance: known.instanceId, before: known.dueAt, after: dueAt };
  recordActs(context, 'case', [changed], { act: 'change', at: now, reason });
}
