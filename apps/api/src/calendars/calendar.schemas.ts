import { calendarDataSchema, DAY_KINDS } from '#calendar';
import { z } from 'zod';
import { finding } from '../processes/finding.schema.js';
import { instant, listOf, pageOf } from '../paging.js';

export const calendarKey = z.string().max(63).describe('Mã lịch, ví dụ `vn`.');

const date = z.iso.date();
const session = z.object({ from: z.string(), to: z.string() }).describe('Một buổi làm việc, giờ tại cơ quan.');
const yearStatus = z
  .enum(['announced', 'partly-announced', 'not-announced'])
  .describe('`announced`: đã công bố đủ; `partly-announced`: mới có các ngày luật định; `not-announced`: chưa có gì.');
const version = z.int().describe('Số phiên bản của lịch này.');
const note = z.string().trim().max(1000);

const day = z.object({ date, kind: z.enum(DAY_KINDS), sessions: z.array(session), name: z.string(), source: z.string() });

export const calendarList = listOf(
  'CalendarList',
  z.object({
    calendar: calendarKey,
    name: z.string(),
    version,
    publishedAt: instant,
    usual: z.boolean().describe('Lịch chung của cơ quan.'),
    years: z
      .array(z.object({ year: z.int(), status: yearStatus, source: z.string() }))
      .readonly()
      .describe('Mỗi năm đã biết đến đâu các ngày nghỉ.'),
    units: z.array(z.string()).readonly().describe('Các đơn vị được giao riêng lịch này.'),
  }),
);

const versionFields = {
  version,
  publication: z.int().describe('Tăng dần qua mọi lần công bố của mọi lịch.'),
  publishedAt: instant,
  publishedBy: z.string(),
  note: z.string().nullable(),
};

export const calendarVersionPage = pageOf(
  'CalendarVersionPage',
  z.object({ ...versionFields, days: z.int().describe('Số ngày được ghi riêng.') }),
);

export const calendarAnswer = z
  .object({ ...versionFields, data: calendarDataSchema })
  .meta({ id: 'Calendar' });

export const versionQuery = z.object({
  version: z.coerce.number().int().min(1).optional().describe('Bỏ trống: phiên bản đang dùng.'),
});

export const daysQuery = versionQuery.extend({
  from: date.describe('Từ ngày, tại cơ quan.'),
  to: date.describe('Đến hết ngày; nhiều nhất hai năm.'),
});

export const dayList = listOf(
  'CalendarDayList',
  z.object({
    date,
    kind: z.enum([...DAY_KINDS, 'usual']).describe('`usual`: theo ngày trong tuần.'),
    sessions: z.array(session).readonly().describe('Trống: ngày nghỉ.'),
    name: z.string().nullable().describe('Tên ngày nghỉ, ngày làm bù, hoặc ngày nghỉ trong tuần; null: ngày làm việc thường.'),
    source: z.string().describe('Căn cứ.'),
  }),
);

const unannouncedYears = z
  .array(
    z.object({
      year: z.int(),
      status: yearStatus.exclude(['announced']),
      openDeadlines: z.int().describe('Số thời hạn đang mở rơi vào năm ấy, của cả cơ quan.'),
    }),
  )
  .readonly()
  .describe('Cảnh báo: các năm có thời hạn mà lịch chưa biết đủ ngày nghỉ; các thời hạn ấy có thể còn thay đổi.');

export const importQuery = z.object({
  wholeYears: z
    .stringbool()
    .default(false)
    .describe('`true`: tệp ghi đủ các năm của nó; ngày nào của những năm ấy không có trong tệp thì bỏ.'),
  announcedBy: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .optional()
    .describe('Thông báo mà tệp làm theo: căn cứ của những ngày mà tệp .ics không ghi căn cứ.'),
  announcedYears: z
    .string()
    .regex(/^\d{4}(,\d{4}){0,9}$/)
    .transform((text) => text.split(',').map(Number))
    .optional()
    .describe('Các năm đã đủ ngày nghỉ theo thông báo ấy, cách nhau bằng dấu phẩy; cần có announcedBy.'),
}).refine(({ announcedBy, announcedYears }) => announcedBy !== undefined || announcedYears === undefined, {
  path: ['announcedBy'],
  message: 'Ghi thông báo mà các năm ấy được công bố theo.',
});

export const importAnswer = z
  .object({
    basedOn: version.describe('Phiên bản mà thay đổi được tính trên đó; gửi lại khi công bố.'),
    data: calendarDataSchema.nullable().describe('Lịch sau khi nhập; chưa công bố gì. null khi tệp còn dòng sai.'),
    changes: z.object({
      added: z.array(day).readonly(),
      changed: z.array(z.object({ before: day, after: day })).readonly(),
      removed: z.array(day).readonly(),
      other: z.array(z.string()).readonly().describe('Các phần khác của lịch có thay đổi.'),
    }),
    unannouncedYears,
    findings: z.array(finding).readonly().describe('Những dòng không nhập được và lý do.'),
  })
  .meta({ id: 'CalendarImport' });

export const publishBody = z.strictObject({
  data: calendarDataSchema,
  basedOn: z.int().min(0).describe('Phiên bản đã dùng để sửa; 0 khi lập lịch mới.'),
  note: note.optional().describe('Lý do, để người sau đọc lại.'),
});

export const publishedAnswer = z
  .object({
    calendar: calendarKey,
    version,
    publication: z.int(),
    changed: z.boolean().describe('false: nội dung như phiên bản đang dùng, không có gì mới.'),
    unannouncedYears,
  })
  .meta({ id: 'PublishedCalendar' });

export const unitCode = z.string().max(20).describe('Mã đơn vị.');

export const assignmentPlanBody = z.strictObject({ calendar: calendarKey });

export const assignBody = assignmentPlanBody.extend({
  reason: z.string().trim().min(1).max(1000).describe('Lý do; ghi vào sổ thời hạn cùng các hạn thay đổi theo.'),
});

export const assignmentAnswer = z.object({ unitCode: z.string(), calendar: calendarKey }).meta({ id: 'CalendarOfUnit' });
