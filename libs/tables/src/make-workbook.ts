import type { FigureUnit } from './figure-unit.js';

/** A workbook for {@link makeWorkbook}. */
export interface WorkbookLayout {
  readonly title: string;
  readonly company: string;
  readonly tables: readonly FramedTable[];
  /** What the columns mean, on a sheet of its own. */
  readonly definitions: {
    readonly columns: readonly { readonly title: string; readonly width: number }[];
    readonly rows: readonly (readonly string[])[];
  };
}

/** A sheet: lines above a framed table that is printed on A4 landscape. */
export interface FramedTable {
  readonly name: string;
  /** Centred over the whole table. */
  readonly lines: readonly FramedLine[];
  /** Widths are in letters. A column without unit holds texts; the columns of texts stay in sight. */
  readonly columns: readonly { readonly title: string; readonly width: number; readonly unit?: FigureUnit }[];
  readonly rows: readonly FramedRow[];
  /** Below the rows, in bold letters. */
  readonly total: FramedRow;
}

export interface FramedLine {
  readonly text: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly size?: number;
}

/** One for each column; figures in their unit, null where there is nothing to say. */
export type FramedRow = readonly (string | number | null)[];

/** An XLSX workbook that is laid out as a whole: some hundred rows. What is long goes through `exportListing`. */
export async function makeWorkbook(layout: WorkbookLayout): Promise<Buffer> {
  const { writeFramedWorkbook } = await import('./framed-workbook.js');
  return writeFramedWorkbook(layout);
}
