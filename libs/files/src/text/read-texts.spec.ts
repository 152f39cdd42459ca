import { testLogger } from '../../../../test/support/database.js';
import { getAttachment } from '../attachments/get-attachment.query.js';
import { type FileOffice, openFileOffice } from '../testing/file-office.js';
import { docxOf, ENCRYPTED_PDF, ENDLESS_PDF, PDF, pdfOfText, PNG, zipOf } from '../testing/office-files.js';
import { claimText } from './claim-text.command.js';
import { MAX_CHARACTERS } from './extract-text.js';
import { recordText } from './record-text.command.js';
import { readTexts } from './text-upkeep.js';

let office: FileOffice;
beforeAll(async () => {
  office = await openFileOffice();
});
beforeEach(() => office.clear());
afterAll(() => office.close());

const read = () => readTexts({ executor: office.executor, store: office.store, logger: testLogger });

const textOf = async (id: string) => {
  const { textState, textReason } = await getAttachment(office.database, id);
  const [row] = await office.database.query<{ text: string | null }>('select text from attachment where id = $1', [id]);
  return { state: textState, reason: textReason, text: row!.text };
};

const readContent = async (content: Buffer) => {
  const { id } = await office.receive(content);
  expect(await textOf(id)).toEqual({ state: 'pending', reason: null, text: null });
  await read();
  return textOf(id);
};

const odtOf = (body: string) =>
  zipOf({ mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': `<office:text>${body}</office:text>` });
const xlsxOf = (strings: string) => {
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml';
  return zipOf({
    '[Content_Types].xml': `<Types><Override PartName="/part.xml" ContentType="${type}"/></Types>`,
    'xl/sharedStrings.xml': `<sst>${strings}</sst>`,
  });
};

it.each([
  ['a PDF', pdfOfText('Bao cao quy I'), 'Bao cao quy I'],
  ['plain text', Buffer.from('Kính gửi: Sở Tư pháp\r\n'), 'Kính gửi: Sở Tư pháp'],
  ['text in decomposed letters', Buffer.from('phúc đáp'.normalize('NFD')), 'phúc đáp'],
  [
    'a DOCX',
    docxOf(
      '<w:p><w:r><w:t>Số: 47/</w:t></w:r><w:r><w:t xml:space="preserve">QĐ-STP</w:t><w:tab/><w:t>Mật</w:t></w:r></w:p>' +
        '<w:p><w:t>&#272;i&#x1EC1;u 1 &amp; 2</w:t></w:p>',
    ),
    'Số: 47/QĐ-STP\tMật\nĐiều 1 & 2',
  ],
  [
    'what stands beside the text is none',
    docxOf('<w:instrText>PAGE</w:instrText><!-- <w:t>a</w:t> --><w:t><![CDATA[<b>]]></w:t>'),
    '<b>',
  ],
  [
    'an ODT',
    odtOf('<style>x</style><text:h>Tờ trình</text:h><text:p>Kính<text:s/>gửi <text:span>Sở</text:span></text:p>'),
    'Tờ trình\nKính gửi Sở',
  ],
  ['an XLSX', xlsxOf('<si><t>Đơn vị</t></si><si><r><t>Hạn</t></r></si>'), 'Đơn vị\nHạn'],
])('%s: its text is read after the upload', async (_, content, text) => {
  expect(await readContent(content)).toEqual({ state: 'done', reason: null, text });
});

it.each([
  ['a picture', PNG, 'none', 'type-without-text'],
  ['a scan', PDF, 'none', 'no-text'],
  ['an empty document', docxOf(''), 'none', 'no-text'],
  ['a PDF that asks for a password', ENCRYPTED_PDF, 'none', 'encrypted'],
  [
    'a document of broken letters',
    docxOf('', { 'word/document.xml': Buffer.from('<w:t>Bình</w:t>', 'latin1') }),
    'failed',
    'unreadable',
  ],
] as const)('%s says why it has no text', async (_, content, state, reason) => {
  expect(await readContent(content)).toEqual({ state, reason, text: null });
});

it('a text ends at its limit, between two letters', async () => {
  const { state, text } = await readContent(docxOf(`<w:t>a${'😀'.repeat(MAX_CHARACTERS)}</w:t>`));
  expect(state).toBe('done');
  expect(text).toHaveLength(MAX_CHARACTERS - 1);
  expect(text).toMatch(/^a(😀)+$/u);
});

it('hostile content ends its own reading alone, and the next is read', async () => {
  const hostile = await office.receive(ENDLESS_PDF);
  const good = await office.receive(Buffer.from('công văn'));
  await read();
  expect((await textOf(hostile.id)).state).not.toBe('pending');
  expect(await textOf(good.id)).toMatchObject({ state: 'done', text: 'công văn' });
  expect(await office.filesInFolder()).toHaveLength(2);
});

it('what a worker that died had begun is read by another, three times at most', async () => {
  const { id, sha256 } = await office.receive(Buffer.from('công văn'));
  const claim = () => office.executor.execute(claimText, undefined, office.as('system:files'));
  for (let attempt = 1; attempt <= 3; attempt++) {
    expect(await claim()).toEqual({ id, sha256, mediaType: 'text/plain' });
    expect(await claim()).toBeUndefined();
    office.clock.advance(11 * 60_000);
  }
  expect(await claim()).toBeUndefined();
  expect(await textOf(id)).toMatchObject({ state: 'failed', reason: 'crashed' });
});

it('nothing of a content that was removed comes back, also where it was being read', async () => {
  const { id } = await office.receive(Buffer.from('Tối mật'));
  await office.executor.execute(claimText, undefined, office.as('system:files'));
  await office.database.query('update attachment set content_removed_at = now() where id = $1', [id]);
  await office.executor.execute(recordText, { id, state: 'done', text: 'Tối mật' }, office.as('system:files'));
  office.clock.advance(11 * 60_000);
  await read();
  expect(await textOf(id)).toMatchObject({ state: 'pending', text: null });
});

it('a file that has gone from the storage fails alone', async () => {
  const lost = await office.receive(Buffer.from('a'));
  await office.store.remove(lost);
  const good = await office.receive(Buffer.from('b'));
  await read();
  expect(await textOf(lost.id)).toMatchObject({ state: 'failed', reason: 'missing' });
  expect(await textOf(good.id)).toMatchObject({ state: 'done' });
});
