import { type JsonObject, newId } from '#foundation';
import type { Command } from '#runtime';
import { type DocumentOffice, openDocumentOffice, recordStep } from '../testing/document-office.js';
import { recordOutgoingStep, type StepCompletion } from './duties/record-outgoing-step.js';
import { getOutgoingDocument } from './get-outgoing-document.query.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

const save = async (given = {}) => {
  const draft = { documentType: 'BC', draftSubject: 'Báo cáo', draftBody: 'Kính gửi …', leadUnit: 'QLCN', drafter: 'tuanda', ...given };
  return (await office.serve('documents.save-draft', draft))['outgoingDocumentId'] as string;
};
const recorded = (outgoingDocumentId: string, signedBy: string, approvedBy: string | null = null) =>
  office.serve('documents.record-signature', { outgoingDocumentId, signedBy, signatureForm: null, approvedBy });
const notGiven = { code: 'documents.signature-not-given' };

describe('a signature', () => {
  it('is that of somebody who has done the step, whatever the variables of the case say', async () => {
    const id = await save();
    await expect(recorded(id, 'giamdoc')).rejects.toMatchObject(notGiven);
    await recordStep(office, id, 'sign', 'phogiamdoc');
    await expect(recorded(id, 'giamdoc')).rejects.toMatchObject(notGiven);
    await recorded(id, 'phogiamdoc', 'cuongpv');
    expect(await getOutgoingDocument(office.database, id)).toMatchObject({ signedBy: 'phogiamdoc', contentApprovedBy: null });
  });

  it('is of the draft as it is now, and so is the approval that stands with it', async () => {
    const id = await save();
    await recordStep(office, id, 'approve-content', 'truongphong');
    await recordStep(office, id, 'sign', 'giamdoc');
    await save({ outgoingDocumentId: id, draftBody: 'Kính gửi Sở Tư pháp' });
    await expect(recorded(id, 'giamdoc', 'truongphong')).rejects.toMatchObject(notGiven);
    await recordStep(office, id, 'sign', 'giamdoc');
    await recorded(id, 'giamdoc', 'truongphong');
    expect(await getOutgoingDocument(office.database, id)).toMatchObject({ signedBy: 'giamdoc', contentApprovedBy: null });
  });
});

const complete = (outgoingDocumentId: string, outgoingStep: string, login: string, values: JsonObject = {}) => {
  const completion: StepCompletion = {
    taskId: newId(),
    properties: { outgoingStep },
    candidateGroups: [],
    escalatedTo: [],
    person: { login, groups: ['clerk', 'leader'] },
    variables: { outgoingDocumentId },
    values,
  };
  const completing: Command<void, void> = { name: 'test.step', audited: false, run: (context) => recordOutgoingStep(context, completion) };
  return office.executor.execute(completing, undefined, office.as(login));
};

it('no task of signing is completed for a version that was written after the approval and the check', async () => {
  const id = await save();
  await recordStep(office, id, 'approve-content', 'truongphong');
  await recordStep(office, id, 'check-format', 'dungnh');
  await save({ outgoingDocumentId: id, draftBody: 'Cấp tiền cho Nam' });
  const sign = () => complete(id, 'sign', 'giamdoc', { decision: 'sign' });
  await expect(sign()).rejects.toMatchObject({ code: 'documents.changed-since-checked' });
  await recordStep(office, id, 'approve-content', 'truongphong');
  await expect(sign()).rejects.toMatchObject({ code: 'documents.changed-since-checked' });
  await recordStep(office, id, 'check-format', 'dungnh');
  await sign();
});

it('no task of issuing is completed for a draft that nobody has signed', async () => {
  await expect(complete(await save(), 'issue', 'vanthu')).rejects.toMatchObject({ code: 'documents.outgoing-not-signed' });
});
