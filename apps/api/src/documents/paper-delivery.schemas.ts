import { DELIVERIES, PAPER_LIST_FORMATS } from '#documents';
import { z } from 'zod';
import { pageOf, pageQuery } from '../paging.js';

const day = z.iso.date();

export const paperDeliveriesQuery = pageQuery.extend({
  day: day.describe('Ngày phát hành.'),
  format: z
    .enum(['json', ...PAPER_LIST_FORMATS])
    .default('json')
    .describe('json: từng trang. csv, xlsx, pdf: cả ngày trong một tệp, bỏ qua limit và after. pdf: để in và ký nhận.'),
}).strict();

export const paperDeliveryPage = pageOf(
  'PaperDeliveryPage',
  z.object({
    id: z.uuid().describe('Của nơi nhận; dùng để ghi kết quả giao.'),
    documentId: z.uuid(),
    symbol: z.string(),
    recipient: z.string(),
    address: z.string().nullable().describe('Ghi trên bì; null khi chưa có, hoặc là đơn vị trong cơ quan.'),
    unitCode: z.string().nullable().describe('Mã đơn vị trong cơ quan; null là nơi nhận bên ngoài.'),
    copies: z.int(),
    delivery: z
      .object({ result: z.enum(DELIVERIES), on: day, to: z.string().nullable() })
      .nullable()
      .describe('Kết quả giao; null khi văn thư chưa ghi.'),
  }),
);
