import type { TaskBehind } from '../../report/tasks-behind.query.js';
import type { Listing, ListingColumn } from '../listing.js';
import { type AskForPage, rowsOfAllPages } from './rows-of-all-pages.js';

/** The tasks behind a figure of a report, as a table. @param zone IANA zone of the office */
export function tasksListing(ask: AskForPage<TaskBehind>, zone: string): Listing<TaskBehind> {
  return { title: 'Công việc trong báo cáo', columns: COLUMNS, rows: rowsOfAllPages(ask), zone };
}

const COLUMNS: readonly ListingColumn<TaskBehind>[] = [
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
