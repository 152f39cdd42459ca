import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import { z } from 'zod';
import type { Person } from '../duty.js';
import { DutyForbiddenError, ItReportNotFoundError } from '../errors.js';
import type { Figure } from './figures/figure.js';
import { type ItReportEvent, type ItReportPeriod, type ItReportStatus, sayItReport } from './it-report.js';
import { eventsOf, leadsUnit, maySeeItReport, visibleItReport } from './rights.js';

export interface ItReportFilter extends PageRequest {
  readonly period?: ItReportPeriod;
  readonly status?: ItReportStatus;
  /** Only those of a period that holds this day, `YYYY-MM-DD`. */
  readonly on?: string;
}

export interface ItReportRow {
  readonly id: string;
  /** `Báo cáo công nghệ thông tin tháng 01/2026`. */
  readonly label: string;
  readonly period: ItReportPeriod;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly status: ItReportStatus;
  /** When its figures were counted; null: not yet. */
  readonly drawnAt: string | null;
  readonly confirmedBy: string | null;
  readonly confirmedAt: string | null;
  readonly notedBy: string | null;
  readonly notedAt: string | null;
}

export interface ItReportDetail extends ItReportRow {
  readonly figures: readonly Figure[];
  readonly problems: string | null;
  readonly proposals: string | null;
  readonly revision: number;
  readonly writtenBy: string | null;
  /** Logins of all who have ever saved it. */
  readonly writers: readonly string[];
  readonly reviewedBy: string | null;
  /** Codes of the units whose heads have got it. */
  readonly copiedTo: readonly string[];
  /** What happened to it and what was said, in order; heads of units read no more of it than what was noted. */
  readonly events: readonly { readonly kind: ItReportEvent; readonly actor: string; readonly at: string; readonly text: string | null }[];
}

const COLUMNS = `r.id, r.period, to_char(r.first_day, 'YYYY-MM-DD') as "firstDay", to_char(r.last_day, 'YYYY-MM-DD') as "lastDay", r.status,
  r.drawn_at as "drawnAt", r.confirmed_by as "confirmedBy", r.confirmed_at as "confirmedAt", r.noted_by as "notedBy", r.noted_at as "notedAt"`;

const cursorSchema = z.tuple([z.iso.date(), z.uuid()]);

/** Those that the person may see, the latest first. @throws BadCursorError */
export async function listItReports(database: Database, person: Person, { period, status, on, limit, after }: ItReportFilter): Promise<Page<ItReportRow>> {
  const [day, id] = readCursor(after, cursorSchema) ?? [null, null];
  const rows = await database.query<Omit<ItReportRow, 'label'>>(
    `select ${COLUMNS} from it_report r
     where ${visibleItReport('$1', '$2')}
       and ($3::text is null or r.period = $3) and ($4::text is null or r.status = $4)
       and ($5::date is null or $5 between r.first_day and r.last_day)
       and ($6::date is null or (r.first_day, r.id) < ($6, $7::uuid))
     order by r.first_day desc, r.id desc limit $8`,
    [person.groups, leadsUnit(person), period ?? null, status ?? null, on ?? null, day, id, limit + 1],
  );
  return toPage(rows.map((row) => ({ ...row, label: sayItReport(row) })), limit, (last) => [last.firstDay, last.id]);
}

/** One with its figures. @throws ItReportNotFoundError, DutyForbiddenError */
export async function getItReport(database: Database, person: Person, id: string): Promise<ItReportDetail> {
  const [found] = await database.query<Omit<ItReportDetail, 'label' | 'events'> & { readonly confirmGroups: readonly string[] }>(
    `select ${COLUMNS}, r.figures, r.problems, r.proposals, r.revision, r.written_by as "writtenBy", r.writers, r.reviewed_by as "reviewedBy",
       r.copied_to as "copiedTo", r.confirm_groups as "confirmGroups" from it_report r where r.id = $1`,
    [id],
  );
  if (found === undefined) throw new ItReportNotFoundError(id);
  const { confirmGroups, ...report } = found;
  if (!maySeeItReport(person, { status: report.status, confirmGroups })) throw new DutyForbiddenError('read this report yet');
  const events = await database.query<ItReportDetail['events'][number]>('select kind, actor, at, text from it_report_event where report_id = $1 order by id', [id]);
  return { ...report, label: sayItReport(report), events: eventsOf(person, { confirmGroups, events }) };
}
