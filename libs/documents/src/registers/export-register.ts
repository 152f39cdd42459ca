import type { Database } from '#database';
import { type CsvSeparator, type ExportedListing, exportListing, type Paper, type Printing, printListing } from '#tables';
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
  const listing = REGISTER_LISTINGS[kind](database, await bookOfRegister(database, kind, part.book), part);
  const file =
    format === 'pdf'
      ? await printListing(listing, { ...(await printingOf(database, part)), paper })
      : await exportListing(listing, format, separator);
  return { ...file, name: `${listing.title} ${part.year}.${format}` };
}

async function printingOf(database: Database, { year, from, to }: RegisterPart): Promise<Omit<Printing, 'paper'>> {
  const { name: agency } = await getAgency(database);
  const days = [from && `từ ngày ${sayDay(from)}`, to && `đến ngày ${sayDay(to)}`].filter((said) => said !== undefined);
  return {
    agency,
    facts: [[`Năm ${year}`, ...days].join(', ')],
    footOf: (onPage, soFar) => `Cộng trang: ${sayNumber(onPage)} văn bản; cộng dồn: ${sayNumber(soFar)}`,
    closing: (total) => [`Tổng cộng: ${sayNumber(total)} (${numberInWords(total)}) văn bản.`],
    signatures: SIGNATURES,
  };
}

function sayDay(day: string): string {
  return DateTime.fromISO(day).toFormat('dd/MM/yyyy');
}

function sayNumber(number: number): string {
  return number.toLocaleString('vi-VN');
}
