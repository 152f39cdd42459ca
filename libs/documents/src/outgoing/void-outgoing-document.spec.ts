import { newId, type JsonObject, yearInZone } from '#foundation';
import { changeDocumentBook } from '../books/change-document-book.command.js';
import { createDocumentBook } from '../books/create-document-book.command.js';
import { bookFieldsSchema, newBookSchema } from '../books/document-book.schema.js';
import { getObligationOf } from '../obligations/get-obligation-of.query.js';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { voidIncomingDocument } from '../incoming/void-incoming-document.command.js';
import { listTrackingRegister } from '../registers/list-tracking-register.query.js';
import { recordOutgoingAct } from './acts/record-outgoing-act.command.js';
import { getOutgoingDocument } from './get-outgoing-document.query.js';
import { voidOutgoingDocument } from './void-outgoing-document.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  const decisions = { code: 'quyet-dinh', kind: 'outgoing', name: 'Sổ quyết định', documentTypes: ['QĐ'] };
  await office.executor.execute(createDocumentBook, newBookSchema.parse(decisions), office.as('admin'));
});
afterAll(() => office.close());

const reason = 'Lấy số nhầm dự thảo';
const owed = async () => {
  const { id, obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  return { id, obligationId: obligationId! };
};
const signed = async (obligationId: string, documentType = 'BC') => {
  const drafted = await office.serve('documents.save-draft', {
    obligationId,
    leadUnit: 'QLCN',
    drafter: 'cuongpv',
    documentType,
    draftSubject: 'Báo cáo kết quả',
    draftBody: 'Kính gửi …',
    result: 'Đã hoàn thành.',
  });
  await office.sign(drafted['outgoingDocumentId'] as string);
  return drafted['outgoingDocumentId'] as string;
};
const issue = async (outgoingDocumentId: string, given: JsonObject = {}) => {
  await office.serve('documents.issue-outgoing', { outgoingDocumentId, issuedBy: 'vanthu', recipients: 'Như trên', ...given });
  const [row] = await office.database.query<{ book: string; number: number }>(
    'select book, issue_number as number from outgoing_document where id = $1',
    [outgoingDocumentId],
  );
  return row!;
};
const answered = async () => {
  const document = await owed();
  const answerId = await signed(document.obligationId);
  return { ...document, answerId, ...(await issue(answerId)) };
};
const voidAs = (login: string, groups: string[], documentId: string) =>
  office.executor.execute(voidOutgoingDocument(office.tell), { documentId, reason, groups }, office.as(login));
const deadlineOf = async (obligationId: string) =>
  (await office.database.query<{ status: string }>('select status from deadline where subject_id = $1', [obligationId]))[0]!.status;

describe('the book of an outgoing document', () => {
  it('is that of its type, else the default one, else the one that the clerk names', async () => {
    const { obligationId } = await owed();
    expect(await issue(await signed(obligationId, 'QĐ'))).toEqual({ book: 'quyet-dinh', number: 1 });
    expect(await issue(await signed((await owed()).obligationId, 'BC'))).toEqual({ book: 'outgoing', number: 1 });
    expect(await issue(await signed((await owed()).obligationId, 'QĐ'))).toEqual({ book: 'quyet-dinh', number: 2 });
    expect(await issue(await signed((await owed()).obligationId, 'QĐ'), { book: 'internal' })).toEqual({ book: 'internal', number: 1 });
  });

  it('follows what is decided about the types, for the numbers to come', async () => {
    const change = (documentTypes: string[]) =>
      office.executor.execute(
        changeDocumentBook,
        { code: 'quyet-dinh', fields: bookFieldsSchema.parse({ name: 'Sổ quyết định', documentTypes }) },
        office.as('admin'),
      );
    await change(['KH']);
    expect(await issue(await signed((await owed()).obligationId, 'KH'))).toMatchObject({ book: 'quyet-dinh' });
    expect(await issue(await signed((await owed()).obligationId, 'QĐ'))).toMatchObject({ book: 'outgoing' });
    await change(['QĐ']);
  });

  it.each(['incoming', 'khong-co'])('is never %s, and nothing is numbered then', async (book) => {
    const id = await signed((await owed()).obligationId);
    await expect(issue(id, { book })).rejects.toMatchObject({ code: 'documents.bad-job-variables', findings: [{ where: 'book' }] });
    expect(await office.database.query('select status from outgoing_document where id = $1', [id])).toEqual([{ status: 'signed' }]);
  });
});

describe('a number that an outgoing document got by mistake', () => {
  it('stays used, with who voided it and why, and the next document gets the next one', async () => {
    const { answerId, number } = await answered();
    await voidAs('vanthu', ['clerk'], answerId);
    expect(await getOutgoingDocument(office.database, answerId)).toMatchObject({
      status: 'issued',
      book: 'outgoing',
      issueNumber: number,
      voidedAt: expect.any(String) as string,
      voidedBy: 'vanthu',
      voidReason: reason,
    });
    expect((await answered()).number).toBe(number + 1);
  });

  it('answers nothing any more: the reply is owed again until another answer is issued', async () => {
    const { id, obligationId, answerId } = await answered();
    expect(await deadlineOf(obligationId)).toBe('met');
    await voidAs('vanthu', ['clerk'], answerId);
    expect(await getObligationOf(office.database, id)).toMatchObject({
      status: 'open',
      closedAt: null,
      timeliness: null,
      answers: [{ id: answerId, voidedAt: expect.any(String) as string }],
    });
    expect(await deadlineOf(obligationId)).toBe('open');
    await office.database.query(`update incoming_document set status = 'closed', closed_at = now() where id = $1`, [id]);
    const zone = 'Asia/Ho_Chi_Minh';
    const year = yearInZone(office.clock.now().toISOString(), zone);
    const line = await listTrackingRegister(office.database, { year, zone, limit: 200 });
    expect(line.items.find(({ documentId }) => documentId === id)?.progress).toBe('Còn nợ văn bản trả lời');
    await issue(await signed(obligationId));
    expect(await getObligationOf(office.database, id)).toMatchObject({ status: 'answered', timeliness: 'on-time' });
    expect(await deadlineOf(obligationId)).toBe('met');
  });

  it('leaves a reply answered that another document answers too', async () => {
    const { id, obligationId } = await owed();
    const [first, second] = [await signed(obligationId), await signed(obligationId)];
    await issue(first);
    await issue(second);
    await voidAs('vanthu', [], first);
    expect(await getObligationOf(office.database, id)).toMatchObject({ status: 'answered' });
    await voidAs('vanthu', [], second);
    expect(await getObligationOf(office.database, id)).toMatchObject({ status: 'open' });
  });

  it('keeps the incoming document from being voided until it is voided itself', async () => {
    const { id, answerId } = await answered();
    const voidIncoming = () =>
      office.executor.execute(voidIncomingDocument, { documentId: id, reason, groups: ['clerk'] }, office.as('vanthu'));
    await expect(voidIncoming()).rejects.toMatchObject({ code: 'documents.answer-issued' });
    await voidAs('vanthu', ['clerk'], answerId);
    await voidIncoming();
    expect(await getObligationOf(office.database, id)).toMatchObject({ status: 'cancelled' });
  });

  it('is voided once, by who issued it or the chief of office, and only when it has one', async () => {
    const { answerId } = await answered();
    await expect(voidAs('vanthu2', ['clerk'], answerId)).rejects.toMatchObject({ code: 'documents.void-forbidden' });
    await voidAs('chanhvp', ['chief-of-office'], answerId);
    await expect(voidAs('vanthu', ['clerk'], answerId)).rejects.toMatchObject({ code: 'documents.number-already-voided' });
    const draft = await signed((await owed()).obligationId);
    await expect(voidAs('vanthu', ['clerk'], draft)).rejects.toMatchObject({ code: 'documents.outgoing-not-issued' });
    await expect(voidAs('vanthu', ['clerk'], newId())).rejects.toMatchObject({ code: 'documents.outgoing-document-not-found' });
  });

  it('is not voided by which another was replaced or corrected, nor when it was recalled or replaced itself', async () => {
    const [old, by, recalled] = [await answered(), await answered(), await answered()];
    const act = (documentId: string, kind: 'replace' | 'recall', byDocumentId?: string) =>
      office.executor.execute(recordOutgoingAct(office.tell), { documentId, kind, reason, byDocumentId }, office.as('bao'));
    await act(old.answerId, 'replace', by.answerId);
    await act(recalled.answerId, 'recall');
    const error = await voidAs('vanthu', ['clerk'], by.answerId).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'documents.outgoing-stands-for-other', kind: 'conflict' });
    expect((error as Error).message).toContain((await getOutgoingDocument(office.database, old.answerId)).symbol);
    for (const { answerId } of [old, recalled]) {
      await expect(voidAs('vanthu', ['clerk'], answerId)).rejects.toMatchObject({ code: 'documents.outgoing-not-in-force' });
    }
    expect(await office.database.query('select from outgoing_document where voided_at is not null and id = any($1)', [[old.answerId, by.answerId, recalled.answerId]])).toEqual([]);
  });

  it('is not voided once it is on its way by mail', async () => {
    const { answerId } = await answered();
    const recipient = newId();
    await office.database.query(
      `insert into outgoing_recipient (id, document_id, position, name, kind, email, copies) values ($1, $2, 1, 'STP', 'mail', 'stp@example.vn', 1)`,
      [recipient, answerId],
    );
    await office.database.query(
      `insert into outgoing_mail (id, document_id, recipient_id, state, queued_at, settled_at) values ($1, $2, $3, 'sent', now(), now())`,
      [newId(), answerId, recipient],
    );
    await expect(voidAs('vanthu', ['clerk'], answerId)).rejects.toMatchObject({ code: 'documents.outgoing-sent' });
  });
});
