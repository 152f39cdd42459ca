import { appointmentSchema, contactSchema, correctedAppointmentSchema, personSchema, POST_ROLES, POST_STATES, UNIT_KINDS, unitRevisionSchema } from '#directory';
import { z } from 'zod';
import { listOf, pageOf, pageQuery } from '../paging.js';

export const unitCode = z.string().max(20);
/** Every list of the directory tells how it was or will be on a day. */
export const onDay = z.iso.date().optional().describe('Ngày cần xem; bỏ trống: hôm nay.');

const contact = { phone: z.string().nullable().describe('Điện thoại cơ quan.'), room: z.string().nullable().describe('Phòng làm việc.') };

export const unitsQuery = z.strictObject({
  on: z.iso.date().optional().describe('Chỉ các đơn vị có trong ngày ấy, với tên của ngày ấy; bỏ trống: mọi đơn vị, kể cả đã giải thể.'),
  withoutHead: z.enum(['true', 'false']).default('false').describe('true: chỉ các đơn vị chưa có người đứng đầu trong ngày ấy (mặc định hôm nay).'),
});
const unit = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(UNIT_KINDS),
  parentCode: z.string().nullable(),
  validFrom: z.iso.date().nullable().describe('Ngày hoạt động đầu tiên; null: có từ trước.'),
  validTo: z.iso.date().nullable().describe('Ngày hoạt động cuối cùng; null: chưa có.'),
  successor: z.string().nullable().describe('Mã đơn vị tiếp nhận công việc sau ngày ấy.'),
  ...contact,
});
export const unitList = listOf('UnitList', unit);

const held = { postId: z.uuid(), role: z.enum(POST_ROLES), title: z.string() };
export const unitDetails = unit
  .extend({
    people: z.array(z.object({ ...held, login: z.string(), fullName: z.string() })).readonly().describe('Người của đơn vị trong ngày ấy, người đứng đầu trước.'),
    history: z
      .array(
        z.object({
          from: z.iso.date().nullable().describe('null: từ đầu.'),
          name: z.string(),
          parentCode: z.string().nullable(),
          basis: z.string().nullable(),
        }),
      )
      .readonly()
      .describe('Tên và cấp trên qua các thời kỳ, kể cả đã quyết định cho sau này.'),
  })
  .meta({ id: 'UnitDetails' });

export const newUnitBody = z
  .strictObject({
    code: unitCode.describe('Mã viết tắt như trong ký hiệu văn bản; không đổi về sau.'),
    name: z.string().min(1).max(200),
    kind: z.enum(UNIT_KINDS),
    parentCode: unitCode.optional().describe('Mã đơn vị cấp trên; bỏ trống: trực thuộc lãnh đạo cơ quan.'),
    sort: z.int().min(0).max(9999).optional().describe('Thứ tự trong danh sách, nhỏ trước; mặc định 100.'),
    validFrom: z.iso.date().optional().describe('Ngày hoạt động đầu tiên; bỏ trống: có từ trước.'),
    ...contactSchema.partial().shape,
  })
  .meta({ id: 'NewUnit', examples: [{ code: 'TTRA', name: 'Thanh tra Sở', kind: 'professional', validFrom: '2026-07-01' }] });
export const unitCreated = z.object({ code: z.string() }).meta({ id: 'UnitCreated' });
export const unitRevisionBody = unitRevisionSchema.meta({
  id: 'ReviseUnit',
  examples: [{ from: '2026-07-01', name: 'Phòng Khoa học và Đổi mới sáng tạo', basis: 'Quyết định số 12/QĐ-UBND ngày 15/6/2026' }],
});
export const contactBody = contactSchema.meta({ id: 'Contact', examples: [{ phone: '0256 3822 222', room: '305' }] });

export const peopleQuery = pageQuery.extend({
  search: z.string().max(100).optional().describe('Một phần họ tên hoặc tên đăng nhập; không phân biệt hoa thường, dấu.'),
  on: onDay,
});
const person = { login: z.string(), fullName: z.string(), email: z.string().nullable(), ...contact };
export const personPage = pageOf(
  'PersonPage',
  z.object({
    ...person,
    posts: z.array(z.object({ ...held, unit: z.string(), unitName: z.string() })).readonly().describe('Chức vụ giữ trong ngày ấy.'),
  }),
);
export const personDetails = z
  .object({
    ...person,
    posts: z
      .array(
        z.object({
          ...held,
          unit: z.string(),
          unitName: z.string().describe('Tên đơn vị vào ngày nhận chức vụ.'),
          from: z.iso.date(),
          to: z.iso.date().nullable(),
          basis: z.string().nullable(),
          state: z.enum(POST_STATES).describe('past: đã thôi; present: đang giữ; future: sẽ nhận.'),
        }),
      )
      .readonly()
      .describe('Mọi chức vụ, từ trước đến sau.'),
  })
  .meta({ id: 'PersonDetails' });
export const newPersonBody = z
  .strictObject({
    fullName: z.string().min(1).max(100).describe('Họ, chữ đệm và tên, có dấu.'),
    login: z.string().min(1).max(40).optional().describe('Bỏ trống: đặt theo quy tắc tên và chữ cái đầu, thêm số khi trùng.'),
    email: z.string().max(254).optional(),
  })
  .meta({ id: 'NewPerson', examples: [{ fullName: 'Phan Văn Cường' }] });
export const personRegistered = z.object({ login: z.string() }).meta({ id: 'PersonRegistered' });
export const personBody = personSchema.meta({
  id: 'CorrectPerson',
  examples: [{ fullName: 'Phan Văn Cường', email: 'cuongpv@skhcn.example', phone: '0256 3822 222', room: '305' }],
});
export const emailBody = z
  .strictObject({ email: z.string().max(254).nullable().describe('Một địa chỉ; null: không có, và không gửi thư cho người này.') })
  .meta({ id: 'PersonEmail', examples: [{ email: 'cuongpv@skhcn.example' }] });
export const reportingLineList = listOf(
  'ReportingLine',
  z.object({
    unit: z.string(),
    unitName: z.string(),
    people: z.array(z.object({ login: z.string(), fullName: z.string(), title: z.string() })).readonly(),
  }),
);

const APPOINTMENT = { unit: 'QLCN', role: 'staff', title: 'Chuyên viên', from: '2026-07-01', basis: 'Quyết định số 31/QĐ-SKHCN ngày 20/6/2026' };
export const appointmentBody = appointmentSchema.meta({ id: 'Appoint', examples: [{ login: 'cuongpv', ...APPOINTMENT }] });
export const correctedAppointmentBody = correctedAppointmentSchema.meta({ id: 'CorrectPost', examples: [APPOINTMENT] });
export const appointed = z.object({ postId: z.uuid() }).meta({ id: 'Appointed' });
export const endOfPostBody = z
  .strictObject({ lastDay: z.iso.date().describe('Ngày cuối giữ chức vụ; quyền kết thúc cùng ngày ấy.') })
  .meta({ id: 'EndOfPost', examples: [{ lastDay: '2026-12-31' }] });
export const withdrawPostBody = z
  .strictObject({ reason: z.string().trim().min(1).max(500).describe('Lý do, ví dụ quyết định thu hồi; ghi vào nhật ký.') })
  .meta({ id: 'WithdrawPost', examples: [{ reason: 'Quyết định số 35/QĐ-SKHCN thu hồi Quyết định số 31/QĐ-SKHCN' }] });
