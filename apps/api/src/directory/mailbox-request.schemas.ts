import { MAILBOX_REQUEST_KINDS, MAILBOX_REQUEST_SCOPES, MAILBOX_REQUEST_STATUSES, mailboxRequestSchema } from '#directory';
import { gateFields } from '#documents';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

export const mailboxRequestBody = z
  .strictObject({ request: mailboxRequestSchema, ...gateFields })
  .meta({ id: 'MailboxRequestInput', examples: [{ request: { kind: 'create', unit: 'QLCN', localPart: 'baocao.qlcn', purpose: 'Tiếp nhận báo cáo', delegates: ['maint'], reason: 'Nhận báo cáo của doanh nghiệp' } }] });
export const mailboxRequestTaken = z
  .object({
    id: z.uuid(),
    label: z.string(),
    address: z.string(),
    instanceId: z.uuid(),
    unasked: z.array(z.string()).readonly().describe('Hệ thống không trả lời khi hỏi địa chỉ đã có ai dùng; lúc thực hiện mới biết.'),
  })
  .meta({ id: 'MailboxRequestTaken' });
export const mailboxRequestWithdrawal = z
  .strictObject({ reason: z.string().trim().min(1).max(500).describe('Vì sao rút.'), ...gateFields })
  .meta({ id: 'MailboxRequestWithdrawal' });
export const mailboxRequestsQuery = pageQuery.extend({
  scope: z
    .enum(MAILBOX_REQUEST_SCOPES)
    .default('mine')
    .describe('mine: tôi yêu cầu; unit: của đơn vị tôi phụ trách; deciding: chức vụ của tôi duyệt; all: mọi yêu cầu tôi được xem.'),
  status: z.enum(MAILBOX_REQUEST_STATUSES).optional(),
  kind: z.enum(MAILBOX_REQUEST_KINDS).optional(),
});

const wanted = z.object({
  localPart: z.string().optional(),
  purpose: z.string().optional(),
  manager: z.string().optional(),
  delegates: z.array(z.string()).readonly().optional(),
});
const request = z.object({
  id: z.uuid(),
  label: z.string().describe('Số hiệu yêu cầu, như HT-3.'),
  kind: z.enum(MAILBOX_REQUEST_KINDS).describe('Lập, đổi địa chỉ, đổi người, tạm dừng, mở lại, hủy hẳn.'),
  unit: z.string(),
  mailboxId: z.uuid().nullable(),
  address: z.string(),
  wanted,
  reason: z.string(),
  urgency: z.enum(['normal', 'urgent']),
  requestedBy: z.string(),
  requestedAt: instant,
  status: z.enum(MAILBOX_REQUEST_STATUSES).describe('Chờ duyệt, đang thực hiện, không duyệt, đã rút, đã xong, không thực hiện được.'),
  stopped: z.boolean().describe('Quy trình đã bị dừng giữa chừng: yêu cầu lại được ngay.'),
  endReason: z.string().nullable().describe('Vì sao bị dừng.'),
  decidedBy: z.string().nullable(),
  decidedAt: instant.nullable(),
  decisionNote: z.string().nullable(),
  endedAt: instant.nullable(),
  instanceId: z.uuid(),
});
export const mailboxRequestPage = pageOf('MailboxRequestPage', request);
export const mailboxRequestAnswer = request.meta({ id: 'MailboxRequest' });
