import { DORMANT_OUTCOMES, MAILBOX_STATUSES, mailboxHandoverSchema, mailboxUseSchema, mailboxUsesSchema, newMailboxSchema } from '#directory';
import { tidyText } from '#foundation';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

export const mailboxesQuery = pageQuery.extend({
  on: z.iso.date().optional().describe('Ngày cần xem; bỏ trống: hôm nay.'),
  kind: z.enum(['personal', 'unit']).optional().describe('personal: hộp thư cá nhân; unit: hộp thư đơn vị.'),
  status: z.enum(MAILBOX_STATUSES).optional(),
  unit: z.string().max(20).optional().describe('Chỉ hộp thư của đơn vị này.'),
  search: z.string().max(100).optional().describe('Một phần địa chỉ, tên người hoặc tên đơn vị; không phân biệt dấu.'),
  handoverDue: z.enum(['true', 'false']).optional().describe('true: người đứng đầu đã đổi mà chưa bàn giao hộp thư.'),
  unusedSince: z.iso.date().optional().describe('Chỉ hộp thư có trước ngày này và không dùng từ ngày này.'),
});

const mailbox = z.object({
  id: z.uuid(),
  address: z.string(),
  kind: z.enum(['personal', 'unit']),
  login: z.string().nullable(),
  unit: z.string().nullable(),
  owner: z.string().describe('Họ tên người hoặc tên đơn vị.'),
  purpose: z.string().nullable(),
  status: z.enum(MAILBOX_STATUSES).describe('active: đang dùng; suspended: tạm dừng; archived: lưu; removed: đã hủy.'),
  managers: z.array(z.string()).readonly().describe('Người chịu trách nhiệm: chủ hộp thư, hoặc người đứng đầu đơn vị.'),
  users: z.array(z.string()).readonly().describe('Người được ủy quyền sử dụng trong ngày ấy.'),
  handoverDue: z.boolean().describe('Người đứng đầu đã đổi, chưa bàn giao.'),
  createdAt: instant,
  lastUsedAt: instant.nullable().describe('Lần dùng gần nhất do hệ thống thư báo; null: chưa dùng hoặc không rõ.'),
});
export const mailboxPage = pageOf('MailboxPage', mailbox);
export const mailboxDetails = mailbox
  .extend({
    addresses: z.array(z.object({ address: z.string(), since: instant, until: instant.nullable() })).readonly().describe('Mọi địa chỉ từng có, địa chỉ hiện nay trước.'),
    uses: z
      .array(z.object({ useId: z.uuid(), login: z.string(), from: z.iso.date(), to: z.iso.date().nullable(), endedOn: z.iso.date().nullable() }))
      .readonly()
      .describe('Những lần ủy quyền sử dụng.'),
    handovers: z
      .array(z.object({ from: z.string().nullable(), to: z.string(), on: z.iso.date(), note: z.string().nullable() }))
      .readonly()
      .describe('Những lần bàn giao, mới nhất trước.'),
  })
  .meta({ id: 'MailboxDetails' });

export const newMailboxBody = newMailboxSchema.meta({ id: 'NewMailbox', examples: [{ kind: 'unit', unit: 'QLCN', purpose: 'Tiếp nhận báo cáo', localPart: 'baocao.qlcn' }] });
export const mailboxCreated = z.object({ id: z.uuid(), address: z.string() }).meta({ id: 'MailboxCreated' });
const reason = z.string().trim().min(1).max(500).describe('Lý do hoặc căn cứ; ghi vào nhật ký.');
export const mailboxStatusBody = z
  .strictObject({ status: z.enum(MAILBOX_STATUSES), reason })
  .meta({ id: 'ChangeMailboxStatus', examples: [{ status: 'suspended', reason: 'Nghi lộ mật khẩu' }] });
export const renameMailboxBody = z
  .strictObject({ localPart: z.string().trim().min(1).max(64).describe('Phần trước @.'), reason })
  .meta({ id: 'RenameMailbox', examples: [{ localPart: 'chuyendoiso', reason: 'Đơn vị đổi tên' }] });
export const mailboxRenamed = z.object({ address: z.string() }).meta({ id: 'MailboxRenamed' });
export const mailboxUseBody = mailboxUseSchema.meta({ id: 'GrantMailboxUse', examples: [{ login: 'maint', from: '2026-07-01' }] });
export const mailboxUseGranted = z.object({ useId: z.uuid() }).meta({ id: 'MailboxUseGranted' });
export const mailboxHandoverBody = mailboxHandoverSchema.meta({
  id: 'HandOverMailbox',
  examples: [{ to: 'habtt', on: '2026-07-01', note: 'Biên bản bàn giao số 03 ngày 01/7/2026' }],
});
export const mailboxUsesBody = mailboxUsesSchema.meta({ id: 'MailboxLastUses', examples: [{ items: [{ address: 'qlcn@skhcn.example', usedAt: '2026-07-01T02:00:00Z' }] }] });
export const mailboxUsesNoted = z.object({ noted: z.int().describe('Số hộp thư có lần dùng mới hơn.') }).meta({ id: 'MailboxUsesNoted' });
export const mailDomainBody = z
  .strictObject({ domain: z.string().trim().toLowerCase().max(200).describe('Tên miền của hộp thư mới, ví dụ skhcn.example.') })
  .meta({ id: 'MailDomain', examples: [{ domain: 'skhcn.example' }] });

export const dormantRoundAskedFor = z.object({ instanceId: z.uuid().describe('Hồ sơ của đợt rà soát.') }).meta({ id: 'DormantRoundAskedFor' });
export const dormantRoundWithdrawal = z
  .strictObject({ reason: z.string().overwrite(tidyText).min(1).max(500) })
  .meta({ id: 'DormantRoundWithdrawal', examples: [{ reason: 'Đang sắp xếp tổ chức' }] });

export const dormantRoundPage = pageOf(
  'DormantRoundPage',
  z.object({
    id: z.uuid(),
    begunAt: instant,
    unusedSince: instant.nullable().describe('Không dùng từ lúc này.'),
    silent: z.array(z.string()).readonly().describe('Hệ thống không cho biết lần dùng; hộp thư ở đó không bị hỏi.'),
    endedAt: instant.nullable(),
    endedBy: z.string().nullable().describe('Ai cho thôi trước khi xong.'),
    endReason: z.string().nullable(),
    mailboxes: z
      .array(
        z.object({
          mailboxId: z.uuid(),
          address: z.string(),
          unit: z.string(),
          answer: z.enum(['keep', 'remove']).nullable(),
          byOffice: z.boolean().describe('Chánh Văn phòng trả lời: trưởng đơn vị im lặng, hoặc chính ông là trưởng đơn vị; lãnh đạo duyệt.'),
          reason: z.string().nullable(),
          keepUntil: z.iso.date().nullable(),
          answeredBy: z.string().nullable(),
          approvedBy: z.string().nullable(),
          outcome: z.enum(DORMANT_OUTCOMES).nullable().describe('Giữ, đã hủy, đã dùng lại, không duyệt hủy, không ai trả lời, không ai duyệt, thôi hỏi.'),
        }),
      )
      .readonly(),
  }),
);
