import type { Database } from '#database';
import { type ExportedListing, exportListing, type Listing, printListing, rowsOfAllPages } from '#tables';
import { DateTime } from 'luxon';
import { getAgency } from '../../numbering/get-agency.query.js';
import type { PAPER_LIST_FORMATS } from './export-paper-list.js';
import { listPaperDeliveries, type PaperDeliveriesOfDay, type PaperDelivery, sumPaperDeliveries } from './list-paper-deliveries.query.js';

/** What is carried on a day as a list to go by, with a place to sign for each recipient. */
export async function exportPaperDeliveries(
  database: Database,
  ofDay: PaperDeliveriesOfDay,
  format: (typeof PAPER_LIST_FORMATS)[number],
): Promise<ExportedListing> {
  const listing: Listing<PaperDelivery> = {
    title: 'Danh sách chuyển giao văn bản giấy',
    columns: [
      { title: 'Số, ký hiệu', kind: 'text', width: 22, of: ({ symbol }) => symbol },
      { title: 'Nơi nhận', kind: 'text', width: 34, of: ({ recipient }) => recipient },
      { title: 'Địa chỉ trên bì', kind: 'text', width: 36, of: ({ address }) => address },
      { title: 'Số bản', kind: 'number', width: 8, of: ({ copies }) => copies },
      { title: 'Ký nhận', kind: 'text', width: 24, of: ({ delivery }) => (delivery?.result === 'delivered' ? (delivery.to ?? 'Đã giao') : null) },
      { title: 'Ghi chú', kind: 'text', width: 20, of: ({ delivery }) => (delivery?.result === 'returned' ? ['Bị trả lại', delivery.to ?? []].flat().join(': ') : null) },
    ],
    rows: rowsOfAllPages((page) => listPaperDeliveries(database, { ...ofDay, ...page })),
    zone: ofDay.zone,
  };
  const name = `${listing.title} ${ofDay.day}.${format}`;
  if (format !== 'pdf') return { ...(await exportListing(listing, format, 'comma')), name };
  const { name: agency } = await getAgency(database);
  const { envelopes, copies } = await sumPaperDeliveries(database, ofDay);
  const printed = await printListing(listing, {
    agency,
    facts: [`Văn bản phát hành ngày ${DateTime.fromISO(ofDay.day).toFormat('dd/MM/yyyy')}`],
    paper: 'A4',
    footOf: () => '',
    closing: () => [`Tổng cộng: ${envelopes} bì, ${copies} bản.`],
    signatures: ['Văn thư', 'Người chuyển giao'],
  });
  return { ...printed, name };
}
