import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { dueAt, instructedIn, instruction, OF_CHANGES, readIncoming, registered, thirtyDaysLater } from './incoming-cases.js';
import { headOfLeadUnit, leader, staffOfQlkh, staffOfTccb, staffOfTdc } from './office.js';
import type { ProcessUnderTest } from './process-under-test.js';

let incoming: ProcessUnderTest;
beforeAll(async () => {
  incoming = await readIncoming();
});
const instructed = (differently: JsonObject = {}, of: JsonObject = {}) => instructedIn(incoming, differently, of);

describe('a unit that returns the document', () => {
  const reason = 'Không thuộc chức năng của phòng.';

  it('says why, and the leader gives it to another unit or to the same one again', () => {
    const document = instructed({ informationUnits: ['TCCB'] });
    expect(document.refusedFields('Task_Handle', { response: 'return' })).toEqual(['returnReason']);
    document.complete(headOfLeadUnit, 'Task_Handle', { response: 'return', returnReason: reason });
    expect(document.jobsOf('documents.record-return')).toMatchObject([
      { documentId: registered.documentId, leadUnit: 'QLCN', returnReason: reason, returnedBy: headOfLeadUnit.login },
    ]);
    expect(document.inFlow).toEqual(['Task_ReadForInformation', 'Task_Reinstruct']);
    expect(document.seenBy('Task_Reinstruct')).toMatchObject({ returnReason: reason, leadUnit: 'QLCN' });
    expect(() => document.complete(headOfLeadUnit, 'Task_Reinstruct', instruction)).toThrow('has no task');
    document.complete(leader, 'Task_Reinstruct', { leadUnit: 'TDC', instruction: 'Giao TDC.' });
    expect(document.jobsOf('documents.record-reinstruction')).toMatchObject([
      { leadUnit: 'TDC', instruction: 'Giao TDC.', instructedBy: leader.login, returnReason: reason },
    ]);
    expect(document.tasks('Task_Handle')).toMatchObject([{ candidateGroups: ['head:TDC'], dueDate: dueAt }]);
    expect(document.seenBy('Task_Handle')).toMatchObject({ response: null, returnReason: null });
  });

  it('is not given by the leader to a unit that reads it for information', () => {
    const document = instructed({ informationUnits: ['TCCB'] });
    document.complete(headOfLeadUnit, 'Task_Handle', { response: 'return', returnReason: reason });
    expect(document.refusedFields('Task_Reinstruct', { ...instruction, leadUnit: 'TCCB' })).toEqual(['leadUnit']);
    expect(document.refusedFields('Task_Reinstruct', instruction)).toEqual([]);
  });

  it('does so as well where a reply is owed', () => {
    const document = instructed({}, { replyRequired: true, obligationId: '01890a5d-ac96-774b-bcce-b302099a8058' });
    expect(document.called('Call_ReplyRequired')!.variables).toMatchObject({ returnable: true });
    document.endChild('Call_ReplyRequired', { returned: true, returnReason: reason, returnedBy: headOfLeadUnit.login });
    document.complete(leader, 'Task_Reinstruct', { leadUnit: 'TDC', instruction: 'Giao TDC.' });
    const again = document.called('Call_ReplyRequired')!;
    expect(again.variables).toMatchObject({ leadUnit: 'TDC', drafter: null });
    // Answered elsewhere before the new head has decided anything: that is no second return.
    document.endChild('Call_ReplyRequired', again.variables);
    expect(document.inFlow).toEqual([]);
    expect(document.jobsOf('documents.record-return')).toHaveLength(1);
  });
});

describe('an instruction that is changed while its document is dealt with', () => {
  const { documentId } = registered;

  it('takes the work from the old lead unit and gives it to the new one; who reads for information is not disturbed', () => {
    const document = instructed({ informationUnits: ['TCCB'] });
    const [reading] = document.tasks('Task_ReadForInformation');
    expect(document.deliver('incoming-document.lead-changed', documentId, { leadUnit: 'TDC' })).toBe(true);
    expect(document.tasks('Task_Handle')).toMatchObject([{ candidateGroups: ['head:TDC'] }]);
    expect(document.tasks('Task_ReadForInformation')).toEqual([reading]);
    document.complete(staffOfTccb, 'Task_ReadForInformation');
    document.deliver('incoming-document.lead-changed', documentId, { leadUnit: 'QLCN' });
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    expect(document.ended).toBe(true);
    expect(document.jobsOf('documents.close-incoming')).toHaveLength(1);
  });

  it('goes to a unit for information that was added, and waits for it', () => {
    const document = instructed({ informationUnits: ['TCCB'] });
    document.deliver('incoming-document.information-added', documentId, { addedUnit: 'TDC' });
    document.deliver('incoming-document.information-added', documentId, { addedUnit: 'QLKH' });
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    document.complete(staffOfTdc, 'Task_ReadForInformationAdded', { note: 'Đã đọc.' });
    document.complete(staffOfTccb, 'Task_ReadForInformation');
    expect(document.inFlow).toEqual(['Task_ReadForInformationAdded']);
    document.complete(staffOfQlkh, 'Task_ReadForInformationAdded');
    expect(document.jobsOf('documents.record-receipt')).toMatchObject([
      { informationUnit: 'TDC', readBy: staffOfTdc.login, note: 'Đã đọc.' },
      { informationUnit: 'TCCB', readBy: staffOfTccb.login, note: null },
      { informationUnit: 'QLKH', readBy: staffOfQlkh.login, note: null },
    ]);
    expect(document.ended).toBe(true);
  });

  it('is no longer read by a unit that was taken out, whether it was there from the beginning or not', () => {
    const document = instructed({ informationUnits: ['TCCB', 'QLKH'] });
    document.deliver('incoming-document.information-added', documentId, { addedUnit: 'TDC' });
    expect(document.deliver('incoming-document.information-removed', `${documentId}:VP`)).toBe(false);
    expect(document.deliver('incoming-document.information-removed', `${documentId}:QLKH`)).toBe(true);
    expect(document.deliver('incoming-document.information-removed', `${documentId}:TDC`)).toBe(true);
    expect(document.inFlow).toEqual(['Task_Handle', 'Task_ReadForInformation']);
    document.complete(staffOfTccb, 'Task_ReadForInformation');
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    expect(document.ended).toBe(true);
  });

  it('waits for an added unit no longer than for the others', () => {
    const document = instructed();
    document.deliver('incoming-document.information-added', documentId, { addedUnit: 'TDC' });
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    document.passTimeUntil(thirtyDaysLater);
    expect(document.ended).toBe(true);
  });
});

