import { newId, type JsonObject } from '#foundation';
import { getIncomingDocument } from './incoming/get-incoming-document.query.js';
import type { RegisteredDocument } from './incoming/register-incoming-document.command.js';
import { changeAgency } from './numbering/change-agency.command.js';
import { getOutgoingDocument } from './outgoing/get-outgoing-document.query.js';
import { openDocumentOffice, type DocumentOffice, recordStep } from './testing/document-office.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
  await office.executor.execute(changeAgency, { name: 'Sở Khoa học và Công nghệ', code: 'SKHCN' }, office.as('admin'));
});
afterAll(() => office.close());

/** A registered document whose reply is due in three days. */
const owed = () => office.register({ replyRequired: true, dueAt: office.inHours(72) });
const read = ({ id }: RegisteredDocument) => getIncomingDocument(office.database, id);

const instruct = (document: RegisteredDocument, given: JsonObject = {}) =>
  office.serve('documents.record-instruction', {
    documentId: document.id,
    obligationId: document.obligationId,
    dueAt: document.obligationId === null ? null : office.inHours(72),
    reminderBefore: 'P1D',
    leadUnit: 'QLCN',
    coordinatingUnits: ['TTTTB'],
    informationUnits: ['VP'],
    instruction: 'Giao QLCN chủ trì trả lời.',
    instructedBy: 'giamdoc',
    leadDueAt: null,
    coordinationDueAt: '',
    ...given,
  });

const draft = async (document: RegisteredDocument, given: JsonObject = {}) => {
  const variables = {
    documentId: document.id,
    obligationId: document.obligationId,
    leadUnit: 'QLCN',
    drafter: 'cuongpv',
    documentType: 'BC',
    draftSubject: 'Báo cáo kết quả',
    draftBody: 'Kính gửi …',
    result: 'Đã hoàn thành.',
    ...given,
  };
  const output = await office.serve('documents.save-draft', variables, document.instanceId);
  return output['outgoingDocumentId'] as string;
};
const sign = async (outgoingDocumentId: string, given: JsonObject = {}) => {
  await recordStep(office, outgoingDocumentId, 'approve-content', 'truongphong');
  await recordStep(office, outgoingDocumentId, 'check-format', 'vanthu');
  await recordStep(office, outgoingDocumentId, 'sign', 'giamdoc');
  return office.serve('documents.record-signature', { outgoingDocumentId, signedBy: 'giamdoc', signatureForm: null, ...given });
};
const inLedger = ({ obligationId }: RegisteredDocument) =>
  office.database.query('select status from deadline where subject_id = $1', [obligationId]);
const issue = (outgoingDocumentId: string) =>
  office.serve('documents.issue-outgoing', {
    outgoingDocumentId,
    issuedBy: 'vanthu',
    recipients: '- Như trên;\n\n- Lưu: VT, QLCN.',
    note: null,
  });
const close = ({ id }: RegisteredDocument, result: string | null = null) =>
  office.serve('documents.close-incoming', { documentId: id, result });

describe('the instruction', () => {
  it('becomes data, each unit in one role with its deadline', async () => {
    const document = await owed();
    const output = await instruct(document, {
      coordinatingUnits: ['TTTTB', 'QLCN', 'TTTTB'],
      informationUnits: ['VP', 'TTTTB', 'QLCN', 'VP'],
    });
    const dueAt = office.inHours(72);
    expect(output).toMatchObject({ leadUnit: 'QLCN', coordinatingUnits: ['TTTTB'], informationUnits: ['VP'] });
    const { status, leadUnit, instruction, obligation } = await read(document);
    expect({ status, leadUnit }).toEqual({ status: 'in-progress', leadUnit: 'QLCN' });
    expect(instruction).toMatchObject({
      content: 'Giao QLCN chủ trì trả lời.',
      instructedBy: 'giamdoc',
      units: [
        { unit: 'QLCN', role: 'lead', dueAt: output['dueAt'] },
        { unit: 'TTTTB', role: 'coordinating', dueAt: output['coordinationDueAt'] },
        { unit: 'VP', role: 'for-information', dueAt: null },
      ],
    });
    expect(Math.abs(Date.parse(obligation!.dueAt) - Date.parse(dueAt))).toBeLessThan(10_000);
  });

  it('moves the deadline of the obligation to what the leader wrote', async () => {
    const document = await owed();
    const leadDueAt = office.inHours(30);
    expect(await instruct(document, { leadDueAt })).toMatchObject({ dueAt: leadDueAt });
    expect((await read(document)).obligation).toMatchObject({ dueAt: leadDueAt });
  });

  it('takes empty lists for no units, and no deadline where there is none', async () => {
    const document = await office.register();
    expect(await instruct(document, { coordinatingUnits: null, informationUnits: [] })).toMatchObject({
      coordinatingUnits: [],
      informationUnits: [],
      dueAt: null,
      coordinationDueAt: null,
    });
  });

  it('is replaced by a later one and kept', async () => {
    const document = await owed();
    await instruct(document);
    await instruct(document, { leadUnit: 'KH', instruction: 'Chuyển KH.' });
    expect((await read(document)).instruction).toMatchObject({ content: 'Chuyển KH.', units: [{ unit: 'KH' }, {}, {}] });
    expect(await office.database.query('select 1 from instruction where document_id = $1', [document.id])).toHaveLength(2);
  });

  it('names every variable that a model forgot', async () => {
    await expect(office.serve('documents.record-instruction', { documentId: 'x' })).rejects.toMatchObject({
      code: 'documents.bad-job-variables',
      message: expect.stringMatching(/documentId: .*leadUnit: .*instruction: /) as string,
    });
  });
});

