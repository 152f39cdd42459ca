import { UnreadableXmlError } from './errors.js';

/** Deepest nesting of elements; real models stay below 30. */
const MAX_DEPTH = 200;

/** Most tags, comments, CDATA sections and instructions together: about 400,000 elements, far above any real model. */
const MAX_MARKUP = 800_000;

/** Most words outside quotes in one start tag, one or more an attribute: the parser's time grows with their square. */
const MAX_WORDS = 1_000;

/**
 * Looks for what no model needs and parsers suffer from: a document type (entity bombs, external entities), endless
 * nesting, elements or attributes without number. Reads each character once. Comments and instructions end where the
 * parser (saxen) takes them to end, so that nothing can be hidden from here in what it reads.
 * @throws {UnreadableXmlError}
 */
export function refuseDangerousXml(text: string): void {
  let depth = 0;
  let markup = 0;
  let position = text.indexOf('<');
  while (position !== -1) {
    if (++markup > MAX_MARKUP) throw new UnreadableXmlError(`The file has more than ${MAX_MARKUP} pieces of markup.`);
    if (text.startsWith('<!--', position)) position = after(text, '-->', position);
    else if (text.startsWith('<![CDATA[', position)) position = after(text, ']]>', position);
    else if (text.startsWith('<?', position)) position = after(text, '?>', position);
    else if (text.startsWith('<!', position))
      throw new UnreadableXmlError('The file has a document type (<!DOCTYPE …>), which is refused.');
    else if (text.startsWith('</', position)) {
      depth--;
      position = after(text, '>', position);
    } else {
      position = endOfTag(text, position);
      if (text[position - 2] !== '/') depth++;
      if (depth > MAX_DEPTH) throw new UnreadableXmlError(`Elements are nested more than ${MAX_DEPTH} deep.`);
    }
    position = text.indexOf('<', position);
  }
}

/** The position after the next `mark`; the end of the text where there is none, which the parser then reports. */
function after(text: string, mark: string, position: number): number {
  const found = text.indexOf(mark, position);
  return found === -1 ? text.length : found + mark.length;
}

/** The position after the `>` of a start tag; one within quotes is part of an attribute. */
function endOfTag(text: string, start: number): number {
  let words = 0;
  let inWord = false;
  for (let position = start + 1; position < text.length; position++) {
    const character = text[position] as string;
    if (character === '>') return position + 1;
    const isQuote = character === '"' || character === "'";
    if (isQuote) position = after(text, character, position + 1) - 1;
    const isWord = !isQuote && !SPACE.has(character);
    if (isWord && !inWord && ++words > MAX_WORDS)
      throw new UnreadableXmlError(`An element has more than ${MAX_WORDS} attributes.`);
    inWord = isWord;
  }
  return text.length;
}

const SPACE = new Set([' ', '\n', '\t', '\r']);
