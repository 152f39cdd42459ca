import { z } from 'zod';
import { normaliseDocumentNumber } from '../numbering/document-number.js';
import { tidyLine, tidyText } from '../text.js';

/** Levels of urgency (ND 30 appendix I) and how office people call them. */
export const urgencyNames = {
  normal: 'Thường',
  urgent: 'Khẩn',
  'very-urgent': 'Thượng khẩn',
  flash: 'Hỏa tốc',
} as const;

export type Urgency = keyof typeof urgencyNames;

/** Days, hours, minutes and seconds: what FEEL takes as a days-and-time duration, and no month of unknown length. */
const durationSchema = z
  .string()
  .regex(/^P(?!$)(\d{1,4}D)?(T(?!$)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?$/, 'must be an ISO 8601 duration such as P1D or PT8H');

/** Official documents begin with the state; an older date is a slip of the pen (and year 0 none that Postgres knows). */
const EARLIEST = '1945-09-02';
const TOO_EARLY = `lies before ${EARLIEST}`;

const instantSchema = z.iso
  .datetime({ offset: true, error: 'must be a date and time with offset: 2026-03-02T16:30:00+07:00' })
  .refine((instant) => instant >= EARLIEST, TOO_EARLY);

const line = (longest: number) => z.string().overwrite(tidyLine).min(1).max(longest);

export const attachmentIdsSchema = z
  .array(z.uuid().toLowerCase())
  .max(50)
  .refine((ids) => new Set(ids).size === ids.length, 'names an attachment twice');

/**
 * What the clerk enters on registration (the fields of ND 30 appendix VI that a register needs). There is no field for
 * a secrecy mark: what bears one must not enter the system (171/QĐ-BDT §4.2).
 */
export const incomingDocumentSchema = z.strictObject({
  senderAgency: line(300).describe('Tác giả: the agency that issued the document.'),
  documentNumber: z
    .string()
    .overwrite(normaliseDocumentNumber)
    .max(60)
    .nullish()
    .describe('Number and symbol as printed, e.g. 47/QĐ-STP. Left out where the document has none.'),
  documentDate: z.iso
    .date()
    .refine((day) => day >= EARLIEST, TOO_EARLY)
    .describe('Date on the document.'),
  documentType: line(100).describe('Tên loại: Công văn, Quyết định, Báo cáo, …'),
  subject: line(1000).describe('Trích yếu nội dung.'),
  urgency: z.enum(Object.keys(urgencyNames) as [Urgency, ...Urgency[]]).default('normal'),
  pages: z.int().min(1).max(10_000).nullish(),
  receivedAt: instantSchema.optional().describe('When it reached the office; now, if left out.'),
  replyRequired: z.boolean().describe('Có yêu cầu phúc đáp: opens a reply obligation.'),
  dueAt: instantSchema.nullish().describe('Deadline; required when a reply is.'),
  reminderBefore: durationSchema.default('P1D').describe('How long before the deadline a reminder goes out.'),
  escalateAfter: durationSchema.default('PT8H').describe('From the head of the unit to the leader, after the deadline.'),
  attachmentIds: attachmentIdsSchema.default([]).describe('Uploaded scans; may come later.'),
  note: z.string().overwrite(tidyText).max(2000).nullish(),
  acceptDuplicate: z.boolean().default(false).describe('Register although the same number, agency and date is there.'),
});

export type IncomingDocumentInput = z.output<typeof incomingDocumentSchema>;