describe('the coordinating units of a document that asks for no reply', () => {
  const add = (document: CaseUnderTest, addedUnit: string) =>
    document.deliver('incoming-document.coordinator-added', registered.documentId, { addedUnit });

  it('work beside the lead unit, whoever that is, and the document waits for them', () => {
    const document = instructed({ coordinatingUnits: ['QLKH', 'VP'] });
    expect(document.asked('Call_Contribution')).toEqual(['QLKH', 'VP']);
    expect(document.called('Call_Contribution')).toMatchObject({ calledElement: 'contribution', businessKey: registered.documentId });
    document.deliver('incoming-document.lead-changed', registered.documentId, { leadUnit: 'TDC' });
    expect(document.asked('Call_Contribution')).toEqual(['QLKH', 'VP']);
    document.deliver('incoming-document.lead-changed', registered.documentId, { leadUnit: 'QLCN' });
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    document.endChild('Call_Contribution');
    expect(document.ended).toBe(false);
    document.endChild('Call_Contribution');
    expect(document.ended).toBe(true);
  });

  it('are asked as well when they are added later', () => {
    const document = instructed();
    expect(add(document, 'VP')).toBe(true);
    add(document, 'TDC');
    expect(document.asked('Call_ContributionAdded')).toEqual(['VP', 'TDC']);
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    document.endChild('Call_ContributionAdded');
    expect(document.ended).toBe(false);
    document.endChild('Call_ContributionAdded');
    expect(document.ended).toBe(true);
  });

  it('are asked by the reply where one is owed', () => {
    const document = instructed({ coordinatingUnits: ['QLKH'] }, { replyRequired: true, obligationId: '01890a5d-ac96-774b-bcce-b302099a8058' });
    expect(document.called('Call_Contribution')).toBeUndefined();
    expect(document.called('Call_ReplyRequired')).toMatchObject({ variables: { coordinatingUnits: ['QLKH'] } });
  });
});

describe('the deadline for reading', () => {
  it('is that of the unit, else that of all, and thirty days later nobody is waited for', () => {
    const all = '2026-01-07T10:00:00.000Z';
    const ofUnit = '2026-01-06T10:00:00.000Z';
    const document = instructed({ informationUnits: ['TCCB', 'TDC'], informationDueAt: all });
    document.setVariables({ unitDueAt: { VP: ofUnit } });
    document.deliver('incoming-document.information-added', registered.documentId, { addedUnit: 'VP' });
    expect(document.tasks('Task_ReadForInformation').map(({ dueDate }) => dueDate)).toEqual([all, all]);
    expect(document.tasks('Task_ReadForInformationAdded')).toMatchObject([{ dueDate: ofUnit }]);
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    document.passTimeUntil('2026-02-06T09:59:59.000Z');
    expect(document.inFlow).toEqual(['Task_ReadForInformation', 'Task_ReadForInformation']);
    document.passTimeUntil('2026-02-06T10:00:00.000Z');
    expect(document.ended).toBe(true);
  });
});

describe('an instruction that is taken back', () => {
  it('leaves nothing of the work, and the leader begins with an empty form', () => {
    const document = instructed({ informationUnits: ['TCCB'] });
    document.deliver('incoming-document.information-added', registered.documentId, { addedUnit: 'TDC' });
    const empty = { leadUnit: null, coordinatingUnits: null, informationUnits: null, instruction: null, leadDueAt: null, coordinationDueAt: null };
    expect(document.deliver('incoming-document.instruction-recalled', registered.documentId, empty)).toBe(true);
    expect(document.waitingFor).toEqual(['Task_Instruct']);
    expect(document.seenBy('Task_Instruct')).toMatchObject(empty);
    document.complete(leader, 'Task_Instruct', { leadUnit: 'TDC', instruction: 'Giao TDC.' });
    expect(document.inFlow).toEqual(['Task_Handle']);
    expect(document.jobsOf('documents.record-instruction')).toHaveLength(2);
  });
});

// Last in the file: it looks back on the cases above. Those of incoming-document.spec.ts go through the rest.
it('leaves nothing that is drawn for changes without a scenario', () => {
  expect(incoming.untravelled.filter((id) => OF_CHANGES.test(id))).toEqual([]);
});
