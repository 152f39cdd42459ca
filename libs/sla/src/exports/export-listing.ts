import { DateTime } from 'luxon';
import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, delimitedLine } from './delimited-text.js';
import { MEDIA_TYPES } from './export-report.js';
import type { Listing, ListingColumn } from './listing.js';

export const LISTING_FORMATS = ['csv', 'xlsx'] as const;
export type ListingFormat = (typeof LISTING_FORMATS)[number];

export interface ExportedListing {
  readonly name: string;
  readonly mediaType: string;
  /** Rows are asked for as the reader takes them; it fails where they do, and asks for no more when it is destroyed. */
  readonly content: Readable;
}

/** A list as a file that is written while it is read: 100,000 rows need no more memory than a few pages of them. */
export async function exportListing<Row>(listing: Listing<Row>, format: ListingFormat): Promise<ExportedListing> {
  const content =
    format === 'csv' ? Readable.from(csvOf(listing)) : (await import('./listing-workbook.js')).listingToWorkbook(listing);
  return { name: `${listing.title}.${format}`, mediaType: MEDIA_TYPES[format], content };
}

async function* csvOf<Row>({ columns, rows, zone }: Listing<Row>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + delimitedLine(columns.map(({ title, kind }) => `${title}${NOTES_OF_CSV[kind] ?? ''}`));
  for await (const row of rows) yield delimitedLine(columns.map((column) => cellOf(column.kind, column.of(row), zone)));
}

/** Whole numbers only, as in reports. */
const NOTES_OF_CSV: { readonly [Kind in ListingColumn<never>['kind']]?: string } = { seconds: ' (giây)', ratio: ' (‰)' };

function cellOf(kind: ListingColumn<never>['kind'], value: string | number | null, zone: string): string | number | null {
  if (value === null) return null;
  if (kind === 'instant') return DateTime.fromISO(String(value), { zone }).toFormat('yyyy-MM-dd HH:mm');
  return kind === 'ratio' ? Math.round(Number(value) * 1000) : value;
}
