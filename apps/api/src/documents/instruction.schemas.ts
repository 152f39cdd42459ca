import { changeInstructionSchema, INSTRUCTION_CAUSES, recallInstructionSchema, UNIT_ROLES } from '#documents';
import { z } from 'zod';
import { instant, listOf } from '../paging.js';

export const changeInstructionBody = changeInstructionSchema.meta({
  id: 'InstructionInput',
  examples: [
    {
      units: [
        { unit: 'QLKH', role: 'lead' },
        { unit: 'QLCN', role: 'coordinating', dueAt: '2026-03-06T10:00:00.000Z' },
        { unit: 'VP', role: 'for-information' },
      ],
      content: 'Giao QLKH chủ trì, QLCN phối hợp.',
      reason: 'Nội dung thuộc chức năng của QLKH.',
    },
  ],
});
export const changedInstructionAnswer = z.object({ instructionId: z.uuid() }).meta({ id: 'ChangedInstruction' });
export const recallInstructionBody = recallInstructionSchema.meta({ id: 'InstructionRecall', examples: [{ reason: 'Giao nhầm đơn vị.' }] });

const roleOfUnit = { unit: z.string(), role: z.enum(UNIT_ROLES) };
const unitFields = { ...roleOfUnit, unitName: z.string().nullable(), dueAt: instant.nullable() };
const instructionFields = {
  id: z.uuid(),
  content: z.string(),
  instructedBy: z.string(),
  instructedByName: z.string().nullable(),
  instructedAt: instant,
};

/** The instruction that holds, as the detail of its document shows it. */
export const currentInstruction = z.object({
  ...instructionFields,
  units: z.array(
    z.object({
      ...unitFields,
      readBy: z.string().nullable().describe('Ai của đơn vị nhận để biết đã xác nhận đọc.'),
      readByName: z.string().nullable(),
      readAt: instant.nullable(),
    }),
  ),
});

export const instructionsAnswer = listOf(
  'Instructions',
  z.object({
    ...instructionFields,
    cause: z.enum(INSTRUCTION_CAUSES).describe('Bút phê đầu, điều chỉnh, hoặc bút phê lại sau khi đơn vị trả lại.'),
    recordedBy: z.string().nullable().describe('Người nhập thay; null: chính người bút phê.'),
    reason: z.string().nullable().describe('Vì sao thay bút phê trước.'),
    current: z.boolean(),
    recalledAt: instant.nullable().describe('Khi nào lãnh đạo lấy lại.'),
    recalledBy: z.string().nullable(),
    recallReason: z.string().nullable(),
    units: z.array(z.object(unitFields)).readonly(),
    returns: z
      .array(
        z.object({
          unit: z.string(),
          returnedBy: z.string(),
          returnedByName: z.string().nullable(),
          reason: z.string(),
          returnedAt: instant,
        }),
      )
      .readonly()
      .describe('Những lần đơn vị chủ trì trả lại.'),
    changes: z
      .object({
        lead: z.object({ before: z.string(), after: z.string() }).nullable(),
        added: z.array(z.object(roleOfUnit)).readonly(),
        removed: z.array(z.object(roleOfUnit)).readonly(),
        redated: z.array(z.object({ ...roleOfUnit, before: instant.nullable(), after: instant.nullable() })).readonly(),
      })
      .nullable()
      .describe('Khác bút phê trước ở điểm nào; null: bút phê đầu, hoặc sau khi lấy lại.'),
  }),
);

export const receiptsQuery = z.strictObject({ unread: z.stringbool().default(false).describe('true: chỉ những đơn vị chưa đọc.') });
export const receiptsAnswer = listOf(
  'ReadReceipts',
  z.object({
    unit: z.string(),
    unitName: z.string().nullable(),
    dueAt: instant.nullable().describe('Thời hạn đọc; null: 30 ngày.'),
    overdue: z.boolean(),
    readBy: z.string().nullable(),
    readByName: z.string().nullable(),
    readAt: instant.nullable().describe('null: chưa đọc.'),
    note: z.string().nullable(),
  }),
);
