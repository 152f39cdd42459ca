import { tidyLine } from '#foundation';
import { z } from 'zod';
import { DOCUMENT_TYPE_NAMES } from '../numbering/document-types.js';

/** What a book registers; each kind has one book that takes what names no other. */
export const BOOK_KINDS = ['incoming', 'outgoing', 'internal'] as const;
export type BookKind = (typeof BOOK_KINDS)[number];

export const bookCodeSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Chữ thường không dấu, chữ số và gạch nối, ví dụ quyet-dinh');

/** What may be changed of a book as long as it is kept. */
export const bookFieldsSchema = z.strictObject({
  name: z.string().overwrite(tidyLine).min(1).max(200).describe('Tên in trên bìa sổ.'),
  documentTypes: z
    .array(z.enum(Object.keys(DOCUMENT_TYPE_NAMES)))
    .default([])
    .refine((types) => new Set(types).size === types.length, 'Có tên loại được nêu hai lần')
    .describe('Chữ viết tắt của các tên loại có số riêng trong sổ này, ví dụ QĐ; sổ văn bản đến thì bỏ trống.'),
  isDefault: z.boolean().default(false).describe('Sổ mặc định: nhận văn bản không nêu sổ và không có sổ theo tên loại.'),
  keeper: z.string().min(1).max(100).nullish().describe('Tên đăng nhập của người giữ sổ.'),
});
export type BookFields = z.output<typeof bookFieldsSchema>;

export const newBookSchema = bookFieldsSchema.extend({
  code: bookCodeSchema.describe('Mã sổ; không đổi được.'),
  kind: z.enum(BOOK_KINDS).describe('incoming: văn bản đến. outgoing: văn bản đi. internal: văn bản nội bộ. Không đổi được.'),
});
export type NewBook = z.output<typeof newBookSchema>;

export const bookYearSchema = z.strictObject({
  closed: z.boolean().describe('true: khóa sổ của năm, không cấp số nữa; false: mở lại.'),
  firstNumber: z
    .int()
    .min(1)
    .max(999_999)
    .optional()
    .describe('Số đầu tiên của năm, khi sổ giấy đã có số trước đó; chỉ đặt được khi năm ấy chưa cấp số nào.'),
});
