import type { JsonObject } from '#foundation';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';
import { finding } from './finding.schema.js';

const failure = z.object({ message: z.string(), at: instant, attempt: z.int(), code: z.string().optional() });

export const failedJob = z
  .object({
    id: z.uuid(),
    status: z
      .enum(['failed', 'retrying', 'running', 'suspended', 'waiting'])
      .describe(
        'failed: đã hết lượt thử. retrying: đã hỏng, sẽ thử lại lúc `dueAt`. running: đang chạy. ' +
          'suspended: tạm dừng cùng việc của nó. waiting: chờ đến lượt, chưa hỏng.',
      ),
    instanceId: z.uuid().nullable().describe('null: việc tự động này bắt đầu một việc mới.'),
    definitionKey: z.string().nullable(),
    businessKey: z.string().nullable(),
    elementId: z.string().nullable(),
    kind: z.enum([
      'service',
      'external',
      'timer',
      'child-ended',
      'child-escalated',
      'message',
      'signal',
      'signal-start',
      'timer-start',
    ]),
    topic: z.string().nullable(),
    attempts: z.int().describe('Số lượt đã thử từ lần cho chạy lại gần nhất.'),
    error: failure.describe('Lần hỏng gần nhất.'),
    createdAt: instant,
    dueAt: instant.nullable().describe('Lần thử kế tiếp; null: chờ người vận hành.'),
  })
  .meta({ id: 'FailedJob' });

const failureWithStack = failure.extend({ stack: z.string().optional() });
export const jobDetail = failedJob
  .extend({
    error: failureWithStack.nullable().describe('null: chưa hỏng lần nào từ khi được cho chạy lại.'),
    failures: z.array(failureWithStack).readonly().describe('Mười lần hỏng gần nhất, cũ nhất trước.'),
    mostAttempts: z.int().describe('Số lượt thử cho đến khi chờ người vận hành.'),
    retryCycle: z.string().nullable().describe('Chu kỳ thử lại ghi trong sơ đồ; null: chu kỳ chung của cơ quan.'),
    leasedUntil: instant.nullable().describe('Đang có nơi chạy, đến lúc này nếu không báo lại.'),
    variables: z.record(z.string(), z.unknown()).describe('Mọi biến mà phần tử thấy.'),
  })
  .meta({ id: 'JobDetail' });

const filter = {
  status: z
    .enum(['failed', 'retrying'])
    .default('failed')
    .describe('failed: đã hết lượt thử. retrying: đã hỏng và còn được thử lại.'),
  instanceId: z.uuid().optional().describe('Chỉ của việc này.'),
  definitionKey: z.string().max(200).optional().describe('Chỉ của quy trình có khóa này.'),
  topic: z.string().max(200).optional().describe('Chỉ của chủ đề này.'),
  elementId: z.string().max(500).optional().describe('Chỉ tại phần tử này của sơ đồ.'),
  error: z.string().min(1).max(500).optional().describe('Đoạn chữ trong thông báo lỗi gần nhất, hoặc đúng mã lỗi.'),
  failedSince: z.iso.datetime({ offset: true }).optional().describe('Hỏng gần nhất từ thời điểm này trở đi.'),
};
export const jobsQuery = pageQuery.extend(filter);
export const jobPage = pageOf('FailedJobPage', failedJob);

/** Typed as JSON without a check: a body is parsed from JSON, so nothing else can be in it. */
const variables = z.record(z.string().min(1).max(200), z.unknown()) as z.ZodType<JsonObject>;
const reason = z.string().trim().min(1).max(1000).describe('Lý do, được ghi vào nhật ký.');

const retryHow = {
  variables: variables.optional().describe('Biến được sửa trước khi chạy lại, trong cùng một giao dịch.'),
  scope: z.enum(['process', 'activity']).optional().describe('process (mặc định): biến của cả quy trình. activity: chỉ của bước này.'),
  wait: z.number().min(0).max(30).optional().describe('Chờ kết quả nhiều nhất bấy nhiêu giây.'),
};
const resolveHow = { output: variables.default({}).describe('Kết quả mà việc tự động lẽ ra đã trả về.'), reason };
const cancelHow = { reason };

