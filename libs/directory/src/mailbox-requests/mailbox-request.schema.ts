import { tidyLine, tidyText } from '#foundation';
import { z } from 'zod';

const localPart = z.string().trim().toLowerCase().min(1).max(64).describe('Phần trước @.');
const delegates = z
  .array(z.string().min(1).max(40))
  .max(50)
  .describe('Tên đăng nhập của tất cả những người được dùng hộp thư cùng người đứng đầu; ai không có tên thì thôi dùng.');
const common = {
  reason: z.string().overwrite(tidyText).min(1).max(2000).describe('Lý do, căn cứ; người duyệt đọc.'),
  urgency: z.enum(['normal', 'urgent']).default('normal').describe('normal: thường; urgent: khẩn.'),
};
const mailboxId = z.uuid().describe('Hộp thư của đơn vị.');

/** What somebody asks for about a mailbox of his unit. */
export const mailboxRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('create'),
    unit: z.string().min(1).max(20).describe('Mã đơn vị.'),
    localPart: localPart.optional().describe('Phần trước @; bỏ trống: mã đơn vị viết thường.'),
    purpose: z.string().overwrite(tidyLine).min(1).max(200).optional().describe('Dùng vào việc gì, khi đơn vị có nhiều hộp thư.'),
    delegates: delegates.default([]),
    ...common,
  }),
  z.strictObject({ kind: z.literal('rename'), mailboxId, localPart, ...common }),
  z.strictObject({
    kind: z.literal('people'),
    mailboxId,
    manager: z.string().min(1).max(40).optional().describe('Người đứng đầu nhận quản lý hộp thư; bỏ trống: giữ nguyên.'),
    delegates: delegates.optional(),
    ...common,
  }),
  z.strictObject({ kind: z.literal('suspend'), mailboxId, ...common }),
  z.strictObject({ kind: z.literal('resume'), mailboxId, ...common }),
  z.strictObject({ kind: z.literal('remove'), mailboxId, ...common }),
]);
export type MailboxRequestInput = z.output<typeof mailboxRequestSchema>;

/** What of it is carried out; the rest is about who asked why. */
export interface Wanted {
  readonly localPart?: string;
  readonly purpose?: string;
  readonly manager?: string;
  readonly delegates?: readonly string[];
}

export function wantedOf(input: MailboxRequestInput): Wanted {
  if (input.kind === 'create') return { localPart: input.localPart, purpose: input.purpose, delegates: input.delegates };
  if (input.kind === 'rename') return { localPart: input.localPart };
  if (input.kind === 'people') return { manager: input.manager, delegates: input.delegates };
  return {};
}
