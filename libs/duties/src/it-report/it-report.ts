import type { Transaction } from '#database';
import { type JsonObject, newId } from '#foundation';
import type { CommandContext } from '#runtime';
import { ItReportNotFoundError } from '../errors.js';
import { type Period, sayPeriod } from '../period.js';

export const IT_REPORT_PERIODS = ['month', 'quarter'] as const;
export type ItReportPeriod = (typeof IT_REPORT_PERIODS)[number];

/** IT writes; its head confirms; the leadership reads; has asked back; has taken note; units have it; there will be none. */
export const IT_REPORT_STATUSES = ['drafting', 'confirming', 'confirmed', 'asked', 'noted', 'done', 'cancelled'] as const;
export type ItReportStatus = (typeof IT_REPORT_STATUSES)[number];

/** What happened to a report, in the order in which it does. */
export const IT_REPORT_EVENTS = ['opened', 'drawn', 'reviewed', 'returned', 'confirmed', 'asked', 'answered', 'noted', 'circulated', 'cancelled'] as const;
export type ItReportEvent = (typeof IT_REPORT_EVENTS)[number];

export interface ItReportRecord extends Period {
  readonly id: string;
  readonly period: ItReportPeriod;
  readonly status: ItReportStatus;
  /** What is new and what stands in the way, in the words of IT; null: not written yet. */
  readonly problems: string | null;
  readonly proposals: string | null;
  /** Of what IT has written. */
  readonly revision: number;
  /** Logins of all who have saved it. */
  readonly writers: readonly string[];
  readonly reviewedBy: string | null;
  /** One of which confirms it; empty before IT has reviewed it. */
  readonly confirmGroups: readonly string[];
  readonly confirmedBy: string | null;
  readonly instanceId: string;
}

const COLUMNS = `id, period, to_char(first_day, 'YYYY-MM-DD') as "firstDay", to_char(last_day, 'YYYY-MM-DD') as "lastDay", status, problems, proposals,
  revision, writers, reviewed_by as "reviewedBy", confirm_groups as "confirmGroups", confirmed_by as "confirmedBy", instance_id as "instanceId"`;

/** Locked until the transaction ends; a step of its case has locked the instance before. @throws ItReportNotFoundError */
export async function lockItReport(tx: Transaction, id: string): Promise<ItReportRecord> {
  return found(id, await tx.query<ItReportRecord>(`select ${COLUMNS} from it_report where id = $1 for no key update`, [id]));
}

/** That of a case, whatever its variables say. @throws ItReportNotFoundError */
export async function lockItReportOfCase(tx: Transaction, rootInstanceId: string): Promise<ItReportRecord> {
  const rows = await tx.query<ItReportRecord>(`select ${COLUMNS} from it_report where instance_id = $1 for no key update`, [rootInstanceId]);
  return found(`of case ${rootInstanceId}`, rows);
}

/** `Báo cáo công nghệ thông tin tháng 01/2026`. */
export function sayItReport({ period, ...days }: Pick<ItReportRecord, 'period' | keyof Period>): string {
  return `Báo cáo công nghệ thông tin ${sayPeriod(period, days)}`;
}

/** Adds a line to what happened to a report, and the same without its text to the audit trail. @param text in the words of who acted */
export async function recordItReportEvent(
  { tx, now, audit }: CommandContext,
  reportId: string,
  event: { readonly kind: ItReportEvent; readonly actor: string; readonly text?: string | null; readonly detail?: JsonObject },
): Promise<void> {
  const { kind, actor, text = null, detail } = event;
  await tx.execute('insert into it_report_event (id, report_id, kind, actor, at, text) values ($1, $2, $3, $4, $5, $6)', [newId(), reportId, kind, actor, now, text]);
  audit({ subject: 'it-report', subjectId: reportId, detail: { event: kind, ...detail } });
}

function found(what: string, [report]: readonly ItReportRecord[]): ItReportRecord {
  if (report === undefined) throw new ItReportNotFoundError(what);
  return report;
}
