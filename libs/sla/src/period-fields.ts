import { FIRST_YEAR, LAST_YEAR } from '#calendar';
import { z } from 'zod';

/** An end of a period in the years that calendars count in, as ISO 8601 UTC. */
export const instant = z.iso
  .datetime({ offset: true, error: 'Phải là ngày giờ có múi giờ, ví dụ 2026-11-01T00:00:00+07:00' })
  .refine((text) => text >= String(FIRST_YEAR) && text < String(LAST_YEAR + 1), 'Ngoài các năm có thể tính')
  .transform((text) => new Date(text).toISOString());

/** A period as every request gives it. */
export const PERIOD_FIELDS = {
  from: instant.describe('Bắt đầu kỳ.'),
  to: instant.describe('Hết kỳ; bản thân thời điểm này không thuộc kỳ.'),
};

const MOST_YEARS = 10;

/** Not one that ends before it begins, or that nobody would wait for. */
export function isPeriod({ from, to }: { from: string; to: string }): boolean {
  const length = Date.parse(to) - Date.parse(from);
  return length > 0 && length <= MOST_YEARS * 366 * 86_400_000;
}

export const NO_PERIOD = { error: `Phải sau from, và cách không quá ${MOST_YEARS} năm`, path: ['to'] };

export const unitCode = z.string().min(1).max(20);
