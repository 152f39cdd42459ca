import { z } from 'zod';

const instant = z.iso
  .datetime({ offset: true, error: 'must be a date and time with offset: 2026-01-01T00:00:00+07:00' })
  .refine((text) => text >= '1900', 'lies before any deadline');

/** What a report covers: deadlines from `from` up to but not including `to`, of all units or of one lead unit. */
export const slaPeriodSchema = z
  .strictObject({
    from: instant.describe('Begin of the period.'),
    to: instant.describe('End of the period, not part of it.'),
    unit: z.string().min(1).max(50).optional().describe('Code of a lead unit.'),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { error: 'must lie after from', path: ['to'] });

export type SlaPeriod = z.output<typeof slaPeriodSchema>;
