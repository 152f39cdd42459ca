import type { Database } from '#database';
import { type Listing, type ListingColumn, rowsOfAllPages } from '#tables';
import { type EntryRow, listEntries } from './list-entries.query.js';

const COLUMNS: readonly ListingColumn<EntryRow>[] = [
  { title: 'STT', kind: 'number', width: 6, of: ({ number }) => number },
  { title: 'Số, ký hiệu văn bản', kind: 'text', width: 20, of: ({ symbol }) => symbol },
  { title: 'Ngày, tháng văn bản', kind: 'day', width: 13, of: ({ documentDate }) => documentDate },
  { title: 'Tên loại và trích yếu nội dung', kind: 'text', width: 56, of: ({ title }) => title },
  { title: 'Tác giả văn bản', kind: 'text', width: 30, of: ({ author }) => author },
  { title: 'Ghi chú', kind: 'text', width: 24, of: ({ note }) => note },
];

/** The contents list of a work file as a table (mục lục văn bản trong hồ sơ). @param zone IANA zone of the office */
export function contentsListing(database: Database, { id, code }: { id: string; code: string }, zone: string): Listing<EntryRow> {
  return {
    title: `Mục lục văn bản, hồ sơ ${code}`,
    columns: COLUMNS,
    rows: rowsOfAllPages((page) => listEntries(database, id, page)),
    zone,
  };
}
