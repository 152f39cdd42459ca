import type { ExportedListing } from './export-listing.js';
import type { Listing } from './listing.js';
import { MEDIA_TYPES } from './media-types.js';

export const PAPERS = ['A4', 'A3'] as const;
export type Paper = (typeof PAPERS)[number];

/** How many rows there are. */
export interface Tally {
  readonly rows: number;
  /** Of these, such as stand for nothing any more ({@link Listing.isVoid}). */
  readonly voided: number;
}

/** What stands around a listing on paper. */
export interface Printing {
  /** Name of the agency, as it stands over its documents. */
  readonly agency: string;
  /** Lines below the title, such as the year of a book. */
  readonly facts: readonly string[];
  /** Lines below agency and title on a page before all others, for what is bound into a book; absent: there is no such page. */
  readonly cover?: readonly string[];
  /** Laid crosswise. */
  readonly paper: Paper;
  /** What stands below the rows of a page: how many begin on it, and on all pages up to it. */
  footOf(onPage: Tally, soFar: Tally): string;
  /** Lines below the last row, asked for when all rows are known. */
  closing(total: Tally): readonly string[];
  /** Who signs below that, from left to right. */
  readonly signatures: readonly string[];
}

/**
 * A listing of any length as PDF to print and bind: a cover without a number where there is one, the head of an official
 * document (NĐ 30/2020, phụ lục I) and the title on the first page, the heading of the table on every one, rows whole where
 * they fit a page, signatures on the last page, below its last rows. It is written page by page as the reader takes it and
 * keeps nothing of a page but where it lies: about 2 kB.
 */
export async function printListing<Row>(listing: Listing<Row>, printing: Printing): Promise<ExportedListing> {
  const { listingToPdf } = await import('./listing-pdf.js');
  return { name: `${listing.title}.pdf`, mediaType: MEDIA_TYPES.pdf, content: listingToPdf(listing, printing) };
}
