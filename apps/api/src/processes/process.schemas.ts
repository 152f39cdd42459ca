import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const definition = z.object({
  id: z.uuid(),
  key: z.string(),
  version: z.int(),
  name: z.string().nullable(),
  versionTag: z.string().nullable(),
  deploymentId: z.uuid(),
  createdAt: instant,
  suspendedAt: instant.nullable().describe('Tạm dừng từ lúc nào: không bắt đầu việc mới; null: đang dùng.'),
});
export const definitionAnswer = definition.meta({
  id: 'ProcessDefinition',
  examples: [
    {
      id: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111',
      key: 'incoming-document',
      version: 1,
      name: 'Văn bản đến',
      versionTag: null,
      deploymentId: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be110',
      createdAt: '2026-03-02T01:15:00.000Z',
      suspendedAt: null,
    },
  ],
});
export const definitionsQuery = pageQuery.extend({
  key: z.string().max(200).optional().describe('Khóa của quy trình, ví dụ `reply-required`.'),
  allVersions: z.stringbool().default(false).describe('Mọi phiên bản, không chỉ bản mới nhất của mỗi quy trình.'),
});
export const definitionPage = pageOf('ProcessDefinitionPage', definitionAnswer);

export const deploymentPage = pageOf(
  'DeploymentPage',
  z.object({
    id: z.uuid(),
    createdAt: instant,
    createdBy: z.string(),
    definitions: z.array(z.object({ id: z.uuid(), key: z.string(), version: z.int() })).readonly(),
  }),
);

const instance = z.object({
  id: z.uuid(),
  definitionId: z.uuid(),
  definitionKey: z.string(),
  definitionVersion: z.int(),
  businessKey: z.string().nullable().describe('Với văn bản đến: id của văn bản.'),
  status: z.enum(['active', 'completed', 'cancelled']),
  suspendedAt: instant.nullable().describe('Tạm dừng từ lúc nào; null: không tạm dừng.'),
  parentInstanceId: z.uuid().nullable(),
  rootInstanceId: z.uuid(),
  startedAt: instant,
  startedBy: z.string(),
  endedAt: instant.nullable(),
});
export const instancesQuery = pageQuery.extend({
  definitionKey: z.string().max(200).optional().describe('Khóa của quy trình, ví dụ `reply-required`.'),
  businessKey: z.string().max(200).optional().describe('Với văn bản đến: id của văn bản.'),
  status: z.enum(['active', 'completed', 'cancelled']).optional().describe('Đang chạy, đã xong hoặc đã hủy.'),
});
export const instancePage = pageOf('ProcessInstancePage', instance.meta({ id: 'ProcessInstance' }));
export const instanceAnswer = instance
  .extend({
    endReason: z.string().nullable(),
    variables: z.record(z.string(), z.unknown()),
    activeActivities: z
      .array(z.object({ key: z.int(), elementId: z.string() }))
      .readonly()
      .describe('Nơi các token đang đứng; `elementId` là id trong sơ đồ BPMN.'),
  })
  .meta({ id: 'ProcessInstanceDetail' });

export const activityPage = pageOf(
  'ActivityPage',
  z.object({
    instanceId: z.uuid(),
    key: z.int(),
    parentKey: z.int().nullable(),
    elementId: z.string(),
    elementType: z.string(),
    name: z.string().nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
    cancelled: z.boolean(),
    completedBy: z.string().nullable(),
  }),
);

export const jobsQuery = pageQuery.extend({ status: z.literal('failed').default('failed').describe('Chỉ xem được việc đã hết lượt thử.') });
export const jobPage = pageOf(
  'FailedJobPage',
  z.object({
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
  }),
);

const finding = z.object({
  where: z.string(),
  what: z.string(),
  mend: z.string().optional(),
  code: z.string().optional(),
});
const deployed = z.object({ id: z.uuid(), key: z.string(), version: z.int(), unchanged: z.boolean() });
export const deploymentAnswer = z
  .object({
    deploymentId: z.uuid().nullable().describe('null: không quy trình nào thay đổi.'),
    definitions: z.array(deployed).readonly(),
    decisions: z.array(deployed).readonly().describe('Các bảng quyết định DMN.'),
    warnings: z.array(finding).readonly().describe('Chạy được, nhưng người thiết kế nên xem lại.'),
  })
  .meta({ id: 'DeploymentResult' });
