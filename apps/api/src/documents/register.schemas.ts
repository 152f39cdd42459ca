import { REGISTER_FORMATS } from '#documents';
import { CSV_SEPARATORS, type CsvSeparator, PAPERS } from '#tables';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const day = z.iso.date();

export const registerQuery = pageQuery
  .extend({
    year: z.coerce.number().int().min(1945).max(9999).describe('Năm của sổ.'),
    book: z.string().max(40).optional().describe('Mã sổ; bỏ trống là sổ mặc định.'),
    from: day.optional().describe('Từ ngày: ngày đến, đối với sổ văn bản đi là ngày văn bản.'),
    to: day.optional().describe('Đến hết ngày.'),
    format: z
      .enum(['json', ...REGISTER_FORMATS])
      .default('json')
      .describe('json: từng trang. csv, xlsx, pdf: cả sổ trong một tệp, bỏ qua limit và after. pdf: để in và đóng sổ.'),
    paper: z.enum(PAPERS).default('A4').describe('Khổ giấy ngang của PDF.'),
    separator: z
      .enum(Object.keys(CSV_SEPARATORS) as CsvSeparator[])
      .default('semicolon')
      .describe('Dấu ngăn cột của CSV. semicolon: cho Excel tiếng Việt. comma: cho chương trình khác.'),
  })
  .strict()
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, { path: ['to'], error: 'Trước ngày bắt đầu' });

const voided = z.boolean().describe('Số đã hủy; sổ in cộng riêng.');
const headings = z.record(z.string(), z.string()).describe('Tên cột như in trên sổ, theo thứ tự.');
const registerPage = <Row extends z.ZodType>(id: string, row: Row) => pageOf(id, row).extend({ headings }).meta({ id });

export const incomingRegisterPage = registerPage(
  'IncomingRegisterPage',
  z.object({
    receivedOn: day,
    arrivalNumber: z.int(),
    senderAgency: z.string(),
    documentNumber: z.string().nullable(),
    documentDate: day,
    typeAndSubject: z.string(),
    recipients: z.string().nullable(),
    passedOn: day.nullable(),
    receipt: z.null(),
    note: z.string().nullable().describe('Số bị hủy: "Hủy: lý do".'),
    voided,
  }),
);

export const outgoingRegisterPage = registerPage(
  'OutgoingRegisterPage',
  z.object({
    symbol: z.string(),
    documentDate: day,
    typeAndSubject: z.string(),
    signer: z.string(),
    recipients: z.string().nullable(),
    copyKeepers: z.string(),
    copies: z.int().nullable().describe('Cộng số bản của mọi nơi nhận; null: nơi nhận chưa ghi riêng từng nơi.'),
    passedOn: day,
    receipt: z.null(),
    note: z.string().nullable().describe('Số bị hủy, văn bản bị thu hồi, thay thế hoặc đính chính, kèm lý do.'),
    voided,
  }),
);

export const trackingRegisterPage = registerPage(
  'TrackingRegisterPage',
  z.object({
    documentId: z.uuid(),
    arrivalNumber: z.int(),
    carriedFrom: z.int().nullable().describe('Năm của số đến, khi chuyển từ sổ năm trước vì chưa xong; null: của năm này.'),
    document: z.string(),
    recipient: z.string().nullable(),
    dueAt: instant,
    progress: z.string(),
    replySymbols: z.string().nullable().describe('Số, ký hiệu văn bản trả lời.'),
    note: z.string().nullable(),
    voided,
  }),
);
