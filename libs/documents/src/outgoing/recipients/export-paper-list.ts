import type { Database } from '#database';
import { type ExportedListing, exportListing, type Listing, printListing } from '#tables';
import { DateTime } from 'luxon';
import { getAgency } from '../../numbering/get-agency.query.js';
import type { OutgoingDocumentSummary } from '../list-outgoing-documents.query.js';
import { paperList, type RecipientRow } from '../mail/list-recipients.query.js';

export const PAPER_LIST_FORMATS = ['csv', 'xlsx', 'pdf'] as const;

const RESULTS = { delivered: 'Đã giao', returned: 'Bị trả lại' } as const;

/**
 * The recipients on paper of a document as a list to go by: what is written on each envelope, how many copies, and what
 * became of them; where nobody has entered that there is room to write.
 */
export async function exportPaperList(
  database: Database,
  document: Pick<OutgoingDocumentSummary, 'id' | 'symbol' | 'documentDate' | 'subject' | 'documentTypeName'>,
  { format, zone }: { readonly format: (typeof PAPER_LIST_FORMATS)[number]; readonly zone: string },
): Promise<ExportedListing> {
  const { items, copies } = await paperList(database, document.id);
  const listing: Listing<[number, RecipientRow]> = {
    title: 'Danh sách gửi văn bản giấy',
    columns: [
      { title: 'STT', kind: 'number', width: 5, of: ([number]) => number },
      { title: 'Nơi nhận', kind: 'text', width: 38, of: ([, { name }]) => name },
      { title: 'Địa chỉ trên bì', kind: 'text', width: 44, of: ([, { address }]) => address },
      { title: 'Số bản', kind: 'number', width: 8, of: ([, row]) => row.copies },
      { title: 'Kết quả', kind: 'text', width: 12, of: ([, { delivery }]) => delivery && RESULTS[delivery.result] },
      { title: 'Ngày', kind: 'day', width: 13, of: ([, { delivery }]) => delivery && delivery.on },
      { title: 'Ký nhận', kind: 'text', width: 24, of: ([, { delivery }]) => delivery && delivery.to },
    ],
    rows: items.map((row, index) => [index + 1, row]),
    zone,
  };
  const name = `${listing.title} ${(document.symbol ?? 'chưa có số').replaceAll('/', '-')}.${format}`;
  if (format !== 'pdf') return { ...(await exportListing(listing, format, 'comma')), name };
  const { name: agency } = await getAgency(database);
  const printed = await printListing(listing, {
    agency,
    facts: [saying(document)],
    paper: 'A4',
    footOf: () => '',
    closing: () => [`Tổng cộng: ${items.length} nơi nhận, ${copies} bản.`],
    signatures: ['Văn thư', 'Người giao'],
  });
  return { ...printed, name };
}

function saying({ documentTypeName, symbol, documentDate, subject }: Parameters<typeof exportPaperList>[1]): string {
  const numbered = symbol === null || documentDate === null ? 'chưa phát hành' : `số ${symbol} ngày ${DateTime.fromISO(documentDate).toFormat('dd/MM/yyyy')}`;
  return `${documentTypeName} ${numbered}: ${subject}`;
}
