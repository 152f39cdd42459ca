import { calendarDataSchema } from '#calendar';
import { DEADLINE_ACTS, DEADLINE_STATUSES } from '#deadlines';
import { gateFields } from '#documents';
import { z } from 'zod';
import { login } from '../accounts/login.js';
import { instant, pageOf, pageQuery } from '../paging.js';

export const deadlineKind = z.enum(['task', 'case']).describe('task: hạn của một việc. case: hạn của cả hồ sơ.');
const status = z
  .enum(DEADLINE_STATUSES)
  .describe('open: đang mở. met: xong đúng hạn. missed: xong quá hạn. cancelled: đã hủy.');
const reason = z.string().trim().min(1).max(1000).describe('Lý do; ghi vào sổ thời hạn.');
const givenInstant = z.iso.datetime({ offset: true });

/** A month. The closed deadlines of all years are too many to be looked through for those that somebody may see. */
const MOST_DAYS_OF_CLOSED = 31;

export const deadlinesQuery = pageQuery
  .extend({
    kind: deadlineKind.optional(),
    status: status.default('open'),
    unit: z.string().max(20).optional().describe('Mã đơn vị chịu trách nhiệm.'),
    dueFrom: givenInstant.optional().describe('Đến hạn từ thời điểm này.'),
    dueTo: givenInstant.optional().describe('Đến hạn trước thời điểm này.'),
    withForecast: z.stringbool().default(false).describe('Kèm dự báo trễ hạn của từng hạn.'),
  })
  .refine(({ status: asked, dueFrom, dueTo }) => asked === 'open' || daysBetween(dueFrom, dueTo) <= MOST_DAYS_OF_CLOSED, {
    path: ['dueFrom'],
    error: `Hạn đã đóng thì phải nêu dueFrom và dueTo, cách nhau không quá ${MOST_DAYS_OF_CLOSED} ngày.`,
  });

