import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type FileOffice, openFileOffice } from '../testing/file-office.js';
import { DOCX, JPEG, ODT, PDF, PLAIN_ZIP, PNG, TIFF, XLSX } from '../testing/office-files.js';
import { getAttachment } from './get-attachment.query.js';
import { openAttachment } from './open-attachment.js';

const LIMIT = 10_000;

let office: FileOffice;
let receive: FileOffice['receive'];

beforeAll(async () => {
  office = await openFileOffice({ limitBytes: LIMIT });
  ({ receive } = office);
});
beforeEach(() => office.clear());
afterAll(() => office.close());

const contentOf = async (id: string) =>
  buffer(await openAttachment(office.store, await getAttachment(office.database, id)));

const expectNothingStored = async () => {
  expect(await office.filesInFolder()).toEqual([]);
  expect(await office.database.query('select id from attachment')).toEqual([]);
};

it('keeps what was sent, with its size, checksum and type, and gives it back', async () => {
  const attachment = await receive(PDF, 'Công văn 47.pdf', { declaredType: 'application/pdf' });
  expect(attachment).toMatchObject({
    fileName: 'Công văn 47.pdf',
    mediaType: 'application/pdf',
    sizeBytes: PDF.length,
    sha256: createHash('sha256').update(PDF).digest('hex'),
    storedBy: 'vanthu',
    incomingDocumentId: null,
  });
  expect(await getAttachment(office.database, attachment.id)).toEqual(attachment);
  expect(await contentOf(attachment.id)).toEqual(PDF);
  expect(await office.filesInFolder()).toHaveLength(1);
});

it('keeps equal uploads as two files', async () => {
  const twins = [await receive(PDF), await receive(PDF)] as const;
  await office.store.remove(twins[0]);
  expect(await contentOf(twins[1].id)).toEqual(PDF);
});

it.each(['utf16le', 'utf-16be'])('refuses a text in %s and says how to save it', async (encoding) => {
  const little = Buffer.from('\ufeffKính gửi: Sở Tư pháp', 'utf16le');
  const text = encoding === 'utf16le' ? little : Buffer.from(little).swap16();
  await expect(receive(text, 'cong-van.txt')).rejects.toMatchObject({
    code: 'documents.attachment-not-utf8',
    findings: [{ where: 'file', mend: expect.stringContaining('UTF-8') as string }],
  });
  await expectNothingStored();
});

it.each([
  ['pdf', 'application/pdf', PDF],
  ['png', 'image/png', PNG],
  ['jpg', 'image/jpeg', JPEG],
  ['tif', 'image/tiff', TIFF],
  ['docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', DOCX],
  ['xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', XLSX],
  ['odt', 'application/vnd.oasis.opendocument.text', ODT],
  ['txt', 'text/plain', Buffer.from('Kính gửi: Sở Tư pháp\n')],
  ['txt', 'text/plain', Buffer.from('BM-01: biểu mẫu, not a bitmap')],
])('knows a %s by its content and adds the extension to a bare name', async (extension, mediaType, content) => {
  expect(await receive(content, 'scan', { declaredType: 'application/octet-stream' })).toMatchObject({ mediaType, fileName: `scan.${extension}` });
});

it('takes a character that falls between two chunks for what it is', async () => {
  const text = Buffer.from('phúc đáp');
  const chunks = Readable.from([...text].map((byte) => Buffer.from([byte])));
  expect(await receive(chunks, 'a.txt', { declaredType: 'text/plain; charset=utf-8' })).toMatchObject({ mediaType: 'text/plain' });
});

it.each([
  ['an archive', PLAIN_ZIP, 'a.zip', undefined, 'application/zip'],
  ['a program', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), 'setup.pdf', undefined, 'application/x-msdownload'],
  ['a drawing with scripts', Buffer.from('<?xml version="1.0"?><svg/>'), 'a.svg', undefined, 'application/xml'],
  ['text that is not UTF-8', Buffer.from('Bình Định', 'latin1'), 'a.txt', undefined, 'of no known type'],
  ['bytes without meaning', Buffer.from([0, 1, 2, 3]), 'a.txt', undefined, 'of no known type'],
  ['a picture under the header of a PDF', PNG, 'a', 'application/pdf', 'application/pdf'],
  ['a picture under the name of a PDF', PNG, 'a.pdf', undefined, '.pdf'],
])('refuses %s and stores nothing', async (_, content, name, declared, named) => {
  await expect(receive(content, name, { declaredType: declared })).rejects.toMatchObject({
    code: 'documents.attachment-type-unsupported',
    message: expect.stringMatching(new RegExp(`${named}.*Allowed are pdf`)) as string,
  });
  await expectNothingStored();
});

it('stops reading as soon as the limit is passed', async () => {
  let sent = 0;
  async function* endless() {
    for (;;) {
      await Promise.resolve();
      sent += 1000;
      yield Buffer.alloc(1000, 'a');
    }
  }
  await expect(receive(endless(), 'a.txt')).rejects.toMatchObject({
    code: 'documents.attachment-too-large',
    message: expect.stringContaining('10000 bytes') as string,
  });
  expect(sent).toBeLessThan(LIMIT + 100_000);
  await expectNothingStored();
});

it('refuses an empty file, an unsafe name and an upload that breaks off, and stores nothing', async () => {
  async function* broken() {
    yield PDF.subarray(0, 10);
    throw new Error('connection lost');
  }
  await expect(receive(Buffer.alloc(0), 'a.pdf')).rejects.toMatchObject({ code: 'documents.attachment-empty' });
  await expect(receive(PDF, '../a.pdf')).rejects.toMatchObject({ code: 'documents.attachment-name-unsafe' });
  await expect(receive(broken(), 'a.pdf')).rejects.toThrow('connection lost');
  await expectNothingStored();
});

it('removes the file when its row cannot be written', async () => {
  await office.database.query('alter table attachment add constraint full_up check (false) not valid');
  await expect(receive(PDF)).rejects.toThrow('full_up');
  await office.database.query('alter table attachment drop constraint full_up');
  await expectNothingStored();
});

it('says so when a file has gone from the store', async () => {
  const attachment = await receive(PDF);
  await office.store.remove(attachment);
  await expect(contentOf(attachment.id)).rejects.toMatchObject({ code: 'documents.attachment-lost' });
  await expect(contentOf('0197a5f0-0000-7000-8000-000000000000')).rejects.toMatchObject({
    code: 'documents.attachment-not-found',
  });
});
