import { BOOK_KINDS, bookCodeSchema, bookFieldsSchema, bookYearSchema, newBookSchema } from '#documents';
import { z } from 'zod';
import { instant, listOf } from '../paging.js';

export const newBookBody = newBookSchema.meta({
  id: 'NewDocumentBook',
  examples: [{ code: 'quyet-dinh', kind: 'outgoing', name: 'Sổ quyết định', documentTypes: ['QĐ'], isDefault: false, keeper: 'anhdtl' }],
});
export const bookFieldsBody = bookFieldsSchema.meta({
  id: 'DocumentBookFields',
  examples: [{ name: 'Sổ quyết định, quy định', documentTypes: ['QĐ', 'QyĐ'], isDefault: false, keeper: 'anhdtl' }],
});
export const bookYearBody = bookYearSchema.meta({ id: 'DocumentBookYear', examples: [{ closed: false, firstNumber: 248 }] });
export const bookCode = bookCodeSchema;
export const bookYear = z.coerce.number().int().min(1945).max(9999);
export const bookCreatedAnswer = z.object({ code: z.string() }).meta({ id: 'DocumentBookCreated' });

export const booksQuery = z.strictObject({ kind: z.enum(BOOK_KINDS).optional().describe('Loại sổ.') });
export const bookList = listOf(
  'DocumentBookList',
  z
    .object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(BOOK_KINDS),
      documentTypes: z.array(z.string()).describe('Các tên loại có số riêng trong sổ này.'),
      isDefault: z.boolean(),
      keeper: z.string().nullable(),
      keeperName: z.string().nullable().describe('Người giữ sổ.'),
      years: z
        .array(
          z.object({
            year: z.int(),
            firstNumber: z.int().describe('Số đầu tiên của năm.'),
            lastNumber: z.int().nullable().describe('Số cuối cùng đã cấp; null: chưa cấp số nào.'),
            closedAt: instant.nullable().describe('Lúc khóa sổ; null: sổ đang mở.'),
            closedBy: z.string().nullable(),
          }),
        )
        .describe('Các năm của sổ, năm mới nhất trước.'),
    })
    .meta({ id: 'DocumentBook' }),
);
