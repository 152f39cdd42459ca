import { writeIcsEvents } from '#deadlines';
import { exportListing, type ExportedListing, type Listing, type ListingColumn, printListing } from '#tables';
import { Readable } from 'node:stream';
import { DateTime } from 'luxon';
import type { ProgrammeDetail, ProgrammePart } from './programmes.query.js';

export const PROGRAMME_FORMATS = ['csv', 'xlsx', 'pdf', 'ics'] as const;
export type ProgrammeFormat = (typeof PROGRAMME_FORMATS)[number];

interface Line {
  readonly unit: string;
  readonly part: string;
  readonly work: string;
  readonly who: string | null;
  readonly by: string | null;
  readonly result: string | null;
}

const COLUMNS: readonly ListingColumn<Line>[] = [
  { title: 'Đơn vị', kind: 'text', width: 28, of: ({ unit }) => unit },
  { title: 'Phần', kind: 'text', width: 14, of: ({ part }) => part },
  { title: 'Công việc', kind: 'text', width: 60, of: ({ work }) => work },
  { title: 'Người thực hiện', kind: 'text', width: 24, of: ({ who }) => who },
  { title: 'Ngày', kind: 'day', width: 12, of: ({ by }) => by },
  { title: 'Kết quả', kind: 'text', width: 40, of: ({ result }) => result },
];

/**
 * A programme as a file: what each unit has published line by line; a unit that has not stands with that. As ICS the lines of the
 * programme that name a day.
 * @param agency name over the print. @param now ISO 8601 UTC
 */
export async function exportProgramme(
  programme: ProgrammeDetail,
  format: ProgrammeFormat,
  { agency, zone, now }: { readonly agency: string; readonly zone: string; readonly now: string },
): Promise<ExportedListing> {
  // Files take no slash in their names; what is printed has the days as people write them.
  const title = programme.label.replaceAll('/', '-');
  if (format === 'ics') return { name: `${title}.ics`, mediaType: 'text/calendar', content: Readable.from([toIcs(programme, zone, now)]) };
  const listing: Listing<Line> = { title, columns: COLUMNS, rows: linesOf(programme, zone), zone };
  if (format !== 'pdf') return exportListing(listing, format);
  const print = await printListing({ ...listing, title: programme.label }, {
    agency,
    facts: [...(programme.summary === null ? [] : [programme.summary]), `${programme.published}/${programme.units} đơn vị đã công bố`, ...correctedUnits(programme)],
    paper: 'A4',
    footOf: ({ rows }) => `${rows} dòng`,
    closing: ({ rows }) => [`Cộng: ${rows} dòng.`],
    signatures: ['CHÁNH VĂN PHÒNG', 'LÃNH ĐẠO CƠ QUAN'],
  });
  return { ...print, name: `${title}.pdf` };
}

/** For the head of the print, over the signatures. */
function correctedUnits({ parts }: ProgrammeDetail): string[] {
  const corrected = parts.filter(({ approvedVersion, version }) => approvedVersion !== null && version !== approvedVersion);
  return corrected.length === 0 ? [] : [`Thay đổi sau khi duyệt: ${corrected.map(({ unitName, corrections }) => (corrections === 0 ? `${unitName} (công bố muộn)` : `${unitName} (đính chính lần ${corrections})`)).join(', ')}`];
}

function linesOf({ parts }: ProgrammeDetail, zone: string): Line[] {
  return parts.flatMap((each): Line[] => {
    const { unitName, byOffice, content } = each;
    const unit = byOffice ? `${unitName} (Văn phòng nhập)` : unitName;
    const nothing = { who: null, by: null, result: null };
    const changed = sayCorrection(each, zone);
    if (content === null) return [{ unit, part: '', work: 'Chưa công bố', ...nothing }];
    return [
      ...(changed === null ? [] : [{ unit, part: 'Đính chính', work: changed, ...nothing }]),
      ...(content.fields === null ? [] : [{ unit, part: 'Lĩnh vực', work: content.fields, ...nothing }]),
      ...content.results.map(({ work, who, by, result, done }) => ({ unit, part: 'Kết quả', work, who, by, result: result ?? (done ? 'Đã xong' : null) })),
      ...content.plan.map((line) => ({ unit, part: 'Chương trình', ...line, result: null })),
    ];
  });
}

/** What became of a part after the leader had approved, for whoever holds the file; null: nothing. */
function sayCorrection({ approvedVersion, corrections, version, publishedAt, reason }: ProgrammePart, zone: string): string | null {
  if (approvedVersion === null || version === approvedVersion || publishedAt === null) return null;
  const what = corrections === 0 ? 'Công bố sau khi duyệt' : `Đính chính lần ${corrections} sau khi duyệt`;
  return `${what}, ngày ${DateTime.fromISO(publishedAt, { zone }).toFormat('dd/MM/yyyy')}: ${reason ?? ''}`;
}

function toIcs({ id, label, parts }: ProgrammeDetail, zone: string, now: string): string {
  const events = parts.flatMap(({ unit, unitName, content, ...part }) =>
    (content?.plan ?? []).flatMap(({ work, who, by }, index) =>
      by === null ? [] : [{ uid: `${id}-${unit}-${index}@congvan`, date: by, summary: `${unitName}: ${work}`, description: [who, sayCorrection({ unit, unitName, content, ...part }, zone)].filter((text) => text !== null).join('. ') }],
    ),
  );
  return writeIcsEvents({ product: 'Chuong trinh cong tac', name: label, zone, stamp: now, events });
}
