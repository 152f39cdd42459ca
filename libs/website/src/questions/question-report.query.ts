import type { Database } from '#database';
import type { Listing } from '#tables';
import { coverPersonalData } from './cover-personal-data.js';
import type { QuestionStage } from './question.js';
import { type QuestionTopic, TOPIC_NAMES } from './question.schema.js';
import { ANSWER_DUE } from './questions.query.js';

export interface QuestionReportRow {
  readonly label: string;
  readonly askedAt: string;
  readonly topic: QuestionTopic;
  /** As the public reads it, else as it was asked, with name, addresses and numbers covered; null: removed, or not kept. */
  readonly title: string | null;
  readonly unit: string | null;
  readonly stage: QuestionStage;
  readonly answerBy: string | null;
  readonly endedAt: string | null;
  /** Null: nothing was owed, or it is still in time. */
  readonly late: boolean | null;
}

const STAGES: Readonly<Record<QuestionStage, string>> = {
  received: 'Chờ Ban biên tập',
  accepted: 'Chờ lãnh đạo giao',
  assigned: 'Chờ đơn vị giao người',
  drafting: 'Đang soạn',
  checking: 'Chờ trưởng đơn vị xem',
  approving: 'Chờ lãnh đạo duyệt',
  approved: 'Đã duyệt',
  answered: 'Đã trả lời',
  forwarded: 'Chuyển nơi có thẩm quyền',
  complaint: 'Khiếu nại, tố cáo: không nhận',
  spam: 'Thư rác',
  withdrawn: 'Người hỏi rút',
  cancelled: 'Đã dừng',
};

/**
 * What was asked in a month and what came of it, for the leadership (47/QĐ-STP art. 5.1). Nothing of who asked stands in it.
 * @param month `YYYY-MM` of the office's zone
 */
export async function listQuestionReport(database: Database, month: string, zone: string): Promise<QuestionReportRow[]> {
  const rows = await database.query<QuestionReportRow & { readonly asked: string | null; readonly name: string | null }>(
    `select 'HD-' || q.number as label, q.asked_at as "askedAt", q.topic, a.public_title as title, q.title as asked, q.asker_name as name, coalesce(u.name, q.unit_code) as unit,
       q.stage, due.at as "answerBy", q.ended_at as "endedAt",
       case when q.stage = 'answered' then q.ended_at > due.at when q.ended_at is null and due.at < business_now() then true end as late
     from website_question q left join website_answer a on a.question_id = q.id and a.version = q.version left join unit u on u.code = q.unit_code
       cross join lateral (select ${ANSWER_DUE} as at) due
     where q.asked_at >= ($1 || '-01')::timestamp at time zone $2 and q.asked_at < (($1 || '-01')::timestamp + interval '1 month') at time zone $2
     order by q.asked_at, q.number`,
    [month, zone],
  );
  return rows.map(({ asked, name, ...row }) => ({ ...row, title: row.title ?? (asked === null ? null : coverPersonalData(asked, name)) }));
}

/** The same as a table. */
export function questionReport(month: string, rows: readonly QuestionReportRow[], zone: string): Listing<QuestionReportRow> {
  return {
    title: `Câu hỏi gửi qua trang thông tin tháng ${month}`,
    columns: [
      { title: 'Số', kind: 'text', width: 10, of: ({ label }) => label },
      { title: 'Ngày gửi', kind: 'instant', width: 18, of: ({ askedAt }) => askedAt },
      { title: 'Lĩnh vực', kind: 'text', width: 22, of: ({ topic }) => TOPIC_NAMES[topic] },
      { title: 'Câu hỏi', kind: 'text', width: 50, of: ({ title }) => title },
      { title: 'Đơn vị trả lời', kind: 'text', width: 30, of: ({ unit }) => unit },
      { title: 'Tình trạng', kind: 'text', width: 26, of: ({ stage }) => STAGES[stage] },
      { title: 'Hạn trả lời', kind: 'instant', width: 18, of: ({ answerBy }) => answerBy },
      { title: 'Ngày xong', kind: 'instant', width: 18, of: ({ endedAt }) => endedAt },
      { title: 'Quá hạn', kind: 'text', width: 10, of: ({ late }) => (late === null ? null : late ? 'Có' : 'Không') },
    ],
    rows,
    zone,
  };
}
