import { z } from 'zod';

/** A signed ISO 8601 duration in working time, of days, hours and minutes, or `PT0S` for the deadline itself. */
const STEP_DURATION = /^(?:-?P(?!$)(?:\d{1,2}D)?(?:T(?=\d)(?:\d{1,3}H)?(?:\d{1,2}M)?)?|PT0S)$/;

const NAME = z.string().trim().min(1).max(100);

export const reminderStepSchema = z
  .strictObject({
    at: z
      .string()
      .regex(STEP_DURATION, 'Khoảng thời gian làm việc như -P2D, -PT4H, PT0S, P1D.')
      .describe('So với thời hạn, theo thời gian làm việc: `-P2D` đầu giờ sáng trước đó 2 ngày làm việc, `PT0S` đúng hạn, `PT4H` sau 4 giờ ' +
          'làm việc, `P2D` đầu giờ sáng khi đã quá 2 ngày làm việc.'),
    to: z
      .string()
      .max(110)
      .regex(/^(assignee|head|leader|group:.+)$/, 'Một trong assignee, head, leader, group:<tên nhóm>.')
      .describe('`assignee`: người đang giữ việc; `head`: trưởng đơn vị; `leader`: lãnh đạo; hoặc `group:<tên nhóm>`.'),
    escalate: z.boolean().describe('Việc được chuyển lên cho nơi nhận cùng thấy; chỉ khi không gửi cho `assignee`.'),
  })
  .refine(({ to, escalate }) => !(escalate && to === 'assignee'), {
    message: 'Không chuyển việc lên cho chính người đang giữ.',
    path: ['escalate'],
  });

/** One reminder of a policy. */
export type ReminderStep = z.output<typeof reminderStepSchema>;

/** What people may set of a policy. A filter that is null fits everything. */
export const reminderPolicySchema = z
  .strictObject({
    name: NAME.describe('Tên, không trùng với chính sách khác.'),
    enabled: z.boolean(),
    processKey: NAME.nullable().describe('Chỉ thời hạn của quy trình này; null: mọi quy trình.'),
    elementId: NAME.nullable().describe('Chỉ bước này của quy trình; cần có processKey.'),
    kind: z.enum(['task', 'case']).nullable().describe('`task`: hạn của việc; `case`: hạn của hồ sơ, văn bản.'),
    unitCode: z.string().max(50).nullable().describe('Chỉ thời hạn của đơn vị này.'),
    urgency: z.enum(['normal', 'urgent', 'very-urgent', 'flash']).nullable().describe('Chỉ văn bản có mức độ khẩn này, ví dụ `urgent`.'),
    steps: z
      .array(reminderStepSchema)
      .min(1)
      .max(20)
      .refine((steps) => new Set(steps.map(({ at, to }) => `${at} ${to}`)).size === steps.length, 'Mỗi mốc gửi mỗi nơi một lần.'),
    digest: z
      .boolean()
      .describe('Lời nhắc gửi cho một người cùng lúc, hoặc trong 10 phút sau một thông báo, được gộp thành một thông báo.'),
  })
  .refine(({ elementId, processKey }) => elementId === null || processKey !== null, {
    message: 'Bước chỉ có nghĩa trong một quy trình: ghi thêm processKey.',
    path: ['elementId'],
  });

export type ReminderPolicyFields = z.output<typeof reminderPolicySchema>;

export interface ReminderPolicy extends ReminderPolicyFields {
  readonly id: string;
  /** ISO UTC. */
  readonly changedAt: string;
  readonly changedBy: string;
}

/** The columns of `reminder_policy`, as {@link ReminderPolicy} names them. */
export const POLICY_COLUMNS = `id, name, enabled, process_key as "processKey", element_id as "elementId", kind,
  unit_code as "unitCode", urgency, steps, digest, changed_at as "changedAt", changed_by as "changedBy"`;
