import { dutyExceptionSchema, gateFields, OUTGOING_STEPS, withdrawDutyExceptionSchema } from '#documents';
import { z } from 'zod';
import { instant, listOf } from '../paging.js';

export const dutyExceptionBody = dutyExceptionSchema.extend(gateFields).meta({
  id: 'DutyExceptionBody',
  examples: [{ step: 'check-format', person: 'tramvn', reason: 'Văn thư còn lại nghỉ ốm.' }],
});

export const withdrawDutyExceptionBody = withdrawDutyExceptionSchema.extend(gateFields).meta({
  id: 'WithdrawDutyException',
  examples: [{ reason: 'Văn thư đã đi làm lại.' }],
});

export const dutyExceptionsAnswer = listOf(
  'DutyExceptions',
  z.object({
    id: z.uuid(),
    step: z.enum(OUTGOING_STEPS),
    person: z.string(),
    personName: z.string().nullable(),
    version: z.int().nullable().describe('Phiên bản dự thảo được làm thay; null: mọi phiên bản.'),
    reason: z.string(),
    grantedBy: z.string(),
    grantedAt: instant,
    withdrawnBy: z.string().nullable(),
    withdrawnAt: instant.nullable(),
    withdrawReason: z.string().nullable(),
  }),
);
