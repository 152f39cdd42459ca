import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { drafter, headOfLeadUnit, staffOfQlkh, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';
import { coordinationDueAt, draft, issued, monday, OF_REPLY_CHANGES, owed, proceed } from './reply-cases.js';

let replyRequired: ProcessUnderTest;
beforeAll(async () => {
  replyRequired = await ProcessUnderTest.read('reply-required');
});

const start = (differently: JsonObject = {}) => replyRequired.start({ ...owed, ...differently }, monday);

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

// Last in the file: it looks back on the cases above. Those of reply-required.spec.ts go through the rest.
it('leaves nothing that is drawn for changes without a scenario', () => {
  expect(replyRequired.untravelled.filter((id) => OF_REPLY_CHANGES.test(id))).toEqual([]);
});
