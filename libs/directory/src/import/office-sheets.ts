import { BrokenQuotesError, type CsvRow, csvRows, tidyLine } from '#foundation';
import { readWorkbook } from '#tables';
import { isOfTcvn3, textOfFile } from './file-text.js';
import { columnIn, OFFICE_SHEETS, SHEET_NAMES, type SheetName, sheetOf, VIETNAMESE_SHEETS } from './office-columns.js';

/** One row, its fields by the names of their columns; what is empty is left out. */
export interface SheetRow {
  readonly sheet: SheetName;
  readonly line: number;
  readonly fields: Readonly<Record<string, string>>;
}

/** Where something is wrong in the files: a sheet, a row of it from 1, a column under its English name. */
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
      const known = sheetOf(sheet.name);
      if (known !== undefined) readSheet(known, sheet.rows, rows, findings);
    }
  }
  if (rows.length === 0 && findings.length === 0) {
    const mend = `Name the sheets or files ${SHEET_NAMES.join(', ')}, or ${SHEET_NAMES.map((sheet) => VIETNAMESE_SHEETS[sheet].name).join(', ')}.`;
    findings.push({ sheet: '', line: 1, column: '', code: 'nothing-to-import', what: 'there is no list with a row in it', mend });
  }
  return { rows, findings };
}

async function sheetsOf(fileName: string, content: Buffer, findings: ImportFinding[]): Promise<{ name: string; rows: readonly CsvRow[] }[]> {
  if (/\.xlsx$/i.test(fileName)) return readWorkbook(content);
  const name = fileName.replace(/^.*[\\/]/, '').replace(/\.csv$/i, '');
  const text = textOfFile(content);
  if (text === undefined) {
    const mend = 'Save it in Excel as "CSV UTF-8". What was typed in Windows-1258, TCVN3 or VNI is changed to Unicode before, for instance with UniKey (Ctrl+Shift+F6).';
    findings.push({ sheet: name, line: 1, column: '', code: 'encoding-unknown', what: 'is neither UTF-8 nor UTF-16 with its mark', mend });
    return [];
  }
  try {
    return [{ name, rows: [...csvRows(text)] }];
  } catch (error) {
    if (!(error instanceof BrokenQuotesError)) throw error;
    findings.push({ sheet: name, line: error.line, column: '', code: 'quotes-broken', what: 'has quotes that are not closed' });
    return [];
  }
}

function readSheet(sheet: SheetName, [header, ...lines]: readonly CsvRow[], rows: SheetRow[], findings: ImportFinding[]): void {
  const headings = header?.fields ?? [];
  const columns = OFFICE_SHEETS[sheet].map((column) => {
    const name = column.replace(/[[\]]/g, '');
    return { name, needed: !column.startsWith('['), at: columnIn(sheet, name, headings) };
  });
  const otherFont = [header, ...lines].find((row) => row?.fields.some(isOfTcvn3));
  if (otherFont !== undefined) {
    const mend = 'Change the whole file from TCVN3 (ABC) to Unicode, for instance with UniKey (Ctrl+Shift+F6).';
    findings.push({ sheet, line: otherFont.line, column: '', code: 'font-not-unicode', what: 'holds letters of a font of TCVN3, not of Unicode', mend });
    return;
  }
  const missing = columns.filter(({ needed, at }) => needed && at < 0);
  for (const { name } of missing) {
    const mend = `Head it ${name}, or ${VIETNAMESE_SHEETS[sheet].columns[name]![0]!}.`;
    findings.push({ sheet, line: 1, column: name, code: 'column-missing', what: 'has no column of this name', mend });
  }
  if (lines.length > MOST_ROWS) findings.push({ sheet, line: MOST_ROWS + 2, column: '', code: 'too-many-rows', what: `has more than ${MOST_ROWS} rows` });
  if (missing.length > 0 || lines.length > MOST_ROWS) return;
  for (const { line, fields } of lines) {
    const given = columns.flatMap(({ name, at }) => {
      const value = tidyLine(fields[at] ?? '');
      return value === '' ? [] : [[name, value] as const];
    });
    const row = { sheet, line, fields: Object.fromEntries(given) };
    const empty = columns.filter(({ name, needed }) => needed && row.fields[name] === undefined);
    for (const { name } of empty) findings.push({ sheet, line, column: name, code: 'cell-empty', what: 'is empty' });
    if (empty.length === 0) rows.push(row);
  }
}
