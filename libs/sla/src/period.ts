import { z } from 'zod';
import { isPeriod, NO_PERIOD, PERIOD_FIELDS, unitCode } from './period-fields.js';

/** What a report covers: deadlines from `from` up to but not including `to`, of all units or of one lead unit. */
export const slaPeriodSchema = z
  .strictObject({ ...PERIOD_FIELDS, unit: unitCode.optional().describe('Mã đơn vị chủ trì.') })
  .refine(isPeriod, NO_PERIOD);

export type SlaPeriod = z.output<typeof slaPeriodSchema>;
