import { gateFields } from '#documents';
import type { JsonObject } from '#foundation';
import { z } from 'zod';
import { activityPage } from '../processes/history.schemas.js';
import { instant, pageOf, pageQuery } from '../paging.js';
import { handlingParts } from './task-handling.schemas.js';

export const tasksQuery = pageQuery.extend({
  scope: z
    .enum(['mine', 'group', 'all'])
    .default('mine')
    .describe(
      'mine: giao cho tôi. group: đang chờ nhóm của tôi nhận, hoặc quá hạn đã chuyển lên tôi. ' +
        'all: mọi việc, chỉ cho người quản lý.',
    ),
  sort: z.enum(['due', 'newest']).default('due').describe('due: hạn gần nhất trước. newest: mới mở trước.'),
});

const task = z.object({
  id: z.uuid(),
  name: z.string(),
  definitionKey: z.string(),
  definitionName: z.string().nullable(),
  instanceId: z.uuid(),
  rootInstanceId: z.uuid(),
  businessKey: z.string().nullable().describe('Với văn bản đến: id của văn bản.'),
  subject: z.string().nullable(),
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  dueAt: instant.nullable().describe('Vì sao đến hạn lúc ấy: `GET /deadlines/task/{id}`.'),
  overdue: z.boolean(),
  escalatedTo: z.array(z.string()).readonly().describe('Các nhóm mà việc đã được chuyển lên do quá hạn.'),
  priority: z.int(),
  createdAt: instant,
  formKey: z.string().nullable(),
  openedAt: instant.nullable().describe('Lúc tôi mở việc kể từ khi việc đến tay tôi; null: việc mới với tôi.'),
});
export const taskPage = pageOf(
  'TaskPage',
  task.meta({
    id: 'Task',
    examples: [
      {
        id: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111',
        name: 'Phân công người xử lý',
        definitionKey: 'reply-required',
        definitionName: 'Văn bản có yêu cầu phúc đáp',
        instanceId: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be112',
        rootInstanceId: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be113',
        businessKey: '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be114',
        subject: 'V/v báo cáo tình hình ứng dụng công nghệ thông tin',
        assignee: null,
        assigneeName: null,
        dueAt: '2026-03-13T10:00:00.000Z',
        overdue: false,
        escalatedTo: [],
        priority: 50,
        createdAt: '2026-03-02T01:15:00.000Z',
        formKey: 'assignment',
        openedAt: null,
      },
    ],
  }),
);

const variables = z.record(z.string(), z.unknown());
export const taskAnswer = task
  .extend({
    status: z.enum(['open', 'completed', 'cancelled']),
    elementId: z.string(),
    definitionId: z.uuid(),
    candidateUsers: z.array(z.string()).readonly(),
    candidateGroups: z.array(z.string()).readonly(),
    actingFor: z.array(z.string()).readonly().describe('Người giữ việc đang làm thay những ai; rỗng: việc của chính người ấy.'),
    followUpAt: instant.nullable(),
    endedAt: instant.nullable(),
    completedBy: z.string().nullable(),
    may: z.object({ claim: z.boolean(), complete: z.boolean() }).describe('Tôi làm được gì với việc này ngay bây giờ.'),
    ...handlingParts,
    variables,
    history: activityPage,
  })
  .meta({ id: 'TaskDetail' });

export const taskFormAnswer = z
  .object({
    schema: variables.nullable().describe('Biểu mẫu form-js; null: việc không có biểu mẫu.'),
    data: variables.describe('Biến của việc và các danh sách để chọn: `units`, `people`.'),
  })
  .meta({ id: 'TaskForm' });

/** Typed as JSON without a check: a body is parsed from JSON, so nothing else can be in it. */
const jsonObject = z.record(z.string(), z.unknown()) as z.ZodType<JsonObject>;

export const completeTaskBody = z
  .object({ variables: jsonObject.default({}).describe('Các trường của biểu mẫu.'), ...gateFields })
  .meta({ id: 'CompleteTask', examples: [{ variables: { drafter: 'tuanda', note: 'Làm trước thứ Sáu.' } }] });

const name = z.string().min(1).max(200);
export const changeTaskBody = z
  .object({
    changes: z
      .object({
        assignee: name.nullable().optional().describe('null: không giao cho ai.'),
        candidateUsers: z.array(name).max(200).optional(),
        candidateGroups: z.array(name).max(200).optional(),
        dueAt: instant.nullable().optional().describe('Hạn mới; null: không có hạn.'),
        followUpAt: instant.nullable().optional().describe('Ngày nhắc lại; null: không nhắc.'),
        priority: z.int().min(0).max(1000).optional(),
      })
      .describe('Điều không ghi thì giữ nguyên.'),
    reason: z.string().trim().min(1).max(1000).describe('Lý do, được ghi vào nhật ký.'),
    ...gateFields,
  })
  .meta({ id: 'ChangeTask' });
