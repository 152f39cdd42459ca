import { DateTime } from 'luxon';
import type { Listing, ListingColumn } from './listing.js';
import { PdfFace, type PdfKitDocument } from './pdf-face.js';
import type { Printing, Tally } from './print-listing.js';
import { ROBOTO } from './roboto.js';

/** Points. The left margin is wider: there the book is bound. */
const MARGIN = { left: 57, right: 28, top: 34, bottom: 34 };
const PADDING = 3;
const LINE_HEIGHT = 1.3;
/** Where the baseline lies in a line, from its top. */
const ASCENT = 0.98;
/** Sizes of letters on the smaller paper; the larger one has room for larger ones. */
const SIZES = {
  A4: { table: 8, text: 10, title: 14 },
  A3: { table: 10, text: 12, title: 16 },
};
const ROOM_TO_SIGN = 62;
const LINE_OF_STATE = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'] as const;

type Alignment = 'left' | 'center';

interface Box {
  readonly x: number;
  readonly width: number;
}

/** A row, broken into the lines of its cells. */
interface SetRow {
  readonly cells: readonly (readonly string[])[];
  readonly lines: number;
  readonly isVoid: boolean;
}

const NONE: Tally = { rows: 0, voided: 0 };

/** Sets the rows of a listing on pages, one after the other. */
export class ListingPages<Row> {
  private readonly plain: PdfFace;
  private readonly bold: PdfFace;
  private readonly sizes: (typeof SIZES)['A4'];
  private readonly boxes: readonly Box[];
  private readonly heading: readonly (readonly string[])[];
  private readonly body: Box;
  private readonly lowest: number;
  private y = 0;
  private tableTop = 0;
  private pages = 0;
  private onPage = NONE;
  private total = NONE;
  /** The latest row: if it is the last one, it stands on the page of the signatures. */
  private waiting: SetRow | undefined;

  constructor(
    private readonly document: PdfKitDocument,
    private readonly listing: Listing<Row>,
    private readonly printing: Printing,
  ) {
    this.sizes = SIZES[printing.paper];
    this.plain = new PdfFace(document, ROBOTO.normal);
    this.bold = new PdfFace(document, ROBOTO.bold);
    document.addPage();
    this.body = { x: MARGIN.left, width: document.page.width - MARGIN.left - MARGIN.right };
    if (printing.cover !== undefined) {
      this.writeCover(printing.cover);
      document.addPage();
    }
    this.beginPage();
    this.lowest = document.page.height - MARGIN.bottom - 2 * this.lineOf(this.sizes.table);
    this.boxes = share(this.body, listing.columns.map(({ width }) => width));
    this.heading = listing.columns.map(({ title }, index) => this.cellLines(title, index, this.bold));
    this.writeHead();
    this.openTable();
  }

  /** Number of the page on which the last row ended. */
  get page(): number {
    return this.pages;
  }

  addRow(row: Row): void {
    const cells = this.listing.columns.map((column, index) => this.cellLines(cellText(column, row, this.listing.zone), index, this.plain));
    const lines = Math.max(...cells.map(({ length }) => length));
    if (this.waiting !== undefined) this.setRow(this.waiting);
    this.waiting = { cells, lines, isVoid: this.listing.isVoid?.(row) ?? false };
  }

  /** Sums and signatures below the last row, which goes with them to a page more where they do not fit. */
  close(): void {
    const { text } = this.sizes;
    const { signatures } = this.printing;
    const total = this.waiting === undefined ? this.total : counted(this.total, this.waiting);
    const closing = this.printing.closing(total).flatMap((line) => this.plain.wrap(line, this.body.width, text));
    const height = (closing.length + 4) * this.lineOf(text) + ROOM_TO_SIGN;
    if (this.waiting !== undefined) this.setRow(this.waiting, height);
    this.closeTable();
    this.y += this.lineOf(text);
    for (const line of closing) this.writeLine(this.plain, line, this.body, text, 'left');
    const parts = share(this.body, signatures.map(() => 1));
    this.writeLine(this.plain, '……………, ngày …… tháng …… năm ………', parts.at(-1) ?? this.body, text);
    const top = this.y;
    signatures.forEach((title, index) => {
      this.y = top;
      this.writeLine(this.bold, title.toUpperCase(), parts[index]!, text);
      this.writeLine(this.plain, '(Ký, ghi rõ họ tên)', parts[index]!, text);
    });
    this.writeFoot();
  }

  /** @param below points that what follows the last row takes on its page; 0 for every other row */
  private setRow(row: SetRow, below = 0): void {
    const { cells, lines } = row;
    const mayTurn = below === 0 || this.onPage.rows > 0;
    if (mayTurn && this.linesLeft(below) < lines && lines <= this.linesOfPage(below)) this.turnPage();
    this.onPage = counted(this.onPage, row);
    this.total = counted(this.total, row);
    // Parted is only what is longer than a page, or would leave the signatures to stand alone.
    for (let from = 0; from < lines; ) {
      const isEnd = lines - from <= this.linesLeft(below);
      const most = below === 0 ? lines : lines - 1;
      const to = isEnd ? lines : Math.max(from, Math.min(most, from + this.linesLeft()));
      if (to > from) this.drawRow(cells.map((cell) => cell.slice(from, to)), to - from);
      if (!isEnd) this.turnPage();
      from = to;
    }
  }

  private beginPage(): void {
    this.document.addContent('0.5 w');
    this.pages++;
    this.onPage = NONE;
    this.y = MARGIN.top;
  }

  private openTable(): void {
    this.tableTop = this.y;
    this.rule(this.body.x, this.y, this.body.x + this.body.width, this.y);
    this.drawRow(this.heading, Math.max(...this.heading.map(({ length }) => length)), this.bold, 'center');
    this.drawRow(this.boxes.map((_, index) => [`(${index + 1})`]), 1, this.plain, 'center');
  }

