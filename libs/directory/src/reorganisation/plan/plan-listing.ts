import type { Listing } from '#tables';
import type { PlanReport } from './plan-report.js';
import type { PlannedPost } from './plan-lines.js';

interface Line {
  readonly part: string;
  readonly what: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly note?: string | number | null;
}

const KINDS: Readonly<Record<string, string>> = {
  task: 'Nhiệm vụ',
  'reply-obligation': 'Nghĩa vụ phúc đáp',
  draft: 'Dự thảo',
  'work-file': 'Hồ sơ công việc',
  assignment: 'Việc được giao',
  deadline: 'Thời hạn',
  coordination: 'Việc phối hợp',
  question: 'Câu hỏi của người dân',
  case: 'Vụ việc',
};
const FATES = { 'handed-over': 'bàn giao', suspended: 'tạm ngừng', archived: 'lưu giữ', removed: 'xóa' } as const;

const post = (given: PlannedPost | null) => given && `${given.title} (${given.unit}, ${given.role})`;

/** What a plan does, a line for each thing, for those who review it on paper. */
export function planListing(report: PlanReport, zone: string): Listing<Line> {
  return {
    title: 'Phương án sắp xếp tổ chức',
    zone,
    rows: linesOf(report),
    columns: [
      { title: 'Phần', kind: 'text', width: 22, of: ({ part }) => part },
      { title: 'Nội dung', kind: 'text', width: 60, of: ({ what }) => what },
      { title: 'Từ', kind: 'text', width: 36, of: ({ from }) => from },
      { title: 'Đến', kind: 'text', width: 36, of: ({ to }) => to },
      { title: 'Ghi chú', kind: 'text', width: 36, of: ({ note = null }) => note },
    ],
  };
}

function linesOf({ created, revised, ended, posts, work, moved, mailboxes, delegations, authorities, calendars = [], books }: PlanReport): Line[] {
  return [
    ...created.map(({ code, name, parentCode }) => ({ part: 'Đơn vị mới', what: `${code} – ${name}`, from: null, to: code, note: parentCode && `Trực thuộc ${parentCode}` })),
    ...revised.map(({ code, name = null, parentCode }) => ({ part: 'Đơn vị đổi tên, đổi cấp trên', what: code, from: null, to: name, note: parentCode === undefined ? null : `Trực thuộc ${parentCode ?? 'lãnh đạo'}` })),
    ...ended.map(({ code, successor, lastDay }) => ({ part: 'Đơn vị kết thúc', what: code, from: code, to: successor, note: `Ngày cuối ${lastDay}` })),
    ...posts.map(({ login, from, to }) => ({ part: 'Chức vụ', what: login, from: post(from), to: post(to) })),
    ...work.flatMap(({ unit, successor, kind, count, items }) => [
      { part: KINDS[kind] ?? kind, what: `Tất cả: ${count}`, from: unit, to: successor },
      ...items.map(({ label }) => ({ part: KINDS[kind] ?? kind, what: label, from: unit, to: successor })),
    ]),
    ...moved.map(({ kind, id, from, to }) => ({ part: KINDS[kind] ?? kind, what: id, from, to, note: 'Chuyển đích danh' })),
    ...mailboxes.map(({ address, unit, to, becomes, localPart }) => ({ part: 'Hộp thư', what: address, from: unit, to, note: [FATES[becomes], localPart && `địa chỉ mới ${localPart}@`].filter(Boolean).join(', ') })),
    ...delegations.map(({ holder, deputy, to, goesOn }) => ({ part: 'Làm thay', what: `${deputy} làm thay ${holder} đến ${to}`, from: null, to: null, note: goesOn ? 'tiếp tục' : 'kết thúc' })),
    ...authorities.map(({ holder, form, title, goesOn }) => ({ part: 'Thẩm quyền ký', what: `${holder}: ${form} ${title}`, from: null, to: null, note: goesOn ? 'tiếp tục, xem lại chức danh' : 'hết hiệu lực' })),
    ...calendars.map(({ unit, of, calendar }) => ({ part: 'Lịch làm việc', what: calendar ?? 'lịch chung của cơ quan', from: of.join(', '), to: unit, note: calendar === null ? 'các đơn vị theo lịch khác nhau, cần chọn lịch' : 'tiếp tục' })),
    ...books.map(({ code, name }) => ({ part: 'Sổ đăng ký', what: `${code} – ${name}`, from: null, to: null, note: 'của cơ quan, số tiếp tục liền mạch' })),
  ];
}
