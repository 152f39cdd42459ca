/** Which elements of a format hold text and which stand for signs, by names without prefix. */
export interface TextShape {
  readonly text: readonly string[];
  /** What an element gives where it ends, or stands empty. */
  readonly signs: Readonly<Record<string, string>>;
}

/** Of one tag, comment or text that has not ended: past that it is no document. */
const MAX_PIECE = 1_000_000;

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/**
 * The text of an XML document in UTF-8, as office programs write them, read as it streams by. Nothing is expanded but
 * the five entities of XML and numbers, so a document type can do no harm here.
 * @param maxCharacters the text ends about there, and so does the reading
 * @throws Error saying why it cannot be read
 */
export async function textOfXml(chunks: AsyncIterable<Uint8Array>, shape: TextShape, maxCharacters: number): Promise<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = new TextReader(shape);
  for await (const chunk of chunks) {
    reader.read(decoder.decode(chunk, { stream: true }));
    if (reader.text.length >= maxCharacters) return reader.text.slice(0, maxCharacters);
  }
  return reader.text;
}

class TextReader {
  text = '';
  /** What has begun and not ended: a tag, or text before one. */
  private unread = '';
  /** Open elements that hold text. */
  private open = 0;

  constructor(private readonly shape: TextShape) {}

  read(more: string): void {
    this.unread += more;
    let position = 0;
    for (let end = this.endOfPiece(position); end !== undefined; end = this.endOfPiece(position)) {
      this.take(this.unread.slice(position, end));
      position = end;
    }
    this.unread = this.unread.slice(position);
    if (this.unread.length > MAX_PIECE) throw new Error(`a piece of XML is longer than ${MAX_PIECE} characters`);
  }

  private endOfPiece(position: number): number | undefined {
    if (this.unread[position] !== '<') return whereFound(this.unread.indexOf('<', position), 0);
    const [, end] = PIECES.find(([begin]) => this.unread.startsWith(begin, position)) ?? ['<', '>'];
    return whereFound(this.unread.indexOf(end, position), end.length);
  }

  private take(piece: string): void {
    if (piece.startsWith('<![CDATA[')) this.add(piece.slice('<![CDATA['.length, -']]>'.length));
    else if (piece[0] !== '<') this.add(piece.replace(/&(#?\w+);/g, (whole, name: string) => signOf(name) ?? whole));
    else this.takeTag(piece);
  }

  private takeTag(tag: string): void {
    const [, closing, name = '', empty] = /^<(\/?)(?:[^\s/>:]+:)?([^\s/>]+)[^]*?(\/?)>$/.exec(tag) ?? [];
    if (this.shape.text.includes(name) && !empty) this.open += closing ? -1 : 1;
    if (closing || empty) this.text += this.shape.signs[name] ?? '';
  }

  private add(text: string): void {
    if (this.open > 0) this.text += text;
  }
}

const PIECES = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

function whereFound(index: number, length: number): number | undefined {
  return index === -1 ? undefined : index + length;
}

function signOf(name: string): string | undefined {
  if (name[0] !== '#') return ENTITIES[name];
  const code = name[1] === 'x' ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
