import { tidyText } from '#foundation';
import { z } from 'zod';
import { gateFields } from '../gate/refuse-suspected.js';
import { instantSchema, line } from '../incoming/field-schemas.js';
import { UNIT_ROLES } from './write-instruction.js';

const text = (longest: number) => z.string().overwrite(tidyText).min(1).max(longest);

/** The whole instruction as it is to be from now on: what it does not name is taken out. */
export const changeInstructionSchema = z.strictObject({
  units: z
    .array(
      z.strictObject({
        unit: line(20).describe('Mã đơn vị.'),
        role: z.enum(UNIT_ROLES).describe('Chủ trì (đúng một đơn vị), phối hợp hoặc nhận để biết.'),
        dueAt: instantSchema
          .nullish()
          .describe('Thời hạn riêng của đơn vị phối hợp hoặc nhận để biết; bỏ trống thì theo thời hạn chung. Thời hạn của đơn vị chủ trì chỉ đổi bằng gia hạn.'),
      }),
    )
    .min(1)
    .max(200),
  content: text(2000).describe('Nội dung bút phê.'),
  reason: text(1000).describe('Vì sao đổi; được ghi vào lịch sử bút phê.'),
  approvedBy: line(100).nullish().describe('Lãnh đạo đã quyết định, khi Chánh Văn phòng nhập thay.'),
  ...gateFields,
});

export const recallInstructionSchema = z.strictObject({
  reason: text(1000).describe('Vì sao lấy lại; được ghi vào lịch sử bút phê.'),
  ...gateFields,
});

export type OrderedUnit = z.output<typeof changeInstructionSchema>['units'][number];

export interface ChangeInstructionInput extends z.output<typeof changeInstructionSchema> {
  readonly documentId: string;
  /** The caller's groups today. */
  readonly groups: readonly string[];
}

export interface RecallInstructionInput extends z.output<typeof recallInstructionSchema> {
  readonly documentId: string;
}
