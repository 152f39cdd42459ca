import type { Listing, ListingColumn } from '#tables';
import type { ObligationsOfUnit, ObligationsReport } from '../../report/obligations.query.js';
import {
  OBLIGATION_DEFINITIONS,
  OBLIGATION_KINDS,
  OBLIGATION_MEANINGS,
  type ObligationFigure,
  type ObligationKind,
} from '../../report/obligations.js';
import type { ForecastFigure } from '../../report/report.js';
import { figureColumns } from './figure-columns.js';

type Row = ObligationsOfUnit & { readonly kind: ObligationKind };

const KIND_TITLES: Readonly<Record<ObligationKind, string>> = {
  replies: 'Văn bản trả lời',
  contributions: 'Ý kiến phối hợp',
  deadlines: 'Thời hạn của hồ sơ',
};

/** How obligations were kept, as a table: each kind by unit, its total last. @param zone IANA zone of the office */
export function obligationsListing(report: ObligationsReport, zone: string): Listing<Row> {
  const rows = OBLIGATION_KINDS.flatMap((kind): Row[] => {
    const { units, total } = report[kind];
    return [...units, { unit: null, unitName: 'Tổng cộng', ...total }].map((row) => ({ kind, ...row }));
  });
  const { forecastDefinitions } = report;
  const foretold =
    forecastDefinitions === undefined ? [] : figureColumns(forecastDefinitions, (row: Row, figure: ForecastFigure) => row.forecast![figure]);
  return { title: 'Nghĩa vụ đến hạn', columns: [...COLUMNS, ...foretold], rows, zone };
}

const COLUMNS: readonly ListingColumn<Row>[] = [
  {
    title: 'Loại',
    meaning: OBLIGATION_KINDS.map((kind) => `${KIND_TITLES[kind]}: ${OBLIGATION_MEANINGS[kind]}`).join('\n'),
    kind: 'text',
    width: 22,
    of: ({ kind }) => KIND_TITLES[kind],
  },
  { title: 'Mã', kind: 'text', width: 14, of: ({ unit }) => unit },
  { title: 'Đơn vị', kind: 'text', width: 40, of: ({ unitName }) => unitName ?? 'Chưa có đơn vị' },
  ...figureColumns(OBLIGATION_DEFINITIONS, (row: Row, figure: ObligationFigure) => row[figure]),
];
