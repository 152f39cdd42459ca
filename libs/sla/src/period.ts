import { z } from 'zod';
import { PERIOD_FIELDS, unitCode } from './period-fields.js';

/** What a report covers: deadlines from `from` up to but not including `to`, of all units or of one lead unit. */
export const slaPeriodSchema = z
  .strictObject({ ...PERIOD_FIELDS, unit: unitCode.optional().describe('Mã đơn vị chủ trì.') })
  .refine(({ from, to }) => from < to, { error: 'Phải sau from', path: ['to'] });

export type SlaPeriod = z.output<typeof slaPeriodSchema>;
