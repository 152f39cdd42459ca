import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import { type ASSIGNMENT_KINDS, type ASSIGNMENT_URGENCIES, type AssignmentStatus, type Person } from './assignment.js';
import { AssignmentForbiddenError, AssignmentNotFoundError } from './errors.js';
import type { AssignmentEvent } from './record-event.js';
import { isOverseer, requireReader } from './rights.js';

/** `given`: by me. `mine`: for me to do. `coordinating`: where I or my unit help. `unit`: of the units I lead. `all`: overseers. */
export const ASSIGNMENT_SCOPES = ['given', 'mine', 'coordinating', 'unit', 'all'] as const;

export interface AssignmentFilter extends PageRequest {
  readonly scope: (typeof ASSIGNMENT_SCOPES)[number];
  readonly status?: AssignmentStatus;
  /** true: not reported and past its time; false: everything else. */
  readonly overdue?: boolean;
  /** true: a report on the progress is due and has not come; false: everything else. */
  readonly reportOverdue?: boolean;
  /** Code of the unit that answers for it. */
  readonly unit?: string;
  readonly workFileId?: string;
}

export interface AssignmentRow {
  readonly id: string;
  readonly title: string;
  readonly kind: (typeof ASSIGNMENT_KINDS)[number];
  readonly urgency: (typeof ASSIGNMENT_URGENCIES)[number];
  readonly status: AssignmentStatus;
  readonly assigner: string;
  readonly assignerName: string | null;
  readonly unit: string;
  readonly unitName: string | null;
  /** Null until the head of the unit has named somebody. */
  readonly assignee: string | null;
  readonly assigneeName: string | null;
  /** Per cent, as last reported. */
  readonly progress: number;
  readonly givenAt: string;
  /** Null for the moment until the case has found it. */
  readonly dueAt: string | null;
  readonly overdue: boolean;
  /** When the next report on the progress is due; null where none is asked for, or none any more. */
  readonly nextReportAt: string | null;
  readonly reportOverdue: boolean;
  readonly timeliness: 'on-time' | 'late' | null;
  readonly closedAt: string | null;
}

export interface AssignmentDetail extends AssignmentRow {
  readonly content: string;
  /** Of the wording. */
  readonly version: number;
  readonly coordinatingPeople: readonly string[];
  readonly coordinatingUnits: readonly string[];
  readonly reportEveryDays: number | null;
  readonly workFileId: string | null;
  readonly sourceDocumentId: string | null;
  readonly instanceId: string;
  /** In the ledger of deadlines, where it is extended or paused; null while none is open. */
  readonly deadlineId: string | null;
  readonly wordings: readonly AssignmentWording[];
}

/** What was ordered at a time, word by word. */
export interface AssignmentWording {
  readonly version: number;
  readonly title: string;
  readonly content: string;
  /** Why it took the place of the one before; null for the first. */
  readonly reason: string | null;
  readonly writtenBy: string;
  readonly writtenAt: string;
}

const COLUMNS = `a.id, w.title, a.kind, a.urgency, a.status, a.assigner, assigner.full_name as "assignerName", a.unit_code as unit,
  unit.name as "unitName", a.assignee, assignee.full_name as "assigneeName", a.progress, a.given_at as "givenAt",
  coalesce(d.due_at, a.due_at) as "dueAt", state.overdue,
  coalesce(r.due_at, case a.status when 'accepted' then coalesce(a.last_report_at, a.accepted_at) + a.report_every_days * interval '1 day' end)
    as "nextReportAt", state.report_overdue as "reportOverdue",
  a.timeliness, a.closed_at as "closedAt"`;

/**
 * While a deadline is open in the ledger, that counts; paused ones are not late. What was taken up before reports stood in
 * there has none until its next report.
 */
const JOINS = `join assignment_wording w on w.assignment_id = a.id and w.version = a.version
  left join deadline d on d.subject = 'assignment' and d.subject_id = a.id::text and d.status = 'open'
  left join deadline r on r.subject = 'assignment-report' and r.subject_id = a.id::text and r.status = 'open'
  left join unit on unit.code = a.unit_code
  left join person assigner on assigner.login = a.assigner
  left join person assignee on assignee.login = a.assignee
  cross join lateral (select ${isOverdue('d')} as overdue, ${isOverdue('r')} as report_overdue) state`;

