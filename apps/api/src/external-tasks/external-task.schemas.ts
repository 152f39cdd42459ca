import { z } from 'zod';
import { pageOf, pageQuery } from '../paging.js';
import { typedVariable, variablesFromWorker } from './typed-variables.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** The longest that Camunda 7 lets a worker wait. */
const MAX_WAIT_MS = 30 * MINUTE_MS;
const MAX_LOCK_MS = 31 * DAY_MS;
const MAX_TASKS = 1000;
const MAX_TOPICS = 100;
const MAX_NAMES = 1000;
const MAX_RETRIES = 1_000_000;

const name = z.string().min(1).max(255);
const names = z.array(name).max(MAX_NAMES).nullish();
const workerId = name.describe('Tên mà nơi làm việc tự chọn; khóa thuộc về tên này.');
const lock = z.int().min(1).max(MAX_LOCK_MS).describe('Mili giây, nhiều nhất 31 ngày.');
/** Camunda's clients may name these; this office has one tenant, which has no name. */
const tenants = { tenantIdIn: z.array(z.never()).nullish(), withoutTenantId: z.boolean().nullish() };

const topic = z.strictObject({
  topicName: name,
  lockDuration: lock,
  variables: names.describe('Tên các biến cần lấy; bỏ trống: tất cả.'),
  localVariables: z.boolean().nullish().describe('Chỉ lấy biến riêng của bước.'),
  businessKey: name.nullish(),
  processDefinitionId: name.nullish(),
  processDefinitionIdIn: names,
  processDefinitionKey: name.nullish(),
  processDefinitionKeyIn: names,
  processDefinitionVersionTag: name.nullish(),
  processVariables: z
    .record(name, z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .nullish()
    .describe('Chỉ việc có biến của quy trình đúng bằng các giá trị này.'),
  deserializeValues: z.boolean().nullish().describe('Nhận nhưng không đổi gì: danh sách và đối tượng luôn ở dạng Json.'),
  includeExtensionProperties: z.boolean().nullish(),
  ...tenants,
});
export type TopicBody = z.infer<typeof topic>;

export const fetchAndLockBody = z
  .strictObject({
    workerId,
    maxTasks: z.int().min(1).max(MAX_TASKS),
    usePriority: z.boolean().nullish().describe('Ưu tiên cao trước; mặc định có.'),
    sorting: z
      .array(z.strictObject({ sortBy: z.literal('createTime'), sortOrder: z.enum(['asc', 'desc']) }))
      .max(1)
      .nullish(),
    asyncResponseTimeout: z
      .int()
      .min(0)
      .max(MAX_WAIT_MS)
      .nullish()
      .describe('Chờ bao lâu khi chưa có việc, mili giây, nhiều nhất 30 phút; bỏ trống: không chờ.'),
    topics: z
      .array(topic)
      .min(1)
      .max(MAX_TOPICS)
      .refine((topics) => new Set(topics.map(({ topicName }) => topicName)).size === topics.length, {
        message: 'Mỗi chủ đề chỉ ghi một lần.',
      }),
  })
  .meta({
    id: 'FetchAndLock',
    examples: [
      {
        workerId: 'mail-1',
        maxTasks: 5,
        asyncResponseTimeout: 20_000,
        topics: [{ topicName: 'send-mail', lockDuration: 60_000 }],
      },
    ],
  });
export type FetchAndLockBody = z.infer<typeof fetchAndLockBody>;

export const completeBody = z
  .strictObject({
    workerId,
    variables: variablesFromWorker.nullish(),
    localVariables: variablesFromWorker.nullish().describe('Chỉ các output mapping của bước thấy.'),
  })
  .meta({ id: 'CompleteExternalTask' });

export const failureBody = z
  .strictObject({
    workerId,
    errorMessage: z.string().max(100_000).nullish(),
    errorDetails: z.string().max(500_000).nullish(),
    retries: z
      .int()
      .min(0)
      .max(MAX_RETRIES)
      .nullish()
      .describe('Số lượt còn lại; 0: chờ người vận hành. Bỏ trống: theo failedJobRetryTimeCycle của mô hình.'),
    retryTimeout: z.int().min(0).max(MAX_LOCK_MS).nullish().describe('Chờ trước lượt sau, mili giây; đi cùng `retries`.'),
    variables: variablesFromWorker.nullish(),
  })
  .meta({ id: 'ExternalTaskFailure' });

export const bpmnErrorBody = z
  .strictObject({
    workerId,
    errorCode: name,
    errorMessage: z.string().max(100_000).nullish(),
    variables: variablesFromWorker.nullish(),
  })
  .meta({ id: 'ExternalTaskBpmnError' });

export const extendLockBody = z.strictObject({ workerId, newDuration: lock }).meta({ id: 'ExtendExternalTaskLock' });
export const lockBody = z.strictObject({ workerId, lockDuration: lock }).meta({ id: 'LockExternalTask' });

/** Camunda's format of an instant; its Java client reads no other. */
const camundaInstant = z.string().meta({ examples: ['2026-11-22T02:30:00.000+0000'] });

export const externalTask = z
  .object({
    id: z.uuid(),
    topicName: z.string(),
    workerId: z.string().nullable(),
    lockExpirationTime: camundaInstant.nullable(),
    createTime: camundaInstant,
    priority: z.int(),
    retries: z.int().nullable().describe('Số lượt còn lại mà nơi làm việc đã báo; null: chưa báo.'),
    errorMessage: z.string().nullable(),
    errorDetails: z.string().nullable(),
    suspended: z.boolean(),
    businessKey: z.string().nullable(),
    activityId: z.string(),
    activityInstanceId: z.string(),
    executionId: z.string(),
    processInstanceId: z.uuid(),
    processDefinitionId: z.uuid(),
    processDefinitionKey: z.string(),
    processDefinitionVersionTag: z.string().nullable(),
    tenantId: z.null(),
  })
  .meta({ id: 'ExternalTask' });

export const lockedTasksAnswer = z.array(
  externalTask
    .extend({
      variables: z.record(z.string(), typedVariable),
      extensionProperties: z.record(z.string(), z.string()).optional(),
    })
    .meta({ id: 'LockedExternalTask' }),
);

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const filter = z.strictObject({
  topicName: name.optional(),
  workerId: name.optional(),
  processInstanceId: z.uuid().optional(),
  processDefinitionKey: name.optional(),
  locked: flag.optional().describe('Đang có nơi giữ khóa.'),
  noRetriesLeft: flag.optional().describe('Đã hết lượt, chờ người vận hành.'),
});
export const countQuery = filter;
export const externalTasksQuery = pageQuery.extend(filter.shape).strict();
export const externalTaskPage = pageOf('ExternalTaskPage', externalTask);
export const countAnswer = z.object({ count: z.int() }).meta({ id: 'ExternalTaskCount' });
