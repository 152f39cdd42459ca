import type { Database } from '#database';
import { type CsvSeparator, type ExportedListing, exportListing, type Paper, type Printing, printListing, type Tally } from '#tables';
import { DateTime } from 'luxon';
import { getAgency } from '../numbering/get-agency.query.js';
import { numberInWords } from './number-in-words.js';
import { REGISTER_LISTINGS } from './register-listings.js';
import { bookOfRegister, type RegisterKind, type RegisterPart } from './register-request.js';

export const REGISTER_FORMATS = ['csv', 'xlsx', 'pdf'] as const;

export interface RegisterFile {
  readonly format: (typeof REGISTER_FORMATS)[number];
  /** Of PDF. */
  readonly paper: Paper;
  /** Of CSV. */
  readonly separator: CsvSeparator;
}

/** Who signs a register that is printed and bound (ND 30 §16.2, §22.3). */
const SIGNATURES = ['Người lập sổ', 'Văn thư', 'Lãnh đạo'];

/**
 * A register as a file, with the columns of ND 30 appendix IV. It is read page by page while it is written, so 100,000 lines
 * need no more memory than one page of them, and nothing is read any more once the reader has gone. @throws BookNotFoundError
 */
export async function exportRegister(
  database: Database,
  kind: RegisterKind,
  part: RegisterPart,
  { format, paper, separator }: RegisterFile,
): Promise<ExportedListing> {
  const book = await bookOfRegister(database, kind, part.book);
  const listing = REGISTER_LISTINGS[kind](database, book, part);
  const file =
    format === 'pdf'
      ? await printListing(listing, { ...(await printingOf(database, part, await numbersOf(database, kind, book.code, part), UNITS[kind])), paper })
      : await exportListing(listing, format, separator);
  return { ...file, name: `${listing.title} ${part.year}.${format}` };
}

async function printingOf(
  database: Database,
  part: RegisterPart,
  numbers: Numbers | undefined,
  unit: string,
): Promise<Omit<Printing, 'paper'>> {
  const { name: agency } = await getAgency(database);
  const { year, from, to } = part;
  const days = [from && `từ ngày ${sayDay(from)}`, to && `đến ngày ${sayDay(to)}`].filter((said) => said !== undefined);
  return {
    agency,
    facts: [[`Năm ${year}`, ...days].join(', ')],
    footOf: (onPage, soFar) => `Cộng trang: ${sayTally(onPage, unit)}; cộng dồn: ${sayTally(soFar, unit)}`,
    closing: (total) => [`Tổng cộng: ${sayTally(total, `(${numberInWords(total.rows)}) ${unit}`)}.`],
    cover: coverOf(part, numbers, unit),
    signatures: SIGNATURES,
  };
}

/** What stands on the cover of a register (ND 30 appendix IV); which volume it becomes is written by hand when it is bound. */
function coverOf({ year, from, to }: RegisterPart, numbers: Numbers | undefined, unit: string): string[] {
  return [
    `Năm: ${year}`,
    `Từ ngày ${sayDay(from ?? `${year}-01-01`)} đến ngày ${sayDay(to ?? `${year}-12-31`)}`,
    ...(numbers === undefined ? [] : [`Từ số ${numbers.first ?? BLANK} đến số ${numbers.last ?? BLANK}: ${sayTally(numbers, unit)}`]),
    `Quyển số: ${BLANK}`,
  ];
}

const BLANK = '………';

/** What the lines of a register stand for. Those of numbers have a line for each, also for one that was voided and stands for no document. */
const UNITS: Readonly<Record<RegisterKind, string>> = { incoming: 'số', outgoing: 'số', tracking: 'văn bản' };

/** The numbers in a part of a register; the first and the last are null where there are none. */
interface Numbers extends Tally {
  readonly first: number | null;
  readonly last: number | null;
}

async function numbersOf(database: Database, kind: RegisterKind, book: string, { year, from, to, zone }: RegisterPart): Promise<Numbers | undefined> {
  const sql = NUMBERS[kind];
  if (sql === undefined) return undefined;
  const [numbers] = await database.query<Numbers>(sql, [year, book, from ?? null, to ?? null, zone]);
  return numbers;
}

/** By register. That of tracking holds some of the numbers of a year, and some of earlier years. */
const NUMBERS: Readonly<Partial<Record<RegisterKind, string>>> = {
  incoming: `
    select min(arrival_number) as first, max(arrival_number) as last, count(*)::int as rows, count(voided_at)::int as voided from incoming_document where arrival_year = $1 and book = $2
      and ($3::date is null or (received_at at time zone $5::text)::date >= $3) and ($4::date is null or (received_at at time zone $5::text)::date <= $4)`,
  outgoing: `
    select min(issue_number) as first, max(issue_number) as last, count(*)::int as rows, count(voided_at)::int as voided from outgoing_document where issue_year = $1 and book = $2
      and ($3::date is null or document_date >= $3) and ($4::date is null or document_date <= $4) and $5::text is not null`,
};

function sayDay(day: string): string {
  return DateTime.fromISO(day).toFormat('dd/MM/yyyy');
}

/** `24 số, trong đó hủy 1` */
function sayTally({ rows, voided }: Tally, unit: string): string {
  return `${sayNumber(rows)} ${unit}${voided === 0 ? '' : `, trong đó hủy ${sayNumber(voided)}`}`;
}

function sayNumber(number: number): string {
  return number.toLocaleString('vi-VN');
}
