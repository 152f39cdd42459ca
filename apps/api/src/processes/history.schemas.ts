import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

const activity = z.object({
  instanceId: z.uuid(),
  key: z.int(),
  parentKey: z.int().nullable(),
  elementId: z.string(),
  elementType: z.string(),
  name: z.string().nullable(),
  startedAt: instant,
  endedAt: instant.nullable(),
  durationMs: z.int().nullable().describe('Kéo dài bao nhiêu mili giây; null: chưa xong.'),
  cancelled: z.boolean(),
  completedBy: z.string().nullable(),
});
export const activityPage = pageOf('ActivityPage', activity);

export const endedActivitiesQuery = pageQuery.extend({
  from: instant.describe('Kết thúc từ lúc này.'),
  until: instant.describe('Kết thúc trước lúc này.'),
  definitionKey: z.string().max(200).optional().describe('Khóa của quy trình, ví dụ `reply-required`.'),
  elementId: z.string().max(500).optional().describe('Id của phần tử trong sơ đồ BPMN.'),
  elementType: z.string().max(100).optional().describe('Loại phần tử BPMN, ví dụ `userTask`.'),
});
export const endedActivityPage = pageOf(
  'EndedActivityPage',
  activity.extend({
    definitionKey: z.string(),
    definitionVersion: z.int().describe('Phiên bản mà việc đang chạy khi bước kết thúc.'),
    endedAt: instant,
    durationMs: z.int().describe('Kéo dài bao nhiêu mili giây.'),
  }),
);

export const variableChangesQuery = pageQuery.extend({
  name: z.string().max(500).optional().describe('Chỉ các thay đổi của biến này.'),
});
export const variableChangePage = pageOf(
  'VariableChangePage',
  z.object({
    instanceId: z.uuid(),
    revision: z.int().describe('Lần ghi của việc; các thay đổi của cùng một bước có cùng số.'),
    key: z.int().describe('Khóa của phạm vi giữ biến; 1 là cả quy trình.'),
    name: z.string(),
    value: z.unknown().describe('Giá trị mới; null cả khi giá trị quá lớn nên không lưu.'),
    omittedBytes: z.int().nullable().describe('Kích thước JSON của giá trị quá lớn nên không lưu; null: đã lưu.'),
    changedAt: instant,
    changedBy: z.string().describe('Tên đăng nhập, hoặc `system:…` khi hệ thống tự làm.'),
  }),
);
