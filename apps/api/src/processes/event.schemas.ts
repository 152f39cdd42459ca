import type { JsonObject } from '#foundation';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';
import { finding } from './finding.schema.js';

const name = z.string().min(1).max(500);
const businessKey = z.string().min(1).max(200).describe('Khóa mà cơ quan biết việc này, ví dụ id của văn bản.');
/** Typed as JSON without a check: a body is parsed from JSON, so nothing else can be in it. */
const variables = z.record(z.string().min(1).max(200), z.unknown()) as z.ZodType<JsonObject>;

export const startInstanceBody = z
  .object({
    key: z.string().min(1).max(200).describe('Khóa của quy trình; bản mới nhất được chạy.'),
    businessKey: businessKey.optional(),
    variables: variables.default({}),
  })
  .meta({ id: 'StartInstance', examples: [{ key: 'leave-request', businessKey: 'NP-2026-017', variables: { days: 3 } }] });
export const startAnswer = z.object({ instanceId: z.uuid() }).meta({ id: 'StartedInstance' });

export const messageBody = z
  .object({
    message: name.describe('Tên thông điệp trong sơ đồ BPMN.'),
    correlationKey: name.optional().describe('Chỉ nơi chờ đúng khóa này nhận.'),
    businessKey: businessKey.optional(),
    variables: variables.default({}),
    messageId: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Do bên gửi đặt. Gửi lại cùng mã thì không có gì xảy ra thêm và câu trả lời như lần đầu.'),
    timeToLive: z.iso
      .duration()
      .optional()
      .describe('Chưa nơi nào chờ thì giữ lại bấy lâu, ví dụ `PT2H`. Không ghi: 409 khi không nơi nào nhận.'),
  })
  .meta({
    id: 'Message',
    examples: [
      { message: 'incoming-document.scanned', correlationKey: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be114', messageId: 'scan-4711' },
    ],
  });
export const messageAnswer = z
  .object({
    outcome: z
      .enum(['delivered', 'started', 'kept'])
      .describe('delivered: một việc đã nhận. started: đã bắt đầu một việc mới. kept: giữ lại cho nơi sẽ chờ.'),
    instanceId: z.uuid().nullable().describe('Việc đã nhận hoặc được bắt đầu.'),
    expiresAt: instant.nullable().describe('Giữ đến lúc nào.'),
  })
  .meta({ id: 'MessageResult' });

export const keptMessagesQuery = pageQuery.extend({ message: name.optional().describe('Chỉ thông điệp có tên này.') });
export const keptMessagePage = pageOf(
  'KeptMessagePage',
  z.object({
    id: z.uuid(),
    message: z.string().describe('Tên thông điệp.'),
    correlationKey: z.string().nullable(),
    businessKey: z.string().nullable(),
    sentAt: instant,
    sentBy: z.string(),
    expiresAt: instant.describe('Giữ đến lúc nào.'),
  }),
);

export const signalBody = z
  .object({ signal: name.describe('Tên tín hiệu trong sơ đồ BPMN.'), variables: variables.default({}) })
  .meta({ id: 'Signal', examples: [{ signal: 'office.closed', variables: { reason: 'bão' } }] });
export const signalAnswer = z
  .object({
    instances: z.int().describe('Số việc đang chờ tín hiệu.'),
    starts: z.int().describe('Số việc mới mà tín hiệu bắt đầu.'),
  })
  .meta({ id: 'SignalReach' });

export const conditionsBody = z
  .object({
    variables,
    businessKey: businessKey.optional(),
    key: z.string().min(1).max(200).optional().describe('Chỉ quy trình này; không ghi: mọi quy trình.'),
  })
  .meta({ id: 'EvaluateConditions', examples: [{ variables: { amount: 150 } }] });
export const conditionsAnswer = z
  .object({
    instanceIds: z.array(z.uuid()).readonly().describe('Các việc mới có điều kiện đúng.'),
    starts: z
      .array(
        z.object({
          processKey: z.string(),
          elementId: z.string(),
          outcome: z.enum(['started', 'does-not-hold', 'not-asked', 'suspended', 'failed']),
          instanceId: z.uuid().nullable(),
          findings: z.array(finding).readonly().describe('Vì sao điều kiện không tính được.'),
        }),
      )
      .readonly()
      .describe('Kết quả của từng sự kiện bắt đầu có điều kiện.'),
  })
  .meta({ id: 'ConditionalStarts' });

const element = z.object({ elementId: z.string(), name: z.string().nullable() });
export const offerPage = pageOf(
  'OfferPage',
  element.extend({
    key: z.int().describe('Đưa vào đường dẫn khi chọn.'),
    activities: z.array(element).readonly().describe('Các bước chọn được, nhiều lần nếu cần.'),
  }),
);
export const chooseActivityBody = z
  .object({ activity: name.describe('`elementId` của bước được chọn.'), variables: variables.optional() })
  .meta({ id: 'ChooseActivity', examples: [{ activity: 'Task_AskUnit' }] });
