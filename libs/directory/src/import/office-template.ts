import type { BlankSheet, Listing } from '#tables';
import { POST_ROLES } from '../post-role.js';
import { UNIT_KINDS } from '../unit-kind.js';
import { OFFICE_SHEETS, SHEET_NAMES, type SheetName, VIETNAMESE_SHEETS } from './office-columns.js';

const DAY = 'Ngày, dạng 2026-01-31.';
const LOGIN = 'Chữ thường không dấu, ví dụ cuongpv.';

const MEANINGS: Readonly<Record<SheetName, Readonly<Record<string, string>>>> = {
  units: {
    code: 'Mã ngắn, ví dụ QLCN; không trùng.',
    name: 'Tên đầy đủ.',
    kind: `Một trong: ${UNIT_KINDS.join(', ')} (lãnh đạo, văn phòng, phòng chuyên môn, công nghệ thông tin, tổ chức).`,
    parent: 'Mã đơn vị cấp trên.',
    from: DAY,
    sort: 'Số thứ tự khi liệt kê.',
    phone: 'Số điện thoại.',
    room: 'Số phòng.',
  },
  people: { login: LOGIN, name: 'Họ, đệm và tên có dấu.', email: 'Địa chỉ thư điện tử.', phone: 'Số điện thoại.', room: 'Số phòng.' },
  posts: {
    login: LOGIN,
    unit: 'Mã đơn vị.',
    role: `Một trong: ${POST_ROLES.join(', ')}. Quyền theo vai trò này.`,
    title: 'Chức danh như trong quyết định.',
    from: DAY,
    to: `${DAY} Để trống khi còn giữ chức vụ.`,
    basis: 'Số, ngày của quyết định.',
  },
  mailboxes: { owner: 'Mã đơn vị hoặc tên đăng nhập.', name: 'Phần trước @; để trống: theo quy tắc đặt tên.', purpose: 'Dùng vào việc gì, khi đơn vị có nhiều hộp thư.' },
};

/** The lists that an office fills in, with a word on each column; one that may be left out says so. */
export function officeTemplate(): (BlankSheet & { readonly sheet: SheetName })[] {
  return SHEET_NAMES.map((sheet) => ({
    sheet,
    name: VIETNAMESE_SHEETS[sheet].name,
    columns: OFFICE_SHEETS[sheet].map((column) => {
      const name = column.replace(/[[\]]/g, '');
      const meaning = MEANINGS[sheet][name]!;
      return { title: VIETNAMESE_SHEETS[sheet].columns[name]![0]!, meaning: column.startsWith('[') ? `${meaning} Có thể để trống.` : meaning };
    }),
  }));
}

/** One of them as a listing without rows, for CSV. */
export function officeTemplateOf(wanted: SheetName, zone: string): Listing<never> {
  const { name, columns } = officeTemplate().find(({ sheet }) => sheet === wanted)!;
  return { title: name, columns: columns.map(({ title }) => ({ title, kind: 'text' as const, width: 22, of: () => null })), rows: [], zone };
}
