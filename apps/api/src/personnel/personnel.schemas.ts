import { gateFields } from '#documents';
import {
  ALL_DECISION_KINDS,
  DECISION_STATUSES,
  decisionSchema,
  declineSchema,
  HANDOVER_STATUSES,
  HOLDINGS,
  LINE_KINDS,
  LINE_OUTCOMES,
  MINUTES_FORMATS,
  minutesChangeSchema,
  recruitmentSchema,
  signatureSchema,
} from '#personnel';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

export const decisionBody = z.discriminatedUnion('kind', [recruitmentSchema.extend(gateFields), decisionSchema.extend(gateFields)]).meta({
  id: 'PersonnelDecisionInput',
  examples: [{ kind: 'retire', login: 'cuongpv', number: '12/QĐ-SKHCN', decidedOn: '2026-01-05', agency: 'Sở Khoa học và Công nghệ', effectiveOn: '2026-01-30' }],
});
export const recordedDecision = z.object({ id: z.uuid(), instanceId: z.uuid() }).meta({ id: 'RecordedPersonnelDecision' });
export const checkedDecision = z
  .object({
    findings: z.array(z.object({ where: z.string(), what: z.string(), mend: z.string().optional(), code: z.string().optional(), title: z.string().optional() })).readonly(),
    proposedLogin: z.string().optional().describe('Tuyển dụng: tên đăng nhập theo quy tắc đặt tên.'),
    unasked: z.array(z.string()).readonly().optional().describe('Hệ thống chưa trả lời: những gì ở đó sẽ lộ ra khi thực hiện.'),
  })
  .meta({ id: 'CheckedPersonnelDecision' });
export const cancellationBody = z.strictObject({ reason: z.string().trim().min(1).max(1000), ...gateFields }).meta({ id: 'PersonnelDecisionCancellation' });
const decisionsFilter = {
  person: z.string().max(40).optional().describe('Tên đăng nhập.'),
  kind: z.enum(ALL_DECISION_KINDS).optional(),
  status: z.enum(DECISION_STATUSES).optional(),
  unit: z.string().max(20).optional().describe('Mã đơn vị người ấy đến, hoặc đang ở trước ngày có hiệu lực.'),
  from: z.iso.date().optional().describe('Có hiệu lực từ ngày.'),
  to: z.iso.date().optional().describe('Có hiệu lực đến hết ngày.'),
};
export const decisionsQuery = pageQuery.extend(decisionsFilter);
export const decisionsExportQuery = z.object({ ...decisionsFilter, format: z.enum(['csv', 'xlsx']).default('xlsx') });
export const decisionAnswer = z
  .object({
    id: z.uuid(),
    kind: z.enum(ALL_DECISION_KINDS),
    login: z.string().nullable().describe('null: người mới chưa vào danh bạ.'),
    fullName: z.string(),
    number: z.string(),
    decidedOn: z.iso.date(),
    agency: z.string(),
    effectiveOn: z.iso.date(),
    accessEndsAt: instant.nullable(),
    unit: z.string().nullable(),
    role: z.string().nullable(),
    title: z.string().nullable(),
    status: z.enum(DECISION_STATUSES).describe('Đang thực hiện, đã xong, đã hủy, không được duyệt.'),
    instanceId: z.uuid(),
    minutesId: z.uuid().nullable().describe('Biên bản bàn giao.'),
    recordedBy: z.string(),
    recordedAt: instant,
  })
  .meta({ id: 'PersonnelDecision' });
export const decisionPage = pageOf('PersonnelDecisionPage', decisionAnswer);

export const holdingsAnswer = z
  .object({
    login: z.string(),
    fullName: z.string(),
    counts: z.record(z.enum(HOLDINGS), z.int()),
    items: z
      .array(z.object({ kind: z.enum(HOLDINGS), id: z.string(), label: z.string().nullable().describe('null: không thuộc quyền đọc của bạn.'), about: z.string().nullable().describe('Việc, câu hỏi: hồ sơ hay văn bản liên quan.') }))
      .readonly(),
  })
  .meta({ id: 'Holdings' });

export const minutesQuery = pageQuery.extend({ status: z.enum(HANDOVER_STATUSES).optional(), person: z.string().max(40).optional() });
export const formatQuery = z.object({ format: z.enum(['json', ...MINUTES_FORMATS]).default('json').describe('JSON, hoặc tệp để in và ký.') });
const minutes = z.object({
  id: z.uuid(),
  label: z.string(),
  login: z.string(),
  fullName: z.string(),
  unit: z.string(),
  status: z.enum(HANDOVER_STATUSES).describe('Đang lập, đã ký chờ người nhận và thủ trưởng, hoàn tất, hết hiệu lực vì người ở lại.'),
  instanceId: z.uuid(),
  decisionId: z.uuid(),
  lastDay: z.iso.date(),
  createdAt: instant,
  signedAt: instant.nullable(),
  signedBy: z.string().nullable(),
  absentReason: z.string().nullable().describe('Vì sao người khác ký thay: biên bản lập vắng mặt.'),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
});
export const minutesPage = pageOf('HandoverMinutesPage', minutes.extend({ lineCount: z.int(), unconfirmed: z.int() }));
export const minutesAnswer = minutes
  .extend({
    agency: z.string(),
    unitName: z.string(),
    signedByName: z.string().nullable(),
    closedByName: z.string().nullable(),
    lines: z
      .array(
        z.object({
          id: z.uuid(),
          position: z.int(),
          kind: z.enum(LINE_KINDS),
          subjectId: z.string().nullable(),
          label: z.string().nullable().describe('null: không thuộc quyền đọc của bạn.'),
          about: z.string().nullable().describe('Việc, câu hỏi: văn bản hay việc được giao liên quan; null: không có, hoặc không thuộc quyền đọc của bạn.'),
          receiver: z.string().nullable(),
          receiverName: z.string().nullable(),
          note: z.string().nullable(),
          confirmedAt: instant.nullable(),
          outcome: z.enum(LINE_OUTCOMES).nullable().describe('Đã chuyển; người nhận không nhận được nên lên thủ trưởng đơn vị; đã xong trước khi chuyển.'),
          problem: z.string().nullable(),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'HandoverMinutes' });
export const changeBody = minutesChangeSchema.extend(gateFields).meta({ id: 'HandoverMinutesChange' });
export const refreshedAnswer = z.object({ added: z.int(), dropped: z.int() }).meta({ id: 'HandoverMinutesRefreshed' });
export const signatureBody = signatureSchema.extend(gateFields).meta({ id: 'HandoverMinutesSignature' });
export const confirmedAnswer = z.object({ confirmed: z.int() }).meta({ id: 'HandoverMinutesConfirmed' });
export const declineBody = declineSchema.extend(gateFields).meta({ id: 'HandoverMinutesRefusal' });
