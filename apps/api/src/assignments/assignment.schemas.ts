import {
  ASSIGNMENT_EVENTS,
  ASSIGNMENT_KINDS,
  ASSIGNMENT_SCOPES,
  ASSIGNMENT_STATUSES,
  ASSIGNMENT_URGENCIES,
  assignmentSchema,
  contentSchema,
  remarkSchema,
  titleSchema,
} from '#assignments';
import { gateFields } from '#documents';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const name = z.string().min(1).max(64);

export const assignmentBody = assignmentSchema.extend(gateFields).meta({
  id: 'AssignmentInput',
  examples: [{ title: 'Tổng hợp số liệu quý I', content: 'Tổng hợp số liệu chuyển giao công nghệ.', assignee: 'tuanda', workingDays: 3 }],
});
export const givenAnswer = z.object({ id: z.uuid(), instanceId: z.uuid() }).meta({ id: 'GivenAssignment' });
export const wordingBody = z
  .strictObject({ title: titleSchema, content: contentSchema, reason: remarkSchema.describe('Vì sao thay đổi.'), ...gateFields })
  .meta({ id: 'AssignmentRewording' });
export const rewordedAnswer = z.object({ version: z.int() }).meta({ id: 'RewordedAssignment' });
export const recallBody = z.strictObject({ reason: remarkSchema, ...gateFields }).meta({ id: 'AssignmentRecall' });
export const reassignBody = z
  .strictObject({ assignee: name.optional(), unit: name.optional(), reason: remarkSchema, ...gateFields })
  .meta({ id: 'AssignmentReassignment' });
export const performerBody = z
  .strictObject({ performer: name, reason: remarkSchema, ...gateFields })
  .meta({ id: 'AssignmentPerformer', examples: [{ performer: 'maint', reason: 'Đồng chí Tuấn nghỉ ốm.' }] });
export const progressBody = z
  .strictObject({ percent: z.int().min(0).max(100), text: remarkSchema, ...gateFields })
  .meta({ id: 'AssignmentProgress', examples: [{ percent: 40, text: 'Đã có số liệu của ba đơn vị.' }] });
export const commentBody = z.strictObject({ text: remarkSchema, ...gateFields }).meta({ id: 'AssignmentComment' });

export const assignmentsQuery = pageQuery.extend({
  scope: z
    .enum(ASSIGNMENT_SCOPES)
    .default('mine')
    .describe('mine: tôi làm; given: tôi giao; coordinating: tôi hoặc đơn vị tôi phối hợp; unit: của đơn vị tôi phụ trách; all: tất cả.'),
  status: z.enum(ASSIGNMENT_STATUSES).optional(),
  overdue: z.stringbool().optional().describe('true: đã quá hạn mà chưa báo cáo kết quả.'),
  reportOverdue: z.stringbool().optional().describe('true: đến hạn báo cáo tiến độ mà chưa báo cáo.'),
  unit: z.string().max(40).optional(),
  workFileId: z.uuid().optional(),
});

const assignment = z.object({
  id: z.uuid(),
  title: z.string(),
  kind: z.enum(ASSIGNMENT_KINDS).describe('Việc chung, báo cáo, chuẩn bị hội họp.'),
  urgency: z.enum(ASSIGNMENT_URGENCIES),
  status: z.enum(ASSIGNMENT_STATUSES).describe('Đã giao, đã nhận, bị trả lại, đã báo cáo, xong, đã thu hồi.'),
  assigner: z.string(),
  assignerName: z.string().nullable(),
  unit: z.string(),
  unitName: z.string().nullable(),
  assignee: z.string().nullable().describe('Trống khi trưởng đơn vị chưa chọn người.'),
  assigneeName: z.string().nullable(),
  progress: z.int().describe('Phần trăm, theo báo cáo gần nhất.'),
  givenAt: instant,
  dueAt: instant.nullable(),
  overdue: z.boolean(),
  nextReportAt: instant.nullable().describe('Lúc phải báo cáo tiến độ tiếp theo, theo sổ thời hạn.'),
  reportOverdue: z.boolean().describe('Đã đến hạn báo cáo tiến độ mà chưa báo cáo.'),
  timeliness: z.enum(['on-time', 'late']).nullable().describe('Đúng hạn hay trễ hạn, theo lúc báo cáo kết quả.'),
  closedAt: instant.nullable(),
});
export const assignmentPage = pageOf('AssignmentPage', assignment);
export const assignmentAnswer = assignment
  .extend({
    content: z.string(),
    version: z.int(),
    coordinatingPeople: z.array(z.string()).readonly(),
    coordinatingUnits: z.array(z.string()).readonly(),
    reportEveryDays: z.int().nullable(),
    workFileId: z.uuid().nullable(),
    sourceDocumentId: z.uuid().nullable(),
    instanceId: z.uuid(),
    deadlineId: z.uuid().nullable().describe('Để gia hạn, tạm dừng: /deadlines/case/{id}.'),
    wordings: z
      .array(
        z.object({
          version: z.int(),
          title: z.string(),
          content: z.string(),
          reason: z.string().nullable(),
          writtenBy: z.string(),
          writtenAt: instant,
        }),
      )
      .readonly()
      .describe('Nội dung chỉ đạo qua từng lần thay đổi, không bao giờ sửa.'),
  })
  .meta({ id: 'Assignment' });
export const eventsPage = pageOf(
  'AssignmentEventPage',
  z.object({
    id: z.uuid(),
    kind: z.enum(ASSIGNMENT_EVENTS),
    actor: z.string(),
    at: instant,
    text: z.string().nullable(),
    percent: z.int().nullable(),
    assignee: z.string().nullable(),
  }),
);
