import type { Page } from '#foundation';
import type { OverdueCase } from '../overdue-cases.query.js';
import type { CaseBehind } from '../report/cases-behind.query.js';
import { type Listing, type ListingColumn, rowsOfAllPages } from './export-listing.js';

/** A page of a list of cases, as the lists themselves give it. */
type Ask<Row> = (page: { limit: number; after?: string }) => Promise<Page<Row>>;

/** Few questions to the database, and little to keep meanwhile. */
const ROWS_OF_A_PAGE = 500;

/** The tasks behind a figure of a report, as a table. @param zone IANA zone of the office */
export function casesListing(ask: Ask<CaseBehind>, zone: string): Listing<CaseBehind> {
  return { title: 'Công việc trong báo cáo', columns: CASE_COLUMNS, rows: allRows(ask), zone };
}

/** The replies that are owed and late, as a table. @param zone IANA zone of the office */
export function overdueListing(ask: Ask<OverdueCase>, zone: string): Listing<OverdueCase> {
  return { title: 'Văn bản quá hạn trả lời', columns: OVERDUE_COLUMNS, rows: allRows(ask), zone };
}

function allRows<Row>(ask: Ask<Row>): AsyncIterable<Row> {
  return rowsOfAllPages((after) => ask({ limit: ROWS_OF_A_PAGE, after }));
}

const CASE_COLUMNS: readonly ListingColumn<CaseBehind>[] = [
  { title: 'Công việc', kind: 'text', width: 36, of: ({ taskName }) => taskName },
  { title: 'Quy trình', kind: 'text', width: 22, of: ({ process }) => process },
  { title: 'Bước', kind: 'text', width: 34, of: ({ step }) => step },
  { title: 'Đơn vị', kind: 'text', width: 30, of: ({ unit, unitName }) => unitName ?? unit },
  { title: 'Người xử lý', kind: 'text', width: 24, of: ({ person, personName }) => personName ?? person },
  { title: 'Số đến', kind: 'text', width: 12, of: ({ document }) => document && `${document.arrivalNumber}/${document.arrivalYear}` },
  { title: 'Trích yếu', kind: 'text', width: 50, of: ({ document }) => document && document.subject },
  { title: 'Giao lúc', kind: 'instant', width: 17, of: ({ createdAt }) => createdAt },
  { title: 'Hạn xử lý', kind: 'instant', width: 17, of: ({ dueAt }) => dueAt },
  { title: 'Xong lúc', kind: 'instant', width: 17, of: ({ endedAt }) => endedAt },
  { title: 'Thời gian', kind: 'seconds', width: 12, of: ({ grossSeconds }) => grossSeconds },
  { title: 'Giờ làm việc', kind: 'seconds', width: 12, of: ({ netSeconds }) => netSeconds },
  { title: 'Mã hồ sơ', kind: 'text', width: 38, of: ({ instanceId }) => instanceId },
];

const OVERDUE_COLUMNS: readonly ListingColumn<OverdueCase>[] = [
  { title: 'Số đến', kind: 'text', width: 12, of: ({ arrivalNumber, arrivalYear }) => `${arrivalNumber}/${arrivalYear}` },
  { title: 'Tác giả', kind: 'text', width: 32, of: ({ senderAgency }) => senderAgency },
  { title: 'Số, ký hiệu', kind: 'text', width: 18, of: ({ documentNumber }) => documentNumber },
  { title: 'Trích yếu', kind: 'text', width: 50, of: ({ subject }) => subject },
  { title: 'Đơn vị chủ trì', kind: 'text', width: 30, of: ({ unit, unitName }) => unitName ?? unit },
  { title: 'Hạn trả lời', kind: 'instant', width: 17, of: ({ dueAt }) => dueAt },
  { title: 'Đã quá hạn', kind: 'seconds', width: 12, of: ({ lateSeconds }) => lateSeconds },
  {
    title: 'Đang giữ việc',
    kind: 'text',
    width: 50,
    of: ({ heldBy }) =>
      heldBy.map(({ taskName, person, personName, groups }) => `${taskName}: ${personName ?? person ?? groups.join(', ')}`).join('; '),
  },
];
