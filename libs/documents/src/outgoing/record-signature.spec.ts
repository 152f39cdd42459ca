import { type JsonObject, newId } from '#foundation';
import { type Command, deployProcesses, startInstance } from '#runtime';
import { type DocumentOffice, openDocumentOffice, recordStep } from '../testing/document-office.js';
import { recordOutgoingStep, type StepCompletion } from './duties/record-outgoing-step.js';
import { getOutgoingDocument } from './get-outgoing-document.query.js';
import { recordSignatureHandler } from './record-signature.handler.js';

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

const missing = { code: 'documents.earlier-step-missing' };
const approve = async (id: string) => {
  await recordStep(office, id, 'approve-content', 'truongphong');
  await recordStep(office, id, 'check-format', 'vanthu');
};

describe('a signature', () => {
  it('is that of somebody who has done the step, whatever the variables of the case say', async () => {
    const id = await save();
    await approve(id);
    await expect(recorded(id, 'giamdoc')).rejects.toMatchObject(notGiven);
    await recordStep(office, id, 'sign', 'phogiamdoc');
    await expect(recorded(id, 'giamdoc')).rejects.toMatchObject(notGiven);
    await recorded(id, 'phogiamdoc', 'cuongpv');
    expect(await getOutgoingDocument(office.database, id)).toMatchObject({ signedBy: 'phogiamdoc', contentApprovedBy: 'truongphong' });
  });

  it('is of the draft as it is now, and so are the approval and the check that came before it', async () => {
    const id = await save();
    await approve(id);
    await recordStep(office, id, 'sign', 'giamdoc');
    await save({ outgoingDocumentId: id, draftBody: 'Kính gửi Sở Tư pháp' });
    await expect(recorded(id, 'giamdoc', 'truongphong')).rejects.toMatchObject(notGiven);
    await recordStep(office, id, 'sign', 'giamdoc');
    await expect(recorded(id, 'giamdoc', 'truongphong')).rejects.toMatchObject(missing);
    await recordStep(office, id, 'approve-content', 'truongphong');
    await expect(recorded(id, 'giamdoc')).rejects.toMatchObject(missing);
    await recordStep(office, id, 'check-format', 'vanthu');
    await recorded(id, 'giamdoc');
    expect(await getOutgoingDocument(office.database, id)).toMatchObject({ signedBy: 'giamdoc', contentApprovedBy: 'truongphong' });
  });

  it('is none that follows a step which the document was returned from', async () => {
    const id = await save();
    await approve(id);
    await recordStep(office, id, 'check-format', 'vanthu', { passed: false });
    await recordStep(office, id, 'sign', 'giamdoc');
    await expect(recorded(id, 'giamdoc')).rejects.toMatchObject(missing);
  });
});

describe('a case that began on a model from before steps were named', () => {
  const deploy = (name: string, content: string) =>
    office.executor.execute(deployProcesses, { resources: [{ name, content: Buffer.from(content) }] }, office.as('designer'));
  const model = (key: string, properties = '') => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="test">
  <process id="${key}" isExecutable="true">
    <startEvent id="begun"/>
    <userTask id="wait" name="Ký" camunda:candidateGroups="leader">${properties}</userTask>
    <endEvent id="end"/>
    <sequenceFlow id="f1" sourceRef="begun" targetRef="wait"/>
    <sequenceFlow id="f2" sourceRef="wait" targetRef="end"/>
  </process>
</definitions>`;
  const named = '<extensionElements><camunda:properties><camunda:property name="outgoingStep" value="sign"/></camunda:properties></extensionElements>';
  const begin = async (key: string) => (await office.executor.execute(startInstance, { key, variables: {} }, office.as('tuanda'))).instanceId;
  const recordedIn = async (instanceId: string) => {
    const outgoingDocumentId = await save();
    const signature = { outgoingDocumentId, signedBy: 'giamdoc', signatureForm: null, approvedBy: 'truongphong' };
    await office.serveWith(recordSignatureHandler, signature, instanceId);
    return getOutgoingDocument(office.database, outgoingDocumentId);
  };

  it('is signed by what it says itself; one that began later, or on a later model, is not', async () => {
    await deploy('earlier.bpmn', model('earlier'));
    const begun = await begin('earlier');
    office.clock.advance(1000);
    await deploy('named.bpmn', model('named', named));
    expect(await recordedIn(begun)).toMatchObject({ signedBy: 'giamdoc', contentApprovedBy: 'truongphong' });
    office.clock.advance(1000);
    await deploy('silent.bpmn', model('silent'));
    for (const key of ['earlier', 'named', 'silent']) await expect(recordedIn(await begin(key))).rejects.toMatchObject(notGiven);
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
  await office.database.query(
    `with unit as (insert into unit (code, name, kind, sort) values ('LD', 'Lãnh đạo', 'leadership', 10) on conflict do nothing),
       person as (insert into person (login, full_name) values ('giamdoc', 'Trần Quốc Bảo') on conflict do nothing)
     insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'giamdoc', 'LD', 'leader', 'Giám đốc', '2020-01-01')`,
  );
  const id = await save();
  await recordStep(office, id, 'approve-content', 'truongphong');
  await recordStep(office, id, 'check-format', 'dungnh');
  await save({ outgoingDocumentId: id, draftBody: 'Cấp tiền cho Nam' });
  const sign = () => complete(id, 'sign', 'giamdoc', { decision: 'sign' });
  await expect(sign()).rejects.toMatchObject(missing);
  await recordStep(office, id, 'approve-content', 'truongphong');
  await expect(sign()).rejects.toMatchObject(missing);
  await recordStep(office, id, 'check-format', 'dungnh');
  await sign();
});

it('no task of issuing is completed for a draft that nobody has signed', async () => {
  await expect(complete(await save(), 'issue', 'vanthu')).rejects.toMatchObject({ code: 'documents.outgoing-not-signed' });
});
