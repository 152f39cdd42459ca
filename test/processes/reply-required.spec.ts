import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { drafter, headOfLeadUnit, type Person, staffOfQlkh, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

/** Monday, 5 January 2026, 08:00 at the office. */
const monday = '2026-01-05T01:00:00.000Z';
const coordinationDueAt = '2026-01-09T10:00:00.000Z';
const reminderAt = '2026-01-11T10:00:00.000Z';
const dueAt = '2026-01-12T10:00:00.000Z';
const eightHoursLate = '2026-01-12T18:00:00.000Z';

/** What `incoming-document` hands over. */
const owed = {
  documentId: '01890a5d-ac96-774b-bcce-b302099a8057',
  obligationId: '01890a5d-ac96-774b-bcce-b302099a8058',
  arrivalNumber: 12,
  arrivalYear: 2026,
  subject: 'V/v báo cáo tình hình ứng dụng công nghệ',
  instruction: 'Giao QLCN tham mưu trả lời đúng hạn.',
  leadUnit: 'QLCN',
  coordinatingUnits: ['QLKH', 'TDC'],
  informationUnits: [],
  dueAt,
  coordinationDueAt,
  reminderBefore: 'P1D',
  escalateAfter: 'PT8H',
};
const draft = {
  documentType: 'BC',
  draftSubject: 'Báo cáo ứng dụng công nghệ',
  draftBody: 'Kính gửi…',
  result: 'Đã rà soát.',
};
/** What `outgoing-document` gives back. */
const issued = { outgoingDocumentId: 'outgoing-1', outgoingNumber: 7, outgoingSymbol: '07/BC-SKHCN' };

let replyRequired: ProcessUnderTest;
beforeAll(async () => {
  replyRequired = await ProcessUnderTest.read('reply-required');
});

/** Everybody does his part the first time; in this order, though draft and contributions may come in any. */
const straightWay: readonly (readonly [Person, string, JsonObject])[] = [
  [headOfLeadUnit, 'Task_Assign', { drafter: drafter.login, note: 'Tham khảo báo cáo năm trước.' }],
  [staffOfQlkh, 'Task_Contribute', { contribution: 'Nhất trí.' }],
  [staffOfTdc, 'Task_Contribute', { contribution: 'Bổ sung số liệu đo lường.' }],
  [drafter, 'Task_Draft', draft],
];

const start = (differently: JsonObject = {}) => replyRequired.start({ ...owed, ...differently }, monday);

/** Goes the straight way until the step is open; without a step to the end. Leaves out what nobody is asked for. */
function proceed(reply: CaseUnderTest, until?: string): CaseUnderTest {
  for (const [person, step, filledIn] of straightWay) {
    if (until !== undefined && reply.tasks(until).length > 0) return reply;
    if (reply.tasks(step).length > 0) reply.complete(person, step, filledIn);
  }
  if (until === undefined) reply.endChild('Call_OutgoingDocument', issued);
  return reply;
}

describe('an answer', () => {
  it('is assigned and drafted by its deadline, and then issued as every outgoing document is', () => {
    const reply = start();
    expect(reply.tasks('Task_Assign')).toMatchObject([{ candidateGroups: ['head:QLCN'], dueDate: dueAt }]);
    proceed(reply, 'Task_Draft');
    expect(reply.tasks('Task_Draft')).toMatchObject([{ assignee: drafter.login, dueDate: dueAt }]);
    proceed(reply, 'Call_OutgoingDocument');
    expect(reply.called('Call_OutgoingDocument')).toMatchObject({
      calledElement: 'outgoing-document',
      businessKey: owed.documentId,
      variables: { ...draft, drafter: drafter.login, savedBy: drafter.login, obligationId: owed.obligationId, leadUnit: 'QLCN', dueAt },
    });
    expect(proceed(reply).ended).toBe(true);
  });

  it('brings back its number', () => {
    const reply = proceed(start());
    expect(reply.variables).toMatchObject({ ...issued, drafter: drafter.login });
  });

  it('is drafted by whoever does it, also where the head has handed the task to another', () => {
    const reply = start();
    reply.complete(headOfLeadUnit, 'Task_Assign', { drafter: headOfLeadUnit.login });
    reply.complete(headOfLeadUnit, 'Task_Draft', draft);
    proceed(reply, 'Call_OutgoingDocument');
    expect(reply.called('Call_OutgoingDocument')!.variables).toMatchObject({ savedBy: headOfLeadUnit.login });
  });

  it('comes to the drafter with the remark of the head', () => {
    const reply = proceed(start(), 'Task_Draft');
    expect(reply.seenBy('Task_Draft')).toMatchObject({ note: 'Tham khảo báo cáo năm trước.' });
  });

  it('in time goes out without a reminder or an escalation', () => {
    const reply = proceed(start());
    reply.passTimeUntil('2026-02-01T00:00:00.000Z');
    expect(reply.jobsOf('notifications.remind')).toEqual([]);
    expect(reply.jobsOf('worklist.escalate')).toEqual([]);
  });
});

describe('coordinating units', () => {
  it('contribute each for itself while the answer is drafted', () => {
    const reply = proceed(start(), 'Task_Contribute');
    expect(reply.tasks('Task_Contribute')).toMatchObject([
      { candidateGroups: ['unit:QLKH'], dueDate: coordinationDueAt },
      { candidateGroups: ['unit:TDC'], dueDate: coordinationDueAt },
    ]);
    proceed(reply, 'Call_OutgoingDocument');
    expect(reply.jobsOf('documents.record-contribution')).toMatchObject([
      { coordinatingUnit: 'QLKH', contribution: 'Nhất trí.', contributedBy: staffOfQlkh.login },
      { coordinatingUnit: 'TDC', contribution: 'Bổ sung số liệu đo lường.', contributedBy: staffOfTdc.login },
    ]);
    expect(reply.variables).not.toHaveProperty('contribution');
    expect(reply.variables).not.toHaveProperty('contributedBy');
  });

  it('have so much working time less than the answer as the instruction says, where it names no date', () => {
    // One working day before 09:00 on Tuesday, the 13th: the end of Monday. Saturday, the 10th, makes up for 2 January.
    const due = (coordinationBefore: string, dueAt: string) =>
      proceed(start({ coordinationBefore, dueAt }), 'Task_Contribute').tasks('Task_Contribute').map(({ dueDate }) => dueDate);
    expect(due('P1D', '2026-01-13T02:00:00.000Z')).toEqual(['2026-01-12T10:00:00.000Z', '2026-01-12T10:00:00.000Z']);
    expect(due('P1D', '2026-01-12T02:00:00.000Z')).toEqual(['2026-01-10T10:00:00.000Z', '2026-01-10T10:00:00.000Z']);
    const reply = proceed(start({ coordinationBefore: 'PT4H' }), 'Task_Contribute');
    reply.passTimeUntil('2026-01-12T06:00:00.000Z');
    expect(reply.jobsOf('documents.record-missing-contribution')).toMatchObject([{ coordinatingUnit: 'QLKH' }, { coordinatingUnit: 'TDC' }]);
  });

  it('hold the draft back until all of them have contributed', () => {
    const reply = proceed(start(), 'Task_Draft');
    expect(reply.called('Call_OutgoingDocument')).toBeUndefined();
    reply.complete(drafter, 'Task_Draft', draft);
    reply.complete(staffOfTdc, 'Task_Contribute', { contribution: 'Nhất trí.' });
    expect(reply.called('Call_OutgoingDocument')).toBeUndefined();
    reply.complete(staffOfQlkh, 'Task_Contribute', { contribution: 'Nhất trí.' });
    expect(reply.called('Call_OutgoingDocument')).toBeDefined();
  });

  it('that stay silent are recorded as missing at their deadline, and the draft goes on without them', () => {
    const reply = proceed(start(), 'Task_Contribute');
    reply.complete(staffOfTdc, 'Task_Contribute', { contribution: 'Nhất trí.' });
    reply.complete(drafter, 'Task_Draft', draft);
    reply.passTimeUntil(coordinationDueAt);
    expect(reply.tasks('Task_Contribute')).toEqual([]);
    expect(reply.jobs.filter(({ topic }) => topic === 'documents.record-missing-contribution')).toMatchObject([
      { at: coordinationDueAt, variables: { obligationId: owed.obligationId, coordinatingUnit: 'QLKH' } },
    ]);
    expect(reply.called('Call_OutgoingDocument')).toBeDefined();
  });

  it('that have contributed are not missing when their deadline comes before the system has recorded it', () => {
    const reply = proceed(start(), 'Task_Contribute');
    reply.stall('documents.record-contribution');
    reply.complete(staffOfTdc, 'Task_Contribute', { contribution: 'Nhất trí.' });
    reply.complete(drafter, 'Task_Draft', draft);
    reply.passTimeUntil(coordinationDueAt);
    expect(reply.jobsOf('documents.record-missing-contribution')).toMatchObject([{ coordinatingUnit: 'QLKH' }]);
    expect(reply.called('Call_OutgoingDocument')).toBeUndefined();
    reply.resume('documents.record-contribution');
    expect(reply.jobsOf('documents.record-contribution')).toMatchObject([
      { coordinatingUnit: 'TDC', contribution: 'Nhất trí.', contributedBy: staffOfTdc.login },
    ]);
    expect(reply.jobsOf('documents.record-missing-contribution')).toHaveLength(1);
    expect(reply.called('Call_OutgoingDocument')).toBeDefined();
  });

  it('are not asked any more when the head assigns after their deadline', () => {
    const reply = start();
    reply.passTimeUntil('2026-01-09T11:00:00.000Z');
    reply.complete(headOfLeadUnit, 'Task_Assign', { drafter: drafter.login });
    expect(reply.tasks('Task_Contribute')).toEqual([]);
    expect(reply.jobsOf('documents.record-missing-contribution')).toMatchObject([
      { coordinatingUnit: 'QLKH' },
      { coordinatingUnit: 'TDC' },
    ]);
  });

  it('are not needed', () => {
    const reply = proceed(start({ coordinatingUnits: [] }), 'Task_Draft');
    expect(reply.waitingFor).toEqual(['Catch_Answered', 'Timer_Reminder', 'Timer_Overdue', 'Start_CoordinatorAdded', 'Task_Draft']);
    expect(proceed(reply).ended).toBe(true);
    expect(reply.jobsOf('documents.record-missing-contribution')).toEqual([]);
  });
});

describe('the deadline', () => {
  it('is reminded of in time, without disturbing the work', () => {
    const reply = proceed(start(), 'Call_OutgoingDocument');
    reply.passTimeUntil('2026-01-12T09:59:00.000Z');
    expect(reply.jobs.filter(({ topic }) => topic === 'notifications.remind')).toMatchObject([
      { at: reminderAt, variables: { subject: owed.subject, dueAt } },
    ]);
    expect(reply.called('Call_OutgoingDocument')).toBeDefined();
  });

  it('that is nearer than the reminder is reminded of at once', () => {
    const reply = start({ dueAt: '2026-01-05T09:00:00.000Z' });
    expect(reply.jobs).toMatchObject([{ topic: 'notifications.remind', at: monday }]);
  });

  it('once passed takes the case to the head of the lead unit, and later to the leader', () => {
    const reply = proceed(start(), 'Task_Draft');
    reply.passTimeUntil('2026-01-13T10:00:00.000Z');
    expect(reply.jobs.filter(({ topic }) => topic === 'worklist.escalate')).toMatchObject([
      { at: dueAt, variables: { escalateTo: 'head:QLCN' } },
      { at: eightHoursLate, variables: { escalateTo: 'leader' } },
    ]);
    expect(reply.tasks('Task_Draft')).toHaveLength(1);
    expect(proceed(reply).ended).toBe(true);
  });

  it('missed by an answer that comes before the leader is told leaves nothing open', () => {
    const reply = start();
    reply.passTimeUntil('2026-01-12T11:00:00.000Z');
    expect(reply.dueOf('Timer_EscalateToLeader')).toBe(eightHoursLate);
    proceed(reply);
    expect(reply.ended).toBe(true);
    expect(reply.waitingFor).toEqual([]);
    reply.passTimeUntil('2026-02-01T00:00:00.000Z');
    expect(reply.jobsOf('worklist.escalate')).toMatchObject([{ escalateTo: 'head:QLCN' }]);
  });
});

describe('a document that the lead unit returns', () => {
  const returned = { response: 'return', returnReason: 'Không thuộc chức năng của phòng.' };

  it('goes back with the reason, and nobody is asked to draft or to contribute', () => {
    const reply = start({ returnable: true });
    reply.deliver('reply-required.coordinator-added', owed.documentId, { addedUnit: 'VP' });
    expect(reply.refusedFields('Task_Assign', { response: 'return' })).toEqual(['returnReason']);
    reply.complete(headOfLeadUnit, 'Task_Assign', returned);
    expect(reply.ended).toBe(true);
    expect(reply.waitingFor).toEqual([]);
    expect(reply.variables).toMatchObject({ returned: true, returnReason: returned.returnReason, returnedBy: headOfLeadUnit.login });
  });

  it('cannot be returned where the caller does not know of it', () => {
    expect(start().refusedFields('Task_Assign', returned)).toEqual(['drafter']);
  });
});

describe('coordinating units that change while the answer is made', () => {
  const { documentId } = owed;
  const add = (reply: CaseUnderTest, addedUnit: string) => reply.deliver('reply-required.coordinator-added', documentId, { addedUnit });
  const remove = (reply: CaseUnderTest, unit: string) => reply.deliver('reply-required.coordinator-removed', `${documentId}:${unit}`);

  it('are asked when they are added, at any time, each for itself', () => {
    const reply = start({ coordinatingUnits: [] });
    expect(add(reply, 'QLKH')).toBe(true);
    proceed(reply, 'Task_Draft');
    add(reply, 'TDC');
    expect(reply.tasks('Task_ContributeAdded')).toMatchObject([
      { candidateGroups: ['unit:QLKH'], dueDate: coordinationDueAt },
      { candidateGroups: ['unit:TDC'], dueDate: coordinationDueAt },
    ]);
    reply.complete(staffOfTdc, 'Task_ContributeAdded', { contribution: 'Bổ sung số liệu.' });
    reply.complete(staffOfQlkh, 'Task_ContributeAdded', { contribution: 'Nhất trí.' });
    expect(reply.jobsOf('documents.record-contribution')).toMatchObject([
      { coordinatingUnit: 'TDC', contribution: 'Bổ sung số liệu.', contributedBy: staffOfTdc.login },
      { coordinatingUnit: 'QLKH', contribution: 'Nhất trí.', contributedBy: staffOfQlkh.login },
    ]);
  });

  it('do not hold the answer back when they came late, neither its draft nor its end', () => {
    const reply = proceed(start({ coordinatingUnits: [] }), 'Task_Draft');
    add(reply, 'QLKH');
    reply.complete(drafter, 'Task_Draft', draft);
    expect(reply.inFlow).toEqual(['Task_ContributeAdded', 'Call_OutgoingDocument']);
    reply.endChild('Call_OutgoingDocument', issued);
    expect(reply.ended).toBe(true);
    expect(reply.waitingFor).toEqual([]);
  });

  it('that came late and stay silent are recorded as missing', () => {
    const reply = proceed(start({ coordinatingUnits: [] }), 'Task_Draft');
    add(reply, 'QLKH');
    reply.passTimeUntil(coordinationDueAt);
    expect(reply.jobsOf('documents.record-missing-contribution')).toMatchObject([{ coordinatingUnit: 'QLKH' }]);
    expect(reply.tasks('Task_ContributeAdded')).toEqual([]);
  });

  it('are not asked any more when they are taken out, and are not recorded as missing', () => {
    const reply = proceed(start(), 'Task_Contribute');
    add(reply, 'VP');
    reply.complete(drafter, 'Task_Draft', draft);
    reply.complete(staffOfQlkh, 'Task_Contribute', { contribution: 'Nhất trí.' });
    expect([remove(reply, 'QLKH'), remove(reply, 'VP')]).toEqual([false, true]);
    expect(reply.called('Call_OutgoingDocument')).toBeUndefined();
    expect(remove(reply, 'TDC')).toBe(true);
    expect(reply.inFlow).toEqual(['Call_OutgoingDocument']);
    expect(reply.jobsOf('documents.record-missing-contribution')).toEqual([]);
  });

  it('have a date of their own where the leader gave them one', () => {
    const own = '2026-01-08T10:00:00.000Z';
    const reply = proceed(start({ unitDueAt: { TDC: own, VP: own } }), 'Task_Contribute');
    add(reply, 'VP');
    expect(reply.tasks('Task_Contribute').map(({ dueDate }) => dueDate)).toEqual([coordinationDueAt, own]);
    reply.passTimeUntil(own);
    expect(reply.jobsOf('documents.record-missing-contribution')).toMatchObject([{ coordinatingUnit: 'TDC' }, { coordinatingUnit: 'VP' }]);
  });
});

describe('an obligation that another document has answered', () => {
  it.each(['Task_Assign', 'Task_Contribute', 'Call_OutgoingDocument'])('ends the work at %s, and all that waits beside it', (step) => {
    const reply = proceed(start(), step);
    expect(reply.deliver('reply-obligation.answered', 'another obligation')).toBe(false);
    expect(reply.deliver('reply-obligation.answered', owed.obligationId)).toBe(true);
    expect(reply.ended).toBe(true);
    expect(reply.waitingFor).toEqual([]);
    expect(reply.variables).not.toHaveProperty('outgoingDocumentId');
  });
});

describe('the forms', () => {
  const empty: readonly [step: string, fields: string[]][] = [
    ['Task_Assign', ['drafter']],
    ['Task_Draft', ['documentType', 'draftSubject', 'draftBody', 'result']],
    ['Task_Contribute', ['contribution']],
  ];
  it.each(empty)('of %s is not complete without %j', (step, fields) => {
    expect(proceed(start(), step).refusedFields(step, {})).toEqual(fields);
  });

  it.each([
    ['Task_Assign', 'somebody of another unit', { drafter: staffOfTdc.login }, ['drafter']],
    ['Task_Draft', 'a type of document that is no answer', { ...draft, documentType: 'QĐ' }, ['documentType']],
  ])('of %s refuses %s', (step, _, wrong: JsonObject, fields) => {
    expect(proceed(start(), step).refusedFields(step, wrong)).toEqual(fields);
  });

  it.each(['CV', 'BC', 'TTr', 'TB'])('of Task_Draft takes the type %s', (documentType) => {
    expect(proceed(start(), 'Task_Draft').refusedFields('Task_Draft', { ...draft, documentType })).toEqual([]);
  });
});

// Last in the file: it looks back on the cases above.
it('leaves no element and no flow of the drawing without a scenario', () => {
  expect(replyRequired.untravelled).toEqual([]);
});
