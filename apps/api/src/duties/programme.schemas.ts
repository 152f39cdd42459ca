import { gateFields } from '#documents';
import { partContentSchema, PROGRAMME_FORMATS, PROGRAMME_PERIODS, PROGRAMME_STATUSES, reasonSchema } from '#duties';
import { z } from 'zod';
import { instant, listOf, pageOf, pageQuery } from '../paging.js';

export const unitCode = z.string().regex(/^[A-Z][A-Z0-9-]*$/).max(40);

export const programmesQuery = pageQuery.extend({
  period: z.enum(PROGRAMME_PERIODS).optional().describe('week: tuần; month: tháng.'),
  unit: unitCode.optional().describe('Chỉ chương trình mà đơn vị này đã công bố phần của mình.'),
  on: z.iso.date().optional().describe('Chỉ chương trình của kỳ có ngày này.'),
});

const programme = z.object({
  id: z.uuid(),
  label: z.string(),
  period: z.enum(PROGRAMME_PERIODS),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  status: z.enum(PROGRAMME_STATUSES).describe('Các đơn vị viết, Văn phòng tổng hợp, chờ duyệt, đã duyệt, thôi không lập.'),
  published: z.int().describe('Số đơn vị đã công bố.'),
  units: z.int(),
  approvedBy: z.string().nullable(),
  approvedAt: instant.nullable(),
});
export const programmePage = pageOf('WorkProgrammePage', programme);

const contentFields = {
  fields: partContentSchema.shape.fields.describe('Lĩnh vực công tác của đơn vị.'),
  results: partContentSchema.shape.results.describe('Kết quả của kỳ trước: việc, ai, ngày, kết quả, xong hay chưa.'),
  plan: partContentSchema.shape.plan.describe('Chương trình của kỳ này: việc, ai, ngày trong kỳ.'),
};
const planLine = z.object({ work: z.string(), who: z.string().nullable(), by: z.iso.date().nullable() });
const content = z.object({
  fields: z.string().nullable(),
  results: z.array(planLine.extend({ result: z.string().nullable(), done: z.boolean() })).readonly(),
  plan: z.array(planLine).readonly(),
});
const version = z.object({
  version: z.int(),
  content,
  byOffice: z.boolean().describe('Văn phòng nhập thay, vì đơn vị chưa nối mạng.'),
  reason: z.string().nullable().describe('Vì sao đính chính, hoặc công bố muộn.'),
  publishedBy: z.string(),
  publishedAt: instant,
});
export const programmeAnswer = programme
  .extend({
    summary: z.string().nullable(),
    remark: z.string().nullable().describe('Vì sao lãnh đạo trả lại, hoặc thôi không lập.'),
    collectedBy: z.string().nullable(),
    parts: z
      .array(
        z.object({
          unit: z.string(),
          unitName: z.string(),
          version: z.int().describe('0: chưa công bố.'),
          content: content.nullable(),
          byOffice: z.boolean(),
          missing: z.boolean().describe('Chưa công bố khi Văn phòng tổng hợp.'),
          publishedBy: z.string().nullable(),
          publishedAt: instant.nullable(),
          reason: z.string().nullable(),
          approvedVersion: z.int().nullable().describe('Bản đã được duyệt; 0: công bố lần đầu sau khi duyệt; null: chưa duyệt.'),
          corrections: z.int().describe('Số lần đính chính sau khi duyệt.'),
          draft: z.object({ revision: z.int(), content }).nullable().describe('Chỉ người viết thấy, khi chưa công bố.'),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'WorkProgramme' });
export const versionsAnswer = listOf('ProgrammeVersionList', version);

export const exportQuery = z.object({ format: z.enum(PROGRAMME_FORMATS).describe('Dạng tệp; ics: lịch của kỳ.') });
export const draftBody = z
  .strictObject({ ...contentFields, revision: z.int().min(1).describe('Bản đã đọc.'), ...gateFields })
  .meta({ id: 'ProgrammePartInput', examples: [{ revision: 1, fields: 'Quản lý công nghệ', results: [], plan: [{ work: 'Nghiệm thu đề tài', who: 'Đặng Anh Tuấn', by: '2026-01-08' }] }] });
export const draftAnswer = z.object({ revision: z.int() }).meta({ id: 'ProgrammePartSaved' });
export const versionBody = z.strictObject({ ...contentFields, reason: reasonSchema, ...gateFields }).meta({ id: 'ProgrammePartVersion' });
export const versionAnswer = z.object({ version: z.int() }).meta({ id: 'ProgrammePartPublished' });
export const cancellationBody = z.strictObject({ reason: reasonSchema, ...gateFields }).meta({ id: 'ProgrammeCancellation' });
export const openingBody = z.strictObject({ period: z.enum(PROGRAMME_PERIODS).describe('week: tuần này; month: tháng này.') }).meta({ id: 'ProgrammeOpening' });
export const openingAnswer = z
  .object({
    instanceId: z.uuid().describe('Hồ sơ sẽ lập chương trình trong giây lát.'),
    programmeId: z.uuid().describe('Mã mà chương trình sẽ mang.'),
  })
  .meta({ id: 'ProgrammeAskedFor' });
export const officeUnitBody = z.strictObject({ byOffice: z.boolean().describe('true: đơn vị chưa nối mạng, Văn phòng nhập thay.') }).meta({ id: 'ProgrammeOfficeUnit' });
