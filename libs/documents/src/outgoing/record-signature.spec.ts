import { newId } from '#foundation';
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

it('no task of issuing is completed for a draft that nobody has signed', async () => {
  const outgoingDocumentId = await save();
  const completion: StepCompletion = {
    taskId: newId(),
    properties: { outgoingStep: 'issue' },
    candidateGroups: [],
    escalatedTo: [],
    person: { login: 'vanthu', groups: ['clerk'] },
    variables: { outgoingDocumentId },
    values: {},
  };
  const completing: Command<void, void> = { name: 'test.step', audited: false, run: (context) => recordOutgoingStep(context, completion) };
  const completed = office.executor.execute(completing, undefined, office.as('vanthu'));
  await expect(completed).rejects.toMatchObject({ code: 'documents.outgoing-not-signed' });
});
