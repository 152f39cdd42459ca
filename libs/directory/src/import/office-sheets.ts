import { BrokenQuotesError, type CsvRow, csvRows, tidyLine } from '#foundation';
import { readWorkbook } from '#tables';

/** The lists of an office and their columns; a column in brackets may be left out. */
export const OFFICE_SHEETS = {
  units: ['code', 'name', 'kind', '[parent]', '[from]', '[sort]', '[phone]', '[room]'],
  people: ['login', 'name', '[email]', '[phone]', '[room]'],
  posts: ['login', 'unit', 'role', 'title', 'from', '[to]', '[basis]'],
  mailboxes: ['owner', '[name]', '[purpose]'],
} as const;
export type SheetName = keyof typeof OFFICE_SHEETS;
export const SHEET_NAMES = Object.keys(OFFICE_SHEETS) as SheetName[];

/** One row, its fields by the names of their columns; what is empty is left out. */
export interface SheetRow {
  readonly sheet: SheetName;
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Where something is wrong in the files: a sheet, a row of it from 1, a column. */
export interface PlaceInFile {
  readonly sheet: string;
  readonly line: number;
  readonly column: string;
}

/** Something that is wrong in the files. */
export interface ImportFinding extends PlaceInFile {
  readonly code: string;
  readonly what: string;
  readonly mend?: string;
}

/** A file as it came: a workbook with all lists, or the CSV of one that is named after it (`posts.csv`). */
export interface OfficeFile {
  readonly name: string;
  readonly content: Buffer;
}

const MOST_ROWS = 5000;

/**
 * Reads the lists of an office. Sheets of other names are left alone, so that a workbook may explain itself.
 * @throws WorkbookUnreadableError
 */
export async function readOfficeFiles(files: readonly OfficeFile[]): Promise<{ rows: SheetRow[]; findings: ImportFinding[] }> {
  const rows: SheetRow[] = [];
  const findings: ImportFinding[] = [];
  for (const { name, content } of files) {
    for (const sheet of await sheetsOf(name, content, findings)) {
      const known = SHEET_NAMES.find((each) => each === sheet.name.trim().toLowerCase());
      if (known !== undefined) readSheet(known, sheet.rows, rows, findings);
    }
  }
  if (rows.length === 0 && findings.length === 0) {
    const mend = `Name the sheets or files ${SHEET_NAMES.join(', ')}.`;
    findings.push({ sheet: '', line: 1, column: '', code: 'nothing-to-import', what: 'there is no list with a row in it', mend });
  }
  return { rows, findings };
}

async function sheetsOf(fileName: string, content: Buffer, findings: ImportFinding[]): Promise<{ name: string; rows: readonly CsvRow[] }[]> {
  if (/\.xlsx$/i.test(fileName)) return readWorkbook(content);
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.csv$/i, '');
  try {
    return [{ name, rows: [...csvRows(content.toString('utf8'))] }];
  } catch (error) {
    if (!(error instanceof BrokenQuotesError)) throw error;
    findings.push({ sheet: name, line: error.line, column: '', code: 'quotes-broken', what: 'has quotes that are not closed' });
    return [];
  }
}

function readSheet(sheet: SheetName, [header, ...lines]: readonly CsvRow[], rows: SheetRow[], findings: ImportFinding[]): void {
  const names = (header?.fields ?? []).map((name) => name.trim().toLowerCase());
  const columns = OFFICE_SHEETS[sheet].map((column) => ({ name: column.replace(/[[\]]/g, ''), needed: !column.startsWith('[') }));
  const missing = columns.filter(({ name, needed }) => needed && !names.includes(name));
  for (const { name } of missing) findings.push({ sheet, line: 1, column: name, code: 'column-missing', what: 'has no column of this name' });
  if (lines.length > MOST_ROWS) findings.push({ sheet, line: MOST_ROWS + 2, column: '', code: 'too-many-rows', what: `has more than ${MOST_ROWS} rows` });
  if (missing.length > 0 || lines.length > MOST_ROWS) return;
  for (const { line, fields } of lines) {
    const given = columns.flatMap(({ name }) => {
      const value = tidyLine(fields[names.indexOf(name)] ?? '');
      return value === '' ? [] : [[name, value] as const];
    });
    const row = { sheet, line, fields: Object.fromEntries(given) };
    const empty = columns.filter(({ name, needed }) => needed && row.fields[name] === undefined);
    for (const { name } of empty) findings.push({ sheet, line, column: name, code: 'cell-empty', what: 'is empty' });
    if (empty.length === 0) rows.push(row);
  }
}
