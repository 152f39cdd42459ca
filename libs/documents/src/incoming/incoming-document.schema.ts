import { tidyLine, tidyText } from '#foundation';
import { z } from 'zod';
import { normaliseDocumentNumber } from '../numbering/document-number.js';

/** Levels of urgency (ND 30 appendix I) and how office people call them. */
export const URGENCY_NAMES = {
  normal: 'Thường',
  urgent: 'Khẩn',
  'very-urgent': 'Thượng khẩn',
  flash: 'Hỏa tốc',
} as const;

export type Urgency = keyof typeof URGENCY_NAMES;

/** Days, hours, minutes and seconds: what FEEL takes as a days-and-time duration, and no month of unknown length. */
const durationSchema = z
  .string()
  .regex(/^P(?!$)(\d{1,4}D)?(T(?!$)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?$/, 'Phải là khoảng thời gian ISO 8601, ví dụ P1D hoặc PT8H');

/** Official documents begin with the state; an older date is a slip of the pen (and year 0 none that Postgres knows). */
const EARLIEST = '1945-09-02';
const TOO_EARLY = `Sớm hơn ${EARLIEST}`;

const instantSchema = z.iso
  .datetime({ offset: true, error: 'Phải là ngày giờ có múi giờ, ví dụ 2026-03-02T16:30:00+07:00' })
  .refine((instant) => instant >= EARLIEST, TOO_EARLY);

const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);

export const attachmentIdsSchema = z
  .array(z.uuid().toLowerCase())
  .max(50)
  .refine((ids) => new Set(ids).size === ids.length, 'Có tệp được nêu hai lần');

/**
 * What the clerk enters on registration (the fields of ND 30 appendix VI that a register needs). There is no field for
 * a secrecy mark: what bears one must not enter the system (171/QĐ-BDT §4.2).
 */
export const incomingDocumentSchema = z.strictObject({
  senderAgency: line(300).describe('Tác giả: cơ quan ban hành văn bản.'),
  documentNumber: z
    .string()
    .overwrite(normaliseDocumentNumber)
    .max(60)
    .nullish()
    .describe('Số, ký hiệu như trên văn bản, ví dụ 47/QĐ-STP; bỏ trống nếu văn bản không có.'),
  documentDate: z.iso
    .date()
    .refine((day) => day >= EARLIEST, TOO_EARLY)
    .describe('Ngày ghi trên văn bản.'),
  documentType: line(100).describe('Tên loại: Công văn, Quyết định, Báo cáo, …'),
  subject: line(1000).describe('Trích yếu nội dung.'),
  urgency: z.enum(Object.keys(URGENCY_NAMES) as [Urgency, ...Urgency[]]).default('normal'),
  pages: z.int().min(1).max(10_000).nullish(),
  receivedAt: instantSchema.optional().describe('Lúc văn bản đến cơ quan; bỏ trống là bây giờ.'),
  replyRequired: z.boolean().describe('Có yêu cầu phúc đáp: mở một nghĩa vụ phúc đáp.'),
  dueAt: instantSchema.nullish().describe('Hạn trả lời; bắt buộc khi có yêu cầu phúc đáp.'),
  reminderBefore: durationSchema.default('P1D').describe('Nhắc trước hạn bao lâu; đơn vị phối hợp góp ý xong trước hạn chừng ấy thời gian làm việc (PT8H: 8 giờ làm việc).'),
  escalateAfter: durationSchema.default('PT8H').describe('Quá hạn bao lâu thì chuyển từ trưởng đơn vị lên lãnh đạo.'),
  attachmentIds: attachmentIdsSchema.default([]).describe('Các bản quét đã tải lên; có thể bổ sung sau.'),
  note: z.string().overwrite(tidyText).max(2000).nullish(),
  acceptDuplicate: z.boolean().default(false).describe('Vẫn vào sổ dù đã có văn bản cùng số, cơ quan và ngày.'),
});

export type IncomingDocumentInput = z.output<typeof incomingDocumentSchema>;
