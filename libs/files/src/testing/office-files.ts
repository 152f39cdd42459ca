import { deflateRawSync, deflateSync } from 'node:zlib';

/** Smallest contents by which each kind of file is known and in which there is something. */

export const PDF = pdfOf([
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
]);

export const PDF_WITHOUT_PAGES = pdfOf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[]/Count 0>>']);

export const ENCRYPTED_PDF = pdfOf(
  [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>',
    `<</Filter/Standard/V 1/R 2/P -4/O<${'ab'.repeat(32)}>/U<${'cd'.repeat(32)}>>>`,
  ],
  '/Encrypt 4 0 R/ID[<00><00>]',
);

/** Of a few kilobytes; to read its page takes a gigabyte. Takes seconds to make. */
export function pdfBomb(): Buffer {
  const packed = deflateSync(deflateSync(Buffer.alloc(1_000_000_000, ' '), { level: 1 }));
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>',
    streamOf('/Filter[/FlateDecode/FlateDecode]', packed.toString('latin1')),
  ]);
}

/** Its one page draws itself again and again, as deep as reading goes. */
export const ENDLESS_PDF = pdfOf([
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</A 5 0 R/B 6 0 R>>>>>>',
  streamOf('', '/A Do /B Do '.repeat(500)),
  ...[6, 5].map((other) =>
    streamOf(`/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</N ${other} 0 R>>>>`, '/N Do '.repeat(500)),
  ),
]);

export const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
  'hex',
);

/** One point by one, behind a header of its application. */
export const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffc0000b080001000101011100ffd9', 'hex');

export const JPEG_WITHOUT_PICTURE = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

/** Fields ImageWidth and ImageLength, both 1. */
export const TIFF = Buffer.from('49492a00080000000200000103000100000001000000010103000100000001000000' + '00000000', 'hex');

export const TIFF_WITHOUT_PICTURE = Buffer.from('49492a0008000000000000000000', 'hex');

export const DOCX = docxOf('<w:t>Kính gửi</w:t>');

export const XLSX = zipOf({ '[Content_Types].xml': contentTypes('spreadsheetml.sheet') });

export const ODT = zipOf({ mimetype: 'application/vnd.oasis.opendocument.text' });

export const PLAIN_ZIP = zipOf({ 'a.txt': 'a' });

/** @param body what stands in the body of the document; `more` are members beside it */
export function docxOf(body: string, more: Members = {}): Buffer {
  return zipOf({
    '[Content_Types].xml': contentTypes('wordprocessingml.document'),
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`,
    ...more,
  });
}

/** Content by name. */
export type Members = Readonly<Record<string, string | Buffer>>;

/** A ZIP archive; the first member is stored, as sniffing wants it, the others are compressed. Checksums are left out. */
export function zipOf(members: Members): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [index, [name, given]] of Object.entries(members).entries()) {
    const content = Buffer.from(given);
    const packed = index === 0 ? content : deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(index === 0 ? 0 : 8, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(content.length, 22);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(index === 0 ? 0 : 8, 10);
    central.writeUInt32LE(packed.length, 20);
    central.writeUInt32LE(content.length, 24);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), packed);
    directory.push(central, Buffer.from(name));
    offset += local.length + name.length + packed.length;
  }
  const size = Buffer.concat(directory).length;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(members).length, 8);
  end.writeUInt16LE(Object.keys(members).length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

/** A PDF with these objects, of which the first is its catalog. @param trailer more entries of the trailer */
export function pdfOf(objects: readonly string[], trailer = ''): Buffer {
  let text = '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n';
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const table = text.length;
  const size = objects.length + 1;
  text += `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}`;
  text += `trailer<</Size ${size}/Root 1 0 R${trailer}>>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

/** One page with this text, in letters that a PDF has without a font of its own. */
export function pdfOfText(text: string): Buffer {
  return pdfOf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    streamOf('', `BT /F 12 Tf 72 720 Td (${text}) Tj ET`),
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ]);
}

function streamOf(entries: string, content: string): string {
  return `<<${entries}/Length ${content.length}>>stream\n${content}\nendstream `;
}

function contentTypes(kind: string): string {
  const type = `application/vnd.openxmlformats-officedocument.${kind}.main+xml`;
  return `<Types><Override PartName="/part.xml" ContentType="${type}"/></Types>`;
}
