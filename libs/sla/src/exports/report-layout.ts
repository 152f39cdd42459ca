import { DateTime } from 'luxon';
import {
  type Dimension,
  type FigureDefinition,
  FORECAST_FIGURES,
  REPORT_FIGURES,
  type ReportFilters,
  type ReportLine,
  type ReportPart,
  type SlaReport,
} from '../report/report.js';

/** What a report does not know of itself: whose it is, and in which zone its instants are written. */
export interface Letterhead {
  /** Name of the agency, as it stands over its documents. */
  readonly agency: string;
  /** IANA zone of the office. */
  readonly zone: string;
}

export interface LayoutRow {
  /** The code behind the label, such as that of a unit; empty for what has none and for the total. */
  readonly key: string;
  readonly label: string;
  /** One for each column, in its unit; null where there is nothing to measure. */
  readonly values: readonly (number | null)[];
}

export interface LayoutTable {
  readonly columns: readonly FigureDefinition[];
  readonly rows: readonly LayoutRow[];
  readonly total: LayoutRow;
}

export interface LayoutPeriod extends LayoutTable {
  /** As people say it: `từ ngày 01/10/2026 đến hết ngày 31/10/2026`. */
  readonly text: string;
}

/** A report as it is read, whatever the format: texts in Vietnamese, figures still as numbers. */
export interface ReportLayout {
  readonly agency: string;
  readonly title: string;
  /** When it was drawn up, and what it is narrowed to. */
  readonly facts: readonly string[];
  /** Heading of the labels: `Đơn vị`, `Tháng`, … */
  readonly keyTitle: string;
  readonly current: LayoutPeriod;
  /** Of what is open now, where it was asked for; its rows are those of `current`. */
  readonly forecast?: LayoutTable;
  readonly previous?: LayoutPeriod;
}

export const DIMENSION_TITLES: Readonly<Record<Dimension, string>> = {
  unit: 'Đơn vị',
  person: 'Người xử lý',
  kind: 'Loại văn bản',
  urgency: 'Độ khẩn',
  process: 'Quy trình',
  step: 'Bước xử lý',
  month: 'Tháng',
};

export const UNIT_NOTES: Readonly<Record<FigureDefinition['unit'], string>> = {
  count: 'số lượng',
  expected: 'ước tính',
  ratio: 'tỷ lệ',
  seconds: 'giờ:phút',
};

export function layOut(report: SlaReport, { agency, zone }: Letterhead): ReportLayout {
  const { definitions, forecastDefinitions } = report;
  const toTable = (part: ReportPart, columns: readonly FigureDefinition[], valuesOf: (line: ReportLine) => LayoutRow['values']) => {
    const toRow = (line: ReportLine): LayoutRow => ({ key: line.key ?? '', label: line.label, values: valuesOf(line) });
    return { columns, rows: part.lines.map(toRow), total: { ...toRow(part.total), label: 'Tổng cộng' } };
  };
  const toPeriod = (part: ReportPart): LayoutPeriod => ({
    text: sayPeriod(part.from, part.to, zone),
    ...toTable(part, REPORT_FIGURES.map((figure) => definitions[figure]), (line) => REPORT_FIGURES.map((figure) => line[figure])),
  });
  const drawnUp = DateTime.fromISO(report.asOf, { zone }).toFormat("HH:mm 'ngày' dd/MM/yyyy");
  return {
    agency,
    title: `BÁO CÁO THỜI HẠN XỬ LÝ CÔNG VIỆC THEO ${DIMENSION_TITLES[report.by].toUpperCase()}`,
    facts: [`Số liệu tại thời điểm ${drawnUp}`, ...sayFilters(report.filters)],
    keyTitle: DIMENSION_TITLES[report.by],
    current: toPeriod(report),
    forecast: forecastDefinitions && toTable(
      report,
      FORECAST_FIGURES.map((figure) => forecastDefinitions[figure]),
      (line) => FORECAST_FIGURES.map((figure) => line.forecast?.[figure] ?? null),
    ),
    previous: report.previous && toPeriod(report.previous),
  };
}

/** The end of a period does not belong to it, so a period that ends at midnight is named by the day before. */
export function sayPeriod(from: string, to: string, zone: string): string {
  const [start, end] = [from, to].map((instant) => DateTime.fromISO(instant, { zone })) as [DateTime, DateTime];
  const isWholeDays = [start, end].every((instant) => instant.equals(instant.startOf('day')));
  if (!isWholeDays) return `từ ${start.toFormat('HH:mm dd/MM/yyyy')} đến trước ${end.toFormat('HH:mm dd/MM/yyyy')}`;
  return `từ ngày ${start.toFormat('dd/MM/yyyy')} đến hết ngày ${end.minus({ days: 1 }).toFormat('dd/MM/yyyy')}`;
}

function sayFilters(filters: ReportFilters): string[] {
  const said = Object.entries(filters).map(
    ([dimension, value]) => `${DIMENSION_TITLES[dimension as Dimension].toLowerCase()} ${value}`,
  );
  return said.length === 0 ? [] : [`Phạm vi: ${said.join(', ')}`];
}

/** As Vietnamese reports write numbers: points between thousands, a comma before decimals, `–` for nothing measured. */
export function sayFigure(value: number | null, { unit }: FigureDefinition): string {
  if (value === null) return '–';
  if (unit === 'seconds') return sayHours(value);
  return value.toLocaleString('vi-VN', {
    style: unit === 'ratio' ? 'percent' : 'decimal',
    maximumFractionDigits: 1,
    minimumFractionDigits: unit === 'expected' ? 1 : 0,
  });
}

/** A length of time as reports show it, hours and minutes: `36:05`. */
function sayHours(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
