import { tidyText } from '#foundation';
import { z } from 'zod';
import { instantSchema, line } from './field-schemas.js';

const units = z.array(line(20)).max(100).default([]);

/** What a leader wrote on the paper before it was registered (171/QĐ-BDT §6.1), as the clerk copies it. */
export const paperInstructionSchema = z.strictObject({
  leadUnit: line(20).describe('Mã đơn vị chủ trì: đúng một đơn vị.'),
  coordinating: units.describe('Mã các đơn vị phối hợp.'),
  information: units.describe('Mã các đơn vị nhận để biết.'),
  content: z.string().overwrite(tidyText).min(1).max(2000).describe('Nội dung bút phê.'),
  instructedBy: line(100).describe('Tên đăng nhập của lãnh đạo đã bút phê.'),
  dueAt: instantSchema.nullish().describe('Thời hạn của đơn vị chủ trì; bỏ trống thì theo thời hạn của văn bản.'),
  coordinationDueAt: instantSchema.nullish().describe('Thời hạn góp ý của các đơn vị phối hợp; không muộn hơn thời hạn của đơn vị chủ trì.'),
});
export type PaperInstruction = z.output<typeof paperInstructionSchema>;
