import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { clerk, drafter, headOfLeadUnit, leader, staffOfQlkh, staffOfTccb, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

/** Monday, 5 January 2026, 08:00 at the office. */
const monday = '2026-01-05T01:00:00.000Z';
/** The end of the next working day, 17:00 at the office. */
const oneWorkingDayLater = '2026-01-06T10:00:00.000Z';
const thirtyDaysLater = '2026-02-04T01:00:00.000Z';
const dueAt = '2026-01-12T10:00:00.000Z';
const coordinationDueAt = '2026-01-09T10:00:00.000Z';

/** What registering a document gives to its case. */
const registered = {
  documentId: '01890a5d-ac96-774b-bcce-b302099a8057',
  arrivalNumber: 12,
  arrivalYear: 2026,
  subject: 'V/v báo cáo tình hình ứng dụng công nghệ',
  documentKind: 'Công văn',
  urgency: 'normal',
  replyRequired: false,
  hasScan: true,
  obligationId: null,
  dueAt,
  reminderBefore: 'P1D',
  escalateAfter: 'PT8H',
};
const instruction = { leadUnit: 'QLCN', instruction: 'Giao QLCN tham mưu trả lời đúng hạn.' };

let incoming: ProcessUnderTest;
let replyRequired: ProcessUnderTest;
let outgoing: ProcessUnderTest;
beforeAll(async () => {
  incoming = await ProcessUnderTest.read('incoming-document', {
    'documents.record-instruction': (variables) => ({ dueAt: variables.dueAt ?? null, coordinationDueAt }),
  });
  replyRequired = await ProcessUnderTest.read('reply-required');
  outgoing = await ProcessUnderTest.read('outgoing-document', {
    'documents.save-draft': () => ({ outgoingDocumentId: 'outgoing-1' }),
    'documents.issue-outgoing': () => ({ outgoingNumber: 7, outgoingSymbol: '07/SKHCN-QLCN' }),
  });
});

const register = (differently: JsonObject = {}) => incoming.start({ ...registered, ...differently }, monday);

/** A case with the leader's instruction given. */
function instructed(differently: JsonObject = {}, of: JsonObject = {}): CaseUnderTest {
  const document = register(of);
  document.complete(leader, 'Task_Instruct', { ...instruction, ...differently });
  return document;
}

describe('a registered document', () => {
  it('goes to the leader at once when it is scanned, who has until the end of the next working day for his instruction', () => {
    const document = register();
    expect(document.waitingFor).toEqual(['Task_Instruct']);
    expect(document.tasks('Task_Instruct')).toMatchObject([{ candidateGroups: ['leader'], dueDate: oneWorkingDayLater }]);
  });

  it('waits for its own scan and for that of no other document', () => {
    const document = register({ hasScan: false });
    expect(document.waitingFor).toEqual(['Catch_Scanned']);
    expect(document.deliver('incoming-document.scanned', 'another document')).toBe(false);
    expect(document.deliver('incoming-document.scanned', registered.documentId, { hasScan: true })).toBe(true);
    expect(document.waitingFor).toEqual(['Task_Instruct']);
  });

  it('waits for no scan where there is nothing but the paper', () => {
    expect(register({ hasScan: false, medium: 'paper' }).waitingFor).toEqual(['Task_Instruct']);
    expect(register({ hasScan: false, medium: 'electronic' }).waitingFor).toEqual(['Catch_Scanned']);
  });

  it('is instructed by a leader and by nobody else', () => {
    const document = register();
    expect(() => document.complete(clerk, 'Task_Instruct', instruction)).toThrow('has no task');
    expect(() => document.complete(headOfLeadUnit, 'Task_Instruct', instruction)).toThrow('has no task');
  });
});

describe('the instruction', () => {
  it('is recorded with the leader who gave it and all that he wrote', () => {
    const document = instructed({ coordinatingUnits: ['QLKH'], informationUnits: ['TCCB'], coordinationDueAt });
    expect(document.jobsOf('documents.record-instruction')).toMatchObject([
      {
        ...instruction,
        coordinatingUnits: ['QLKH'],
        informationUnits: ['TCCB'],
        coordinationDueAt,
        instructedBy: leader.login,
      },
    ]);
  });

  it('sends the document to the lead unit and to each unit for information at the same time', () => {
    const document = instructed({ informationUnits: ['TCCB', 'VP'] });
    expect(document.tasks('Task_Handle')).toMatchObject([{ candidateGroups: ['head:QLCN'], dueDate: dueAt }]);
    expect(document.tasks('Task_ReadForInformation')).toMatchObject([
      { candidateGroups: ['unit:TCCB'], dueDate: thirtyDaysLater },
      { candidateGroups: ['unit:VP'], dueDate: thirtyDaysLater },
    ]);
  });

  it('needs a lead unit and a text, and nothing else', () => {
    const document = register();
    expect(document.refusedFields('Task_Instruct', instruction)).toEqual([]);
    expect(document.refusedFields('Task_Instruct', {})).toEqual(['leadUnit', 'instruction']);
  });

  it.each([
    ['a unit that the office does not have', { leadUnit: 'LẠ' }, ['leadUnit']],
    ['the lead unit as a coordinating one', { coordinatingUnits: ['QLCN'] }, ['coordinatingUnits']],
    ['the lead unit as one for information', { informationUnits: ['QLCN'] }, ['informationUnits']],
    ['two lead units', { leadUnit: ['QLCN', 'TDC'] }, ['leadUnit']],
    ['a deadline that has passed', { leadDueAt: '2026-01-04T10:00:00.000Z' }, ['leadDueAt']],
    ['a deadline that is no time', { coordinationDueAt: 'thứ sáu' }, ['coordinationDueAt']],
    ['a deadline in a year that was mistyped', { leadDueAt: '9026-01-04T10:00:00.000Z' }, ['leadDueAt']],
    [
      'coordinating units that are due after the lead unit',
      { leadDueAt: '2026-01-13T10:00:00.000Z', coordinationDueAt: '2026-01-20T10:00:00.000Z' },
      ['coordinationDueAt'],
    ],
    ['a field that the form does not have', { secrecy: 'mật' }, ['secrecy']],
  ])('refuses %s', (_, wrong: JsonObject, fields) => {
    expect(register().refusedFields('Task_Instruct', { ...instruction, ...wrong })).toEqual(fields);
  });
});

describe('an instruction that stood on the paper before it was registered', () => {
  const onPaper = {
    ...instruction,
    coordinatingUnits: ['QLKH'],
    informationUnits: [],
    instructedBy: leader.login,
    leadDueAt: '2026-01-09T09:00:00.000Z',
    coordinationDueAt: null,
  };

  it('is recorded as one that a leader gave in the system, and asks no leader again', () => {
    const document = register(onPaper);
    expect(document.jobsOf('documents.record-instruction')).toMatchObject([{ ...onPaper, dueAt, handlingTime: null }]);
    expect(document.inFlow).toEqual(['Task_Handle']);
  });

  it('counts the usual time from the registration where neither paper nor register have a deadline', () => {
    const [task] = register({ ...onPaper, leadDueAt: null, dueAt: null, urgency: 'urgent' }).tasks('Task_Handle');
    expect(task).toMatchObject({ dueDate: '2026-01-07T10:00:00.000Z' });
  });

  it('waits for the scan all the same', () => {
    const document = register({ ...onPaper, hasScan: false });
    expect(document.waitingFor).toEqual(['Catch_Scanned']);
    document.deliver('incoming-document.scanned', registered.documentId, { hasScan: true });
    expect(document.inFlow).toEqual(['Task_Handle']);
  });
});

describe('the deadline of the lead unit in the instruction', () => {
  const lateLeadDueAt = '2026-01-12T10:01:00.000Z';
  const refusedFor = (of: JsonObject, leadDueAt: string) =>
    register(of).refusedFields('Task_Instruct', { ...instruction, leadDueAt });

  it('is at most that of the reply, which only an extension moves', () => {
    expect(refusedFor({ replyRequired: true }, lateLeadDueAt)).toEqual(['leadDueAt']);
    expect(refusedFor({ replyRequired: true }, dueAt)).toEqual([]);
  });

  it('is for the leader to choose where no reply is owed', () => {
    expect(refusedFor({ replyRequired: false }, lateLeadDueAt)).toEqual([]);
    expect(refusedFor({ replyRequired: false, dueAt: null }, lateLeadDueAt)).toEqual([]);
  });
});

describe('a document that asks for no answer', () => {
  it('is handled by the head of the lead unit and closed with the result', () => {
    const document = instructed();
    expect(document.inFlow).toEqual(['Task_Handle']);
    expect(document.refusedFields('Task_Handle', { result: '' })).toEqual(['result']);
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    expect(document.ended).toBe(true);
    expect(document.jobsOf('documents.close-incoming')).toMatchObject([
      { documentId: registered.documentId, result: 'Đã báo cáo.' },
    ]);
  });

  // Saturday, 10 January 2026 makes up for 2 January: it is the fifth working day after Monday, the 5th.
  it.each([
    ['five working days in general', {}, '2026-01-10T10:00:00.000Z'],
    ['four working hours for a flash', { urgency: 'flash' }, '2026-01-05T07:00:00.000Z'],
    ['eight working hours for what is very urgent', { urgency: 'very-urgent' }, '2026-01-06T01:00:00.000Z'],
    ['two working days for what is urgent', { urgency: 'urgent' }, '2026-01-07T10:00:00.000Z'],
    ['two working days for an invitation', { documentKind: 'Giấy mời' }, '2026-01-07T10:00:00.000Z'],
    ['ten working days for a report', { documentKind: 'Báo cáo' }, '2026-01-16T10:00:00.000Z'],
  ])('where nobody set a deadline has %s', (_, document, due) => {
    expect(instructed({}, { ...document, dueAt: null }).tasks('Task_Handle')).toMatchObject([{ dueDate: due }]);
  });

  it('where nobody set a deadline has the time of its lead unit', () => {
    const [task] = instructed({ leadUnit: 'VP' }, { dueAt: null }).tasks('Task_Handle');
    expect(task).toMatchObject({ dueDate: '2026-01-08T10:00:00.000Z' });
  });

  it('keeps the deadline of the register or of the leader, whatever the table says', () => {
    expect(instructed({}, { urgency: 'flash' }).jobsOf('documents.record-instruction')).toMatchObject([
      { dueAt, handlingTime: null },
    ]);
    const leadDueAt = '2026-01-09T09:00:00.000Z';
    expect(instructed({ leadDueAt }, { urgency: 'flash', dueAt: null }).jobsOf('documents.record-instruction')).toMatchObject([
      { dueAt: null, leadDueAt, handlingTime: null },
    ]);
  });
});

describe('a unit for information', () => {
  it('acknowledges for itself, and its note stays its own', () => {
    const document = instructed({ informationUnits: ['TCCB', 'QLKH'] });
    document.complete(staffOfTccb, 'Task_ReadForInformation', { note: 'Đã phổ biến.' });
    expect(document.tasks('Task_ReadForInformation')).toMatchObject([{ candidateGroups: ['unit:QLKH'] }]);
    expect(document.seenBy('Task_ReadForInformation')).toMatchObject({ note: null });
    expect(document.refusedFields('Task_ReadForInformation', { note: 'a'.repeat(1001) })).toEqual(['note']);
    document.complete(staffOfQlkh, 'Task_ReadForInformation');
    expect(document.inFlow).toEqual(['Task_Handle']);
  });

  it('keeps the document open until it has read it, also when the lead unit is done', () => {
    const document = instructed({ informationUnits: ['TCCB'] });
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    expect(document.jobsOf('documents.close-incoming')).toEqual([]);
    document.complete(staffOfTccb, 'Task_ReadForInformation');
    expect(document.ended).toBe(true);
  });

  it('is waited for no longer than thirty days', () => {
    const document = instructed({ informationUnits: ['TCCB', 'TDC'] });
    document.complete(staffOfTdc, 'Task_ReadForInformation');
    document.complete(headOfLeadUnit, 'Task_Handle', { result: 'Đã báo cáo.' });
    document.passTimeUntil('2026-02-04T00:59:59.000Z');
    expect(document.ended).toBe(false);
    document.passTimeUntil(thirtyDaysLater);
    expect(document.ended).toBe(true);
    expect(document.waitingFor).toEqual([]);
  });
});

describe('a document that asks for an answer', () => {
  const owed = { replyRequired: true, obligationId: '01890a5d-ac96-774b-bcce-b302099a8058' };
  const sentOut = { drafter: drafter.login, outgoingDocumentId: 'outgoing-1', outgoingSymbol: '07/SKHCN-QLCN' };

  it('gives the answering process all that it needs, and goes on with what it brings back', () => {
    const document = instructed({ coordinatingUnits: [] }, owed);
    const call = document.called('Call_ReplyRequired')!;
    expect(call).toMatchObject({ calledElement: 'reply-required', businessKey: registered.documentId });
    const answer = replyRequired.start(call.variables, monday);
    answer.complete(headOfLeadUnit, 'Task_Assign', { drafter: drafter.login });
    answer.complete(drafter, 'Task_Draft', { documentType: 'CV', draftSubject: 'a', draftBody: 'b', result: 'c' });
    const sending = outgoing.start(answer.called('Call_OutgoingDocument')!.variables, monday);
    sending.complete(headOfLeadUnit, 'Task_ApproveContent', { decision: 'approve' });
    sending.complete(clerk, 'Task_CheckFormat', { decision: 'pass' });
    sending.complete(leader, 'Task_Sign', { decision: 'sign' });
    sending.complete(clerk, 'Task_Issue', { recipients: 'Bộ Khoa học và Công nghệ' });
    answer.endChild('Call_OutgoingDocument', sending.variables);
    document.endChild('Call_ReplyRequired', answer.variables);
    expect(document.tasks('Task_VerifyNumber')).toMatchObject([{ assignee: drafter.login, dueDate: oneWorkingDayLater }]);
    expect(document.variables).toMatchObject(sentOut);
    expect(document.variables).not.toHaveProperty('draftBody');
  });

  it('is closed only when the drafter has confirmed the number that the clerk entered', () => {
    const document = instructed({}, owed);
    document.endChild('Call_ReplyRequired', sentOut);
    expect(document.refusedFields('Task_VerifyNumber', { numberIsRight: false })).toEqual(['numberIsRight']);
    expect(() => document.complete(clerk, 'Task_VerifyNumber', { numberIsRight: true })).toThrow('has no task');
    document.complete(drafter, 'Task_VerifyNumber', { numberIsRight: true, note: 'Đã đính kèm bản gốc.' });
    expect(document.ended).toBe(true);
    expect(document.jobsOf('documents.close-incoming')).toHaveLength(1);
  });

  it('is answered anew where the number of its answer is voided before the drafter has verified it', () => {
    const document = instructed({}, owed);
    document.endChild('Call_ReplyRequired', sentOut);
    expect(document.deliver('reply-obligation.reopened', 'another obligation')).toBe(false);
    expect(document.deliver('reply-obligation.reopened', owed.obligationId)).toBe(true);
    expect(document.inFlow).toEqual(['Call_ReplyRequired']);
    // The voided document is nothing that the new draft could be a version of.
    expect(document.called('Call_ReplyRequired')!.variables).toMatchObject({ obligationId: owed.obligationId, outgoingDocumentId: null });
    document.endChild('Call_ReplyRequired', { ...sentOut, outgoingDocumentId: 'outgoing-2', outgoingSymbol: '08/SKHCN-QLCN' });
    document.complete(drafter, 'Task_VerifyNumber', { numberIsRight: true });
    expect(document.ended).toBe(true);
  });

  it('has no number to verify where another document has answered it', () => {
    const document = instructed({}, owed);
    document.endChild('Call_ReplyRequired', { drafter: drafter.login, outgoingDocumentId: null, outgoingSymbol: null });
    expect(document.ended).toBe(true);
    expect(document.jobsOf('documents.close-incoming')).toHaveLength(1);
  });
});

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
    expect(document.called('Call_ReplyRequired')!.variables).toMatchObject({ leadUnit: 'TDC', drafter: null });
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

// Last in the file: it looks back on the cases above.
it('leaves no element and no flow of the drawing without a scenario', () => {
  expect(incoming.untravelled).toEqual([]);
});
