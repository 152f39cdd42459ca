import { newId } from '#foundation';
import { type DocumentOffice, openDocumentOffice } from '../../testing/document-office.js';
import { getOutgoingDocument } from '../get-outgoing-document.query.js';
import { recordOutgoingAct } from '../acts/record-outgoing-act.command.js';
import { LOCKED_TEXT } from '../../gate/spills/seal-content.js';
import { listCorrespondents } from './list-correspondents.query.js';
import { correspondentSchema, saveCorrespondent } from './save-correspondent.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  await office.database.query(
    `insert into unit (code, name, kind, sort) values ('QLKH', 'Phòng Quản lý khoa học', 'professional', 1)`,
  );
});
afterAll(() => office.close());
beforeEach(() => office.database.query('truncate correspondent cascade'));

const save = (given: object, id: string | null = null) =>
  office.executor.execute(saveCorrespondent, { id, correspondent: correspondentSchema.parse(given) }, office.as('vanthu'));
const draft = { leadUnit: 'QLCN', drafter: 'tuan', documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Kính gửi' };

/** Issued and sent to these; gives the document. */
async function sent(recipients: string, answering: object = {}) {
  const outgoingDocumentId = (await office.serve('documents.save-draft', { ...draft, ...answering }))['outgoingDocumentId'] as string;
  await office.sign(outgoingDocumentId, 'bao');
  await office.serve('documents.issue-outgoing', { outgoingDocumentId, issuedBy: 'anh', recipients });
  await office.serve('documents.send-outgoing', { outgoingDocumentId });
  return getOutgoingDocument(office.database, outgoingDocumentId);
}

describe('a recipient', () => {
  it('is found in the directory however its name is spelled', async () => {
    const { id } = await save({ name: 'Sở Tư pháp', kind: 'mail', email: 'STP@example.vn' });
    const { sentTo } = await sent('SO TU PHAP (2 bản)');
    expect(sentTo).toMatchObject([{ name: 'SO TU PHAP', kind: 'mail', email: 'stp@example.vn', copies: 2, mails: [{ state: 'queued' }] }]);
    await save({ name: 'Sở Tư pháp', kind: 'paper', address: '139 Trần Hưng Đạo' }, id);
    expect((await sent('Sở Tư pháp')).sentTo).toMatchObject([{ kind: 'paper', address: '139 Trần Hưng Đạo', mails: [] }]);
  });

  it('that is no longer used goes on paper, as one nobody knows', async () => {
    await save({ name: 'Sở Tư pháp', kind: 'mail', email: 'stp@example.vn', active: false });
    expect((await sent('Sở Tư pháp; Sở Y tế')).sentTo).toMatchObject([{ kind: 'paper' }, { kind: 'paper' }]);
  });

  it('is a unit by its code or its name', async () => {
    expect((await sent('QLKH\nPhòng QLKH\nphòng quản lý khoa học')).sentTo).toMatchObject([
      { kind: 'internal', unitCode: 'QLKH' },
      { kind: 'internal', unitCode: 'QLKH' },
      { kind: 'internal', unitCode: 'QLKH' },
    ]);
  });

  it('is no unit any more that has ended', async () => {
    await office.database.query(`insert into unit (code, name, kind, sort, valid_to) values ('TTTT', 'Phòng Thông tin', 'professional', 2, '2020-01-01')`);
    expect((await sent('TTTT; QLKH')).sentTo).toMatchObject([
      { name: 'TTTT', kind: 'paper', unitCode: null },
      { kind: 'internal', unitCode: 'QLKH' },
    ]);
  });

  it('“Như trên” is the sender of the document that is answered', async () => {
    await save({ name: 'Sở Tư pháp tỉnh Bình Định', kind: 'mail', email: 'stp@example.vn' });
    const { obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
    const { sentTo } = await sent('Như trên', { obligationId, result: 'Xong' });
    expect(sentTo).toMatchObject([{ name: 'Sở Tư pháp tỉnh Bình Định', kind: 'mail' }]);
    expect((await sent('Như trên')).sentTo).toMatchObject([{ name: 'Như trên', kind: 'paper', organId: null }]);
  });
});

describe('the identifier of a recipient', () => {
  it('is that of the directory, or else the one on the document that is answered', async () => {
    const { id } = await save({ name: 'Cục Thống kê', kind: 'paper', organId: '000.00.08.H08' });
    const { obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72), senderOrganId: 'H08.12' });
    const recipients = 'Như trên\nCục Thống kê\nSở Y tế';
    const { id: documentId, sentTo } = await sent(recipients, { obligationId, result: 'Xong' });
    expect(sentTo.map(({ organId }) => organId)).toEqual(['H08.12', '000.00.08.H08', null]);
    await save({ name: 'Cục Thống kê', kind: 'paper' }, id);
    expect((await getOutgoingDocument(office.database, documentId)).sentTo).toMatchObject([{}, { organId: '000.00.08.H08' }, {}]);
    expect((await sent('Cục Thống kê')).sentTo).toMatchObject([{ organId: null }]);
    await office.database.query('update outgoing_document set content_locked_at = now() where id = $1', [documentId]);
    expect((await getOutgoingDocument(office.database, documentId)).sentTo).toMatchObject([{ organId: LOCKED_TEXT }, { organId: LOCKED_TEXT }, { organId: null }]);
  });

  it('is short, and one line', () => {
    const passes = (organId: unknown) => correspondentSchema.safeParse({ name: 'Sở Y tế', kind: 'paper', organId }).success;
    expect([' ', 'x'.repeat(36), 8, null].map(passes)).toEqual([false, false, false, false]);
    expect(passes('x'.repeat(35))).toBe(true);
  });
});

