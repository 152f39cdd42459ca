import excel from 'exceljs';
import { FIGURE_FORMATS, figureInSheet } from './figure-unit.js';
import type { FramedRow, FramedTable, WorkbookLayout } from './make-workbook.js';

export async function writeFramedWorkbook({ title, company, tables, definitions }: WorkbookLayout): Promise<Buffer> {
  const workbook = new excel.Workbook();
  workbook.title = title;
  workbook.company = company;
  for (const table of tables) addTable(workbook, table);
  addDefinitions(workbook, definitions);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addTable(workbook: excel.Workbook, { name, lines, columns, rows, total }: FramedTable): void {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: { paperSize: 9 /* A4 */, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: '&CTrang &P/&N' },
  });
  sheet.columns = columns.map(({ width }) => ({ width }));
  for (const { text, ...font } of lines) {
    const row = sheet.addRow([text]);
    sheet.mergeCells(row.number, 1, row.number, columns.length);
    row.font = font;
    row.alignment = { horizontal: 'center' };
  }
  const heading = sheet.addRow(columns.map((column) => column.title));
  heading.font = { bold: true };
  heading.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  for (const row of rows) addRow(sheet, row, columns);
  addRow(sheet, total, columns).font = { bold: true };
  for (let number = heading.number; number <= sheet.rowCount; number++) frame(sheet.getRow(number));
  sheet.views = [{ state: 'frozen', xSplit: columns.filter(({ unit }) => unit === undefined).length, ySplit: heading.number }];
  sheet.pageSetup.printTitlesRow = `${heading.number}:${heading.number}`;
}

function addRow(sheet: excel.Worksheet, values: FramedRow, columns: FramedTable['columns']): excel.Row {
  const row = sheet.addRow([]);
  columns.forEach(({ unit }, index) => {
    const [cell, value] = [row.getCell(index + 1), values[index] ?? null];
    cell.value = unit !== undefined && typeof value === 'number' ? figureInSheet(value, unit) : value;
    if (unit !== undefined) cell.numFmt = FIGURE_FORMATS[unit];
  });
  return row;
}

function addDefinitions(workbook: excel.Workbook, { columns, rows }: WorkbookLayout['definitions']): void {
  const sheet = workbook.addWorksheet('Định nghĩa', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ title, width }) => ({ header: title, width }));
  sheet.getRow(1).font = { bold: true };
  for (const row of rows) sheet.addRow([...row]);
  sheet.eachRow((row) => {
    row.alignment = { wrapText: true, vertical: 'top' };
    frame(row);
  });
}

function frame(row: excel.Row): void {
  const thin = { style: 'thin' } as const;
  row.eachCell({ includeEmpty: true }, (cell) => {
    cell.border = { top: thin, left: thin, bottom: thin, right: thin };
  });
}
