import { listIncomingDocuments } from './incoming/list-incoming-documents.query.js';
import type { RegisteredDocument } from './incoming/register-incoming-document.command.js';
import { listObligations } from './obligations/list-obligations.query.js';
import { listOutgoingDocuments } from './outgoing/list-outgoing-documents.query.js';
import { listIncomingRegister } from './registers/list-incoming-register.query.js';
import { listTrackingRegister } from './registers/list-tracking-register.query.js';
import { openDocumentOffice, type DocumentOffice } from './testing/document-office.js';

const zone = 'Asia/Ho_Chi_Minh';

let office: DocumentOffice;
/** Registered in this order: number 1 to 4. */
let answered: RegisteredDocument, late: RegisteredDocument, unanswered: RegisteredDocument, plain: RegisteredDocument;
let outgoingId: string;
let year: number;

beforeAll(async () => {
  office = await openDocumentOffice();
  // Ten o'clock on the day on which the first one came.
  office.clock.offsetMs = Date.parse('2026-03-02T03:00:00Z') - Date.now();
  await office.database.query(`
    insert into unit (code, name, kind, sort) values
      ('QLCN', 'Phòng Quản lý công nghệ', 'professional', 1), ('KH', 'Phòng Kế hoạch', 'professional', 2);
    insert into person (login, full_name) values ('cuongpv', 'Phan Văn Cường')`);
  answered = await office.register({
    documentNumber: '47/QĐ-STP',
    subject: 'Về việc Ứng dụng chữ ký số',
    replyRequired: true,
    dueAt: office.inHours(100),
    receivedAt: '2026-03-01T18:00:00Z',
    note: 'Bản giấy',
  });
  late = await office.register({ replyRequired: true, dueAt: office.inHours(1) });
  unanswered = await office.register({ senderAgency: 'UBND tỉnh', replyRequired: true, dueAt: office.inHours(50) });
  plain = await office.register({ documentType: 'Thông báo', subject: 'Lịch nghỉ 100% Tết' });
  year = answered.arrivalYear;

  for (const { id, obligationId } of [answered, late]) {
    await office.serve('documents.record-instruction', {
      documentId: id,
      obligationId,
      dueAt: office.inHours(id === late.id ? 1 : 100),
      reminderBefore: 'P1D',
      leadUnit: 'QLCN',
      coordinatingUnits: ['KH'],
      instruction: 'Trả lời.',
      instructedBy: 'giamdoc',
    });
  }
  outgoingId = await answer(answered);
  office.clock.advance(2 * 3_600_000);
});
afterAll(() => office.close());

async function answer({ obligationId }: RegisteredDocument): Promise<string> {
  const drafted = await office.serve('documents.save-draft', {
    obligationId,
    leadUnit: 'QLCN',
    drafter: 'cuongpv',
    documentType: 'CV',
    draftSubject: 'Trả lời về chữ ký số',
    draftBody: '…',
    result: 'Đã triển khai.',
  });
  await office.sign(drafted['outgoingDocumentId'] as string);
  await office.serve('documents.issue-outgoing', { ...drafted, issuedBy: 'vanthu', recipients: 'STP' });
  return drafted['outgoingDocumentId'] as string;
}

const found = async (filter: object) =>
  (await listIncomingDocuments(office.database, { limit: 10, ...filter })).items.map(({ arrivalNumber }) => arrivalNumber);

describe('incoming documents', () => {
  it('are listed with the latest arrival first, a page at a time', async () => {
    const first = await listIncomingDocuments(office.database, { limit: 3 });
    expect(first.items.map(({ id }) => id)).toEqual([plain.id, unanswered.id, late.id]);
    const second = await listIncomingDocuments(office.database, { limit: 3, after: first.next! });
    expect(second).toMatchObject({
      items: [{ id: answered.id, leadUnit: 'QLCN', leadUnitName: 'Phòng Quản lý công nghệ', instanceId: answered.instanceId }],
      next: null,
    });
  });

  it.each([
    ['chu ky so', [1]],
    ['CHỮ KÝ', [1]],
    ['số ứng', [1]],
    ['47/qd-stp', [1]],
    ['ubnd', [3]],
    ['lịch 100%', [4]],
    ['100_', []],
    ['  ', [4, 3, 2, 1]],
    ['không có', []],
  ])('are found by %j with or without diacritics', async (search, numbers) => {
    expect(await found({ search })).toEqual(numbers);
  });

  it('are filtered by year, status, lead unit and whether a reply is required', async () => {
    expect(await found({ year: year - 1 })).toEqual([]);
    expect(await found({ year, status: 'registered' })).toEqual([4, 3]);
    expect(await found({ unit: 'QLCN' })).toEqual([2, 1]);
    expect(await found({ replyRequired: false })).toEqual([4]);
  });

  it.each([
    ['a clerk', { login: 'vanthu', groups: ['clerk', 'unit:VP'] }, [4, 3, 2, 1]],
    ['a unit that the instruction names', { login: 'lanht', groups: ['staff', 'unit:KH'] }, [2, 1]],
    ['another unit', { login: 'lanht', groups: ['head', 'head:VP', 'unit:VP'] }, []],
  ])('are confined to what %s may read', async (_who, reader, numbers) => {
    expect(await found({ reader })).toEqual(numbers);
  });

  it('refuse a cursor that they did not give out', async () => {
    await expect(listIncomingDocuments(office.database, { limit: 3, after: 'bm9wZQ' })).rejects.toMatchObject({
      code: 'foundation.bad-cursor',
    });
  });
});

