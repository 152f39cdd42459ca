import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

/**
 * What we use of pdfmake. Its published types bring all of the DOM into the program, where a misspelt name would then be
 * a global of some browser.
 */
interface PdfMaker {
  createPdf(document: PdfDocument): { getBuffer(): Promise<Buffer> };
  setFonts(fonts: Readonly<Record<string, unknown>>): void;
  setLocalAccessPolicy(allows: (path: string) => boolean): void;
  setUrlAccessPolicy(allows: (url: string) => boolean): void;
}

export interface PdfDocument {
  readonly pageSize: 'A4';
  readonly pageOrientation: 'portrait' | 'landscape';
  /** Left, top, right, bottom in points. */
  readonly pageMargins: Sides;
  readonly info: { readonly title: string; readonly author: string };
  readonly defaultStyle: Style;
  readonly styles: Readonly<Record<string, Style>>;
  readonly content: readonly Content[];
  readonly footer: (page: number, pages: number) => Content;
}

type Sides = readonly [left: number, top: number, right: number, bottom: number];

export interface Style {
  readonly font?: string;
  readonly fontSize?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly decoration?: 'underline';
  readonly alignment?: 'left' | 'center' | 'right';
  readonly fillColor?: string;
  readonly margin?: Sides;
}

interface Block extends Style {
  /** A name of {@link PdfDocument.styles}. */
  readonly style?: string;
  readonly width?: string;
}

export type TextBlock = Block & { readonly text: string | readonly (string | TextBlock)[] };

export type Content =
  | TextBlock
  | (Block & { readonly stack: readonly Content[] })
  | (Block & { readonly columns: readonly Content[] })
  | (Block & { readonly table: Table; readonly layout: TableLayout });

interface Table {
  /** Repeated on every page. */
  readonly headerRows: number;
  readonly dontBreakRows: boolean;
  /** Points, or `*` for what is left. */
  readonly widths: readonly (number | '*')[];
  readonly body: readonly (readonly TextBlock[])[];
}

type TableLayout = Readonly<Record<'hLineWidth' | 'vLineWidth' | 'paddingLeft' | 'paddingRight', () => number>>;

const load = createRequire(import.meta.url);

/** Roboto, which pdfmake brings, has all letters of Vietnamese; what is used of it is embedded in the file. */
const FONTS_MODULE = 'pdfmake/fonts/Roboto.js';
const fontFolder = dirname(load.resolve(FONTS_MODULE)) + sep;

export const pdfMaker = load('pdfmake') as PdfMaker;
pdfMaker.setFonts(load(FONTS_MODULE) as Readonly<Record<string, unknown>>);
// Texts come from people: nothing in one may make the server open a file or an address.
pdfMaker.setLocalAccessPolicy((path) => path.startsWith(fontFolder));
pdfMaker.setUrlAccessPolicy(() => false);