describe('the answer', () => {
  it('goes from draft through signature to its number, and closes the obligation on time', async () => {
    const document = await owed();
    await instruct(document);
    const id = await draft(document);
    await sign(id, { signatureForm: 'KT' });
    expect((await read(document)).obligation).toMatchObject({ status: 'open', result: 'Đã hoàn thành.', resultRecordedBy: 'cuongpv' });

    const { outgoingNumber, outgoingSymbol } = await issue(id);
    expect(outgoingSymbol).toBe(`0${Number(outgoingNumber)}/BC-SKHCN`);
    expect(await getOutgoingDocument(office.database, id)).toMatchObject({
      status: 'issued',
      symbol: outgoingSymbol,
      issueNumber: outgoingNumber,
      documentTypeName: 'Báo cáo',
      signedBy: 'giamdoc',
      signatureForm: 'KT',
      contentApprovedBy: 'truongphong',
      recipients: ['Như trên', 'Lưu: VT, QLCN.'],
      issuedBy: 'vanthu',
      versions: [{ version: 1, body: 'Kính gửi …' }],
      answers: [{ documentId: document.id, arrivalNumber: document.arrivalNumber }],
    });
    expect((await read(document)).obligation).toMatchObject({
      status: 'answered',
      timeliness: 'on-time',
      answers: [{ id, symbol: outgoingSymbol, status: 'issued' }],
    });
    expect(await inLedger(document)).toEqual([{ status: 'met' }]);
  });

  it('closes the obligation as late after its deadline', async () => {
    const document = await owed();
    const id = await draft(document);
    await sign(id);
    expect((await read(document)).obligation).toMatchObject({ status: 'open', overdue: false });
    office.clock.advance(73 * 3_600_000);
    expect((await read(document)).obligation).toMatchObject({ status: 'open', overdue: true });
    await issue(id);
    expect((await read(document)).obligation).toMatchObject({ status: 'answered', timeliness: 'late', overdue: false });
    expect(await inLedger(document)).toEqual([{ status: 'missed' }]);
    office.clock.advance(-73 * 3_600_000);
  });

  it('keeps every version that was saved', async () => {
    const document = await owed();
    const id = await draft(document);
    expect(await draft(document, { outgoingDocumentId: id, draftBody: 'Bản sửa', documentType: 'CV' })).toBe(id);
    await sign(id);
    expect((await issue(id))['outgoingSymbol']).toMatch(/^\d\d\/SKHCN-QLCN$/);
    expect((await getOutgoingDocument(office.database, id)).versions).toMatchObject([
      { version: 2, body: 'Bản sửa', documentType: 'CV' },
      { version: 1, body: 'Kính gửi …', documentType: 'BC' },
    ]);
  });

  it('says of its result that whoever saved it recorded it, though another was to draft', async () => {
    const document = await owed();
    const id = await draft(document, { savedBy: 'maint' });
    expect((await read(document)).obligation).toMatchObject({ resultRecordedBy: 'maint' });
    await draft(document, { outgoingDocumentId: id, savedBy: 'tuanda' });
    expect((await read(document)).obligation).toMatchObject({ resultRecordedBy: 'tuanda' });
  });

  it('gets no number without a signature, and a failed issue uses none', async () => {
    const [earlier, id] = [await draft(await owed()), await draft(await owed())];
    await sign(earlier);
    const before = Number((await issue(earlier))['outgoingNumber']);
    for (const unsigned of [id, earlier, newId()]) {
      await expect(issue(unsigned)).rejects.toMatchObject({ code: 'documents.outgoing-not-signed' });
    }
    await sign(id);
    expect(await issue(id)).toMatchObject({ outgoingNumber: before + 1 });
  });

  it('is not changed or signed again once it is signed', async () => {
    const document = await owed();
    const id = await draft(document);
    await sign(id);
    await expect(draft(document, { outgoingDocumentId: id })).rejects.toMatchObject({ code: 'documents.outgoing-not-draft' });
    await expect(draft(await owed(), { outgoingDocumentId: id })).rejects.toMatchObject({ code: 'documents.draft-of-other-case' });
    await expect(sign(id)).rejects.toMatchObject({ code: 'documents.outgoing-not-draft' });
    expect((await getOutgoingDocument(office.database, id)).versions).toHaveLength(1);
  });

  it('leaves the obligation open that has no result', async () => {
    const document = await owed();
    const id = await draft(document);
    await office.database.query(
      'update reply_obligation set result = null, result_recorded_by = null, result_recorded_at = null where id = $1',
      [document.obligationId],
    );
    await sign(id);
    await issue(id);
    expect((await read(document)).obligation).toMatchObject({ status: 'open', timeliness: null, answers: [{ status: 'issued' }] });
  });
});

describe('closing the incoming document', () => {
  it('is refused while the reply is owed', async () => {
    const document = await owed();
    await expect(close(document)).rejects.toMatchObject({ code: 'documents.reply-still-owed' });
    const id = await draft(document);
    await sign(id);
    await issue(id);
    await close(document);
    expect(await read(document)).toMatchObject({ status: 'closed', closedAt: expect.any(String) as string });
  });

  it('keeps what the lead unit reported where no reply was required', async () => {
    const document = await office.register();
    await instruct(document);
    await close(document, 'Đã phổ biến trong đơn vị.');
    expect(await read(document)).toMatchObject({ status: 'closed', handlingResult: 'Đã phổ biến trong đơn vị.' });
  });
});
