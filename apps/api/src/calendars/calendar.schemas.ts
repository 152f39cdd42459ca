import { calendarDataSchema } from '#calendar';
import { z } from 'zod';
import { finding } from '../processes/finding.schema.js';
import { instant, listOf, pageOf, pageQuery } from '../paging.js';

export const calendarKey = z.string().max(63).describe('Mã lịch, ví dụ `vn`.');

const date = z.iso.date();
const session = z.object({ from: z.string(), to: z.string() }).describe('Một buổi làm việc, giờ tại cơ quan.');
const kind = z.enum(['day-off', 'make-up', 'half-day', 'special']);
const version = z.int().describe('Số phiên bản của lịch này.');
const note = z.string().trim().max(1000);

const day = z.object({ date, kind, sessions: z.array(session), name: z.string(), source: z.string() });

export const calendarList = listOf(
  'CalendarList',
  z.object({
    calendar: calendarKey,
    name: z.string(),
    version,
    publishedAt: instant,
    usual: z.boolean().describe('Lịch chung của cơ quan.'),
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

export const versionsQuery = pageQuery;

export const daysQuery = versionQuery.extend({
  from: date.describe('Từ ngày, tại cơ quan.'),
  to: date.describe('Đến hết ngày; nhiều nhất hai năm.'),
});

export const dayList = listOf(
  'CalendarDayList',
  z.object({
    date,
    kind: z.enum([...kind.options, 'usual']).describe('`usual`: theo ngày trong tuần.'),
    sessions: z.array(session).readonly().describe('Trống: ngày nghỉ.'),
    name: z.string().nullable(),
    source: z.string().describe('Căn cứ.'),
  }),
);

export const importQuery = z.object({
  wholeYears: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true')
    .describe('`true`: tệp ghi đủ các năm của nó; ngày nào của những năm ấy không có trong tệp thì bỏ.'),
  announcedBy: z.string().trim().min(1).max(500).optional().describe('Thông báo mà tệp làm theo: các năm của tệp được ghi là đã công bố.'),
});

export const importAnswer = z
  .object({
    basedOn: version.describe('Phiên bản mà thay đổi được tính trên đó; gửi lại khi công bố.'),
    data: calendarDataSchema.describe('Lịch sau khi nhập; chưa công bố gì.'),
    changes: z.object({
      added: z.array(day).readonly(),
      changed: z.array(z.object({ before: day, after: day })).readonly(),
      removed: z.array(day).readonly(),
      other: z.array(z.string()).readonly().describe('Các phần khác của lịch có thay đổi.'),
    }),
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
  })
  .meta({ id: 'PublishedCalendar' });

export const assignBody = z.strictObject({ calendar: calendarKey });

export const assignmentAnswer = z.object({ unitCode: z.string(), calendar: calendarKey }).meta({ id: 'CalendarOfUnit' });