function isOverdue(deadline: string): string {
  return `coalesce(${deadline}.due_at < business_now() and (${deadline}.paused_until is null or ${deadline}.paused_until <= business_now()), false)`;
}

/** `$1` is the login, `$2` the groups, `$3` the codes of the units that the person leads. */
const IN_SCOPE: Readonly<Record<AssignmentFilter['scope'], string>> = {
  given: 'a.assigner = $1',
  mine: 'a.assignee = $1',
  coordinating: `($1 = any(a.coordinating_people)
    or exists (select from unnest(a.coordinating_units) as helping where 'unit:' || helping = any($2::text[])))`,
  unit: 'a.unit_code = any($3::text[])',
  all: 'true',
};

const cursorSchema = z.tuple([z.uuid()]);

/** The latest given first. @throws AssignmentForbiddenError for `all` unless the person oversees the office; BadCursorError */
export async function listAssignments(database: Database, person: Person, filter: AssignmentFilter): Promise<Page<AssignmentRow>> {
  if (filter.scope === 'all' && !isOverseer(person)) throw new AssignmentForbiddenError('see the assignments of everybody');
  const [before] = readCursor(filter.after, cursorSchema) ?? [null];
  const rows = await database.query<AssignmentRow>(
    `select ${COLUMNS} from assignment a ${JOINS}
     where ($1::text is not null and $2::text[] is not null and $3::text[] is not null) and ${IN_SCOPE[filter.scope]}
       and ($4::text is null or a.status = $4) and ($5::boolean is null or state.overdue = $5)
       and ($6::text is null or a.unit_code = $6) and ($7::uuid is null or a.work_file_id = $7)
       and ($8::uuid is null or a.id < $8) and ($9::boolean is null or state.report_overdue = $9)
     order by a.id desc limit $10`,
    [
      person.login,
      person.groups,
      person.groups.filter((group) => /^(deputy-)?head:/.test(group)).map((group) => group.slice(group.indexOf(':') + 1)),
      filter.status ?? null,
      filter.overdue ?? null,
      filter.unit ?? null,
      filter.workFileId ?? null,
      before,
      filter.reportOverdue ?? null,
      filter.limit + 1,
    ],
  );
  return toPage(rows, filter.limit, (last) => [last.id]);
}

/** @throws AssignmentNotFoundError, AssignmentForbiddenError */
export async function getAssignment(database: Database, person: Person, id: string): Promise<AssignmentDetail> {
  const [found] = await database.query<Omit<AssignmentDetail, 'wordings'>>(
    `select ${COLUMNS}, w.content, a.version, a.coordinating_people as "coordinatingPeople",
       a.coordinating_units as "coordinatingUnits", a.report_every_days as "reportEveryDays", a.work_file_id as "workFileId",
       a.source_document_id as "sourceDocumentId", a.instance_id as "instanceId", d.id as "deadlineId"
     from assignment a ${JOINS} where a.id = $1`,
    [id],
  );
  if (found === undefined) throw new AssignmentNotFoundError(id);
  await requireReader(database, person, id);
  const wordings = await database.query<AssignmentWording>(
    `select version, title, content, reason, written_by as "writtenBy", written_at as "writtenAt"
     from assignment_wording where assignment_id = $1 order by version`,
    [id],
  );
  return { ...found, wordings };
}

export interface AssignmentEventRow extends Required<Pick<AssignmentEvent, 'kind' | 'actor'>> {
  readonly id: string;
  readonly at: string;
  readonly text: string | null;
  readonly percent: number | null;
  readonly assignee: string | null;
}

/** What happened and what was said, in that order. Who may read it is asked before. @throws BadCursorError */
export async function listAssignmentEvents(database: Database, id: string, page: PageRequest): Promise<Page<AssignmentEventRow>> {
  const [after] = readCursor(page.after, cursorSchema) ?? [null];
  const rows = await database.query<AssignmentEventRow>(
    `select id, kind, actor, at, text, percent, assignee from assignment_event
     where assignment_id = $1 and ($2::uuid is null or id > $2) order by id limit $3`,
    [id, after, page.limit + 1],
  );
  return toPage(rows, page.limit, (last) => [last.id]);
}
