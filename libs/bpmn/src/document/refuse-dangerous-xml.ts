/** Deepest nesting of XML elements; real models stay below 30. */
const MAX_DEPTH = 200;

/**
 * Looks for what no BPMN file needs and parsers suffer from: a document type (entity bombs, external entities) and
 * endless nesting. Reads each character once.
 * @throws {Error} with the reason in words.
 */
export function refuseDangerousXml(text: string): void {
  let depth = 0;
  let position = text.indexOf('<');
  while (position !== -1) {
    if (text.startsWith('<!--', position)) position = after(text, '-->', position);
    else if (text.startsWith('<![CDATA[', position)) position = after(text, ']]>', position);
    else if (text.startsWith('<?', position)) position = after(text, '?>', position);
    else if (text.startsWith('<!', position))
      throw new Error('The file has a document type (<!DOCTYPE …>), which is refused.');
    else if (text.startsWith('</', position)) {
      depth--;
      position = after(text, '>', position);
    } else {
      position = endOfTag(text, position);
      if (text[position - 2] !== '/') depth++;
      if (depth > MAX_DEPTH) throw new Error(`Elements are nested more than ${MAX_DEPTH} deep.`);
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
  for (let position = start + 1; position < text.length; position++) {
    const character = text[position];
    if (character === '>') return position + 1;
    if (character === '"' || character === "'") position = after(text, character, position + 1) - 1;
  }
  return text.length;
}
