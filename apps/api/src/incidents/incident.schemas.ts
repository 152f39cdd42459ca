import { gateFields } from '#documents';
import {
  answerSchema,
  correctionSchema,
  HOP_OUTCOMES,
  INCIDENT_EVENTS,
  INCIDENT_SCOPES,
  INCIDENT_SEVERITIES,
  INCIDENT_STATUSES,
  incidentKindSchema,
  incidentSchema,
  mergeSchema,
  reasonSchema,
} from '#incidents';
import { z } from 'zod';
import { instant, listOf, pageOf, pageQuery } from '../paging.js';

export const incidentBody = incidentSchema
  .extend({
    secretIn: z
      .union([z.strictObject({ documentId: z.uuid() }), z.strictObject({ attachmentId: z.uuid() })])
      .optional()
      .describe('Văn bản hoặc tệp có bí mật nhà nước: nội dung bị khóa ngay. Khi đó không ghi tiêu đề, mô tả, không đính kèm.'),
    ...gateFields,
  })
  .meta({
    id: 'IncidentInput',
    examples: [{ kind: 'outage', severity: 'high', title: 'Không vào được văn phòng điện tử', description: 'Báo lỗi 502 từ 7 giờ 30.', systems: ['Văn phòng điện tử'] }],
  });
export const reportedAnswer = z
  .object({ id: z.uuid(), label: z.string(), instanceId: z.uuid(), spillId: z.uuid().nullable().describe('Vụ việc của quy trình lộ bí mật.') })
  .meta({ id: 'ReportedIncident' });
export const mergeBody = mergeSchema.extend(gateFields).meta({ id: 'IncidentMerge' });
export const correctionBody = correctionSchema
  .extend(gateFields)
  .meta({ id: 'IncidentCorrection', examples: [{ kind: 'malware', severity: 'critical', reason: 'Máy tự gửi thư có tệp lạ.' }] });
export const confirmationBody = answerSchema
  .extend(gateFields)
  .meta({ id: 'IncidentConfirmation', examples: [{ answer: 'reopen', reason: 'Máy của tôi vẫn báo lỗi 502.' }] });
export const withdrawalBody = z.strictObject({ reason: reasonSchema, ...gateFields }).meta({ id: 'IncidentWithdrawal' });
export const takeoverBody = z.strictObject({ reason: reasonSchema, ...gateFields }).meta({ id: 'IncidentTakeover' });

export const incidentsQuery = pageQuery.extend({
  scope: z
    .enum(INCIDENT_SCOPES)
    .default('mine')
    .describe('mine: tôi báo; unit: của đơn vị tôi phụ trách; asked: tôi được hỏi theo chức vụ; handling: tôi xử lý; all: mọi sự cố tôi được xem.'),
  status: z.enum(INCIDENT_STATUSES).optional(),
  kind: z.string().max(40).optional(),
  severity: z.enum(INCIDENT_SEVERITIES).optional(),
  words: z.string().max(200).optional().describe('Chữ trong tiêu đề, có hay không có dấu, hoặc số: SC-12.'),
});

const incident = z.object({
  id: z.uuid(),
  label: z.string(),
  title: z.string(),
  kind: z.string(),
  kindName: z.string(),
  severity: z.enum(INCIDENT_SEVERITIES).describe('Nhẹ, thường, nghiêm trọng, đặc biệt nghiêm trọng.'),
  status: z
    .enum(INCIDENT_STATUSES)
    .describe('Chờ tiếp nhận, đang xử lý, đã khắc phục, đã đóng; không phải sự cố, đã rút, đã gộp, sang quy trình bí mật, bị người vận hành hủy.'),
  systems: z.array(z.string()).readonly(),
  reporter: z.string(),
  reporterName: z.string().nullable(),
  unit: z.string().nullable(),
  handler: z.string().nullable(),
  handlerName: z.string().nullable(),
  mergedInto: z.uuid().nullable(),
  awaitsAnswer: z.boolean().describe('Sự cố mà báo cáo này đã gộp vào đã khắc phục, người báo được hỏi đã dùng được chưa: POST /incidents/{id}/confirmation.'),
  reportedAt: instant,
  closedAt: instant.nullable(),
});
export const incidentPage = pageOf('IncidentPage', incident);
export const incidentAnswer = incident
  .extend({
    description: z.string().nullable(),
    attachmentIds: z.array(z.uuid()).readonly(),
    exposedLogin: z.string().nullable(),
    spillId: z.uuid().nullable(),
    fix: z.string().nullable().describe('Đã khắc phục thế nào.'),
    afterAction: z.string().nullable().describe('Nguyên nhân và việc phải làm để không lặp lại.'),
    route: z.string().describe('Theo quy chế nào mà các cấp được báo.'),
    instanceId: z.uuid(),
    parts: z.array(z.string()).readonly().describe('Các báo cáo đã gộp vào.'),
  })
  .meta({ id: 'Incident' });
export const kindBody = incidentKindSchema.meta({ id: 'IncidentKindInput', examples: [{ name: 'Máy in, máy quét', sort: 35 }] });
export const kindsAnswer = listOf('IncidentKindList', z.object({ code: z.string(), name: z.string() }));
export const progressAnswer = z
  .object({
    id: z.uuid().describe('Của sự cố mà báo cáo đã gộp vào, nếu đã gộp.'),
    label: z.string(),
    status: z.enum(INCIDENT_STATUSES),
    hops: z
      .array(
        z.object({
          number: z.int(),
          name: z.string(),
          asked: z.array(z.string()).readonly(),
          askedAt: instant,
          dueAt: instant.describe('Đến lúc ấy mà chưa ai làm gì thì cấp trên được báo.'),
          outcome: z.enum(HOP_OUTCOMES).nullable().describe('Không có ai, im lặng, chuyển lên, nhận, không phải sự cố, cấp khác đã quyết định.'),
          endedAt: instant.nullable(),
          endedBy: z.string().nullable(),
        }),
      )
      .readonly(),
    events: z.array(z.object({ kind: z.enum(INCIDENT_EVENTS), actor: z.string(), at: instant, text: z.string().nullable() })).readonly(),
  })
  .meta({ id: 'IncidentProgress' });
