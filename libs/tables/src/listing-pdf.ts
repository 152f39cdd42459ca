import { createRequire } from 'node:module';
import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Listing } from './listing.js';
import { ListingPages } from './listing-pages.js';
import type { PdfKitDocument } from './pdf-face.js';
import type { Printing } from './print-listing.js';

type PdfKit = new (options: {
  readonly size: string;
  readonly layout: 'landscape';
  readonly autoFirstPage: false;
  readonly margin: 0;
  readonly lang: string;
  readonly info: { readonly Title: string; readonly Author: string };
}) => PdfKitDocument;

const PdfDocument = createRequire(import.meta.url)('pdfkit') as PdfKit;

export function listingToPdf<Row>(listing: Listing<Row>, printing: Printing): Readable {
  const out = new PassThrough();
  writePdf(listing, printing, out).catch((error: unknown) => out.destroy(error as Error));
  return out;
}

async function writePdf<Row>(listing: Listing<Row>, printing: Printing, out: PassThrough): Promise<void> {
  const document = new PdfDocument({
    size: printing.paper,
    layout: 'landscape',
    autoFirstPage: false,
    margin: 0,
    lang: 'vi',
    info: { Title: listing.title, Author: printing.agency },
  });
  // Not piped: a pipe would let pages pile up inside the document while the reader takes none.
  document.on('data', (chunk: Buffer) => out.write(chunk));
  document.once('end', () => out.end());
  const leaving = new AbortController();
  out.once('close', () => leaving.abort());

  const pages = new ListingPages(document, listing, printing);
  let page = pages.page;
  for await (const row of listing.rows) {
    if (out.destroyed) return;
    pages.addRow(row);
    if (pages.page === page) continue;
    page = pages.page;
    await setImmediate(); // setting a page takes some milliseconds: others take their turn, however fast the rows come
    if (out.writableNeedDrain) await once(out, 'drain', { signal: leaving.signal });
  }
  pages.close();
  document.end();
}
