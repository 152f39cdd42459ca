import { gateFields } from '#documents';
import { PASSWORD_RESET_SCOPES, PASSWORD_RESET_STATUSES, passwordResetSchema } from '#identity';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

export const passwordResetBody = passwordResetSchema
  .extend(gateFields)
  .meta({ id: 'PasswordResetInput', examples: [{ login: 'tuanda', kind: 'forgotten', identifiedBy: 'Gặp trực tiếp tại phòng' }] });
export const passwordResetTaken = z.object({ id: z.uuid(), label: z.string(), instanceId: z.uuid() }).meta({ id: 'PasswordResetTaken' });
export const passwordResetsQuery = pageQuery.extend({
  scope: z.enum(PASSWORD_RESET_SCOPES).default('mine').describe('mine: của tôi hoặc tôi ghi; deciding: chức vụ của tôi xác nhận; all: mọi yêu cầu tôi được xem.'),
  status: z.enum(PASSWORD_RESET_STATUSES).optional(),
});
const reset = z.object({
  id: z.uuid(),
  label: z.string().describe('Số hiệu yêu cầu, như MK-3.'),
  login: z.string(),
  fullName: z.string().nullable(),
  kind: z.enum(['forgotten', 'exposed']),
  enteredBy: z.string(),
  enteredAt: instant,
  identifiedBy: z.string().nullable(),
  status: z.enum(PASSWORD_RESET_STATUSES).describe('Chờ xác nhận, chờ cấp, không cấp, đã rút, đã trao, đã đổi, hết hạn mà không dùng.'),
  stopped: z.boolean().describe('Quy trình đã bị dừng giữa chừng: rút rồi yêu cầu lại.'),
  confirmedBy: z.string().nullable(),
  reference: z.string().nullable(),
  note: z.string().nullable(),
  issuedBy: z.string().nullable(),
  issuedAt: instant.nullable(),
  endedAt: instant.nullable(),
  instanceId: z.uuid(),
});
export const passwordResetPage = pageOf('PasswordResetPage', reset);
export const passwordResetAnswer = reset.meta({ id: 'PasswordReset' });
