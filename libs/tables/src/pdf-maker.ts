import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import type { PdfDocument } from './make-pdf.js';
import { FONTS, ROBOTO } from './roboto.js';

/**
 * What we use of pdfmake. Its published types bring all of the DOM into the program, where a misspelt name would then be
 * a global of some browser.
 */
interface PdfMaker {
  createPdf(document: PdfDocument): { getBuffer(): Promise<Buffer> };
  setFonts(fonts: typeof FONTS): void;
  setLocalAccessPolicy(allows: (path: string) => boolean): void;
  setUrlAccessPolicy(allows: (url: string) => boolean): void;
}

const fontFolder = dirname(ROBOTO.normal) + sep;

export const pdfMaker = createRequire(import.meta.url)('pdfmake') as PdfMaker;
pdfMaker.setFonts(FONTS);
// Texts come from people: nothing in one may make the server open a file or an address.
pdfMaker.setLocalAccessPolicy((path) => path.startsWith(fontFolder));
pdfMaker.setUrlAccessPolicy(() => false);
