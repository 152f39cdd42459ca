import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import excel from 'exceljs';
import { CLERK } from './desks.js';
import type { OfficeOverTime } from './office-over-time.js';

export type RegisterName = 'incoming' | 'outgoing' | 'tracking';

/** A line of a register by the headings of its columns, as they are printed. */
export type RegisterLine = Readonly<Record<string, string | number | null>>;

/** The lines of a whole register, read from its workbook, once the worker has done what people have left to it. */
export async function workbookOf(office: OfficeOverTime, name: RegisterName, year: number): Promise<RegisterLine[]> {
  await office.settled();
  const book = new excel.Workbook();
  await book.xlsx.load(new Uint8Array(await office.download(CLERK, `registers/${name}?year=${year}&format=xlsx`)).buffer);
  // Rows and columns count from 1.
  const [headings, ...lines] = book.worksheets[0]!.getSheetValues().slice(1) as (string | number | null)[][];
  const columns = [...headings!.entries()].slice(1);
  return lines.map((cells) => Object.fromEntries(columns.map(([column, heading]) => [heading, cells[column] ?? null])));
}

/** What stands on the pages that are printed and bound. */
export async function printOf(office: OfficeOverTime, name: RegisterName, year: number): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'office-year-'));
  try {
    const file = join(folder, `${name}.pdf`);
    await writeFile(file, await office.download(CLERK, `registers/${name}?year=${year}&format=pdf`));
    const { stdout } = await promisify(execFile)('pdftotext', ['-layout', file, '-']);
    return stdout.normalize('NFC');
  } finally {
    await rm(folder, { recursive: true });
  }
}
