import {
  answerQuestionSchema,
  groundSchema,
  handlingSchema,
  lateReasonSchema,
  paperBookSchema,
  REFUSAL_GROUNDS,
  refusalSchema,
  SPILL_STATUSES,
  SUSPECTED_GROUNDS,
} from '#documents';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const year = z.coerce.number().int().min(1945).max(9999);
const grounds = Object.entries(REFUSAL_GROUNDS).map(([ground, name]) => `${ground}: ${name}`).join('; ');
const ground = groundSchema.describe(grounds);

export const refusalBody = refusalSchema.meta({
  id: 'RecordRefusal',
  examples: [{ ground: 'complaint', receivedAt: '2026-03-02T08:15:00+07:00', handling: 'to-reception' }],
});
export const refusalAnswer = z
  .object({
    id: z.uuid(),
    year: z.int(),
    number: z.int().describe('Số của lần từ chối, liên tục trong năm.'),
    paperBook: z.string().describe('Sổ giấy phải vào thay cho hệ thống.'),
  })
  .meta({ id: 'RecordedRefusal' });

export const refusalsQuery = pageQuery.extend({ year: year.optional(), ground: ground.optional() });
export const refusalPage = pageOf(
  'RefusalPage',
  z.object({
    id: z.uuid(),
    year: z.int(),
    number: z.int(),
    ground,
    paperBook: z.string(),
    receivedAt: instant,
    senderAgency: z.string().nullable(),
    handling: handlingSchema.nullable(),
    lateReason: lateReasonSchema.nullable(),
    note: z.string().nullable().describe('Cách xử lý bằng lời, của những lần ghi nhận trước đây.'),
    refusedAt: instant,
    refusedBy: z.string(),
    refusedByName: z.string().nullable(),
  }),
);

export const refusalCountsQuery = z.object({ year });
export const refusalCountsAnswer = z
  .object({ counts: z.array(z.object({ month: z.string().describe('Ví dụ 2026-11.'), ground, count: z.int() })) })
  .meta({ id: 'RefusalCounts' });

export const groundParameter = ground;
export const paperBookBody = paperBookSchema.meta({ id: 'ChangePaperBook' });
export const paperBooksAnswer = z
  .object({ books: z.array(z.object({ ground, name: z.string() })) })
  .meta({ id: 'PaperBooks' });

export const gateQuestionsQuery = pageQuery;
export const gateQuestionPage = pageOf(
  'GateQuestionPage',
  z.object({
    id: z.uuid(),
    attachmentId: z.uuid(),
    documentId: z.uuid().nullable().describe('Văn bản có tệp ấy; trống khi tệp nằm trong hồ sơ công việc.'),
    workFileId: z.uuid().nullable(),
    ground: z.enum(SUSPECTED_GROUNDS),
    mark: z.string().nullable().describe('Dấu độ mật: Mật, Tối mật, Tuyệt mật.'),
    grade: z.enum(['sure', 'suspected']).describe('sure: đứng như một dấu hoặc tên loại; suspected: cần xem bản giấy.'),
    line: z.int().describe('Dòng thứ mấy trong văn bản của tệp.'),
    askedAt: instant,
  }),
);
export const answerQuestionBody = answerQuestionSchema.meta({ id: 'AnswerGateQuestion' });
export const answeredQuestionAnswer = z
  .object({ spillId: z.uuid().nullable().describe('Vụ việc đã mở, khi đúng là văn bản mật.') })
  .meta({ id: 'AnsweredGateQuestion' });

export const reportSpillBody = z
  .union([
    z.strictObject({ documentId: z.uuid().describe('Văn bản đến hoặc văn bản đi có nội dung bí mật.') }),
    z.strictObject({ articleId: z.uuid().describe('Tin, bài của trang tin có nội dung bí mật.') }),
    z.strictObject({ questionId: z.uuid().describe('Câu hỏi của người dân, hoặc câu trả lời, có nội dung bí mật.') }),
    z.strictObject({ attachmentId: z.uuid().describe('Tệp có nội dung bí mật, của văn bản hoặc của hồ sơ công việc.') }),
  ])
  .meta({ id: 'ReportSecretSpill' });
export const reportedSpillAnswer = z.object({ id: z.uuid(), instanceId: z.uuid() }).meta({ id: 'ReportedSecretSpill' });

export const spillsQuery = pageQuery.extend({ status: z.enum(SPILL_STATUSES).optional() });
const spill = z.object({
  id: z.uuid(),
  status: z
    .enum(SPILL_STATUSES)
    .describe('locked: nội dung đã khóa; removing: đang gỡ tệp, không mở lại được nữa; removed: đã gỡ, còn báo nơi gửi và đánh giá; closed: xong; false-alarm: báo nhầm.'),
  direction: z.enum(['incoming', 'outgoing', 'work-file', 'website']).describe('Văn bản đến, văn bản đi, tệp của hồ sơ công việc, bài hoặc câu hỏi của trang tin.'),
  documentId: z.uuid().nullable(),
  attachmentId: z.uuid().nullable().describe('Tệp được báo, khi nó nằm trong hồ sơ công việc.'),
  label: z.string().describe('Văn bản nào, chỉ bằng số, hoặc tệp của hồ sơ nào; không có nội dung.'),
  foundBy: z.string(),
  foundByName: z.string().nullable(),
  foundAt: instant,
  instanceId: z.uuid(),
  releasedAt: instant.nullable(),
  releasedBy: z.string().nullable(),
  releaseReason: z.string().nullable(),
  removedAt: instant.nullable(),
  removedBy: z.string().nullable(),
  removedFiles: z.int().nullable(),
  senderInformedOn: z.iso.date().nullable(),
  senderInformedHow: z.string().nullable(),
  senderInformedBy: z.string().nullable(),
  assessedAt: instant.nullable(),
  assessedBy: z.string().nullable(),
  assessment: z.string().nullable(),
  backups: z.string().nullable(),
});
export const spillAnswer = spill
  .extend({
    sentTo: z
      .array(
        z.object({
          documentId: z.uuid(),
          symbol: z.string(),
          name: z.string(),
          email: z.string().nullable(),
          address: z.string().nullable(),
        }),
      )
      .readonly()
      .describe('Những nơi văn bản đã phát hành được gửi đến, để báo và đánh giá.'),
  })
  .meta({ id: 'SecretSpill' });
export const spillPage = pageOf('SecretSpillPage', spill);
