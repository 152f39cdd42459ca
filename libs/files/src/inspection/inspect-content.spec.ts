import { type FileOffice, openFileOffice } from '../testing/file-office.js';
import {
  docxOf,
  ENCRYPTED_PDF,
  ENDLESS_PDF,
  JPEG_WITHOUT_PICTURE,
  type Members,
  PDF,
  PDF_WITHOUT_PAGES,
  pdfOf,
  PNG,
  TIFF_WITHOUT_PICTURE,
  zipOf,
} from '../testing/office-files.js';
import { EICAR } from './infection-finder.js';

let office: FileOffice;
beforeAll(async () => {
  office = await openFileOffice();
});
beforeEach(() => office.clear());
afterAll(() => office.close());

const refused = async (content: Buffer, code: string, words = '') => {
  await expect(office.receive(content)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
    findings: [{ where: 'file', what: expect.any(String), mend: expect.any(String) }],
  });
  expect(await office.filesInFolder()).toEqual([]);
  expect(await office.database.query('select id from attachment')).toEqual([]);
};

const withMember = (content: string | Buffer, name = 'word/embeddings/a.bin') => docxOf('', { [name]: content });

describe('a file with the test string of virus scanners is refused', () => {
  const around = (size: number) => Buffer.concat([Buffer.alloc(size, 'a'), EICAR, Buffer.alloc(size, 'b')]);

  it.each([
    ['alone', EICAR],
    ['within text', around(1000)],
    ['behind the end of a PDF', Buffer.concat([PDF, EICAR])],
    ['across two pieces of the stream', around(64 * 1024 - 30)],
    ['in a member of a document', withMember(EICAR)],
    ['in a document within a document', withMember(docxOf('', { 'b.bin': around(100_000) }), 'a.docx')],
  ])('%s', (_, content) => refused(content, 'documents.attachment-infected', 'EICAR-Test-File'));

  it('in whatever pieces it arrives', async () => {
    async function* bytes() {
      for (const byte of EICAR) {
        await Promise.resolve();
        yield Buffer.from([byte]);
      }
    }
    await expect(office.receive(bytes())).rejects.toMatchObject({ code: 'documents.attachment-infected' });
    expect(await office.filesInFolder()).toEqual([]);
  });

  it('but not one that only tells of it', async () => {
    await expect(office.receive(EICAR.subarray(1))).resolves.toMatchObject({ mediaType: 'text/plain' });
  });
});

describe('a document that unpacks to more than it may is refused', () => {
  const MB = 1_000_000;
  const bomb = 'documents.attachment-archive-bomb';

  it('in one member', () => refused(withMember(Buffer.alloc(20 * MB)), bomb, '200 times its size'));

  it('in several members together', () => {
    const members = Array.from({ length: 4 }, (_, index) => [`word/${index}.xml`, Buffer.alloc(4 * MB)]);
    return refused(docxOf('', Object.fromEntries(members) as Members), bomb, '200 times its size');
  });

  it('whatever its directory says of its size', () => {
    const content = withMember(Buffer.alloc(20 * MB));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(20 * MB);
    for (let at = content.indexOf(size); at !== -1; at = content.indexOf(size)) content.writeUInt32LE(10, at);
    return refused(content, 'documents.attachment-damaged', 'too many bytes');
  });

  it('in number of members', () => {
    const members = Array.from({ length: 10_001 }, (_, index) => [`word/${index}`, '']);
    return refused(docxOf('', Object.fromEntries(members) as Members), bomb, 'more than 10000 members');
  });

  it('in archives within archives', () => {
    const within = (inner: Buffer) => zipOf({ 'a.txt': 'a', 'b.zip': inner });
    return refused(withMember(within(within(within(zipOf({ 'a.txt': 'a' }))))), bomb, 'more than 3 deep');
  });

  it('but not a table in a document, nor text that packs well', async () => {
    await expect(office.receive(withMember(zipOf({ 'a.txt': 'a' })))).resolves.toMatchObject({ version: 1 });
    await expect(office.receive(withMember(Buffer.alloc(5 * MB)))).resolves.toMatchObject({ version: 1 });
  });
});

it.each([
  ['a PDF without pages', PDF_WITHOUT_PAGES],
  ['a PNG without width', Buffer.concat([PNG.subarray(0, 16), Buffer.alloc(4), PNG.subarray(20)])],
  ['a PNG without height', Buffer.concat([PNG.subarray(0, 20), Buffer.alloc(4), PNG.subarray(24)])],
  ['a JPEG without a picture', JPEG_WITHOUT_PICTURE],
  ['a TIFF without a picture', TIFF_WITHOUT_PICTURE],
])('%s is refused as an empty scan', (_, content) =>
  refused(content, 'documents.attachment-without-pages', 'Scan the paper again'),
);

it.each([
  ['a PDF that is cut off', PDF.subarray(0, 40)],
  ['a PDF without a list of pages', pdfOf(['<</Type/Catalog>>'])],
  ['a document that is cut off', docxOf('a').subarray(0, -30)],
  ['a document with a path that leaves it', withMember('a', '../../etc/passwd')],
])('%s is refused as damaged', (_, content) => refused(content, 'documents.attachment-damaged', 'Scan or export it again'));

it.each([
  ['a PDF that asks for a password', ENCRYPTED_PDF],
  ['a PDF whose drawing never ends', ENDLESS_PDF],
])('%s is let in', async (_, content) => {
  await expect(office.receive(content)).resolves.toMatchObject({ mediaType: 'application/pdf' });
});
