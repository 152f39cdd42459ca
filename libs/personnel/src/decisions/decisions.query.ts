import type { Database } from '#database';
import { type Page, type PageRequest, readCursor, toPage } from '#foundation';
import type { Listing, ListingColumn } from '#tables';
import { z } from 'zod';
import { DecisionNotFoundError } from '../errors.js';
import type { ALL_DECISION_KINDS, DECISION_STATUSES } from './decision-kinds.js';

export interface DecisionRow {
  readonly id: string;
  readonly kind: (typeof ALL_DECISION_KINDS)[number];
  /** Null until who is taken on is registered. */
  readonly login: string | null;
  readonly fullName: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly agency: string;
  readonly effectiveOn: string;
  readonly accessEndsAt: string | null;
  readonly unit: string | null;
  readonly role: string | null;
  readonly title: string | null;
  readonly status: (typeof DECISION_STATUSES)[number];
  readonly instanceId: string;
  readonly minutesId: string | null;
  readonly recordedBy: string;
  readonly recordedAt: string;
}

const ROW = `select d.id, d.kind, d.login, coalesce(p.full_name, d.full_name) as "fullName", d.number, d.decided_on as "decidedOn", d.agency, d.effective_on as "effectiveOn",
    d.access_ends_at as "accessEndsAt", d.unit_code as unit, d.role, d.title, d.status, d.instance_id as "instanceId",
    (select m.id from handover_minutes m where m.decision_id = d.id) as "minutesId", d.recorded_by as "recordedBy", d.recorded_at as "recordedAt"
  from personnel_decision d left join person p using (login)`;

const keySchema = z.tuple([z.string(), z.uuid()]);

export interface DecisionFilter {
  /** Login. */
  readonly person?: string;
  readonly kind?: string;
  readonly status?: string;
  /** Code of the unit that he comes to, or has a post in on the day before. */
  readonly unit?: string;
  /** First and last day, `YYYY-MM-DD`, on which it takes effect. */
  readonly from?: string;
  readonly to?: string;
}

const CHOSEN = `($1::text is null or d.login = $1) and ($2::text is null or d.kind = $2) and ($3::text is null or d.status = $3)
  and ($4::text is null or d.unit_code = $4 or exists (select from post where post.login = d.login and post.unit_code = $4 and held_on(post, d.effective_on - 1)))
  and d.effective_on between coalesce($5::date, '-infinity') and coalesce($6::date, 'infinity')`;

function parametersOf({ person, kind, status, unit, from, to }: DecisionFilter): (string | null)[] {
  return [person ?? null, kind ?? null, status ?? null, unit ?? null, from ?? null, to ?? null];
}

/** Decisions about people, the latest first. */
export async function listDecisions(database: Database, { limit, after, ...filter }: DecisionFilter & PageRequest): Promise<Page<DecisionRow>> {
  const [recordedAt, id] = readCursor(after, keySchema) ?? [null, null];
  const rows = await database.query<DecisionRow>(
    `${ROW} where ${CHOSEN} and ($7::timestamptz is null or (d.recorded_at, d.id) < ($7, $8::uuid)) order by d.recorded_at desc, d.id desc limit $9`,
    [...parametersOf(filter), recordedAt, id, limit + 1],
  );
  return toPage(rows, limit, (row) => [row.recordedAt, row.id]);
}

/** All of them, by the day on which they take effect, as a table for the files of personnel. @param zone of the office */
export async function decisionsListing(database: Database, filter: DecisionFilter, zone: string): Promise<Listing<DecisionRow>> {
  const rows = await database.query<DecisionRow>(`${ROW} where ${CHOSEN} order by d.effective_on, d.recorded_at, d.id`, parametersOf(filter));
  return { title: 'Quyết định nhân sự', columns: COLUMNS, rows, zone };
}

const KINDS: Readonly<Record<DecisionRow['kind'], string>> = { recruit: 'Tiếp nhận', transfer: 'Điều động', appoint: 'Bổ nhiệm', leave: 'Thôi việc', retire: 'Nghỉ hưu' };
const STATUSES: Readonly<Record<DecisionRow['status'], string>> = { open: 'Đang thực hiện', done: 'Đã xong', cancelled: 'Đã hủy', refused: 'Không được duyệt' };

const COLUMNS: readonly ListingColumn<DecisionRow>[] = [
  { title: 'Số quyết định', kind: 'text', width: 18, of: ({ number }) => number },
  { title: 'Ngày ký', kind: 'day', width: 12, of: ({ decidedOn }) => decidedOn },
  { title: 'Cơ quan ban hành', kind: 'text', width: 28, of: ({ agency }) => agency },
  { title: 'Loại', kind: 'text', width: 14, of: ({ kind }) => KINDS[kind] },
  { title: 'Họ và tên', kind: 'text', width: 26, of: ({ fullName }) => fullName },
  { title: 'Tên đăng nhập', kind: 'text', width: 16, of: ({ login }) => login },
  { title: 'Ngày có hiệu lực', kind: 'day', width: 14, of: ({ effectiveOn }) => effectiveOn },
  { title: 'Đơn vị mới', kind: 'text', width: 12, of: ({ unit }) => unit },
  { title: 'Chức vụ mới', kind: 'text', width: 26, of: ({ title }) => title },
  { title: 'Tình trạng', kind: 'text', width: 16, of: ({ status }) => STATUSES[status] },
  { title: 'Người nhập', kind: 'text', width: 14, of: ({ recordedBy }) => recordedBy },
];

/** @throws DecisionNotFoundError */
export async function getDecision(database: Database, id: string): Promise<DecisionRow> {
  const [found] = await database.query<DecisionRow>(`${ROW} where d.id = $1`, [id]);
  if (found === undefined) throw new DecisionNotFoundError(id);
  return found;
}