describe('registers', () => {
  it('have the columns of the incoming register, in the order of the numbers', async () => {
    const { items, next } = await listIncomingRegister(office.database, { year, zone, limit: 2 });
    expect(items[0]).toEqual({
      receivedOn: '2026-03-02',
      arrivalNumber: 1,
      senderAgency: 'Sở Tư pháp tỉnh Bình Định',
      documentNumber: '47/QĐ-STP',
      documentDate: '2020-03-02',
      typeAndSubject: 'Công văn: Về việc Ứng dụng chữ ký số',
      recipients: 'Phòng Quản lý công nghệ; Phòng Kế hoạch',
      passedOn: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
      receipt: null,
      note: 'Bản giấy',
      voided: false,
    });
    const rest = await listIncomingRegister(office.database, { year, zone, limit: 2, after: next! });
    expect(rest.items.map(({ arrivalNumber, passedOn }) => [arrivalNumber, passedOn])).toEqual([
      [3, null],
      [4, null],
    ]);
  });

  it('show in the tracking register how far each owed answer is and under which number it went out', async () => {
    const { items } = await listTrackingRegister(office.database, { year, zone, limit: 10 });
    expect(items).toMatchObject([
      {
        arrivalNumber: 1,
        document: 'Công văn 47/QĐ-STP ngày 02/03/2020 của Sở Tư pháp tỉnh Bình Định',
        recipient: 'Phòng Quản lý công nghệ',
        progress: 'Đã trả lời đúng hạn',
        replySymbols: '01/CQ-QLCN',
        note: 'Bản giấy',
      },
      { arrivalNumber: 2, progress: 'Đang giải quyết (quá hạn)', replySymbols: null },
      { arrivalNumber: 3, progress: 'Chờ ý kiến chỉ đạo', recipient: null },
    ]);
  });
});

describe('reply obligations', () => {
  const listed = async (filter: object) =>
    (await listObligations(office.database, { zone: 'Asia/Ho_Chi_Minh', limit: 10, ...filter })).items.map(({ documentId }) => documentId);

  it('are listed by deadline, and filtered by state, lateness and lead unit', async () => {
    expect(await listed({})).toEqual([late.id, unanswered.id, answered.id]);
    expect(await listed({ status: 'open' })).toEqual([late.id, unanswered.id]);
    expect(await listed({ overdue: true })).toEqual([late.id]);
    expect(await listed({ status: 'answered' })).toEqual([answered.id]);
    expect(await listed({ unit: 'QLCN' })).toEqual([late.id, answered.id]);
    const { next } = await listObligations(office.database, { zone: 'Asia/Ho_Chi_Minh', limit: 1 });
    expect(await listed({ after: next })).toEqual([unanswered.id, answered.id]);
  });
});

describe('outgoing documents', () => {
  it('are listed with names and found by symbol or subject', async () => {
    const { items } = await listOutgoingDocuments(office.database, { limit: 10, year, search: 'tra loi 01/cq' });
    expect(items).toMatchObject([
      {
        id: outgoingId,
        symbol: '01/CQ-QLCN',
        documentTypeName: 'Công văn',
        draftingUnitName: 'Phòng Quản lý công nghệ',
        draftedByName: 'Phan Văn Cường',
      },
    ]);
    expect((await listOutgoingDocuments(office.database, { limit: 10, status: 'draft' })).items).toEqual([]);
  });

  it.each([
    ['a leader', { login: 'giamdoc', groups: ['leader'] }, 1],
    ['whoever drafted it', { login: 'cuongpv', groups: [] }, 1],
    ['the unit that reads what it answers', { login: 'lanht', groups: ['unit:KH'] }, 1],
    ['nobody else', { login: 'lanht', groups: ['unit:VP'] }, 0],
  ])('are read by %s', async (_who, reader, count) => {
    expect((await listOutgoingDocuments(office.database, { limit: 10, reader })).items).toHaveLength(count);
  });
});
