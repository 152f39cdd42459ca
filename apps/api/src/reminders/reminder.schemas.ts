import { reminderPolicySchema, reminderStepSchema } from '#reminders';
import { z } from 'zod';
import { instant, listOf, pageOf, pageQuery } from '../paging.js';

export const policyBody = reminderPolicySchema.meta({
  id: 'ReminderPolicyFields',
  examples: [
    {
      name: 'Văn bản khẩn',
      enabled: true,
      processKey: null,
      elementId: null,
      kind: null,
      unitCode: null,
      urgency: 'urgent',
      steps: [
        { at: '-PT4H', to: 'assignee', escalate: false },
        { at: 'PT0S', to: 'head', escalate: true },
      ],
      digest: false,
    },
  ],
});
export const policyChangeBody = reminderPolicySchema
  .safeExtend({ changedAt: z.iso.datetime({ offset: true }).describe('`changedAt` của chính sách đã xem; đã có người đổi sau đó thì 409.') })
  .meta({ id: 'ReminderPolicyChange' });
export const policyCreatedAnswer = z.object({ id: z.uuid() }).meta({ id: 'ReminderPolicyCreated' });
export const policyAnswer = z
  .object({ ...reminderPolicySchema.shape, id: z.uuid(), changedAt: instant, changedBy: z.string() })
  .meta({ id: 'ReminderPolicy' });
export const policyList = listOf('ReminderPolicyList', policyAnswer);

const kind = z.enum(['task', 'case']).describe('`task`: hạn của việc; `case`: hạn của hồ sơ, văn bản.');

export const remindersQuery = pageQuery.extend({
  kind: kind.optional(),
  deadlineId: z.uuid().optional().describe('Chỉ của thời hạn này (mã việc hoặc mã thời hạn hồ sơ).'),
  failedOnly: z.stringbool().default(false).describe('Chỉ lời nhắc chưa gửi được.'),
});

const reminder = z
  .object({
    id: z.uuid(),
    kind,
    deadlineId: z.uuid(),
    instanceId: z.uuid(),
    label: z.string().describe('Việc hoặc hồ sơ được nhắc.'),
    dueAt: instant,
    policyName: z.string().describe('Chính sách đã áp dụng.'),
    step: z.string().describe('Mốc của chính sách, so với thời hạn.'),
    addressee: z.string().describe('Chính sách gửi cho ai.'),
    escalate: z.boolean().describe('Việc có được chuyển lên.'),
    plannedAt: instant,
    passedOver: z.int().describe('Số lần nhắc trước của thời hạn này đã không gửi được.'),
    status: z
      .enum(['planned', 'addressed', 'failed', 'dropped'])
      .describe('`planned`: sắp gửi; `addressed`: đã có người nhận; `failed`: không gửi được; `dropped`: không cần gửi nữa.'),
    attempts: z.int().describe('Số lần đã thử.'),
    failure: z.string().nullable().describe('Vì sao lần thử cuối không được.'),
    groups: z.array(z.string()).readonly().describe('Nhóm đã nhận; rỗng: người đang giữ việc.'),
    recipients: z
      .array(
        z.object({
          login: z.string(),
          toldAt: instant.nullable(),
          attempts: z.int(),
          failure: z.string().nullable(),
        }),
      )
      .readonly(),
    madeAt: instant,
  })
  .meta({ id: 'Reminder' });
export const reminderPage = pageOf('ReminderPage', reminder);

export const previewQuery = z.object({ kind, id: z.uuid().describe('Mã việc hoặc mã thời hạn hồ sơ.') });
export const previewAnswer = z
  .object({
    label: z.string(),
    dueAt: instant,
    status: z.string().describe('`open`: còn mở; trạng thái khác thì không nhắc nữa.'),
    pausedUntil: instant.nullable().describe('Đang tạm dừng thì không nhắc.'),
    policy: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('Chính sách áp dụng; null: không có.'),
    steps: z
      .array(
        reminderStepSchema.safeExtend({
          plannedAt: instant,
          sentBy: z
            .enum(['policy', 'process', 'task'])
            .describe('`policy`: chính sách gửi; `process`: quy trình tự làm; `task`: nhắc theo việc có cùng hạn của hồ sơ.'),
          reminder: reminder.nullable().describe('Lời nhắc đã lập; null: chưa đến lúc.'),
        }),
      )
      .readonly(),
  })
  .meta({ id: 'ReminderPreview' });
