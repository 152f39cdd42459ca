import type { Page } from '#foundation';
import { DateTime } from 'luxon';
import { Readable } from 'node:stream';
import { BYTE_ORDER_MARK, delimitedLine } from './delimited-text.js';
import { MEDIA_TYPES } from './export-report.js';

export const LISTING_FORMATS = ['csv', 'xlsx'] as const;
export type ListingFormat = (typeof LISTING_FORMATS)[number];

export interface ListingColumn<Row> {
  readonly title: string;
  /** Instants are ISO 8601 UTC and shown in the zone of the office; lengths of time are seconds. */
  readonly kind: 'text' | 'instant' | 'count' | 'seconds';
  /** In letters. */
  readonly width: number;
  of(row: Row): string | number | null;
}

/** A list of any length as a table. */
export interface Listing<Row> {
  /** Also the name of the file. */
  readonly title: string;
  readonly columns: readonly ListingColumn<Row>[];
  readonly rows: AsyncIterable<Row>;
  /** IANA zone of the office. */
  readonly zone: string;
}

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

/** All rows of a list that comes in pages. @param ask gives the page behind `after`, the first one without it */
export async function* rowsOfAllPages<Row>(ask: (after?: string) => Promise<Page<Row>>): AsyncGenerator<Row> {
  let after: string | undefined;
  do {
    const { items, next } = await ask(after);
    yield* items;
    after = next ?? undefined;
  } while (after !== undefined);
}

async function* csvOf<Row>({ columns, rows, zone }: Listing<Row>): AsyncGenerator<string> {
  const titles = columns.map(({ title, kind }) => (kind === 'seconds' ? `${title} (giây)` : title));
  yield BYTE_ORDER_MARK + delimitedLine(titles);
  for await (const row of rows) {
    const cells = columns.map((column) => {
      const value = column.of(row);
      if (column.kind !== 'instant' || value === null) return value;
      return DateTime.fromISO(String(value), { zone }).toFormat('yyyy-MM-dd HH:mm');
    });
    yield delimitedLine(cells);
  }
}
