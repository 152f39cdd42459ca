import type { Database } from '#database';
import { type ExportedListing, exportListing, type Listing, type ListingColumn, printListing, rowsOfAllPages } from '#tables';
import { sayRetention } from '../files/say-retention.js';
import type { WorkFileRow } from '../files/work-file-columns.js';
import { type EntryRow, listEntries } from './list-entries.query.js';

const COLUMNS: readonly ListingColumn<EntryRow>[] = [
  { title: 'STT', kind: 'number', width: 6, of: ({ number }) => number },
  { title: 'Số, ký hiệu văn bản', kind: 'text', width: 20, of: ({ symbol }) => symbol },
  { title: 'Ngày, tháng văn bản', kind: 'day', width: 13, of: ({ documentDate }) => documentDate },
  { title: 'Tên loại và trích yếu nội dung', kind: 'text', width: 56, of: ({ title }) => title },
  { title: 'Tác giả văn bản', kind: 'text', width: 30, of: ({ author }) => author },
  { title: 'Ghi chú', kind: 'text', width: 24, of: ({ note }) => note },
];

export const CONTENTS_FORMATS = ['csv', 'xlsx', 'pdf'] as const;

/** Of a work file, what stands over its contents list. */
export type ListedFile = Pick<WorkFileRow, 'id' | 'code' | 'title' | 'unit' | 'unitName' | 'keeper' | 'keeperName' | 'retentionYears' | 'retainUntil'>;

/**
 * The contents list of a work file as a file (mục lục văn bản, ND 30 art. 29–30); PDF has the facts above it and places to sign
 * below it, for the folder on paper. It is read while it is written. @param zone IANA zone of the office
 */
export async function exportContents(
  database: Database,
  file: ListedFile,
  format: (typeof CONTENTS_FORMATS)[number],
  zone: string,
): Promise<ExportedListing> {
  const listing: Listing<EntryRow> = {
    title: `Mục lục văn bản, hồ sơ ${file.code}`,
    columns: COLUMNS,
    rows: rowsOfAllPages((page) => listEntries(database, file.id, page)),
    zone,
  };
  if (format !== 'pdf') return exportListing(listing, format);
  const [agency] = await database.query<{ name: string }>('select name from agency');
  return printListing(listing, {
    agency: agency!.name,
    facts: [
      `Tiêu đề hồ sơ: ${file.title}`,
      `Đơn vị: ${file.unitName ?? file.unit}; người lập hồ sơ: ${file.keeperName ?? file.keeper}`,
      `Thời hạn bảo quản: ${sayRetention(file)}`,
    ],
    paper: 'A4',
    footOf: (onPage, soFar) => `Cộng trang: ${onPage.rows} văn bản, tài liệu; cộng dồn: ${soFar.rows}`,
    closing: ({ rows }) => [`Tổng cộng: ${rows} văn bản, tài liệu.`],
    signatures: ['Người lập hồ sơ', 'Lãnh đạo đơn vị'],
  });
}
