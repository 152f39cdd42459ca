import { PLAN_STATUSES, planDecisionSchema, planSchema, WORK_OF_UNIT } from '#directory';
import { z } from 'zod';
import { instant, pageOf, pageQuery } from '../paging.js';

export const planBody = planSchema.meta({
  id: 'ReorganisationPlanContent',
  examples: [
    {
      decisionNumber: '12/QĐ-UBND',
      decisionDate: '2026-12-15',
      decidedBy: 'UBND tỉnh',
      effectiveDay: '2027-01-01',
      lines: [
        {
          kind: 'merge',
          units: ['QLCN', 'QLKH'],
          into: { code: 'KHCN', name: 'Phòng Khoa học và Công nghệ' },
          people: [{ login: 'cuongpv', role: 'deputy-head', title: 'Phó Trưởng phòng' }],
        },
      ],
    },
  ],
});
export const planDecisionBody = planDecisionSchema.meta({ id: 'DecideReorganisationPlan', examples: [{ decision: 'approve' }] });
export const plansQuery = pageQuery.extend({ status: z.enum(PLAN_STATUSES).optional().describe('Chỉ phương án có trạng thái này.') });

const status = z.enum(PLAN_STATUSES).describe('Đang viết, đã kiểm tra, đã trình, đã duyệt chờ ngày, chưa thực hiện được, đã thực hiện, không duyệt, đã rút.');
const nullable = z.string().nullable();
const post = z.object({ unit: z.string(), role: z.string(), title: z.string() }).nullable();
const finding = z.object({ where: z.string(), code: z.string().optional(), what: z.string(), mend: z.string().optional() });

export const planReport = z
  .object({
    created: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string(), parentCode: nullable })).readonly(),
    revised: z.array(z.object({ code: z.string(), name: z.string().optional(), parentCode: nullable.optional() })).readonly(),
    ended: z.array(z.object({ code: z.string(), lastDay: z.iso.date(), successor: z.string() })).readonly(),
    posts: z.array(z.object({ login: z.string(), from: post, to: post })).readonly().describe('Chức vụ kết thúc, bắt đầu hoặc chuyển.'),
    heads: z.array(z.object({ unit: z.string(), head: z.string(), deputies: z.array(z.string()).readonly() })).readonly(),
    work: z
      .array(
        z.object({
          unit: z.string(),
          successor: z.string(),
          kind: z.enum(WORK_OF_UNIT),
          count: z.int(),
          items: z.array(z.object({ id: z.string(), label: z.string() })).readonly().describe('Nhiều nhất 50 dòng đầu.'),
        }),
      )
      .readonly()
      .describe('Việc còn mở theo đơn vị tiếp nhận.'),
    moved: z
      .array(z.object({ kind: z.string(), id: z.string(), from: z.string(), to: z.string() }))
      .readonly()
      .describe('Những gì chuyển đích danh sang một phần khi chia đơn vị.'),
    mailboxes: z
      .array(z.object({ id: z.uuid(), address: z.string(), status: z.string(), unit: z.string(), to: z.string(), becomes: z.string(), localPart: nullable }))
      .readonly(),
    delegations: z
      .array(z.object({ id: z.uuid(), holder: z.string(), deputy: z.string(), to: z.iso.date(), goesOn: z.boolean() }))
      .readonly(),
    authorities: z
      .array(z.object({ id: z.uuid(), holder: z.string(), form: z.string(), title: z.string(), goesOn: z.boolean() }))
      .readonly()
      .describe('Thẩm quyền ký của những người này; hết hiệu lực khi thôi chức vụ cuối cùng làm căn cứ.'),
    calendars: z
      .array(z.object({ unit: z.string(), of: z.array(z.string()).readonly(), calendar: nullable }))
      .readonly()
      .optional()
      .describe('Lịch làm việc riêng mà đơn vị mới theo; null: các đơn vị cũ theo lịch khác nhau, đơn vị mới theo lịch chung đến khi được chọn.'),
    books: z.array(z.object({ code: z.string(), name: z.string() })).readonly().describe('Sổ của cơ quan: số tiếp tục liền mạch.'),
  })
  .meta({ id: 'ReorganisationReport' });

export const planDetails = z
  .object({
    id: z.uuid(),
    content: planSchema,
    effectiveDay: z.iso.date(),
    status,
    author: z.string(),
    writtenAt: instant,
    changedAt: instant,
    checkedAt: instant.nullable(),
    submittedAt: instant.nullable(),
    decidedBy: nullable,
    decidedAt: instant.nullable(),
    decisionNote: nullable,
    carriedOutOn: z.iso.date().nullable(),
    people: z.array(z.string()).readonly(),
    report: planReport.nullable().describe('Những gì sẽ chuyển như lần kiểm tra cuối; đã thực hiện: những gì đã chuyển.'),
    findings: z.array(finding).readonly().nullable().describe('Vì sao chưa thực hiện được vào ngày có hiệu lực.'),
  })
  .meta({ id: 'ReorganisationPlan' });

export const planPage = pageOf(
  'ReorganisationPlanPage',
  z.object({
    id: z.uuid(),
    decisionNumber: z.string(),
    decisionDate: z.iso.date(),
    effectiveDay: z.iso.date(),
    status,
    author: z.string(),
    decidedBy: nullable,
    units: z.array(z.string()).readonly(),
  }),
);
export const planSaved = z.object({ id: z.uuid() }).meta({ id: 'ReorganisationPlanSaved' });
export const planDecided = z.object({ status }).meta({ id: 'ReorganisationPlanDecided' });
