import { z } from 'zod';
import { isPeriod, NO_PERIOD, PERIOD_FIELDS, unitCodeSchema } from '../period.js';
import { CELL_DIMENSIONS } from '../roll-ups/cells.js';
import { COUNTED_FIGURES, COUNTED_FORECASTS, type CountedFigure, DIMENSIONS, type ReportFilters } from './report.js';

const tasksOfPeriod = z.strictObject({
  ...PERIOD_FIELDS,
  unit: unitCodeSchema.optional().describe('Mã đơn vị được giao việc.'),
  person: z.string().min(1).max(100).optional().describe('Tên đăng nhập của người làm.'),
  kind: z.string().min(1).max(200).optional().describe('Tên loại văn bản của hồ sơ.'),
  urgency: z.string().min(1).max(50).optional().describe('Độ khẩn của văn bản.'),
  process: z.string().min(1).max(200).optional().describe('Khóa của quy trình.'),
  step: z.string().min(1).max(400).optional().describe('Bước: <quy trình>/<phần tử BPMN>.'),
});

/** The period and the filters that all reports on tasks take. */
export const tasksOfPeriodSchema = tasksOfPeriod.refine(isPeriod, NO_PERIOD);

export type TasksOfPeriod = z.output<typeof tasksOfPeriodSchema>;

export const reportRequestSchema = tasksOfPeriod
  .safeExtend({
    by: z.enum(DIMENSIONS).default('unit').describe('Mỗi dòng của báo cáo là gì.'),
    compare: z.stringbool().default(false).describe('Kèm kỳ trước để so sánh.'),
    withForecast: z
      .stringbool()
      .optional()
      .describe('Kèm dự báo bao nhiêu công việc chưa đến hạn sẽ trễ; chỉ với kỳ có thời điểm hiện tại.'),
  })
  .refine(isPeriod, NO_PERIOD);

export type ReportRequest = z.output<typeof reportRequestSchema>;

/** The figures of a report that count tasks, and all that it counts as finished. */
export type FigureWithTasks = CountedFigure | 'finished';

export const tasksBehindSchema = tasksOfPeriod
  .safeExtend({
    figure: z
      .enum([...COUNTED_FIGURES, 'finished', ...COUNTED_FORECASTS])
      .describe('Số liệu của báo cáo hoặc của dự báo; finished: mọi công việc xong trong kỳ, như ở slow-steps.'),
    by: z.enum(DIMENSIONS).optional().describe('Cùng với key: chỉ một dòng của báo cáo.'),
    key: z.string().min(1).max(400).optional().describe('Khóa của dòng; bỏ trống: dòng không có khóa.'),
  })
  .refine(isPeriod, NO_PERIOD)
  .refine(({ by, key }) => by !== 'month' || (key !== undefined && /^\d{4}-\d{2}$/.test(key)), {
    error: 'Tháng ghi dạng 2026-11',
    path: ['key'],
  });

export type TasksBehindRequest = z.output<typeof tasksBehindSchema>;

/** The filters that were given, by name. */
export function filtersOf(request: ReportFilters): ReportFilters {
  return Object.fromEntries(CELL_DIMENSIONS.flatMap((name) => (request[name] === undefined ? [] : [[name, request[name]]])));
}
