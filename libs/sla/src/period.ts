import { FIRST_YEAR, LAST_YEAR } from '#calendar';
import { z } from 'zod';

/** An end of a period in the years that calendars count in, as ISO 8601 UTC. */
const instantSchema = z.iso
  .datetime({ offset: true, error: 'Phải là ngày giờ có múi giờ, ví dụ 2026-11-01T00:00:00+07:00' })
  .refine((text) => text >= String(FIRST_YEAR) && text < String(LAST_YEAR + 1), 'Ngoài các năm có thể tính')
  .transform((text) => new Date(text).toISOString());

/** A period as every request gives it; {@link isPeriod} is to be asked about it. */
export const PERIOD_FIELDS = {
  from: instantSchema.describe('Bắt đầu kỳ.'),
  to: instantSchema.describe('Hết kỳ; bản thân thời điểm này không thuộc kỳ.'),
};

const MOST_YEARS = 10;

/** Whether `to` lies after `from`, by ten years at most: a longer report nobody would wait for. */
export function isPeriod({ from, to }: { from: string; to: string }): boolean {
  const length = Date.parse(to) - Date.parse(from);
  return length > 0 && length <= MOST_YEARS * 366 * 86_400_000;
}

/** What a period that is none is answered. */
export const NO_PERIOD = { error: `Phải sau from, và cách không quá ${MOST_YEARS} năm`, path: ['to'] };

/** The code of a unit, as requests give it. */
export const unitCodeSchema = z.string().min(1).max(20);

/** What a report covers: deadlines from `from` up to but not including `to`, of all units or of one lead unit. */
export const slaPeriodSchema = z
  .strictObject({ ...PERIOD_FIELDS, unit: unitCodeSchema.optional().describe('Mã đơn vị chủ trì.') })
  .refine(isPeriod, NO_PERIOD);

export type SlaPeriod = z.output<typeof slaPeriodSchema>;
