import { joinReplyThen } from './open-at-instant.js';
import { forecastDefinitionsOf } from './report-definitions.js';
import type { FigureDefinition } from './report.js';

/**
 * `replies`: what the agency owes to others; `contributions`: what coordinating units owe to lead units; `deadlines`: those
 * of cases as the ledger keeps them.
 */
export const OBLIGATION_KINDS = ['replies', 'contributions', 'deadlines'] as const;

export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** What each kind is, in the words that stand beside its figures. */
export const OBLIGATION_MEANINGS: Readonly<Record<ObligationKind, string>> = {
  replies:
    'Văn bản trả lời mà cơ quan còn nợ hoặc đã trả lời, theo đơn vị chủ trì. Trả lời xong khi đã ghi kết quả và phát hành văn bản trả lời.',
  contributions:
    'Phần việc mà đơn vị phối hợp phải gửi đơn vị chủ trì, theo đơn vị phối hợp. Hạn là hạn bút phê cho đơn vị đó; nếu không có thì là hạn trả lời, ' +
    'còn với văn bản không yêu cầu trả lời thì là lúc nhận được. Không tính phần chưa góp ý khi văn bản đã được trả lời. ' +
    'Phần của văn bản không yêu cầu trả lời chỉ tính khi đã có hoặc đã quá hạn lấy, nên không có ở cột chưa xong.',
  deadlines: 'Thời hạn của hồ sơ ghi trong sổ thời hạn, theo đơn vị chịu trách nhiệm; thời hạn đã hủy trước khi đến hạn không tính.',
};

/** The figures that have obligations behind them. */
export const COUNTED_OBLIGATIONS = ['onTime', 'late', 'openNotDue', 'openOverdue', 'cancelledOverdue', 'extended', 'extendedLate'] as const;

export type CountedObligations = (typeof COUNTED_OBLIGATIONS)[number];

const DUE =
  'Nghĩa vụ có thời hạn trong kỳ. Văn bản trả lời và thời hạn chưa xong tính theo thời hạn lúc hết kỳ (gia hạn về sau không làm đổi kỳ đã qua, ' +
  'chỉ đính chính và tạm dừng ghi muộn mới đổi); đã xong thì theo thời hạn khi xong. Ý kiến phối hợp tính theo thời hạn hiện nay.';
const DONE = `${DUE} Chỉ nghĩa vụ đã xong.`;
const GROSS = 'Thời gian theo đồng hồ từ khi phát sinh đến khi xong';
const NET = 'Thời gian làm việc từ khi phát sinh đến khi xong, trừ các khoảng tạm dừng, theo lịch hiện nay của đơn vị';

/** What each figure says. */
export const OBLIGATION_DEFINITIONS = {
  onTime: { title: 'Đúng hạn', meaning: 'Số xong trước hoặc đúng hạn.', population: DUE, unit: 'count' },
  late: {
    title: 'Trễ hạn',
    meaning: 'Số xong sau hạn; với ý kiến phối hợp, kể cả ý kiến không được gửi.',
    population: DUE,
    unit: 'count',
  },
  openNotDue: { title: 'Chưa đến hạn', meaning: 'Số chưa xong và chưa đến hạn tại thời điểm lập báo cáo.', population: DUE, unit: 'count' },
  openOverdue: { title: 'Quá hạn', meaning: 'Số chưa xong mà thời hạn ấy đã qua khi lập báo cáo. Được gia hạn sau khi hết kỳ thì còn có mặt ở kỳ của thời hạn mới.', population: DUE, unit: 'count' },
  cancelledOverdue: { title: 'Hủy khi đã quá hạn', meaning: 'Số bị hủy sau khi đã quá hạn mà chưa xong.', population: DUE, unit: 'count' },
  extended: {
    title: 'Đã gia hạn',
    meaning:
      'Số có thời hạn từng được gia hạn, với nghĩa vụ chưa xong là trước khi hết kỳ; cũng nằm trong các mục trên. Ý kiến phối hợp không tính.',
    population: DUE,
    unit: 'count',
  },
  extendedLate: {
    title: 'Gia hạn khi đã quá hạn',
    meaning: 'Số trong mục “Đã gia hạn” mà thời hạn được gia hạn sau khi đã qua.',
    population: DUE,
    unit: 'count',
  },
  grossMedianSeconds: { title: 'Thời gian, trung vị', meaning: `${GROSS}: một nửa không quá chừng này.`, population: DONE, unit: 'seconds' },
  grossP95Seconds: { title: 'Thời gian, p95', meaning: `${GROSS}: 95 % không quá chừng này.`, population: DONE, unit: 'seconds' },
  netMedianSeconds: { title: 'Giờ làm việc, trung vị', meaning: `${NET}: một nửa không quá chừng này.`, population: DONE, unit: 'seconds' },
  netP95Seconds: { title: 'Giờ làm việc, p95', meaning: `${NET}: 95 % không quá chừng này.`, population: DONE, unit: 'seconds' },
} as const satisfies Readonly<Record<string, FigureDefinition>>;

