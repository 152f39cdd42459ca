import type { CsvRow } from '#foundation';
import { requireBoundedZip } from './bounded-zip.js';
import { WorkbookUnreadableError } from './errors.js';

/** A sheet as texts, empty rows left out; `line` is the number of the row. */
export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly CsvRow[];
}

/** Beyond these the rows that follow are no list of an office any more. */
const MOST_ROWS = 20_000;
const MOST_COLUMNS = 50;

/** What else stands in a sheet; a range in it may name more cells than fit into any memory. */
const BESIDE_THE_CELLS = ['mergeCells', 'dataValidations', 'conditionalFormatting', 'hyperlinks', 'autoFilter', 'cols', 'drawing', 'picture', 'tableParts', 'extLst'];

/**
 * Reads an XLSX workbook of some thousand rows: each cell as the text that stands in it, a date as `YYYY-MM-DD`, a formula
 * as its last result. The archive is bounded before anything of it is unpacked for good.
 * @throws WorkbookUnreadableError
 */
export async function readWorkbook(content: Buffer): Promise<WorkbookSheet[]> {
  requireBoundedZip(content);
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  try {
    const bytes = content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) as ArrayBuffer;
    await workbook.xlsx.load(bytes, { ignoreNodes: BESIDE_THE_CELLS, maxRows: MOST_ROWS, maxCols: MOST_COLUMNS } as Parameters<typeof workbook.xlsx.load>[1]);
  } catch (cause) {
    throw new WorkbookUnreadableError(`is damaged, or has more than ${MOST_ROWS} rows or ${MOST_COLUMNS} columns`, cause);
  }
  return workbook.worksheets.map((sheet) => {
    const rows: CsvRow[] = [];
    sheet.eachRow((row, line) => {
      const fields = Array.from({ length: row.cellCount }, (_, index) => textOf(row.getCell(index + 1).value));
      if (fields.some((field) => field.trim() !== '')) rows.push({ line, fields });
    });
    return { name: sheet.name, rows };
  });
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return '';
  if ('richText' in value && Array.isArray(value.richText)) return value.richText.map((part: { text?: unknown }) => textOf(part.text)).join('');
  if ('result' in value) return textOf(value.result);
  return 'text' in value ? textOf(value.text) : '';
}
