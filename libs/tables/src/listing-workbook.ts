import excel from 'exceljs';
import { DateTime } from 'luxon';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { FIGURE_FORMATS, figureInSheet } from './figure-unit.js';
import type { Listing, ListingColumn } from './listing.js';

/** A sheet of Excel ends at 1,048,576 rows, a cell at 32,767 letters. */
const [MOST_ROWS, MOST_LETTERS] = [1_000_000, 32_767];

/** Rows that may wait between the database and a slow reader. */
const ROWS_AT_ONCE = 500;

const NUMBER_FORMATS = { text: '@', number: '0', day: 'dd/mm/yyyy', instant: 'dd/mm/yyyy hh:mm', ...FIGURE_FORMATS } as const;

/** A listing as an XLSX workbook, with a heading that stays in sight and filters; a further sheet where one is full. */
export function listingToWorkbook<Row>(listing: Listing<Row>): Readable {
  const out = new PassThrough();
  writeWorkbook(listing, out).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

async function writeWorkbook<Row>(listing: Listing<Row>, out: PassThrough): Promise<void> {
  const workbook = new excel.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true });
  const leaving = new AbortController();
  out.once('close', () => leaving.abort());
  let sheet = addSheet(workbook, 'Danh sách', listing);
  let [written, sheets] = [0, 1];
  for await (const row of listing.rows) {
    if (out.destroyed) return;
    if (written === MOST_ROWS) {
      sheet.commit();
      [sheet, written] = [addSheet(workbook, `Danh sách ${++sheets}`, listing), 0];
    }
    sheet.addRow(listing.columns.map((column) => cellOf(column, row, listing.zone))).commit();
    written++;
    if (written % ROWS_AT_ONCE !== 0) continue;
    await setImmediate(); // what packs the rows takes its turn, however fast they come
    if (out.writableNeedDrain) await once(out, 'drain', { signal: leaving.signal });
  }
  addMeanings(workbook, listing);
  await workbook.commit();
}

function addMeanings<Row>(workbook: excel.stream.xlsx.WorkbookWriter, { columns }: Listing<Row>): void {
  const explained = columns.filter(({ meaning }) => meaning !== undefined);
  if (explained.length === 0) return;
  const sheet = workbook.addWorksheet('Định nghĩa');
  sheet.columns = [
    { header: 'Chỉ tiêu', width: 32 },
    { header: 'Cách tính', width: 100, style: { alignment: { wrapText: true } } },
  ];
  for (const { title, meaning } of explained) sheet.addRow([title, meaning]).commit();
}

function addSheet<Row>(workbook: excel.stream.xlsx.WorkbookWriter, name: string, { columns }: Listing<Row>): excel.Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: 9 /* A4 */, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
    headerFooter: { oddFooter: '&CTrang &P/&N' },
  });
  sheet.columns = columns.map(({ title, width, kind }) => ({ header: title, width, style: { numFmt: NUMBER_FORMATS[kind] } }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  const heading = sheet.getRow(1);
  heading.font = { bold: true };
  heading.commit();
  return sheet;
}

function cellOf<Row>(column: ListingColumn<Row>, row: Row, zone: string): string | number | Date | null {
  const value = column.of(row);
  if (value === null) return null;
  if (column.kind === 'text') return String(value).slice(0, MOST_LETTERS);
  if (column.kind === 'number') return Number(value);
  if (column.kind === 'day') return new Date(`${value}T00:00:00Z`);
  if (column.kind !== 'instant') return figureInSheet(Number(value), column.kind);
  // Excel has no zones: the clock of the office is written as if it were UTC, which is what exceljs writes.
  return DateTime.fromISO(String(value), { zone }).setZone('utc', { keepLocalTime: true }).toJSDate();
}
