import { exportListing, type ExportedListing, type Listing, type ListingColumn, printListing } from '#tables';
import { DateTime } from 'luxon';
import { type Figure, FIGURE_GROUPS } from './figures/figure.js';
import type { ItReportDetail } from './it-reports.query.js';

export const IT_REPORT_FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export type ItReportFormat = (typeof IT_REPORT_FORMATS)[number];

const UNITS: Readonly<Record<Figure['unit'], string>> = { count: 'số', bytes: 'byte', minutes: 'phút', instant: 'thời điểm' };
const EVENTS: Readonly<Partial<Record<ItReportDetail['events'][number]['kind'], string>>> = { asked: 'Lãnh đạo hỏi', answered: 'Trả lời', noted: 'Ý kiến lãnh đạo' };

/**
 * A report as a file: line by line what was counted, with what it means; on paper as it is read, with what IT and the leadership say.
 * @param agency name over the print. @param zone of the office
 */
export async function exportItReport(report: ItReportDetail, format: ItReportFormat, { agency, zone }: { readonly agency: string; readonly zone: string }): Promise<ExportedListing> {
  const title = report.label.replaceAll('/', '-');
  const columns = format === 'pdf' ? printedColumns(zone) : COLUMNS;
  const listing: Listing<Figure> = { title, columns, rows: report.figures, zone };
  if (format !== 'pdf') return exportListing({ ...listing, rows: [...report.figures, ...saidOf(report).map(asLine)] }, format);
  return printListing(listing, {
    agency,
    facts: saidOf(report).map(({ name, text }) => `${name}: ${text}`),
    paper: 'A4',
    footOf: ({ rows }) => `${rows} số liệu`,
    closing: ({ rows }) => [`Cộng: ${rows} số liệu${report.drawnAt === null ? '' : `, lập lúc ${sayInstant(report.drawnAt, zone)}`}.`],
    signatures: ['NGƯỜI PHỤ TRÁCH CÔNG NGHỆ THÔNG TIN', 'LÃNH ĐẠO CƠ QUAN'],
  });
}

/** Marks a line of a sheet that is no figure. */
const SAID = 'said';

/** For a sheet: figures as numbers, to go on reckoning with. */
const COLUMNS: readonly ListingColumn<Figure>[] = [
  { title: 'Mục', kind: 'text', width: 24, of: ({ group, code }) => (code === SAID ? 'Nhận xét' : FIGURE_GROUPS[group]) },
  { title: 'Số liệu', kind: 'text', width: 48, of: ({ name }) => name },
  { title: 'Giá trị', kind: 'count', width: 14, of: ({ value }) => (typeof value === 'number' ? value : null) },
  { title: 'Đơn vị tính', kind: 'text', width: 12, of: ({ unit, code }) => (code === SAID ? null : UNITS[unit]) },
  { title: 'Thời điểm', kind: 'instant', width: 18, of: ({ value }) => (typeof value === 'string' ? value : null) },
  { title: 'Tính theo', kind: 'text', width: 14, of: ({ when, code }) => (code === SAID ? null : when === 'period' ? 'trong kỳ' : 'lúc lập') },
  { title: 'Ý nghĩa', kind: 'text', width: 80, of: ({ meaning }) => meaning },
];

function printedColumns(zone: string): readonly ListingColumn<Figure>[] {
  return [
    { title: 'Mục', kind: 'text', width: 22, of: ({ group }) => FIGURE_GROUPS[group] },
    { title: 'Số liệu', kind: 'text', width: 52, of: ({ name }) => name },
    { title: 'Giá trị', kind: 'text', width: 22, of: (figure) => sayValue(figure, zone) },
  ];
}

/** `1.234`, `12,5 MB`, `2 giờ 05 phút`, `05/01/2026 08:30`; `không có` where there is none. @param zone of the office */
export function sayValue({ value, unit }: Pick<Figure, 'value' | 'unit'>, zone: string): string {
  if (value === null) return 'không có';
  if (typeof value === 'string') return sayInstant(value, zone);
  if (unit === 'bytes') return sayBytes(value);
  if (unit === 'minutes' && value >= 60) return `${NUMBER.format(Math.floor(value / 60))} giờ ${String(value % 60).padStart(2, '0')} phút`;
  return unit === 'minutes' ? `${value} phút` : NUMBER.format(value);
}

const NUMBER = new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 1 });

function sayBytes(bytes: number): string {
  const sizes = ['byte', 'kB', 'MB', 'GB', 'TB'];
  const step = bytes < 1000 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${NUMBER.format(bytes / 1000 ** step)} ${sizes[step]}`;
}

function sayInstant(instant: string, zone: string): string {
  return DateTime.fromISO(instant, { zone }).toFormat('dd/MM/yyyy HH:mm');
}

interface Said {
  readonly name: string;
  readonly text: string;
}

function saidOf({ problems, proposals, events }: ItReportDetail): Said[] {
  return [
    ...(problems === null ? [] : [{ name: 'Vấn đề mới phát sinh', text: problems }]),
    ...(proposals === null ? [] : [{ name: 'Đề xuất', text: proposals }]),
    ...events.flatMap(({ kind, text }) => (text === null || EVENTS[kind] === undefined ? [] : [{ name: EVENTS[kind], text }])),
  ];
}

function asLine({ name, text }: Said): Figure {
  return { code: SAID, group: 'work', name, unit: 'count', when: 'drawing', value: null, meaning: text };
}
