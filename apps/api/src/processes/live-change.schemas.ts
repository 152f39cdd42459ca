import { gateFields } from '#documents';
import type { JsonObject } from '#foundation';
import { z } from 'zod';
import { instant, pageOf } from '../paging.js';
import { finding } from './finding.schema.js';

const elementId = z.string().min(1).max(500).describe('Id phần tử trong sơ đồ BPMN.');
const key = z.int().min(1).describe('Khóa như trong `activeActivities`.');
const reason = z.string().trim().min(1).max(1000).describe('Lý do, được ghi vào nhật ký.');
const withCalled = z.boolean().default(false).describe('Cả các quy trình mà việc này đã gọi.');
/** Typed as JSON without a check: a body is parsed from JSON, so nothing else can be in it. */
const variables = z.record(z.string().min(1).max(200), z.unknown()) as z.ZodType<JsonObject>;
const limit = z.int().min(1).max(200).default(50).describe('Số việc xử lý trong một lần gọi.');

export const cancelBody = z.object({ reason, ...gateFields }).meta({ id: 'CancelInstance' });

export const suspendBody = z
  .object({
    timers: z
      .enum(['keep-remaining', 'keep-due'])
      .describe('keep-remaining: khi chạy lại, đồng hồ đếm tiếp thời gian còn lại. keep-due: giữ nguyên thời điểm đến hạn.'),
    reason,
    withCalled,
  })
  .meta({ id: 'Suspend' });
export const suspendInstanceBody = suspendBody.extend(gateFields).meta({ id: 'SuspendInstance' });
export const resumeBody = z.object({ withCalled }).meta({ id: 'Resume' });
export const suspensionAnswer = z
  .object({ instances: z.int().describe('Số việc đã đổi trạng thái.') })
  .meta({ id: 'SuspensionResult' });

export const setVariablesBody = z
  .object({ variables, key: key.optional().describe('Khóa của phạm vi; bỏ trống: biến của cả quy trình.'), ...gateFields })
  .meta({ id: 'SetVariables' });

export const timerPage = pageOf(
  'TimerPage',
  z.object({
    key,
    elementId,
    dueAt: instant,
    status: z.enum(['ready', 'failed', 'suspended']).describe('failed: đã đến hạn nhưng quy trình không đi tiếp được.'),
  }),
);
export const rescheduleBody = z
  .object({ due: instant.describe('Thời điểm mới; đã qua thì chạy ngay.') })
  .meta({ id: 'RescheduleTimer' });

const start = { variables: variables.optional(), scope: key.optional().describe('Phạm vi đang chạy, khi có nhiều.') };
export const modifyBody = z
  .object({
    instructions: z
      .array(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('startBefore'), element: elementId, ...start }),
          z.object({ type: z.literal('startAfter'), element: elementId, ...start }),
          z.object({ type: z.literal('startTransition'), flow: elementId, ...start }),
          z.object({ type: z.literal('cancel'), key }),
          z.object({ type: z.literal('cancelAll'), element: elementId }),
        ]),
      )
      .min(1)
      .max(200)
      .describe('Thực hiện theo thứ tự, tất cả hoặc không gì cả.'),
    reason,
    ...gateFields,
  })
  .meta({ id: 'ModifyInstance' });

const plan = z.object({
  mappings: z
    .array(
      z.object({
        from: elementId,
        to: elementId,
        updateTrigger: z.boolean().optional().describe('Đặt lại đồng hồ hoặc thông điệp theo phiên bản mới.'),
      }),
    )
    .max(20_000)
    .readonly(),
});
export const migrationBody = z
  .object({
    from: z.uuid().describe('Phiên bản quy trình đang chạy.'),
    to: z.uuid().describe('Phiên bản sẽ chạy.'),
    plan: plan.optional().describe('Bỏ trống: phần tử nào giữ id thì chuyển sang phần tử cùng id.'),
    instanceIds: z.array(z.uuid()).min(1).max(10_000).optional().describe('Bỏ trống: mọi việc đang chạy của phiên bản.'),
    withCalled,
    dryRun: z.boolean().default(false).describe('Chỉ kiểm tra, không thay đổi gì.'),
    limit,
    after: z.string().max(1000).optional().describe('`next` của lần gọi trước.'),
  })
  .meta({ id: 'MigrateInstances' });
export const migrationAnswer = z
  .object({
    plan: plan.describe('Kế hoạch đã dùng.'),
    items: z
      .array(
        z.object({
          instanceId: z.uuid(),
          outcome: z.enum(['migrated', 'possible', 'refused']).describe('refused: việc này giữ nguyên như cũ.'),
          findings: z.array(finding).readonly(),
        }),
      )
      .readonly(),
    next: z.string().nullable().describe('Đưa vào `after` để chuyển tiếp phần còn lại; null: đã hết.'),
  })
  .meta({ id: 'MigrationReport' });