describe('the directory', () => {
  it('has a name once, whatever its case and diacritics, and each organisation with what it needs', async () => {
    const { id } = await save({ name: 'Sở Tư pháp', kind: 'paper' });
    await save({ name: 'Cục Thống kê', kind: 'paper', active: false });
    await expect(save({ name: 'SỞ TƯ PHÁP', kind: 'paper' })).rejects.toMatchObject({ code: 'documents.correspondent-exists' });
    await expect(save({ name: 'Khác', kind: 'paper' }, newId())).rejects.toMatchObject({ code: 'documents.correspondent-not-found' });
    expect(correspondentSchema.safeParse({ name: 'Sở Y tế', kind: 'mail' }).success).toBe(false);
    const page = await listCorrespondents(office.database, { limit: 1 });
    expect(page.items).toMatchObject([{ name: 'Cục Thống kê' }]);
    expect((await listCorrespondents(office.database, { limit: 1, after: page.next! })).items).toMatchObject([{ id }]);
    expect((await listCorrespondents(office.database, { limit: 9, search: 'tu phap', active: true })).items).toMatchObject([{ id }]);
  });
});

it('a document whose number was voided before it was sent goes to nobody', async () => {
  const outgoingDocumentId = (await office.serve('documents.save-draft', draft))['outgoingDocumentId'] as string;
  await office.sign(outgoingDocumentId, 'bao');
  await office.serve('documents.issue-outgoing', { outgoingDocumentId, issuedBy: 'anh', recipients: 'UBND tỉnh' });
  await office.database.query(`update outgoing_document set voided_at = now(), voided_by = 'anh', void_reason = 'Nhầm' where id = $1`, [outgoingDocumentId]);
  await office.serve('documents.send-outgoing', { outgoingDocumentId });
  expect((await getOutgoingDocument(office.database, outgoingDocumentId)).sentTo).toEqual([]);
});

it('an answer that is replaced has been given: what it answered stays answered', async () => {
  const { obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  const answer = await sent('UBND tỉnh', { obligationId, result: 'Xong' });
  const { id: byDocumentId } = await sent('UBND tỉnh');
  const act = { documentId: answer.id, kind: 'replace', reason: 'Sai số liệu', byDocumentId } as const;
  await office.executor.execute(recordOutgoingAct(office.tell), act, office.as('bao'));
  expect(await office.database.query('select status from reply_obligation where id = $1', [obligationId])).toEqual([{ status: 'answered' }]);
});
