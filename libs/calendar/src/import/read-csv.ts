import { BrokenQuotesError, type CsvRow, csvRows } from '#foundation';
import { DayFile, type DaysRead, sessionsIn } from './day-file.js';

const COLUMNS = ['date', 'kind', 'sessions', 'name', 'source'] as const;

/**
 * Reads days of a calendar from CSV with the header `date,kind,sessions,name,source` in any order; other columns are left
 * alone. Dates are `2026-02-17` or, as Excel turns them, `17/02/2026`; sessions `07:00-11:30 13:30-17:00`.
 */
export function readCalendarCsv(text: string): DaysRead {
  const file = new DayFile();
  if (file.mayRead(text)) {
    try {
      readRows(text, file);
    } catch (error) {
      if (!(error instanceof BrokenQuotesError)) throw error;
      file.refuse(
        error.line,
        'dấu nháy kép không đóng lại, hoặc còn chữ sau dấu nháy đóng.',
        'Đóng dấu nháy, hoặc viết hai dấu nháy liền nhau cho một dấu.',
      );
    }
  }
  return file.read();
}

function readRows(text: string, file: DayFile): void {
  let columns: Map<string, number> | undefined;
  for (const row of csvRows(text)) {
    if (columns === undefined) {
      columns = new Map(row.fields.map((name, index) => [name.trim().toLowerCase(), index]));
      if (!hasAllColumns(columns, file)) return;
    } else if (file.isFull) {
      file.refuse(
        row.line,
        'từ dòng này trở đi không đọc nữa vì có quá nhiều ngày hoặc quá nhiều lỗi.',
        'Chia thành nhiều tệp.',
      );
      return;
    } else addRow(row, columns, file);
  }
  if (columns === undefined) file.refuse(1, 'tệp trống.', `Dòng đầu phải là ${COLUMNS.join(',')}.`);
}

function hasAllColumns(columns: ReadonlyMap<string, number>, file: DayFile): boolean {
  const missing = COLUMNS.filter((column) => !columns.has(column));
  if (missing.length > 0) file.refuse(1, `thiếu cột ${missing.join(', ')}.`, `Dòng đầu phải là ${COLUMNS.join(',')}.`);
  return missing.length === 0;
}

function addRow({ line, fields }: CsvRow, columns: ReadonlyMap<string, number>, file: DayFile): void {
  const value = (column: (typeof COLUMNS)[number]) => (fields[columns.get(column)!] ?? '').trim();
  file.add(line, {
    date: isoDate(value('date')),
    kind: value('kind'),
    sessions: sessionsIn(value('sessions')),
    name: value('name'),
    source: value('source'),
  });
}

function isoDate(text: string): string {
  const [, day, month, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  return year === undefined ? text : `${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`;
}