/** What each figure of their forecast says. */
export const OBLIGATION_FORECAST_DEFINITIONS = forecastDefinitionsOf(
  'nghĩa vụ',
  `${DUE} Chưa xong và chưa đến hạn tại thời điểm lập báo cáo; ý kiến phối hợp không có trong sổ thời hạn nên không có dự báo.`,
);

export type ObligationFigure = keyof typeof OBLIGATION_DEFINITIONS;

/**
 * SQL of all obligations: kind, id, unit_code, label, instance_id, started_at, due_at, ended_at and late, which are null while
 * one is open; a contribution that never came is late and has no end. `cancelled`: after its due date, while it was open; what
 * is cancelled earlier is none. `deadline_id`: in the ledger, with its pauses and extensions. What is owed still is due as the
 * CTEs of `owedThen`, which have to stand before, say.
 */
export const OBLIGATIONS = `
  select 'replies' as kind, o.id, lead.unit_code, d.subject as label, d.instance_id, o.opened_at as started_at,
         coalesce(former.due_at, o.due_at) as due_at,
         o.closed_at as ended_at, case o.status when 'answered' then o.timeliness = 'late' end as late,
         o.status = 'cancelled' as cancelled,
         (select led.id from deadline led where led.subject = 'reply-obligation' and led.subject_id = o.id::text
          order by led.started_at desc limit 1) as deadline_id
  from reply_obligation o
  join incoming_document d on d.id = o.document_id
  left join incoming_document_lead lead on lead.document_id = o.document_id
  ${joinReplyThen('o')}
  where o.status <> 'cancelled' or o.closed_at > o.due_at
union all
  select 'contributions', o.id, iu.unit_code, d.subject, d.instance_id, i.instructed_at, coalesce(iu.due_at, o.due_at),
         case c.status when 'given' then c.recorded_at end,
         case c.status when 'given' then c.recorded_at > coalesce(iu.due_at, o.due_at) when 'missing' then true end, false, null
  from reply_obligation o
  join incoming_document d on d.id = o.document_id
  join instruction i on i.document_id = o.document_id and i.current
  join instruction_unit iu on iu.instruction_id = i.id and iu.role = 'coordinating'
  left join lateral (
    select given.status, given.recorded_at, given.missing_because from document_contribution given
    where given.document_id = o.document_id and given.unit_code = iu.unit_code order by given.recorded_at desc limit 1) c on true
  where c.status is not null and c.missing_because is distinct from 'answered' or o.status = 'open'
union all
  select 'contributions', d.id, c.unit_code, d.subject, d.instance_id, i.instructed_at, coalesce(iu.due_at, c.recorded_at),
         case c.status when 'given' then c.recorded_at end, c.status = 'missing' or c.recorded_at > coalesce(iu.due_at, c.recorded_at), false, null
  from (select distinct on (document_id, unit_code) document_id, unit_code, status, recorded_at
        from document_contribution order by document_id, unit_code, recorded_at desc) c
  join incoming_document d on d.id = c.document_id and not d.reply_required
  join instruction i on i.document_id = d.id and i.current
  join instruction_unit iu on iu.instruction_id = i.id and iu.unit_code = c.unit_code and iu.role = 'coordinating'
union all
  select 'deadlines', l.id, l.unit_code, l.label, l.instance_id, l.started_at, coalesce(former.due_at, l.due_at), l.closed_at,
         case l.status when 'met' then false when 'missed' then true end, l.status = 'cancelled', l.id
  from deadline l left join owed_then former on former.deadline_id = l.id
  where l.status <> 'cancelled' or l.closed_at > l.due_at`;

/**
 * SQL of how a row `o` of {@link OBLIGATIONS} was extended, `late`: also when its due date had passed already; null: never.
 * @param until of what is open no later extension counts
 */
export const extensionOf = (until: string) => `
  (select case when bool_or(a.at > a.due_before) then 'late' else 'in-time' end from deadline_act a
   where a.deadline_id = o.deadline_id and a.act = 'extension' and (o.ended_at is not null or a.at < ${until}::timestamptz)
   having count(*) > 0)`;
