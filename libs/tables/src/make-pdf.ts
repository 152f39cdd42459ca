/** A document for {@link makePdf}, in the words of pdfmake. */
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

/** A PDF that is laid out as a whole: a few pages. What is long is printed by `printListing`. */
export async function makePdf(document: PdfDocument): Promise<Buffer> {
  const { pdfMaker } = await import('./pdf-maker.js');
  return pdfMaker.createPdf(document).getBuffer();
}