function daysBetween(from: string | undefined, to: string | undefined): number {
  return from === undefined || to === undefined ? Infinity : (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

export const deadlinePage = pageOf(
  'DeadlinePage',
  z
    .object({
      kind: deadlineKind,
      id: z.uuid().describe('Với việc: id của việc.'),
      instanceId: z.uuid(),
      label: z.string(),
      unit: z.string().nullable(),
      unitName: z.string().nullable(),
      assignee: z.string().nullable(),
      startedAt: instant,
      dueAt: instant,
      closedAt: instant.nullable(),
      status,
      overdue: z.boolean().describe('Đang mở và đã quá hạn.'),
      pausedUntil: instant.nullable().describe('Đang tạm dừng đến lúc này.'),
      forecast: z
        .object({
          probability: z.number().nullable().describe('Xác suất trễ hạn; null: chưa đủ dữ liệu.'),
          longerThanAll: z.boolean().describe('Bước đang mở đã kéo dài lâu hơn mọi lần trước.'),
          basis: z.string().describe('Dự báo dựa trên gì, hoặc vì sao không dự báo.'),
        })
        .nullable()
        .optional()
        .describe('Chỉ khi hỏi withForecast; null: hạn đã đóng hoặc đã quá.'),
    })
    .meta({ id: 'Deadline' }),
);

const act = z.object({
  act: z
    .enum(DEADLINE_ACTS)
    .describe('pause: tạm dừng. resume: tiếp tục. extension: gia hạn. move: theo lịch mới. change: đổi hạn. correction: đính chính.'),
  at: instant,
  until: instant.nullable().describe('Tạm dừng: dự kiến đến lúc này.'),
  resumedAt: instant.nullable().describe('Tạm dừng: tiếp tục lúc này.'),
  workingDays: z.int().nullable(),
  dueBefore: instant,
  dueAfter: instant,
  reason: z.string(),
  actedBy: z.string(),
  approvedBy: z.string().nullable(),
  calendar: z.string().nullable(),
  calendarVersion: z.int().nullable(),
});

export const explanationAnswer = z
  .object({
    kind: deadlineKind,
    id: z.uuid(),
    instanceId: z.uuid(),
    label: z.string(),
    unit: z.string().nullable(),
    status,
    follows: z
      .object({ id: z.uuid(), label: z.string() })
      .nullable()
      .describe('Với việc: hạn của hồ sơ mà việc này theo; quy tắc, lịch và các lần tạm dừng là của hạn ấy.'),
    rule: z.string().describe('Quy tắc: thời lượng, người ấn định, biểu thức của quy trình, hoặc «đặt tay».'),
    startEvent: z.string(),
    startedAt: instant,
    countedFrom: instant.describe('Thời điểm bắt đầu tính.'),
    firstDueAt: instant.describe('Hạn ban đầu.'),
    dueAt: instant,
    closedAt: instant.nullable(),
    pausedUntil: instant.nullable().describe('Đang tạm dừng đến lúc này.'),
    calendar: z.object({ key: z.string(), version: z.int(), name: z.string() }),
    workingDays: z
      .int()
      .nullable()
      .describe('Số ngày làm việc sau ngày đầu, đến hạn theo quy tắc, chưa kể tạm dừng và gia hạn; null: ngoài các năm của lịch.'),
    skipped: z
      .array(z.object({ date: z.iso.date(), name: z.string(), source: z.string() }))
      .readonly()
      .describe('Các ngày không tính và căn cứ; không kể phần đã gia hạn đến một thời điểm.'),
    acts: z.array(act).readonly(),
    grossSeconds: z.number().describe('Thời gian từ lúc bắt đầu, tính bằng giây.'),
    netSeconds: z.number().describe('Thời gian làm việc, trừ các lần tạm dừng, tính bằng giây.'),
    remaining: z
      .string()
      .nullable()
      .describe('Theo lịch đang áp dụng; đang tạm dừng: còn lại khi hết tạm dừng. null: đã đóng, hoặc hạn ngoài các năm của lịch.'),
    reasons: z.array(z.string()).readonly().describe('Vì sao có hạn ấy: tính từ đâu, rồi từng điều đã làm hạn thay đổi.'),
    standing: z.string().describe('Hiện nay ra sao.'),
    sentence: z.string().describe('Giải thích trọn vẹn, gồm `reasons` và `standing`.'),
    announced: z.enum(['announced', 'partly-announced', 'not-announced']),
    warning: z.string().nullable().describe('Khi còn mở: hạn rơi vào ngày nghỉ, ngoài các năm của lịch, hoặc lịch nghỉ của năm chưa công bố.'),
  })
  .meta({ id: 'DeadlineExplanation' });

const approvedBy = login
  .optional()
  .describe('Tên đăng nhập của người đã quyết định trên giấy, khi người ghi vào sổ không phải người quyết định; người ấy được báo.');

export const pauseBody = z.strictObject({
  from: givenInstant.optional().describe('Bỏ trống: từ bây giờ. Không được ở tương lai.'),
  until: givenInstant.describe('Dự kiến tiếp tục, hoặc lúc đã tiếp tục nếu ghi lại sau; luôn phải có, để lúc nào cũng có hạn. Không quá một năm.'),
  reason,
  approvedBy,
  ...gateFields,
});
export const resumeBody = z.strictObject({ reason, approvedBy, ...gateFields });
export const extensionBody = z.strictObject({
  to: z
    .union([
      z.strictObject({ dueAt: givenInstant }),
      z.strictObject({
        workingDays: z.int().min(1).max(1000),
        from: givenInstant.describe('Hạn hiện nay mà người quyết định đã xem; hạn đã khác thì bị từ chối (409).'),
      }),
    ])
    .describe('Hạn mới, hoặc số ngày làm việc thêm.'),
  reason,
  approvedBy,
  ...gateFields,
});
export const correctionBody = z.strictObject({ dueAt: givenInstant, reason, ...gateFields });

export const actedAnswer = z
  .object({
    dueAt: instant,
    pausedUntil: instant.nullable(),
    warning: z.string().nullable().describe('Cảnh báo khi hạn rơi vào ngày nghỉ, kèm lúc kết thúc ngày làm việc tiếp theo.'),
  })
  .meta({ id: 'ActedDeadline' });

export const movePlanQuery = pageQuery;
export const movePlanBody = z.strictObject({ data: calendarDataSchema });

export const movePlanAnswer = z
  .object({
    items: z
      .array(
        z.object({
          kind: z.enum(['case', 'task', 'timer']),
          id: z.uuid(),
          instanceId: z.uuid(),
          label: z.string(),
          unit: z.string().nullable(),
          from: instant.nullable(),
          to: instant.nullable(),
          why: z.string().describe('Những ngày của lịch làm hạn thay đổi.'),
        }),
      )
      .readonly(),
    next: z.string().nullable().describe('Đưa vào `after` để xem trang sau.'),
    totals: z
      .object({
        cases: z.int(),
        tasks: z.int(),
        timers: z.int(),
        byUnit: z.array(z.object({ unit: z.string().nullable(), count: z.int() })).readonly(),
        problems: z.int().describe('Số hạn không tính lại được; giữ nguyên.'),
        onDaysOff: z.int().describe('Số hạn do người ấn định, không chuyển theo lịch, mà sẽ rơi vào ngày nghỉ mới.'),
      })
      .nullable()
      .describe('Tính trên mọi trang; chỉ có ở trang đầu.'),
    onDaysOff: z
      .array(
        z.object({
          kind: deadlineKind,
          id: z.uuid(),
          instanceId: z.uuid(),
          label: z.string(),
          unit: z.string().nullable(),
          dueAt: instant,
        }),
      )
      .readonly()
      .nullable()
      .describe('Các hạn ấy, tối đa 100, để người công bố xem lại; chỉ có ở trang đầu.'),
  })
  .meta({ id: 'CalendarMovePlan' });

export const calendarMoveAnswer = z
  .object({
    publication: z.int(),
    calendar: z.string(),
    version: z.int(),
    approvedBy: z.string(),
    approvedAt: instant,
    reason: z.string(),
    outdated: z.int().describe('Số hạn đang mở tính theo lịch cũ khi duyệt, không kể việc chỉ đi theo hạn hồ sơ.'),
    moved: z.int().describe('Số hạn đã đổi, kể cả hạn của việc chỉ đi theo hạn hồ sơ; vì vậy các phần có thể cộng lại hơn `outdated`.'),
    unchanged: z.int().describe('Số hạn tính lại vẫn như cũ; đếm như `moved`.'),
    failed: z.int().describe('Số hạn không tính lại được; giữ nguyên.'),
    finishedAt: instant.nullable().describe('null: đang chuyển.'),
    supersededBy: z.int().nullable().describe('Lần công bố sau đã thay thế trước khi chuyển xong.'),
    failures: z
      .array(z.object({ kind: z.enum(['task', 'timer', 'case']), id: z.uuid(), instanceId: z.uuid(), reason: z.string() }))
      .readonly()
      .describe('Những hạn không tính lại được và lý do, tối đa 100.'),
  })
  .meta({ id: 'CalendarMove' });
