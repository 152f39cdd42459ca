import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { drafter, headOfLeadUnit } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';
import { draft, dueAt, issued, monday, OF_REPLY_CHANGES, owed, proceed } from './reply-cases.js';

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
  const add = (reply: CaseUnderTest, addedUnit: string) => reply.deliver('reply-required.coordinator-added', owed.documentId, { addedUnit });

  it('are asked when they are added, at any time, each for itself', () => {
    const reply = start({ coordinatingUnits: [] });
    expect(add(reply, 'QLKH')).toBe(true);
    proceed(reply, 'Task_Draft');
    add(reply, 'TDC');
    expect(reply.asked('Call_ContributionAdded')).toEqual(['QLKH', 'TDC']);
    reply.endChild('Call_ContributionAdded', { contribution: 'Nhất trí.' });
    expect(reply.asked('Call_ContributionAdded')).toEqual(['TDC']);
    expect(reply.variables).not.toHaveProperty('contribution');
  });

  it('do not hold the answer back when they came late, neither its draft nor its end', () => {
    const reply = proceed(start({ coordinatingUnits: [] }), 'Task_Draft');
    add(reply, 'QLKH');
    reply.complete(drafter, 'Task_Draft', draft);
    expect(reply.inFlow).toEqual(['Call_ContributionAdded', 'Call_OutgoingDocument']);
    reply.endChild('Call_OutgoingDocument', issued);
    expect(reply.ended).toBe(true);
    expect(reply.waitingFor).toEqual([]);
  });
});

describe('another lead unit in a further part of the case, which nobody called', () => {
  it('begins anew with all coordinating units that are to be asked', () => {
    const reply = proceed(start({ verifiesNumber: true, coordinatingUnits: [] }), 'Task_Draft');
    reply.setVariables({ leadUnit: 'TDC', coordinatingUnits: ['QLKH'] });
    expect(reply.deliver('reply-required.lead-changed', owed.documentId, { drafter: null })).toBe(true);
    expect(reply.inFlow).toEqual(['Task_Assign']);
    expect(reply.tasks('Task_Assign')).toMatchObject([{ candidateGroups: ['head:TDC'], dueDate: dueAt }]);
    expect(reply.seenBy('Task_Assign')).toMatchObject({ drafter: null });
  });
});

// Last in the file: it looks back on the cases above. Those of reply-required.spec.ts go through the rest.
it('leaves nothing that is drawn for changes without a scenario', () => {
  expect(replyRequired.untravelled.filter((id) => OF_REPLY_CHANGES.test(id))).toEqual([]);
});
