import { decodeDocument, MAX_BYTES } from './decode-document.js';
import { UnreadableXmlError } from './errors.js';

const name = 'Văn bản đến — ý kiến';
const text = (encoding: string, content = name) =>
  `<?xml version="1.0" encoding="${encoding}"?>\n<a name="${content}"/>`;
const expected = text('UTF-8');

describe('decodeDocument', () => {
  it('takes the encoding from the byte order mark', () => {
    const utf16 = Buffer.from(text('UTF-16'), 'utf16le');
    expect(decodeDocument(Buffer.from(`\uFEFF${text('UTF-8')}`))).toBe(expected);
    expect(decodeDocument(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]))).toBe(expected);
    expect(decodeDocument(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]))).toBe(expected);
  });

  it('knows UTF-16 without a mark by its first character', () => {
    const utf16 = Buffer.from(text('UTF-16'), 'utf16le');
    expect(decodeDocument(utf16)).toBe(expected);
    expect(decodeDocument(Buffer.from(utf16).swap16())).toBe(expected);
  });

  it('takes it from the declaration where there is no mark, and UTF-8 without either', () => {
    expect(decodeDocument(Buffer.from(text('ISO-8859-1', 'Größe'), 'latin1'))).toBe(text('UTF-8', 'Größe'));
    expect(decodeDocument(Buffer.from('<a>đến</a>'))).toBe('<a>đến</a>');
  });

  it('does not believe a declaration of UTF-16 that it could read as bytes', () => {
    expect(decodeDocument(Buffer.from(text('UTF-16')))).toBe(expected);
  });

  it('gives Vietnamese from windows-1258 as it is typed today, with whole letters', () => {
    // "Việt đến": ê + dot below, đ, ê + acute; 0xF2 and 0xEC are the tones.
    const letters = Buffer.from([0x56, 0x69, 0xea, 0xf2, 0x74, 0x20, 0xf0, 0xea, 0xec, 0x6e]);
    const [before = '', after = ''] = text('windows-1258', '|').split('|');
    const bytes = Buffer.concat([Buffer.from(before), letters, Buffer.from(after)]);
    expect(decodeDocument(bytes)).toBe(text('UTF-8', 'Việt đến'.normalize('NFC')));
  });

  it('gives the same text whatever the line ends, and however text that is decoded already was declared', () => {
    expect(decodeDocument('\uFEFF<a>\r\n\r</a>')).toBe('<a>\n\n</a>');
    expect(decodeDocument(text('windows-1258'))).toBe(expected);
  });

  it('refuses an encoding that is unknown or does not fit', () => {
    expect(() => decodeDocument(Buffer.from(text('KLINGON')))).toThrow('The encoding "klingon" is unknown.');
    expect(() => decodeDocument(Buffer.from(text('UTF-8'), 'latin1'))).toThrow(UnreadableXmlError);
  });

  it('reads 20 MB and not a byte more', () => {
    expect(decodeDocument(Buffer.alloc(MAX_BYTES, ' '))).toHaveLength(MAX_BYTES);
    expect(() => decodeDocument(Buffer.alloc(MAX_BYTES + 1, ' '))).toThrow('larger than 20 MB');
    expect(() => decodeDocument(' '.repeat(MAX_BYTES + 1))).toThrow('larger than 20 MB');
  });
});
