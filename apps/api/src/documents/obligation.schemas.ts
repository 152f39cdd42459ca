import {
  ANSWER_WARNINGS,
  answerSchema,
  contributionFilesSchema,
  gateFields,
  MISSING_REASONS,
  OBLIGATION_STATUSES,
  OUTGOING_STATUSES,
  resultSchema,
  unlinkAnswerSchema,
} from '#documents';
import { z } from 'zod';
import { instant, listOf, pageOf, pageQuery } from '../paging.js';

const unit = z.string().max(20).optional().describe('Đơn vị chủ trì, kể cả việc nhận từ đơn vị đã giải thể.');
const status = z.enum(OBLIGATION_STATUSES);
const timeliness = z.enum(['on-time', 'late']).nullable();

/** What coordinating units gave to a document, and which of them gave nothing. */
export const contributions = z
  .array(
    z.object({
      unit: z.string(),
      unitName: z.string().nullable(),
      status: z.enum(['given', 'missing']),
      missingBecause: z.enum(MISSING_REASONS).nullable().describe('timed-out: quá hạn phối hợp; answered: văn bản trả lời đã phát hành trước đó.'),
      content: z.string().nullable(),
      contributedBy: z.string().nullable(),
      contributedByName: z.string().nullable(),
      recordedAt: instant,
      attachmentIds: z.array(z.uuid()).describe('Tệp gửi kèm góp ý của đơn vị, nằm trong các tệp của văn bản đến.'),
    }),
  )
  .describe('Góp ý của các đơn vị phối hợp; đơn vị góp ý nhiều lần thì lần sau cùng đứng trước.');

/** What is owed, as it stands with its document. */
export const obligation = z.object({
  id: z.uuid(),
  status,
  dueAt: instant,
  overdue: z.boolean(),
  openedAt: instant,
  result: z.string().nullable(),
  resultRecordedBy: z.string().nullable(),
  resultRecordedAt: instant.nullable(),
  closedAt: instant.nullable(),
  timeliness,
  contributions,
  answers: z.array(
    z.object({
      id: z.uuid(),
      status: z.enum(OUTGOING_STATUSES),
      subject: z.string(),
      symbol: z.string().nullable(),
      issuedAt: instant.nullable(),
      voidedAt: instant.nullable().describe('Lúc hủy số: văn bản không còn trả lời gì.'),
      stands: z.boolean().describe('Đã phát hành, chưa bị hủy số, thu hồi hay thay thế.'),
      completes: z.boolean().describe('false: chỉ trả lời một phần.'),
      linkedBy: z.string().nullable().describe('Người ghi bằng tay; null: do quy trình ghi.'),
    }),
  ),
});

export const cancelObligationBody = z
  .object({ reason: z.string().trim().min(1).max(1000).describe('Vì sao không còn phải phúc đáp; được ghi vào nhật ký.'), ...gateFields })
  .meta({ id: 'CancelObligation', examples: [{ reason: 'Văn bản vào sổ nhầm, cơ quan gửi đã thu hồi.' }] });
export const resultBody = resultSchema.meta({ id: 'ReplyResult', examples: [{ result: 'Đã tổng hợp và báo cáo số liệu quý I.' }] });
export const answerBody = answerSchema.meta({
  id: 'LinkAnswer',
  examples: [{ outgoingDocumentId: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111', completes: true }],
});
export const unlinkBody = unlinkAnswerSchema.extend(gateFields).meta({ id: 'UnlinkAnswer', examples: [{ reason: 'Ghi nhầm văn bản.' }] });
export const contributionFilesBody = contributionFilesSchema.meta({ id: 'ContributionFiles' });
export const closingAnswer = z
  .object({ closed: z.boolean().describe('true: đủ kết quả và văn bản trả lời đã phát hành, nghĩa vụ đã kết thúc.') })
  .meta({ id: 'ObligationClosing' });
export const linkedAnswer = closingAnswer
  .extend({
    warnings: z
      .array(z.object({ code: z.enum(ANSWER_WARNINGS), message: z.string() }))
      .readonly()
      .optional()
      .describe('Những điều trông như nhầm; đã ghi như vậy.'),
  })
  .meta({ id: 'LinkedAnswer' });

export const replyObligationsQuery = pageQuery.extend({
  status: status.optional().describe('Tình trạng của nghĩa vụ.'),
  overdue: z.stringbool().optional().describe('true: còn mở và đã quá hạn.'),
  unit,
  sender: z.string().trim().min(1).max(200).optional().describe('Tên cơ quan gửi, hoặc vài từ của tên; không phân biệt hoa thường, dấu.'),
  person: z.string().max(100).optional().describe('Người đang giữ việc của hồ sơ.'),
  dueFrom: z.iso.date().optional().describe('Hạn từ ngày này.'),
  dueTo: z.iso.date().optional().describe('Hạn đến hết ngày này.'),
  withoutHolder: z.stringbool().optional().describe('true: còn mở mà đơn vị chủ trì hôm nay không có người đứng đầu, hoặc có việc ở người không còn chức vụ nào, hoặc không còn phần việc nào đang chạy.'),
  carriedOver: z.stringbool().optional().describe('true: của văn bản vào sổ năm trước, chuyển sang.'),
});

const row = z.object({
  id: z.uuid(),
  status,
  dueAt: instant,
  overdue: z.boolean(),
  carriedOver: z.boolean().describe('Của văn bản vào sổ năm trước.'),
  closedAt: instant.nullable(),
  timeliness,
  documentId: z.uuid(),
  arrivalNumber: z.int(),
  arrivalYear: z.int(),
  senderAgency: z.string(),
  documentNumber: z.string().nullable(),
  subject: z.string(),
  leadUnit: z.string().nullable(),
  leadUnitName: z.string().nullable(),
  withoutHolder: z.boolean().describe('Còn mở mà đơn vị chủ trì hôm nay không có người đứng đầu, hoặc có việc ở người không còn chức vụ nào, hoặc không còn phần việc nào đang chạy.'),
  heldBy: z.array(z.string()).describe('Những người đang giữ việc của hồ sơ; trống: chưa ai nhận.'),
});
export const replyObligationPage = pageOf('ReplyObligationPage', row.meta({ id: 'ReplyObligation' })).extend({
  total: z.int().describe('Số nghĩa vụ khớp điều kiện, của mọi trang.'),
});

/** Days that one look at the calendar shows: three months. */
const MOST_DAYS = 92;

export const obligationCalendarQuery = z
  .object({ from: z.iso.date(), to: z.iso.date(), unit })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'lies before "from"' })
  .refine(({ from, to }) => (Date.parse(to) - Date.parse(from)) / 86_400_000 < MOST_DAYS, {
    path: ['to'],
    error: `is more than ${MOST_DAYS} days after "from"`,
  });
export const obligationCalendarAnswer = listOf(
  'ReplyObligationCalendar',
  z.object({
    date: z.iso.date(),
    isWorkingDay: z.boolean(),
    dayOff: z.string().nullable().describe('Vì sao là ngày nghỉ.'),
    items: z.array(row).readonly(),
  }),
);

export const owedAgenciesQuery = pageQuery.extend({ unit });
export const owedAgenciesPage = pageOf(
  'OwedAgencyPage',
  z.object({
    senderAgency: z.string(),
    open: z.int().describe('Số văn bản còn phải phúc đáp.'),
    overdue: z.int(),
    nextDueAt: instant,
  }),
);
