import { DateTime } from 'luxon';
import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, CSV_UNITS, type CsvSeparator, definitionLines, type DelimitedCell, delimitedLine } from './delimited-text.js';
import type { Listing, ListingColumn } from './listing.js';
import { MEDIA_TYPES } from './media-types.js';

export const LISTING_FORMATS = ['csv', 'xlsx'] as const;
export type ListingFormat = (typeof LISTING_FORMATS)[number];

/** A file that is written while it is read. */
export interface ExportedListing {
  /** In Vietnamese, with its ending. */
  readonly name: string;
  readonly mediaType: string;
  /** Rows are asked for as the reader takes them; it fails where they do, and asks for no more when it is destroyed. */
  readonly content: Readable;
}

/** A list as a file that is written while it is read: 100,000 rows need no more memory than a few pages of them. */
export async function exportListing<Row>(
  listing: Listing<Row>,
  format: ListingFormat,
  separator: CsvSeparator = 'semicolon',
): Promise<ExportedListing> {
  const content =
    format === 'csv' ? Readable.from(csvOf(listing, separator)) : (await import('./listing-workbook.js')).listingToWorkbook(listing);
  return { name: `${listing.title}.${format}`, mediaType: MEDIA_TYPES[format], content };
}

async function* csvOf<Row>({ columns, rows, zone }: Listing<Row>, separator: CsvSeparator): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + delimitedLine(columns.map(({ title, kind }) => `${title}${unitOf(kind)?.note ?? ''}`), separator);
  for await (const row of rows) yield delimitedLine(columns.map((column) => cellOf(column.kind, column.of(row), zone)), separator);
  const meanings = columns.flatMap(({ title, meaning }) => (meaning === undefined ? [] : [[title, meaning]]));
  yield* definitionLines(['Chỉ tiêu', 'Cách tính'], meanings, separator);
}

function unitOf(kind: ListingColumn<never>['kind']) {
  return kind === 'text' || kind === 'number' || kind === 'day' || kind === 'instant' ? undefined : CSV_UNITS[kind];
}

function cellOf(kind: ListingColumn<never>['kind'], value: string | number | null, zone: string): DelimitedCell {
  if (value === null) return null;
  if (kind === 'day') return { plain: String(value) };
  if (kind === 'instant') return { plain: DateTime.fromISO(String(value), { zone }).toFormat('yyyy-MM-dd HH:mm') };
  return unitOf(kind)?.of(Number(value)) ?? value;
}
