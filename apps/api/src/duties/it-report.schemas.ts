import { gateFields } from '#documents';
import { FIGURE_GROUPS, FIGURE_UNITS, IT_REPORT_EVENTS, IT_REPORT_FORMATS, IT_REPORT_PERIODS, IT_REPORT_STATUSES, itReportTextSchema, reasonSchema } from '#duties';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

export const itReportsQuery = pageQuery.extend({
  period: z.enum(IT_REPORT_PERIODS).optional().describe('month: tháng; quarter: quý.'),
  status: z.enum(IT_REPORT_STATUSES).optional(),
  on: z.iso.date().optional().describe('Chỉ báo cáo của kỳ có ngày này.'),
});

const report = z.object({
  id: z.uuid(),
  label: z.string(),
  period: z.enum(IT_REPORT_PERIODS),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  status: z
    .enum(IT_REPORT_STATUSES)
    .describe('Đang lập, chờ xác nhận, trình lãnh đạo, lãnh đạo hỏi lại, lãnh đạo đã xem, đã gửi các đơn vị, thôi không lập.'),
  drawnAt: instant.nullable().describe('Lúc tính số liệu.'),
  confirmedBy: z.string().nullable(),
  confirmedAt: instant.nullable(),
  notedBy: z.string().nullable(),
  notedAt: instant.nullable(),
});
export const itReportPage = pageOf('ItReportPage', report);

const groups = Object.entries(FIGURE_GROUPS) as [keyof typeof FIGURE_GROUPS, string][];
const figure = z.object({
  code: z.string().describe('Tên của số liệu; số liệu theo loại thì có thêm loại, như incidents.reported:outage:high.'),
  group: z.enum(groups.map(([code]) => code)).describe(groups.map(([code, name]) => `${code}: ${name}`).join('; ') + '.'),
  name: z.string(),
  unit: z.enum(FIGURE_UNITS).describe('count: số; bytes: byte; minutes: phút theo đồng hồ; instant: thời điểm.'),
  when: z.enum(['period', 'drawing']).describe('period: xảy ra trong kỳ; drawing: lúc lập báo cáo.'),
  meaning: z.string(),
  value: z.union([z.number(), z.string()]).nullable().describe('null: không có.'),
});

export const itReportAnswer = report
  .extend({
    figures: z.array(figure).readonly().describe('Từ lúc xác nhận thì không đổi nữa.'),
    problems: z.string().nullable(),
    proposals: z.string().nullable(),
    revision: z.int(),
    writtenBy: z.string().nullable().describe('Người ghi sau cùng.'),
    writers: z.array(z.string()).readonly().describe('Mọi người đã ghi.'),
    reviewedBy: z.string().nullable(),
    copiedTo: z.array(z.string()).readonly().describe('Mã các đơn vị đã được gửi.'),
    events: z.array(z.object({ kind: z.enum(IT_REPORT_EVENTS), actor: z.string(), at: instant, text: z.string().nullable() })).readonly()
      .describe('Đơn vị được gửi chỉ đọc việc xác nhận, ý kiến lúc xem và việc gửi.'),
  })
  .meta({ id: 'ItReport' });

export const itReportExportQuery = z.object({ format: z.enum(IT_REPORT_FORMATS).describe('Dạng tệp.') });
export const itReportBody = z
  .strictObject({
    problems: itReportTextSchema.shape.problems.describe('Vấn đề mới phát sinh; không có thì ghi là không có.'),
    proposals: itReportTextSchema.shape.proposals.describe('Đề xuất.'),
    revision: z.int().min(1).describe('Bản đã đọc.'),
    ...gateFields,
  })
  .meta({ id: 'ItReportInput', examples: [{ revision: 1, problems: 'Máy chủ thư đầy 80 %.', proposals: 'Thêm ổ đĩa trong quý sau.' }] });
export const itReportSaved = z.object({ revision: z.int() }).meta({ id: 'ItReportSaved' });
export const itReportCancellationBody = z.strictObject({ reason: reasonSchema, ...gateFields }).meta({ id: 'ItReportCancellation' });
