import { type FramedTable, makeWorkbook } from '#tables';
import type { LayoutPeriod, LayoutRow, ReportLayout } from './report-layout.js';

/** Letters that fit a column of the report's figures, and of labels. */
const [FIGURE_WIDTH, LABEL_WIDTH, KEY_WIDTH] = [13, 40, 14];

/** A report as an XLSX workbook: the report, the former period and the forecast where there are any, and what each figure means. */
export function reportToWorkbook(layout: ReportLayout): Promise<Buffer> {
  const { current, previous, forecast } = layout;
  return makeWorkbook({
    title: layout.title,
    company: layout.agency,
    tables: [
      toTable('Báo cáo', layout, current),
      ...(forecast === undefined ? [] : [toTable('Dự báo', layout, { ...forecast, text: current.text })]),
      ...(previous === undefined ? [] : [toTable('Kỳ trước', layout, previous)]),
    ],
    definitions: {
      columns: [
        { title: 'Chỉ tiêu', width: 32 },
        { title: 'Cách tính', width: 70 },
        { title: 'Phạm vi tính', width: 70 },
      ],
      rows: [...current.columns, ...(forecast?.columns ?? [])].map(({ title, meaning, population }) => [title, meaning, population]),
    },
  });
}

function toTable(name: string, layout: ReportLayout, { text, columns, rows, total }: LayoutPeriod): FramedTable {
  const toRow = ({ key, label, values }: LayoutRow) => [key, label, ...values];
  return {
    name,
    lines: [
      { text: layout.agency.toUpperCase(), bold: true },
      { text: layout.title, bold: true, size: 14 },
      { text: `Kỳ báo cáo: ${text}` },
      ...layout.facts.map((fact) => ({ text: fact, italic: true })),
    ],
    columns: [
      { title: 'Mã', width: KEY_WIDTH },
      { title: layout.keyTitle, width: LABEL_WIDTH },
      ...columns.map(({ title, unit }) => ({ title, width: FIGURE_WIDTH, unit })),
    ],
    rows: rows.map(toRow),
    total: toRow(total),
  };
}
