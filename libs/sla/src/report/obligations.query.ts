import type { Database } from '#database';
import type { SlaPeriod } from '../period.js';

/** What each figure counts, in the words that stand beside it. */
export const OBLIGATION_DEFINITIONS = {
  owed:
    'Văn bản trả lời mà cơ quan còn nợ hoặc đã trả lời, theo đơn vị chủ trì. Trả lời xong khi đã ghi kết quả và phát hành văn bản trả lời.',
  owing:
    'Ý kiến mà đơn vị phối hợp nợ đơn vị chủ trì để trả lời, theo đơn vị phối hợp; hạn là hạn bút phê cho đơn vị đó, nếu không có thì là hạn trả lời. ' +
    'Không tính phần chưa góp ý khi văn bản đã được trả lời.',
  deadlines: 'Thời hạn của hồ sơ ghi trong sổ thời hạn, theo đơn vị chịu trách nhiệm; thời hạn đã hủy không tính.',
  metOnTime: 'Số xong trước hoặc đúng hạn.',
  metLate: 'Số xong sau hạn; với ý kiến phối hợp, kể cả ý kiến không được gửi.',
  openNotDue: 'Số chưa xong và chưa đến hạn tại thời điểm lập báo cáo.',
  openOverdue: 'Số chưa xong và đã quá hạn tại thời điểm lập báo cáo.',
} as const;

/** Of what falls due in the period. */
export interface ObligationFigures {
  readonly metOnTime: number;
  readonly metLate: number;
  readonly openNotDue: number;
  readonly openOverdue: number;
}

export interface ObligationsOfUnit extends ObligationFigures {
  /** Null, and last: no unit answers for it yet. */
  readonly unit: string | null;
  readonly unitName: string | null;
}

export interface ObligationsPart {
  readonly total: ObligationFigures;
  /** In the order of the office. */
  readonly units: readonly ObligationsOfUnit[];
}

export interface ObligationsReport {
  /** ISO 8601 UTC. */
  readonly asOf: string;
  readonly period: SlaPeriod;
  /** What the agency owes to others. */
  readonly owed: ObligationsPart;
  /** What coordinating units owe to lead units. */
  readonly owing: ObligationsPart;
  /** Deadlines of cases as the ledger keeps them. */
  readonly deadlines: ObligationsPart;
  readonly definitions: typeof OBLIGATION_DEFINITIONS;
}

type Kind = 'owed' | 'owing' | 'deadlines';

/** How what the agency, and its units among themselves, owe was kept, of all that falls due in a period. */
export async function obligationsReport(database: Database, period: SlaPeriod): Promise<ObligationsReport> {
  const { asOf, rows } = await database.transaction(async (tx) => ({
    asOf: tx.now,
    rows: await tx.query<ObligationsOfUnit & { kind: Kind }>(OBLIGATIONS, [period.from, period.to, period.unit ?? null, tx.now]),
  }));
  const part = (wanted: Kind): ObligationsPart => {
    const units = rows.filter(({ kind }) => kind === wanted).map(({ kind: _, ...unit }) => unit);
    const sum = (figure: keyof ObligationFigures) => units.reduce((total, unit) => total + unit[figure], 0);
    const total = { metOnTime: sum('metOnTime'), metLate: sum('metLate'), openNotDue: sum('openNotDue'), openOverdue: sum('openOverdue') };
    return { total, units };
  };
  return { asOf, period, owed: part('owed'), owing: part('owing'), deadlines: part('deadlines'), definitions: OBLIGATION_DEFINITIONS };
}

/** $1, $2: from, to; $3: unit or null; $4: now. What is late: null while it is open. */
const OBLIGATIONS = `
  with owed as (
    select 'owed' as kind, lead.unit_code, o.due_at, case o.status when 'answered' then o.timeliness = 'late' end as late
    from reply_obligation o left join incoming_document_lead lead on lead.document_id = o.document_id
    where o.status <> 'cancelled'
  union all
    select 'owing', iu.unit_code, coalesce(iu.due_at, o.due_at),
           case c.status when 'given' then c.recorded_at > coalesce(iu.due_at, o.due_at) when 'missing' then true end
    from reply_obligation o
    join instruction i on i.document_id = o.document_id and i.current
    join instruction_unit iu on iu.instruction_id = i.id and iu.role = 'coordinating'
    left join contribution c on c.obligation_id = o.id and c.unit_code = iu.unit_code
    where c.status is not null or o.status = 'open'
  union all
    select 'deadlines', d.unit_code, d.due_at, case d.status when 'met' then false when 'missed' then true end
    from deadline d where d.status <> 'cancelled'
  )
  select w.kind, w.unit_code as unit, u.name as "unitName",
         count(*) filter (where not w.late)::integer as "metOnTime", count(*) filter (where w.late)::integer as "metLate",
         count(*) filter (where w.late is null and w.due_at >= $4)::integer as "openNotDue",
         count(*) filter (where w.late is null and w.due_at < $4)::integer as "openOverdue"
  from owed w left join unit u on u.code = w.unit_code
  where w.due_at >= $1 and w.due_at < $2 and ($3::text is null or w.unit_code = $3)
  group by w.kind, w.unit_code, u.name, u.sort
  order by w.kind, u.sort, w.unit_code`;