  private turnPage(): void {
    this.closeTable();
    this.writeFoot();
    this.document.addPage();
    this.beginPage();
    this.openTable();
  }

  /** The rules between columns, which are as long as the table of this page has become. */
  private closeTable(): void {
    for (const { x } of [...this.boxes, { x: this.body.x + this.body.width }]) this.rule(x, this.tableTop, x, this.y);
  }

  private writeCover(lines: readonly string[]): void {
    const { text, title } = this.sizes;
    const { height } = this.document.page;
    const [x, width] = [MARGIN.left, this.body.width];
    this.document.addContent(`1 w ${x} ${MARGIN.top} ${width.toFixed(2)} ${height - MARGIN.top - MARGIN.bottom} re S`);
    const inner = { x: x + 2 * title, width: width - 4 * title };
    this.y = MARGIN.top + 2 * title;
    for (const line of this.bold.wrap(this.printing.agency.toUpperCase(), inner.width, title)) this.writeLine(this.bold, line, inner, title);
    this.y = height * 0.36;
    for (const line of this.bold.wrap(this.listing.title.toUpperCase(), inner.width, 2 * title)) this.writeLine(this.bold, line, inner, 2 * title);
    this.y += 2 * title;
    for (const line of lines) {
      this.writeLine(this.plain, line, inner, title);
      this.y += text / 2;
    }
  }

  private writeHead(): void {
    const { text, title } = this.sizes;
    const [left, right] = share(this.body, [45, 55]) as [Box, Box];
    for (const line of this.bold.wrap(this.printing.agency.toUpperCase(), left.width, text)) this.writeLine(this.bold, line, left, text);
    const below = this.y;
    this.y = MARGIN.top;
    for (const line of LINE_OF_STATE) this.writeLine(this.bold, line, right, text);
    const middle = right.x + right.width / 2;
    const half = this.bold.widthOf(LINE_OF_STATE[1], text) / 2;
    this.rule(middle - half, this.y + 2, middle + half, this.y + 2);
    this.y = Math.max(this.y, below) + title;
    for (const line of this.bold.wrap(this.listing.title.toUpperCase(), this.body.width, title)) this.writeLine(this.bold, line, this.body, title);
    for (const fact of this.printing.facts) this.writeLine(this.plain, fact, this.body, text);
    this.y += text;
  }

  private writeFoot(): void {
    const { table } = this.sizes;
    this.y = this.lowest + this.lineOf(table) * 0.6;
    const top = this.y;
    this.writeLine(this.plain, this.printing.footOf(this.onPage, this.total), this.body, table, 'left');
    this.y = top;
    this.writeLine(this.plain, `Trang ${this.pages}`, this.body, table);
  }

  private drawRow(cells: readonly (readonly string[])[], lines: number, face = this.plain, alignment?: Alignment): void {
    const { table } = this.sizes;
    const top = this.y;
    cells.forEach((cell, index) => {
      const { x, width } = this.boxes[index]!;
      const inner = { x: x + PADDING, width: width - 2 * PADDING };
      this.y = top + PADDING;
      const along = alignment ?? (this.listing.columns[index]!.kind === 'text' ? 'left' : 'center');
      for (const line of cell) this.writeLine(face, line, inner, table, along);
    });
    this.y = top + lines * this.lineOf(table) + 2 * PADDING;
    this.rule(this.body.x, this.y, this.body.x + this.body.width, this.y);
  }

  private writeLine(face: PdfFace, line: string, { x, width }: Box, size: number, alignment: Alignment = 'center'): void {
    const from = alignment === 'left' ? x : x + (width - face.widthOf(line, size)) / 2;
    face.write(line, from, this.y + size * ASCENT, size);
    this.y += this.lineOf(size);
  }

  private rule(fromX: number, fromY: number, toX: number, toY: number): void {
    this.document.addContent(`${fromX.toFixed(2)} ${fromY.toFixed(2)} m ${toX.toFixed(2)} ${toY.toFixed(2)} l S`);
  }

  private cellLines(text: string, column: number, face: PdfFace): string[] {
    return face.wrap(text, this.boxes[column]!.width - 2 * PADDING, this.sizes.table);
  }

  private lineOf(size: number): number {
    return size * LINE_HEIGHT;
  }

  /** Lines of a row that still fit this page above so many points. */
  private linesLeft(below = 0): number {
    return Math.floor((this.lowest - this.y - 2 * PADDING - below) / this.lineOf(this.sizes.table));
  }

  /** The same of a page that has no other row, other than the first. */
  private linesOfPage(below: number): number {
    const heading = Math.max(...this.heading.map(({ length }) => length)) + 1;
    return Math.floor((this.lowest - MARGIN.top - 6 * PADDING - below) / this.lineOf(this.sizes.table)) - heading;
  }
}

function counted({ rows, voided }: Tally, { isVoid }: SetRow): Tally {
  return { rows: rows + 1, voided: voided + (isVoid ? 1 : 0) };
}

/** A box parted from left to right. */
function share({ x, width }: Box, weights: readonly number[]): Box[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  let from = x;
  return weights.map((weight) => {
    const part = { x: from, width: (width * weight) / sum };
    from += part.width;
    return part;
  });
}

function cellText<Row>({ kind, of }: ListingColumn<Row>, row: Row, zone: string): string {
  const value = of(row);
  if (value === null) return '';
  if (kind === 'day') return DateTime.fromISO(String(value)).toFormat('dd/MM/yyyy');
  if (kind === 'instant') return DateTime.fromISO(String(value), { zone }).toFormat('HH:mm dd/MM/yyyy');
  return String(value).normalize('NFC');
}
