import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';
import { finding } from './finding.schema.js';

export const failedJob = z
  .object({
    id: z.uuid(),
    instanceId: z.uuid().nullable().describe('null: việc tự động này bắt đầu một việc mới.'),
    definitionKey: z.string().nullable(),
    businessKey: z.string().nullable(),
    elementId: z.string().nullable(),
    kind: z.enum([
      'service',
      'timer',
      'child-ended',
      'child-escalated',
      'message',
      'signal',
      'signal-start',
      'timer-start',
    ]),
    topic: z.string().nullable(),
    attempts: z.int(),
    error: z.object({ message: z.string(), at: instant, code: z.string().optional() }),
    createdAt: instant,
  })
  .meta({ id: 'FailedJob' });

const filter = {
  instanceId: z.uuid().optional().describe('Chỉ của việc này.'),
  definitionKey: z.string().max(200).optional().describe('Chỉ của quy trình có khóa này.'),
  topic: z.string().max(200).optional().describe('Chỉ của chủ đề này.'),
};
export const jobsQuery = pageQuery.extend({
  status: z.literal('failed').default('failed').describe('Chỉ xem được việc đã hết lượt thử.'),
  ...filter,
});
export const jobPage = pageOf('FailedJobPage', failedJob);

export const retryJobsBody = z
  .object({
    ids: z.array(z.uuid()).min(1).max(200).optional().describe('Đúng các việc tự động này; khi đó không ghi điều kiện khác.'),
    ...filter,
    limit: z.int().min(1).max(200).default(50).describe('Số việc tự động xử lý trong một lần gọi.'),
    after: z.string().max(1000).optional().describe('`next` của lần gọi trước.'),
  })
  .refine(({ ids, instanceId, definitionKey, topic }) => ids === undefined || !(instanceId ?? definitionKey ?? topic), {
    path: ['ids'],
    message: 'Ghi hoặc `ids`, hoặc điều kiện.',
  })
  .meta({ id: 'RetryJobs', examples: [{ topic: 'documents.register-reply' }] });
export const retryJobsAnswer = z
  .object({
    items: z
      .array(
        z.object({
          jobId: z.uuid(),
          outcome: z.enum(['retried', 'refused']).describe('refused: đã xong hoặc không còn hỏng.'),
          findings: z.array(finding).readonly(),
        }),
      )
      .readonly(),
    next: z.string().nullable().describe('Đưa vào `after` để xử lý tiếp phần còn lại; null: đã hết.'),
  })
  .meta({ id: 'JobRetries' });
