import { type AskForPage, type Listing, type ListingColumn, rowsOfAllPages } from '#tables';
import type { OverdueCase } from '../../overdue-cases.query.js';

/** The replies that are owed and late, as a table. @param zone IANA zone of the office */
export function overdueListing(ask: AskForPage<OverdueCase>, zone: string): Listing<OverdueCase> {
  return { title: 'Văn bản quá hạn trả lời', columns: COLUMNS, rows: rowsOfAllPages(ask), zone };
}

const COLUMNS: readonly ListingColumn<OverdueCase>[] = [
  { title: 'Số đến', kind: 'number', width: 10, of: ({ arrivalNumber }) => arrivalNumber },
  { title: 'Năm', kind: 'number', width: 8, of: ({ arrivalYear }) => arrivalYear },
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
