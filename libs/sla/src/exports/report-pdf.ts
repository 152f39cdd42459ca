import { type Content, makePdf, type TextBlock } from '#tables';
import type { FigureDefinition } from '../report/report.js';
import { ReportTooLongError } from './errors.js';
import { type LayoutPeriod, type LayoutRow, type LayoutTable, type ReportLayout, sayFigure, UNIT_NOTES } from './report-layout.js';

/** Setting a line holds the whole process up for 4 ms; what is longer is for a spreadsheet anyway. */
const MOST_LINES = 300;

/** A report as PDF, A4 landscape, with the head of an official document (NĐ 30/2020, phụ lục I). @throws ReportTooLongError */
export async function reportToPdf(layout: ReportLayout): Promise<Buffer> {
  const lines = layout.current.rows.length;
  if (lines > MOST_LINES) throw new ReportTooLongError(lines, MOST_LINES);
  const { forecast } = layout;
  const heading: Content = { text: 'DỰ BÁO TRỄ HẠN CỦA CÔNG VIỆC ĐANG LÀM, CHƯA ĐẾN HẠN', style: 'strong', margin: [0, 12, 0, 4] };
  return makePdf({
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [36, 36, 36, 40],
    info: { title: layout.title, author: layout.agency },
    defaultStyle: { font: 'Roboto', fontSize: 9 },
    styles: { strong: { bold: true }, heading: { bold: true, alignment: 'center', fillColor: '#eeeeee' } },
    content: [
      head(layout),
      title(layout),
      figures(layout, layout.current, layout.previous),
      ...(forecast === undefined ? [] : [heading, figures(layout, withOpenWork(forecast))]),
      notes([...layout.current.columns, ...(forecast?.columns ?? [])]),
    ],
    footer: (page, pages) => ({ text: `Trang ${page}/${pages}`, alignment: 'center', margin: [0, 12, 0, 0], fontSize: 8 }),
  });
}

function head({ agency }: ReportLayout): Content {
  return {
    columns: [
      { text: agency.toUpperCase(), style: 'strong', alignment: 'center', width: '45%' },
      {
        stack: [
          { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', style: 'strong' },
          { text: 'Độc lập - Tự do - Hạnh phúc', style: 'strong', decoration: 'underline' },
        ],
        alignment: 'center',
        width: '55%',
      },
    ],
  };
}

function title({ title: text, current, facts }: ReportLayout): Content {
  return {
    stack: [
      { text, style: 'strong', fontSize: 13, margin: [0, 16, 0, 4] },
      { text: `Kỳ báo cáo: ${current.text}` },
      ...facts.map((fact): Content => ({ text: fact, italics: true })),
    ],
    alignment: 'center',
    margin: [0, 0, 0, 10],
  };
}

/** A forecast of nothing is worth no line on paper. */
function withOpenWork({ rows, ...forecast }: LayoutTable): LayoutTable {
  return { ...forecast, rows: rows.filter(({ values }) => values.some((value) => value !== null && value > 0)) };
}

function figures({ keyTitle }: ReportLayout, { columns, rows, total }: LayoutTable, previous?: LayoutPeriod): Content {
  const heading = (text: string): TextBlock => ({ text, style: 'heading' });
  const cells = (row: LayoutRow, style?: string): TextBlock[] => [
    { text: row.label, style },
    ...row.values.map((value, index): TextBlock => ({ text: sayFigure(value, columns[index]!), alignment: 'right', style })),
  ];
  const formerTotal = previous && { ...previous.total, label: `Kỳ trước (${previous.text})` };
  return {
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: ['*', ...columns.map(() => 46)],
      body: [
        [heading(keyTitle), ...columns.map(({ title: text, unit }) => heading(`${text}\n(${UNIT_NOTES[unit]})`))],
        ...rows.map((row) => cells(row)),
        cells(total, 'strong'),
        ...(formerTotal === undefined ? [] : [cells(formerTotal)]),
      ],
    },
    layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingLeft: () => 3, paddingRight: () => 3 },
    fontSize: 8,
  };
}

function notes(columns: readonly FigureDefinition[]): Content {
  return {
    stack: [
      { text: 'Ghi chú', style: 'strong', margin: [0, 10, 0, 2] },
      ...columns.map(({ title: name, meaning, population }): Content => ({
        text: [{ text: `${name}: `, style: 'strong' }, `${meaning} Phạm vi tính: ${population}`],
        margin: [0, 0, 0, 2],
      })),
    ],
    fontSize: 8,
  };
}
