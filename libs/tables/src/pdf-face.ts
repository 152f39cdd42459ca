/** What we use of pdfkit, which publishes no types. Coordinates begin at the upper left corner and are points. */
export interface PdfKitDocument extends NodeJS.ReadableStream {
  readonly page: { readonly width: number; readonly height: number; readonly fonts: Record<string, unknown> };
  /** Ends the page before, which leaves the memory. */
  addPage(): this;
  font(file: string): this;
  /** Operators of the content of a page (PDF 32000-1 §8, §9). */
  addContent(operators: string): this;
  end(): void;
  /** The font that was chosen last. It is not documented, but all of pdfkit's own text goes through it. */
  readonly _font: EmbeddedFont;
}

interface EmbeddedFont {
  readonly id: string;
  /** Takes the glyphs of a text into the file and names them, four hexadecimal digits each. */
  encode(text: string): [glyphs: string[], ...unknown[]];
  widthOfString(text: string, size: number): number;
  ref(): unknown;
}

interface Letter {
  readonly glyph: string;
  /** At size 1. */
  readonly width: number;
}

/**
 * One face of a font in a PDF file. Letters are measured and encoded one by one, and each only once: pdfkit lays out words and
 * keeps every word it has seen, which takes a register of 100,000 lines hundreds of megabytes and a minute. What is lost is
 * kerning, which a table in small print does not show.
 */
export class PdfFace {
  private readonly font: EmbeddedFont;
  private readonly letters = new Map<string, Letter>();

  constructor(
    private readonly document: PdfKitDocument,
    file: string,
  ) {
    this.font = document.font(file)._font;
  }

  widthOf(text: string, size: number): number {
    let width = 0;
    for (const letter of text) width += this.letter(letter).width;
    return width * size;
  }

  /** The text in lines that fit a width: broken at spaces, a word that is wider than a line between its letters. */
  wrap(text: string, width: number, size: number): string[] {
    return text.split('\n').flatMap((paragraph) => this.wrapParagraph(paragraph, width / size));
  }

  /** Writes one line with its baseline at `y`. */
  write(text: string, x: number, y: number, size: number): void {
    if (text === '') return;
    this.document.page.fonts[this.font.id] ??= this.font.ref();
    let glyphs = '';
    for (const letter of text) glyphs += this.letter(letter).glyph;
    this.document.addContent(`BT /${this.font.id} ${size} Tf 1 0 0 -1 ${x.toFixed(2)} ${y.toFixed(2)} Tm <${glyphs}> Tj ET`);
  }

  private wrapParagraph(paragraph: string, width: number): string[] {
    const space = this.letter(' ').width;
    const lines: string[] = [];
    let [line, filled] = ['', 0];
    for (const word of paragraph.split(' ')) {
      const length = this.widthOf(word, 1);
      if (line !== '' && filled + space + length <= width) {
        [line, filled] = [`${line} ${word}`, filled + space + length];
        continue;
      }
      if (line !== '') lines.push(line);
      if (length <= width) {
        [line, filled] = [word, length];
        continue;
      }
      [line, filled] = ['', 0];
      for (const letter of word) {
        const { width: wide } = this.letter(letter);
        if (line !== '' && filled + wide > width) {
          lines.push(line);
          [line, filled] = ['', 0];
        }
        [line, filled] = [line + letter, filled + wide];
      }
    }
    lines.push(line);
    return lines;
  }

  private letter(letter: string): Letter {
    let known = this.letters.get(letter);
    if (known === undefined) {
      known = { glyph: this.font.encode(letter)[0].join(''), width: this.font.widthOfString(letter, 1) };
      this.letters.set(letter, known);
    }
    return known;
  }
}
