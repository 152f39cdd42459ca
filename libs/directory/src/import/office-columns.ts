/** The lists of an office and their columns; a column in brackets may be left out. */
export const OFFICE_SHEETS = {
  units: ['code', 'name', 'kind', '[parent]', '[from]', '[sort]', '[phone]', '[room]'],
  people: ['login', 'name', '[email]', '[phone]', '[room]'],
  posts: ['login', 'unit', 'role', 'title', 'from', '[to]', '[basis]'],
  mailboxes: ['owner', '[name]', '[purpose]'],
} as const;
export type SheetName = keyof typeof OFFICE_SHEETS;
export const SHEET_NAMES = Object.keys(OFFICE_SHEETS) as SheetName[];

/** What an office calls its lists and columns; the first name of several is the one that we give out. */
export const VIETNAMESE_SHEETS: Readonly<Record<SheetName, { readonly name: string; readonly columns: Readonly<Record<string, readonly string[]>> }>> = {
  units: {
    name: 'Đơn vị',
    columns: {
      code: ['Mã đơn vị', 'Mã'],
      name: ['Tên đơn vị', 'Đơn vị'],
      kind: ['Loại đơn vị', 'Loại'],
      parent: ['Đơn vị cấp trên', 'Trực thuộc'],
      from: ['Từ ngày'],
      sort: ['Thứ tự'],
      phone: ['Điện thoại', 'Số điện thoại'],
      room: ['Phòng', 'Phòng số'],
    },
  },
  people: {
    name: 'Người',
    columns: { login: ['Tên đăng nhập'], name: ['Họ và tên', 'Họ tên'], email: ['Thư điện tử', 'E-mail'], phone: ['Điện thoại', 'Số điện thoại'], room: ['Phòng', 'Phòng số'] },
  },
  posts: {
    name: 'Chức vụ',
    columns: {
      login: ['Tên đăng nhập'],
      unit: ['Mã đơn vị', 'Đơn vị'],
      role: ['Vai trò'],
      title: ['Chức danh', 'Chức vụ'],
      from: ['Từ ngày'],
      to: ['Đến ngày'],
      basis: ['Căn cứ', 'Quyết định'],
    },
  },
  mailboxes: { name: 'Hộp thư', columns: { owner: ['Chủ hộp thư'], name: ['Tên hộp thư'], purpose: ['Mục đích', 'Dùng vào việc'] } },
};

/** Of a list, in English or Vietnamese, also written without marks, as file names are. */
export function sheetOf(name: string): SheetName | undefined {
  const wanted = folded(name);
  return SHEET_NAMES.find((sheet) => sheet === wanted || folded(VIETNAMESE_SHEETS[sheet].name) === wanted);
}

/** By which heading a column stands in a list, by its own name before those that may mean another column too; -1 where it has none. */
export function columnIn(sheet: SheetName, column: string, headings: readonly string[]): number {
  const names = [column, ...(VIETNAMESE_SHEETS[sheet].columns[column] ?? [])].map(folded);
  const given = headings.map(folded);
  return names.map((name) => given.indexOf(name)).find((at) => at >= 0) ?? -1;
}

/** `Họ và tên` as `hovaten`. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd').replace(/[^a-z0-9]/g, '');
}
