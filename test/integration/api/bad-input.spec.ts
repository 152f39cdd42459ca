import { readdir } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';
import { eventually } from '../../support/eventually.js';
import { type Answer, type ApiUnderTest, startApi } from './api-under-test.js';

/** Written in Vietnamese: it has letters that English has not. */
const VIETNAMESE = /[àáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ]/i;
const ENGLISH = /^[\x20-\x7E]{4,}$/;

const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

/** A DOCX of a few kilobytes that unpacks to 20 MB (PKWARE APPNOTE 4.3). */
function zipBomb(): Buffer {
  const members = [
    ['[Content_Types].xml', Buffer.from(`<Types><Override PartName="/part.xml" ContentType="${DOCX_TYPE}"/></Types>`)],
    ['word/document.xml', Buffer.alloc(20_000_000)],
  ] as const;
  const [locals, centrals]: [Buffer[], Buffer[]] = [[], []];
  for (const [name, content] of members) {
    const packed = deflateRawSync(content);
    const facts = Buffer.alloc(26); // from the version on
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    const offset = Buffer.alloc(14);
    offset.writeUInt32LE(Buffer.concat(locals).length, 10);
    locals.push(Buffer.from('PK\x03\x04'), facts, Buffer.from(name), packed);
    centrals.push(Buffer.from('PK\x01\x02\x14\x00'), facts, offset, Buffer.from(name));
  }
  const [files, directory, end] = [Buffer.concat(locals), Buffer.concat(centrals), Buffer.alloc(18)];
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(files.length, 12);
  return Buffer.concat([files, directory, Buffer.from('PK\x05\x06'), end]);
}

const EMPTY_SCAN = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

describe('what office people get wrong', () => {
  let api: ApiUnderTest;
  let year: number;
  const letter = () => ({
    senderAgency: 'Sở Tư pháp',
    documentNumber: '47/QĐ-STP',
    documentDate: `${year}-01-05`,
    documentType: 'Quyết định',
    subject: 'V/v ứng dụng công nghệ thông tin',
    medium: 'paper',
    replyRequired: false,
  });
  const other = () => ({ ...letter(), documentNumber: '48/QĐ-STP' });
  const reply = (given: object) => ({ ...other(), replyRequired: true, ...given });
  const onPaper = (given: object) => ({ ...other(), instruction: { content: 'Giao xử lý.', instructedBy: 'baotq', ...given } });

  beforeAll(async () => {
    api = await startApi();
    year = api.clock.now().getUTCFullYear();
    expect(await api.post('anhdtl', 'incoming-documents', letter())).toMatchObject({ status: 201, body: { arrivalNumber: 1 } });
    await eventually(async () => (await api.get('baotq', 'tasks?scope=group')).body.items[0]);
  });
  afterAll(() => api.close());

  /** What is stored, and the last number of each book. */
  async function stored(): Promise<object> {
    const [rows] = await api.office.database.query<object>(
      `select (select count(*) from incoming_document) as documents, (select count(*) from process_instance) as cases,
         (select count(*) from deadline) as deadlines, (select count(*) from reply_obligation) as obligations,
         (select count(*) from instruction) as instructions, (select count(*) from attachment) as attachments,
         (select count(*) from user_task where status = 'completed') as done,
         (select array_agg(book || ' ' || year || ' ' || last_number order by book, year) from document_book_year) as numbers`,
    );
    const files = await readdir(api.configuration.FILES_DIR, { recursive: true, withFileTypes: true }).catch(() => []);
    return { ...rows, files: files.filter((file) => file.isFile()).length };
  }

  const register = (body: () => object) => () => api.post('anhdtl', 'incoming-documents', body());
  const upload = (name: string, content: () => Buffer) => async (): Promise<Answer> => {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(content())]), name);
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as('anhdtl') });
    return { status: response.status, body: await response.json() };
  };
  const instruct = async (): Promise<Answer> => {
    const task = (await api.get('baotq', 'tasks?scope=group')).body.items[0];
    return api.post('baotq', `tasks/${task.id}/complete`, { variables: { instruction: 'Giao xử lý.' } });
  };

  it.each<[string, () => Promise<Answer>, string]>([
    ['a number that is used already', register(() => ({ ...letter(), documentNumber: 'Số: 047 /QĐ – STP' })), 'same-number-and-date'],
    ['a document of next year', register(() => ({ ...other(), documentDate: `${year + 1}-01-05` })), 'document-date-in-future'],
    ['an arrival in another year', register(() => ({ ...other(), documentDate: '2005-01-04', receivedAt: '2005-01-05T03:00:00Z' })), 'year-mistyped'],
    ['a deadline in another year', register(() => reply({ dueAt: `${year + 60}-01-05T03:00:00Z` })), 'year-mistyped'],
    ['a deadline in the past', register(() => reply({ dueAt: `${year - 1}-01-05T03:00:00Z` })), 'due-passed'],
    ['a term by a calendar that there is not', register(() => reply({ dueWithin: { duration: 'P5D', calendar: 'khong-co' } })), 'calendar-unknown'],
    ['a lead unit that is named twice', register(() => onPaper({ leadUnit: 'QLCN', coordinating: ['QLCN'] })), 'unit-named-twice'],
    ['a lead unit that there is not', register(() => onPaper({ leadUnit: 'KHONG' })), 'unit-unknown'],
  ])('%s is said in both languages, with a code; nothing is stored and no number used', async (_, send, code) => {
    const before = await stored();
    const { status, body } = await send();
    expect([409, 422]).toContain(status);
    expect(body).toMatchObject({ title: expect.stringMatching(VIETNAMESE), detail: expect.any(String) });
    expect(body.findings).toMatchObject([{ code, title: expect.stringMatching(VIETNAMESE), what: expect.any(String), mend: expect.stringMatching(ENGLISH) }]);
    expect(await stored()).toEqual(before);
  });

  it.each<[string, () => Promise<Answer>, string]>([
    ['an instruction on paper without a lead unit', register(() => onPaper({})), 'request.invalid'],
    ['an instruction without a lead unit', instruct, 'worklist.submission-refused'],
    ['the test file of virus scanners', upload('a.txt', () => Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''))), 'documents.attachment-infected'],
    ['a zip bomb', upload('a.docx', zipBomb), 'documents.attachment-archive-bomb'],
    ['an empty scan', upload('quet.jpg', () => EMPTY_SCAN), 'documents.attachment-without-pages'],
  ])('%s is refused as a whole; nothing is stored and no number used', async (_, send, code) => {
    const before = await stored();
    const { status, body } = await send();
    expect([400, 422]).toContain(status);
    expect(body).toMatchObject({ code, title: expect.stringMatching(VIETNAMESE), detail: expect.any(String) });
    expect(body.findings).not.toEqual([]);
    expect(await stored()).toEqual(before);
  });

  it('the next document has the next number', async () => {
    expect(await api.post('anhdtl', 'incoming-documents', other())).toMatchObject({ status: 201, body: { arrivalNumber: 2 } });
  });
});
