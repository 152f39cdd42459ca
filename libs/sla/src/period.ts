import { z } from 'zod';

const instant = z.iso
  .datetime({ offset: true, error: 'Phải là ngày giờ có múi giờ, ví dụ 2026-01-01T00:00:00+07:00' })
  .refine((text) => text >= '1900', 'Sớm hơn mọi thời hạn');

/** What a report covers: deadlines from `from` up to but not including `to`, of all units or of one lead unit. */
export const slaPeriodSchema = z
  .strictObject({
    from: instant.describe('Bắt đầu kỳ.'),
    to: instant.describe('Hết kỳ; bản thân thời điểm này không thuộc kỳ.'),
    unit: z.string().min(1).max(50).optional().describe('Mã đơn vị chủ trì.'),
  })
  .refine(({ from, to }) => Date.parse(from) < Date.parse(to), { error: 'Phải sau from', path: ['to'] });

export type SlaPeriod = z.output<typeof slaPeriodSchema>;
