import { UnreadableXmlError } from './errors.js';

/** Largest file that is read: bytes, or characters of one that is text already. */
export const MAX_BYTES = 20_000_000;

const DECLARED_ENCODING = /^(\s*<\?xml[^>]*\sencoding\s*=\s*["'])([\w.:-]+)/;

/**
 * The text of an XML document: by its byte order mark, else the encoding its declaration names, else UTF-8. Without
 * byte order mark, with `\n` for line ends and UTF-8 as its declared encoding, since that is how it is kept and sent
 * from here on; so the same document gives the same text on every system.
 * @throws {UnreadableXmlError}
 */
export function decodeDocument(source: string | Uint8Array): string {
  if (source.length > MAX_BYTES) throw new UnreadableXmlError(`The file is larger than ${MAX_BYTES / 1_000_000} MB.`);
  const text = typeof source === 'string' ? source : decode(source);
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(DECLARED_ENCODING, '$1UTF-8');
}

function decode(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // The Vietnamese code page has tones only as characters of their own, so "ệ" would be no text that anyone types.
    return encoding === 'windows-1258' ? text.normalize('NFC') : text;
  } catch (error) {
    // The constructor refuses an unknown name with a RangeError, `decode` bytes that do not fit with a TypeError.
    const what =
      (error as Error).name === 'RangeError'
        ? `The encoding "${encoding}" is unknown.`
        : `The file is not in the encoding "${encoding}".`;
    throw new UnreadableXmlError(what, { cause: error });
  }
}

const MARKS: readonly (readonly [encoding: string, ...bytes: number[]])[] = [
  ['utf-8', 0xef, 0xbb, 0xbf],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff],
  // No mark, but the "<" of an XML document in two bytes (XML 1.0, appendix F).
  ['utf-16le', 0x3c, 0x00],
  ['utf-16be', 0x00, 0x3c],
];

function encodingOf(bytes: Uint8Array): string {
  const marked = MARKS.find(([, ...mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked !== undefined) return marked[0];
  const beginning = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const declared = DECLARED_ENCODING.exec(beginning)?.[2]?.toLowerCase();
  // Read as bytes, so it cannot be UTF-16: editors save such files as UTF-8 and leave the declaration.
  return declared === undefined || declared.startsWith('utf-16') ? 'utf-8' : declared;
}
