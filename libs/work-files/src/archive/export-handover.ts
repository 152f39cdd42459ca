import { dateInZone } from '#foundation';
import { type ExportedListing, exportListing, type Listing, type ListingColumn, printListing } from '#tables';
import { DateTime } from 'luxon';
import { sayRetention } from '../files/say-retention.js';
import type { HandedFileRow, HandoverMinutes } from './handovers.query.js';

export const HANDOVER_FORMATS = ['csv', 'xlsx', 'pdf'] as const;

const COLUMNS: readonly ListingColumn<HandedFileRow>[] = [
  { title: 'STT', kind: 'number', width: 6, of: ({ position }) => position },
  { title: 'Số, ký hiệu hồ sơ', kind: 'text', width: 16, of: ({ code }) => code },
  { title: 'Tiêu đề hồ sơ', kind: 'text', width: 50, of: ({ title }) => title },
  { title: 'Bắt đầu', kind: 'day', width: 13, of: ({ openedOn }) => openedOn },
  { title: 'Kết thúc', kind: 'day', width: 13, of: ({ closedOn }) => closedOn },
  { title: 'Thời hạn bảo quản', kind: 'text', width: 18, of: sayRetention },
  { title: 'Số văn bản', kind: 'number', width: 10, of: ({ entries }) => entries },
  { title: 'Người lập', kind: 'text', width: 24, of: ({ keeper, keeperName }) => keeperName ?? keeper },
];

/** The minutes of a hand-over as a file; PDF has the facts above the list and both parties below it. @param zone of the office */
export function exportHandover(
  minutes: HandoverMinutes,
  format: (typeof HANDOVER_FORMATS)[number],
  zone: string,
): Promise<ExportedListing> {
  const title = 'Biên bản giao nhận hồ sơ';
  const listing: Listing<HandedFileRow> = { title: `${title} số ${minutes.number} năm ${minutes.year}`, columns: COLUMNS, rows: minutes.list, zone };
  if (format !== 'pdf') return exportListing(listing, format);
  return printListing(listing, {
    agency: minutes.agency,
    facts: factsOf(minutes, zone),
    paper: 'A4',
    footOf: (onPage, soFar) => `Cộng trang: ${onPage.rows} hồ sơ; cộng dồn: ${soFar.rows}`,
    closing: ({ rows }) => [`Tổng cộng: ${rows} hồ sơ.`],
    signatures: ['Bên giao', 'Bên nhận'],
  });
}

function factsOf({ unit, unitName, submittedBy, submittedByName, submittedAt, note, ...decided }: HandoverMinutes, zone: string): string[] {
  const day = (instant: string) => DateTime.fromISO(dateInZone(instant, zone)).toFormat('dd/MM/yyyy');
  const { decidedBy, decidedByName, decidedAt, returnReason } = decided;
  const taken = decidedAt === null ? [] : [`${returnReason === null ? 'Nhận' : 'Trả lại'}: ${decidedByName ?? decidedBy}, ngày ${day(decidedAt)}`];
  return [
    `Đơn vị nộp: ${unitName ?? unit}`,
    `Giao: ${submittedByName ?? submittedBy}, ngày ${day(submittedAt)}`,
    ...taken,
    ...(returnReason === null ? [] : [`Lý do trả lại: ${returnReason}`]),
    ...(note === null ? [] : [`Ghi chú: ${note}`]),
  ];
}