export const retryBody = z.object(retryHow).prefault({}).meta({ id: 'RetryJob', examples: [{ wait: 10 }] });
export const resolveBody = z.object(resolveHow).meta({ id: 'ResolveJob' });
export const cancelJobBody = z.object(cancelHow).meta({ id: 'CancelJob' });

/** For many: by their ids, or by what they have in common. */
const selection = z.object({
  ids: z.array(z.uuid()).min(1).max(200).optional().describe('Đúng các việc tự động này; khi đó không ghi điều kiện khác.'),
  ...filter,
  limit: z.int().min(1).max(200).default(50).describe('Số việc tự động xử lý trong một lần gọi.'),
  after: z.string().max(1000).optional().describe('`next` của lần gọi trước.'),
});
function saysOneThing(chosen: z.output<typeof selection>): boolean {
  const { ids, instanceId, definitionKey, topic, elementId, error, failedSince } = chosen;
  return ids === undefined || !(instanceId ?? definitionKey ?? topic ?? elementId ?? error ?? failedSince);
}
const ONE_THING = { path: ['ids'], message: 'Ghi hoặc `ids`, hoặc điều kiện.' };

export const retryJobsBody = selection
  .extend(retryHow)
  .refine(saysOneThing, ONE_THING)
  .meta({ id: 'RetryJobs', examples: [{ topic: 'documents.register-reply', wait: 10 }] });
export const resolveJobsBody = selection.extend(resolveHow).refine(saysOneThing, ONE_THING).meta({ id: 'ResolveJobs' });
export const cancelJobsBody = selection.extend(cancelHow).refine(saysOneThing, ONE_THING).meta({ id: 'CancelJobs' });

const instance = z
  .object({ id: z.uuid(), status: z.enum(['active', 'completed', 'cancelled']) })
  .describe('Việc (quy trình) của nó sau đó.');

export const retriedJob = z
  .object({
    jobId: z.uuid(),
    outcome: z
      .enum(['retried', 'held', 'withdrawn', 'running', 'succeeded', 'retrying', 'failed'])
      .describe(
        'retried: được chạy lại, chưa nơi nào nhận. running: đang chạy. succeeded: đã xong. retrying: lại hỏng, sẽ thử lúc ' +
          '`dueAt`. failed: lại hỏng và hết lượt. held: việc đang tạm dừng, chạy khi tiếp tục. ' +
          'withdrawn: bước cần nó đã bị hủy.',
      ),
    error: failureWithStack.nullable().describe('Lỗi của lần thử này.'),
    dueAt: instant.nullable(),
  })
  .meta({ id: 'RetriedJob' });
export const resolvedJob = z.object({ jobId: z.uuid(), outcome: z.literal('resolved'), instance }).meta({ id: 'ResolvedJob' });
export const cancelledJob = z
  .object({
    jobId: z.uuid(),
    outcome: z
      .enum(['activity-cancelled', 'timer-disarmed', 'dropped', 'skipped'])
      .describe(
        'activity-cancelled: bước chờ nó bị hủy. timer-disarmed: gỡ đồng hồ, bước vẫn tiếp tục. dropped: bỏ thông điệp, ' +
          'tín hiệu hoặc lần bắt đầu. skipped: bỏ lần bắt đầu này, đồng hồ còn chạy lần sau.',
      ),
    instance: instance.nullable(),
  })
  .meta({ id: 'CancelledJob' });

const refusedJob = z.object({
  jobId: z.uuid(),
  outcome: z
    .enum(['refused', 'unknown'])
    .describe('refused: giữ nguyên như cũ. unknown: mất kết nối đúng lúc ghi, có thể đã làm rồi: hãy xem lại trước khi làm tiếp.'),
  findings: z.array(finding).readonly(),
});
/** What came of each of many. */
function eachOf<Done extends z.ZodType>(id: string, done: Done) {
  return z
    .object({
      items: z.array(z.union([refusedJob, done])).readonly(),
      next: z.string().nullable().describe('Đưa vào `after` để xử lý tiếp phần còn lại; null: đã hết.'),
    })
    .meta({ id });
}
export const retryJobsAnswer = eachOf('JobRetries', retriedJob);
export const resolveJobsAnswer = eachOf('JobResolutions', resolvedJob);
export const cancelJobsAnswer = eachOf('JobCancellations', cancelledJob);
