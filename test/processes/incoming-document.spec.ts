import type { JsonObject } from '#foundation';
import {
  coordinationDueAt,
  dueAt,
  instructedIn,
  instruction,
  monday,
  OF_CHANGES,
  oneWorkingDayLater,
  readIncoming,
  registered,
  registerIn,
  thirtyDaysLater,
} from './incoming-cases.js';
import { clerk, drafter, headOfLeadUnit, leader, staffOfQlkh, staffOfTccb, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

let incoming: ProcessUnderTest;
let replyRequired: ProcessUnderTest;
let outgoing: ProcessUnderTest;
beforeAll(async () => {
  incoming = await readIncoming();
  replyRequired = await ProcessUnderTest.read('reply-required');
  outgoing = await ProcessUnderTest.read('outgoing-document', {
    'documents.save-draft': () => ({ outgoingDocumentId: 'outgoing-1' }),
    'documents.issue-outgoing': () => ({ outgoingNumber: 7, outgoingSymbol: '07/SKHCN-QLCN' }),
  });
});

const register = (differently: JsonObject = {}) => registerIn(incoming, differently);
const instructed = (differently: JsonObject = {}, of: JsonObject = {}) => instructedIn(incoming, differently, of);

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
    expect(document.inFlow).toEqual(['Task_Handle', 'Call_Contribution']);
  });

  it('counts the usual time from the registration where neither paper nor register have a deadline', () => {
    const [task] = register({ ...onPaper, leadDueAt: null, dueAt: null, urgency: 'urgent' }).tasks('Task_Handle');
    expect(task).toMatchObject({ dueDate: '2026-01-07T10:00:00.000Z' });
  });

  it('waits for the scan all the same', () => {
    const document = register({ ...onPaper, hasScan: false });
    expect(document.waitingFor).toEqual(['Catch_Scanned']);
    document.deliver('incoming-document.scanned', registered.documentId, { hasScan: true });
    expect(document.inFlow).toEqual(['Task_Handle', 'Call_Contribution']);
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

// Last in the file: it looks back on the cases above.
it('leaves no element and no flow of the drawing without a scenario, but for those of a changed instruction', () => {
  expect(incoming.untravelled.filter((id) => !OF_CHANGES.test(id))).toEqual([]);
});
