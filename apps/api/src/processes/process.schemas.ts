import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';
import { finding } from './finding.schema.js';
import { failedJob } from './job.schemas.js';

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

export const decisionsQuery = pageQuery.extend({
  key: z.string().max(200).optional().describe('Khóa của bảng quyết định.'),
  allVersions: z.stringbool().default(false).describe('Mọi phiên bản, không chỉ bản mới nhất của mỗi bảng.'),
});
export const decisionPage = pageOf(
  'DecisionDefinitionPage',
  z.object({
    id: z.uuid(),
    key: z.string(),
    version: z.int(),
    versionTag: z.string().nullable(),
    fileName: z.string().describe('Tệp DMN đã triển khai.'),
    deploymentId: z.uuid(),
    createdAt: instant,
  }),
);

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
  suspended: z.stringbool().optional().describe('true: chỉ việc đang tạm dừng; false: chỉ việc không tạm dừng.'),
  definitionId: z.uuid().optional().describe('Đúng một phiên bản của quy trình.'),
  version: z.coerce.number().int().min(1).optional().describe('Số phiên bản, dùng cùng `definitionKey`.'),
  parentId: z.uuid().optional().describe('Chỉ các việc mà việc này đã gọi.'),
  standsAt: z.string().max(500).optional().describe('Chỉ việc đang đứng ở phần tử có id này trong sơ đồ BPMN.'),
});
export const instancePage = pageOf('ProcessInstancePage', instance.meta({ id: 'ProcessInstance' }));
const standing = z.object({ key: z.int(), elementId: z.string() });
export const instanceAnswer = instance
  .extend({
    endReason: z.string().nullable(),
    variables: z.record(z.string(), z.unknown()),
    activeActivities: z
      .array(standing)
      .readonly()
      .describe('Nơi các token đang đứng; `elementId` là id trong sơ đồ BPMN.'),
    failedJobs: z.array(failedJob).readonly().describe('Việc tự động đã hết lượt thử, nhiều nhất 50; còn nữa thì xem `/jobs`.'),
    waitsFor: z
      .object({
        messages: z
          .array(standing.extend({ message: z.string().describe('Tên thông điệp.'), correlationKey: z.string().nullable() }))
          .readonly(),
        signals: z.array(standing.extend({ signal: z.string().describe('Tên tín hiệu.') })).readonly(),
        timers: z.int().describe('Số đồng hồ đang chờ.'),
      })
      .describe('Những gì việc này đang chờ.'),
    calls: z
      .array(
        z.object({
          id: z.uuid(),
          key: z.int().describe('Khóa của bước gọi.'),
          definitionKey: z.string(),
          status: instance.shape.status,
        }),
      )
      .readonly()
      .describe('Các quy trình việc này đã gọi, đang chạy trước, nhiều nhất 50; còn nữa thì xem theo `parentId`.'),
    scopes: z
      .array(standing.extend({ variables: z.array(z.string()).readonly().describe('Tên các biến của riêng phạm vi.') }))
      .readonly()
      .describe('Các phạm vi biến đang mở; đầu tiên là cả quy trình.'),
  })
  .meta({ id: 'ProcessInstanceDetail' });

const deployed = z.object({ id: z.uuid(), key: z.string(), version: z.int(), unchanged: z.boolean() });
export const deploymentAnswer = z
  .object({
    deploymentId: z.uuid().nullable().describe('null: không quy trình nào thay đổi.'),
    definitions: z.array(deployed).readonly(),
    decisions: z.array(deployed).readonly().describe('Các bảng quyết định DMN.'),
    warnings: z.array(finding).readonly().describe('Chạy được, nhưng người thiết kế nên xem lại.'),
  })
  .meta({ id: 'DeploymentResult' });
