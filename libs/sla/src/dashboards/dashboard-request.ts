import { isCalendarDate } from '#foundation';
import { z } from 'zod';
import { PERIOD_FIELDS, unitCodeSchema } from '../period.js';

const DAY_MS = 86_400_000;
const MOST_DAYS = 366;
/** A quarter: what a calendar on a screen shows, and few enough to count each time. */
const MOST_DAYS_OF_CALENDAR = 92;

const date = z.string().refine(isCalendarDate, 'Phải là ngày có thật, ví dụ 2026-11-20');
const unit = unitCodeSchema.optional().describe('Mã đơn vị.');

/** Whether a stretch from one day or instant to another is one, and not longer than so many days. */
const within = (days: number) => ({ from, to }: { from: string; to: string }) => {
  const length = Date.parse(to) - Date.parse(from);
  return length >= 0 && length <= days * DAY_MS;
};

export const heatMapRequestSchema = z
  .strictObject({
    process: z.string().min(1).max(200).describe('Khóa của quy trình.'),
    version: z.coerce.number().int().min(1).optional().describe('Phiên bản; bỏ trống: phiên bản mới nhất.'),
    ...PERIOD_FIELDS,
  })
  .refine(within(MOST_DAYS), { error: `Phải sau from, và cách không quá ${MOST_DAYS} ngày`, path: ['to'] });

export type HeatMapRequest = z.output<typeof heatMapRequestSchema>;

export const flowRequestSchema = z.strictObject({
  month: z
    .string()
    .regex(/^(19[5-9]|20\d|21\d)\d-(0[1-9]|1[0-2])$/, 'Tháng ghi dạng 2026-11')
    .describe('Tháng, ví dụ 2026-11.'),
  process: z.string().min(1).max(200).optional().describe('Chỉ hồ sơ bắt đầu bằng quy trình này.'),
});

export type FlowRequest = z.output<typeof flowRequestSchema>;

export const dueCalendarRequestSchema = z
  .strictObject({ from: date.describe('Ngày đầu.'), to: date.describe('Ngày cuối, kể cả ngày đó.'), unit })
  .refine(within(MOST_DAYS_OF_CALENDAR), {
    error: `Không trước from, và cách không quá ${MOST_DAYS_OF_CALENDAR} ngày`,
    path: ['to'],
  });

export type DueCalendarRequest = z.output<typeof dueCalendarRequestSchema>;

export const dueOnRequestSchema = z.strictObject({ date: date.describe('Ngày đến hạn.'), unit });

export type DueOnRequest = z.output<typeof dueOnRequestSchema>;
