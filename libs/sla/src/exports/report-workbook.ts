import excel from 'exceljs';
import type { FigureDefinition } from '../report/report.js';
import type { LayoutPeriod, LayoutRow, ReportLayout } from './report-layout.js';

const SECONDS_PER_DAY = 86_400;

/** Excel counts time in days; `[h]` goes on beyond 24 hours. */
const NUMBER_FORMATS: Readonly<Record<FigureDefinition['unit'], string>> = {
  count: '#,##0',
  expected: '#,##0.0',
  ratio: '0.0%',
  seconds: '[h]:mm',
};

/** Letters that fit a column of the report's figures, and of labels. */
const [FIGURE_WIDTH, LABEL_WIDTH, KEY_WIDTH] = [13, 40, 14];

/** A report as an XLSX workbook: the report, the former period and the forecast where there are any, and what each figure means. */
export async function reportToWorkbook(layout: ReportLayout): Promise<Buffer> {
  const workbook = new excel.Workbook();
  workbook.title = layout.title;
  workbook.company = layout.agency;
  const { current, previous, forecast } = layout;
  addTable(workbook, 'Báo cáo', layout, current);
  if (forecast !== undefined) addTable(workbook, 'Dự báo', layout, { ...forecast, text: current.text });
  if (previous !== undefined) addTable(workbook, 'Kỳ trước', layout, previous);
  addDefinitions(workbook, [...current.columns, ...(forecast?.columns ?? [])]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function addTable(workbook: excel.Workbook, name: string, layout: ReportLayout, { text, columns, rows, total }: LayoutPeriod): void {
  const sheet = workbook.addWorksheet(name, {
    pageSetup: { paperSize: 9 /* A4 */, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
    headerFooter: { oddFooter: '&CTrang &P/&N' },
  });
  const width = columns.length + 2;
  sheet.columns = [{ width: KEY_WIDTH }, { width: LABEL_WIDTH }, ...columns.map(() => ({ width: FIGURE_WIDTH }))];
  const block: readonly (readonly [string, Partial<excel.Font>])[] = [
    [layout.agency.toUpperCase(), { bold: true }],
    [layout.title, { bold: true, size: 14 }],
    [`Kỳ báo cáo: ${text}`, {}],
    ...layout.facts.map((fact) => [fact, { italic: true }] as const),
  ];
  for (const [line, font] of block) {
    const row = sheet.addRow([line]);
    sheet.mergeCells(row.number, 1, row.number, width);
    row.font = font;
    row.alignment = { horizontal: 'center' };
  }
  const heading = sheet.addRow(['Mã', layout.keyTitle, ...columns.map(({ title }) => title)]);
  heading.font = { bold: true };
  heading.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  for (const line of rows) addLine(sheet, line, columns);
  addLine(sheet, total, columns).font = { bold: true };
  for (let number = heading.number; number <= sheet.rowCount; number++) frame(sheet.getRow(number));
  sheet.views = [{ state: 'frozen', xSplit: 2, ySplit: heading.number }];
  sheet.pageSetup.printTitlesRow = `${heading.number}:${heading.number}`;
}

function addLine(sheet: excel.Worksheet, { key, label, values }: LayoutRow, columns: readonly FigureDefinition[]): excel.Row {
  const row = sheet.addRow([key, label]);
  columns.forEach(({ unit }, index) => {
    const [cell, value] = [row.getCell(index + 3), values[index] ?? null];
    cell.value = value !== null && unit === 'seconds' ? value / SECONDS_PER_DAY : value;
    cell.numFmt = NUMBER_FORMATS[unit];
  });
  return row;
}

function addDefinitions(workbook: excel.Workbook, columns: readonly FigureDefinition[]): void {
  const sheet = workbook.addWorksheet('Định nghĩa', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = [
    { header: 'Chỉ tiêu', width: 32 },
    { header: 'Cách tính', width: 70 },
    { header: 'Phạm vi tính', width: 70 },
  ];
  sheet.getRow(1).font = { bold: true };
  for (const { title, meaning, population } of columns) sheet.addRow([title, meaning, population]);
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
