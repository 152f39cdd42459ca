import type { JsonObject } from '#foundation';
import { drafter, headOfLeadUnit, staffOfQlkh, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';
import { coordinationDueAt, draft, dueAt, eightHoursLate, issued, monday, OF_REPLY_CHANGES, owed, proceed, reminderAt } from './reply-cases.js';

let replyRequired: ProcessUnderTest;
beforeAll(async () => {
  replyRequired = await ProcessUnderTest.read('reply-required');
});

const start = (differently: JsonObject = {}) => replyRequired.start({ ...owed, ...differently }, monday);

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
    const reply = proceed(start(), 'Task_Draft');
    expect(reply.asked('Call_Contribution')).toEqual(['QLKH', 'TDC']);
    expect(reply.called('Call_Contribution')).toMatchObject({
      calledElement: 'contribution',
      businessKey: owed.documentId,
      variables: { documentId: owed.documentId, dueAt, coordinationDueAt },
    });
    reply.endChild('Call_Contribution', { contribution: 'Nhất trí.', contributedBy: staffOfQlkh.login });
    expect(reply.variables).not.toHaveProperty('contribution');
    expect(reply.variables).not.toHaveProperty('contributedBy');
  });

  it('hold the draft back until all of them are done', () => {
    const reply = proceed(start(), 'Task_Draft');
    reply.complete(drafter, 'Task_Draft', draft);
    reply.endChild('Call_Contribution');
    expect(reply.called('Call_OutgoingDocument')).toBeUndefined();
    reply.endChild('Call_Contribution');
    expect(reply.called('Call_OutgoingDocument')).toBeDefined();
  });

  it('are not needed', () => {
    const reply = proceed(start({ coordinatingUnits: [] }), 'Task_Draft');
    expect(reply.waitingFor).toEqual(['Catch_LeadChanged', 'Catch_Answered', 'Timer_Reminder', 'Timer_Overdue', 'Start_CoordinatorAdded', 'Task_Draft']);
    expect(proceed(reply).ended).toBe(true);
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

describe('an obligation that another document has answered', () => {
  it.each(['Task_Assign', 'Task_Draft', 'Call_OutgoingDocument'])('ends the work at %s, and all that waits beside it', (step) => {
    const reply = proceed(start(), step);
    expect(reply.deliver('reply-obligation.answered', 'another obligation')).toBe(false);
    expect(reply.deliver('reply-obligation.answered', owed.obligationId)).toBe(true);
    expect(reply.ended).toBe(true);
    expect(reply.waitingFor).toEqual([]);
    expect(reply.variables).not.toHaveProperty('outgoingDocumentId');
  });
});

describe('an answer in a further part of its case, which nobody called', () => {
  const sent = (differently: JsonObject = {}) => {
    const reply = proceed(start({ coordinatingUnits: [], verifiesNumber: true, ...differently }), 'Call_OutgoingDocument');
    reply.endChild('Call_OutgoingDocument', issued);
    return reply;
  };

  it('ends when its drafter has confirmed the number that the clerk entered', () => {
    const reply = sent();
    expect(reply.tasks('Task_VerifyNumber')).toMatchObject([{ assignee: drafter.login, dueDate: '2026-01-06T10:00:00.000Z' }]);
    expect(reply.refusedFields('Task_VerifyNumber', { numberIsRight: false })).toEqual(['numberIsRight']);
    reply.passTimeUntil('2026-02-01T00:00:00.000Z');
    expect([reply.jobsOf('notifications.remind'), reply.jobsOf('worklist.escalate')]).toEqual([[], []]);
    reply.complete(drafter, 'Task_VerifyNumber', { numberIsRight: true });
    expect(reply.ended).toBe(true);
    expect(reply.waitingFor).toEqual([]);
  });

  it('is confirmed by who drafted last, where others have revised it on its way', () => {
    const reply = proceed(start({ coordinatingUnits: [], verifiesNumber: true }), 'Call_OutgoingDocument');
    reply.endChild('Call_OutgoingDocument', { ...issued, drafter: headOfLeadUnit.login });
    expect(reply.tasks('Task_VerifyNumber')).toMatchObject([{ assignee: headOfLeadUnit.login }]);
  });

  it('is given anew, by its deadline, where its number is voided before that', () => {
    const reply = sent();
    expect(reply.deliver('reply-obligation.reopened', 'another obligation')).toBe(false);
    expect(reply.deliver('reply-obligation.reopened', owed.obligationId, { coordinatingUnits: [], outgoingDocumentId: null })).toBe(true);
    expect(reply.inFlow).toEqual(['Task_Assign']);
    reply.passTimeUntil(dueAt);
    expect(reply.jobsOf('worklist.escalate')).toMatchObject([{ escalateTo: 'head:QLCN' }]);
    proceed(reply, 'Call_OutgoingDocument');
    reply.endChild('Call_OutgoingDocument', { ...issued, outgoingDocumentId: 'outgoing-2' });
    reply.complete(drafter, 'Task_VerifyNumber', { numberIsRight: true });
    expect(reply.ended).toBe(true);
  });

  it('that was late is no matter for the leader any more while its number is compared', () => {
    const reply = proceed(start({ coordinatingUnits: [], verifiesNumber: true }), 'Call_OutgoingDocument');
    reply.passTimeUntil('2026-01-12T11:00:00.000Z');
    reply.endChild('Call_OutgoingDocument', issued);
    reply.passTimeUntil('2026-02-01T00:00:00.000Z');
    expect(reply.jobsOf('worklist.escalate')).toMatchObject([{ escalateTo: 'head:QLCN' }]);
    expect(reply.inFlow).toEqual(['Task_VerifyNumber']);
  });
});

describe('the forms', () => {
  const empty: readonly [step: string, fields: string[]][] = [
    ['Task_Assign', ['drafter']],
    ['Task_Draft', ['documentType', 'draftSubject', 'draftBody', 'result']],
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
it('leaves no element and no flow of the drawing without a scenario, but for those of changes', () => {
  expect(replyRequired.untravelled.filter((id) => !OF_REPLY_CHANGES.test(id))).toEqual([]);
});
