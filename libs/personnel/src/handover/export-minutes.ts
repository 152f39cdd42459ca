import { dateInZone } from '#foundation';
import { type ExportedListing, exportListing, type Listing, type ListingColumn, printListing } from '#tables';
import { DateTime } from 'luxon';
import type { LineKind } from './minutes.js';
import type { MinutesWithLines, ReadLine } from './minutes.query.js';

export const MINUTES_FORMATS = ['csv', 'xlsx', 'pdf'] as const;

const KINDS: Readonly<Record<LineKind, string>> = {
  task: 'Việc đang xử lý',
  draft: 'Dự thảo',
  'reply-obligation': 'Nghĩa vụ phúc đáp',
  assignment: 'Việc được giao',
  'given-assignment': 'Việc đã giao người khác',
  'work-file': 'Hồ sơ công việc',
  mailbox: 'Hộp thư đơn vị',
  consultation: 'Câu hỏi chờ ý kiến',
  other: 'Khác',
};

const COLUMNS: readonly ListingColumn<ReadLine>[] = [
  { title: 'STT', kind: 'number', width: 6, of: ({ position }) => position },
  { title: 'Loại', kind: 'text', width: 18, of: ({ kind }) => KINDS[kind] },
  { title: 'Nội dung bàn giao', kind: 'text', width: 50, of: ({ label, about }) => (label === null ? '(không hiển thị)' : about === null ? label : `${label}: ${about}`) },
  { title: 'Người nhận', kind: 'text', width: 24, of: ({ receiver, receiverName }) => receiverName ?? receiver },
  { title: 'Đã nhận', kind: 'instant', width: 16, of: ({ confirmedAt }) => confirmedAt },
  { title: 'Ghi chú', kind: 'text', width: 30, of: ({ note, problem }) => [note, problem].filter((text) => text !== null).join('; ') || null },
];

/** Minutes as a file; PDF has the facts above the list and places for all to sign below it. @param zone of the office */
export function exportMinutes(minutes: MinutesWithLines, format: (typeof MINUTES_FORMATS)[number], zone: string): Promise<ExportedListing> {
  const title = minutes.absentReason === null ? 'Biên bản bàn giao' : 'Biên bản bàn giao lập vắng mặt';
  const listing: Listing<ReadLine> = { title: `${title} ${minutes.label}`, columns: COLUMNS, rows: minutes.lines, zone };
  if (format !== 'pdf') return exportListing(listing, format);
  return printListing(listing, {
    agency: minutes.agency,
    facts: factsOf(minutes, zone),
    paper: 'A4',
    footOf: (onPage, soFar) => `Cộng trang: ${onPage.rows} mục; cộng dồn: ${soFar.rows}`,
    closing: ({ rows }) => [`Tổng cộng: ${rows} mục.`],
    signatures: [minutes.absentReason === null ? 'Người bàn giao' : 'Ký thay người bàn giao', 'Người nhận', 'Thủ trưởng đơn vị'],
  });
}

function factsOf(minutes: MinutesWithLines, zone: string): string[] {
  const day = (date: string) => DateTime.fromISO(date).toFormat('dd/MM/yyyy');
  const { fullName, unitName, lastDay, signedAt, signedBy, signedByName, absentReason, closedAt, closedBy, closedByName } = minutes;
  return [
    `Người bàn giao: ${fullName}, ${unitName}; làm việc đến hết ngày ${day(lastDay)}`,
    ...(signedAt === null ? [] : [`Ký bàn giao: ${signedByName ?? signedBy}, ngày ${day(dateInZone(signedAt, zone))}`]),
    ...(absentReason === null ? [] : [`Lập vắng mặt: ${absentReason}`]),
    ...(closedAt === null ? [] : [`Xác nhận của đơn vị: ${closedByName ?? closedBy}, ngày ${day(dateInZone(closedAt, zone))}`]),
  ];
}
