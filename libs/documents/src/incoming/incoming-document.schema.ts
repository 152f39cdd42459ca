import { isWorkingDuration } from '#calendar';
import { tidyText } from '#foundation';
import { z } from 'zod';
import { bookCodeSchema } from '../books/document-book.schema.js';
import { gateFields } from '../gate/refuse-suspected.js';
import { normaliseDocumentNumber } from '../numbering/document-number.js';
import { daySchema, instantSchema, line } from './field-schemas.js';
import { paperInstructionSchema } from './paper-instruction.schema.js';

/** Levels of urgency (ND 30 appendix I) and how office people call them. */
export const URGENCY_NAMES = {
  normal: 'Thường',
  urgent: 'Khẩn',
  'very-urgent': 'Thượng khẩn',
  flash: 'Hỏa tốc',
} as const;

export type Urgency = keyof typeof URGENCY_NAMES;

/** paper: there is nothing but the paper, and nobody scans it. */
export const MEDIA = ['electronic', 'paper'] as const;

export const PAPER_SIZES = ['A3', 'A4', 'A5', 'other'] as const;

/** Days, hours, minutes and seconds: what FEEL takes as a days-and-time duration, and no month of unknown length. */
const durationSchema = z
  .string()
  .regex(/^P(?!$)(\d{1,4}D)?(T(?!$)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?$/, 'Phải là khoảng thời gian ISO 8601, ví dụ P1D hoặc PT8H');

export const attachmentIdsSchema = z
  .array(z.uuid().toLowerCase())
  .max(50)
  .refine((ids) => new Set(ids).size === ids.length, 'Có tệp được nêu hai lần');

/** What ND 30 appendix VI wants to know of a document beside the columns of the register; none of it is required. */
const describedFields = {
  senderOrganId: line(35).nullish().describe('Mã định danh của cơ quan ban hành trên trục liên thông, ví dụ 000.00.08.H08.'),
  issuePlace: line(100).nullish().describe('Địa danh ghi trên văn bản.'),
  signerName: line(100).nullish().describe('Họ tên người ký.'),
  signerPosition: line(200).nullish().describe('Chức vụ người ký, kể cả quyền hạn: KT. GIÁM ĐỐC …'),
  toPlaces: z.string().overwrite(tidyText).min(1).max(1000).nullish().describe('Nơi nhận ghi trên văn bản.'),
  language: line(50).nullish().describe('Ngôn ngữ.'),
  issuedCopies: z.int().min(1).max(1_000_000).nullish().describe('Số lượng bản phát hành.'),
  paperSize: z.enum(PAPER_SIZES).nullish().describe('Khổ giấy; other: khổ khác.'),
};

/**
 * What the clerk enters on registration: the fields of a register and those of ND 30 appendix VI. There is no field for
 * a secrecy mark: what bears one must not enter the system (171/QĐ-BDT §4.2).
 */
export const incomingDocumentSchema = z.strictObject({
  book: bookCodeSchema.optional().describe('Mã sổ văn bản đến; bỏ trống là sổ mặc định.'),
  senderAgency: line(300).describe('Tác giả: cơ quan ban hành văn bản.'),
  documentNumber: z
    .string()
    .overwrite(normaliseDocumentNumber)
    .max(60)
    .nullish()
    .describe('Số, ký hiệu như trên văn bản, ví dụ 47/QĐ-STP; bỏ trống nếu văn bản không có.'),
  documentDate: daySchema.describe('Ngày ghi trên văn bản.'),
  documentType: line(100).describe('Tên loại: Công văn, Quyết định, Báo cáo, …'),
  subject: line(1000).describe('Trích yếu nội dung.'),
  urgency: z.enum(Object.keys(URGENCY_NAMES) as [Urgency, ...Urgency[]]).default('normal'),
  pages: z.int().min(1).max(10_000).nullish().describe('Số trang.'),
  medium: z
    .enum(MEDIA)
    .default('electronic')
    .describe('paper: chỉ có bản giấy, không quét, không chờ bản quét. electronic: có bản điện tử hoặc bản quét.'),
  ...describedFields,
  receivedAt: instantSchema.optional().describe('Lúc văn bản đến cơ quan; bỏ trống là bây giờ.'),
  lateReason: line(500)
    .nullish()
    .describe('Vì sao vào sổ muộn; bắt buộc khi không vào sổ trong ngày đến hoặc ngày làm việc tiếp theo, hoặc khi đến từ năm trước.'),
  replyRequired: z.boolean().describe('Có yêu cầu phúc đáp: mở một nghĩa vụ phúc đáp.'),
  dueAt: instantSchema.nullish().describe('Hạn trả lời; khi có yêu cầu phúc đáp thì phải có dueAt hoặc dueWithin.'),
  dueWithin: z
    .strictObject({
      duration: z
        .string()
        .refine((text) => isWorkingDuration(text) && !text.startsWith('-'), 'Phải là thời gian làm việc, ví dụ P5D hoặc PT8H')
        .describe('P5D: năm ngày làm việc, không kể ngày đến. PT8H: tám giờ làm việc.'),
      calendar: line(100).nullish().describe('Mã lịch hoặc mã đơn vị; bỏ trống là lịch của cơ quan.'),
    })
    .nullish()
    .describe('Thời hạn tính từ lúc đến, thay cho dueAt.'),
  reminderBefore: durationSchema.default('P1D').describe('Nhắc trước hạn bao lâu; đơn vị phối hợp góp ý xong trước hạn chừng ấy thời gian làm việc (PT8H: 8 giờ làm việc).'),
  escalateAfter: durationSchema.default('PT8H').describe('Quá hạn bao lâu thì chuyển từ trưởng đơn vị lên lãnh đạo.'),
  instruction: paperInstructionSchema.nullish().describe('Bút phê đã có trên bản giấy: văn bản đi thẳng đến các đơn vị, không qua bước bút phê.'),
  attachmentIds: attachmentIdsSchema.default([]).describe('Các bản quét đã tải lên; có thể bổ sung sau.'),
  note: z.string().overwrite(tidyText).max(2000).nullish().describe('Ghi chú, thông tin khác.'),
  acceptDuplicate: z.boolean().default(false).describe('Vẫn vào sổ dù đã có văn bản cùng số, ký hiệu và cơ quan trong năm.'),
  ...gateFields,
});

export type IncomingDocumentInput = z.output<typeof incomingDocumentSchema>;
