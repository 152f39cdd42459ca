import { BrokenQuotesError, type CsvRow, csvRows, type Finding, isLogin, tidyLine } from '#foundation';

/** One line of the file plan of a year. */
export interface PlanItem {
  readonly code: string;
  readonly title: string;
  /** Null: for ever. */
  readonly retentionYears: number | null;
  /** Code of the unit that keeps the files of this line. */
  readonly unit: string;
  /** Login of who opens them and keeps them. */
  readonly responsible: string | null;
}

export interface PlanFile {
  readonly items: readonly PlanItem[];
  /** In Vietnamese: whoever imports the plan reads them. */
  readonly findings: readonly Finding[];
}

const COLUMNS = ['code', 'title', 'retention', 'unit', 'responsible'] as const;
const HEADER = `Dòng đầu phải là ${COLUMNS.join(',')}.`;
const MOST_LINES = 5000;

/** No spaces: a second file of the same line has its number behind one. */
const CODE = /^[\p{L}\d][\p{L}\d./_-]{0,39}$/u;

/**
 * Reads a file plan (danh mục hồ sơ, ND 30 appendix V) from CSV with the header `code,title,retention,unit,responsible` in any
 * order. `retention` is a number of years or `vĩnh viễn`; `responsible` is a login and may be empty.
 */
export function readPlanFile(text: string): PlanFile {
  try {
    return readRows([...csvRows(text)]);
  } catch (error) {
    if (!(error instanceof BrokenQuotesError)) throw error;
    const finding = { where: `dòng ${error.line}`, what: 'dấu nháy kép không đóng lại', mend: 'Đóng dấu nháy.' };
    return { items: [], findings: [finding] };
  }
}

function readRows([header, ...rows]: readonly CsvRow[]): PlanFile {
  const names = (header?.fields ?? []).map((name) => name.trim().toLowerCase());
  const missing = COLUMNS.filter((column) => !names.includes(column));
  if (missing.length > 0) return refused('dòng 1', `thiếu cột ${missing.join(', ')}`, HEADER);
  if (rows.length === 0) return refused('dòng 2', 'không có hồ sơ nào', 'Ghi mỗi hồ sơ một dòng.');
  if (rows.length > MOST_LINES) return refused('tệp', `có hơn ${MOST_LINES} dòng`, 'Chia thành nhiều tệp.');
  const seen = new Set<string>();
  const read = rows.map((row) => readRow(row, names, seen));
  return { items: read.map(({ item }) => item), findings: read.flatMap(({ findings }) => findings) };
}

function refused(where: string, what: string, mend: string): PlanFile {
  return { items: [], findings: [{ where, what, mend }] };
}

function readRow({ line, fields }: CsvRow, names: readonly string[], seen: Set<string>) {
  const value = (column: (typeof COLUMNS)[number]) => tidyLine(fields[names.indexOf(column)] ?? '');
  const [code, title, unit, responsible] = [value('code'), value('title'), value('unit'), value('responsible')];
  const retentionYears = retentionOf(value('retention'));
  const findings: Finding[] = [];
  const refuse = (what: string) => findings.push({ where: `dòng ${line}`, what });
  if (!CODE.test(code)) refuse('số, ký hiệu hồ sơ trống hoặc có ký tự lạ');
  else if (seen.has(code)) refuse(`số, ký hiệu ${code} có hai lần`);
  seen.add(code);
  if (title === '' || title.length > 500) refuse('tiêu đề hồ sơ trống hoặc dài quá 500 chữ');
  if (retentionYears === undefined) refuse('thời hạn bảo quản phải là số năm từ 1 đến 100 hoặc "vĩnh viễn"');
  if (unit === '') refuse('thiếu mã đơn vị');
  if (responsible !== '' && !isLogin(responsible)) refuse('người lập hồ sơ phải là tên đăng nhập');
  const item: PlanItem = { code, title, retentionYears: retentionYears ?? null, unit, responsible: responsible || null };
  return { item, findings };
}

function retentionOf(text: string): number | null | undefined {
  if (text.toLowerCase() === 'vĩnh viễn') return null;
  const years = /^\d{1,3}( năm)?$/.test(text) ? Number.parseInt(text, 10) : 0;
  return years >= 1 && years <= 100 ? years : undefined;
}
