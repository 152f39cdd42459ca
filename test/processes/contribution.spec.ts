import type { JsonObject } from '#foundation';
import { staffOfQlkh, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';
import { coordinationDueAt, monday, owed } from './reply-cases.js';

let contribution: ProcessUnderTest;
beforeAll(async () => {
  contribution = await ProcessUnderTest.read('contribution');
});

/** QLKH is asked for its part. */
const ask = (differently: JsonObject = {}) => contribution.start({ ...owed, coordinatingUnit: 'QLKH', ...differently }, monday);
const remove = 'reply-required.coordinator-removed';

describe('a coordinating unit', () => {
  it('gives its part by its deadline, and that is recorded', () => {
    const asked = ask();
    expect(asked.tasks('Task_Contribute')).toMatchObject([{ candidateGroups: ['unit:QLKH'], dueDate: coordinationDueAt }]);
    expect(() => asked.complete(staffOfTdc, 'Task_Contribute', { contribution: 'Nhất trí.' })).toThrow('has no task');
    asked.complete(staffOfQlkh, 'Task_Contribute', { contribution: 'Nhất trí.' });
    expect(asked.jobsOf('documents.record-contribution')).toMatchObject([
      { documentId: owed.documentId, coordinatingUnit: 'QLKH', contribution: 'Nhất trí.', contributedBy: staffOfQlkh.login },
    ]);
    expect(asked.ended).toBe(true);
  });

  it('begins with an empty form, and has to say something', () => {
    const asked = ask({ contribution: 'Ý kiến của đơn vị khác.' });
    expect(asked.seenBy('Task_Contribute')).toMatchObject({ contribution: null });
    expect(asked.refusedFields('Task_Contribute', {})).toEqual(['contribution']);
  });

  it('has so much working time less than the lead unit as the instruction says, where that names no date', () => {
    // One working day before 09:00 on Tuesday, the 13th: the end of Monday. Saturday, the 10th, makes up for 2 January.
    const due = (coordinationBefore: string, dueAt: string) =>
      ask({ coordinationBefore, dueAt }).tasks('Task_Contribute').map(({ dueDate }) => dueDate);
    expect(due('P1D', '2026-01-13T02:00:00.000Z')).toEqual(['2026-01-12T10:00:00.000Z']);
    expect(due('P1D', '2026-01-12T02:00:00.000Z')).toEqual(['2026-01-10T10:00:00.000Z']);
    const asked = ask({ coordinationBefore: 'PT4H' });
    asked.passTimeUntil('2026-01-12T06:00:00.000Z');
    expect(asked.jobsOf('documents.record-missing-contribution')).toMatchObject([{ coordinatingUnit: 'QLKH' }]);
  });

  it('has a date of its own where the leader gave it one', () => {
    const own = '2026-01-08T10:00:00.000Z';
    const asked = ask({ unitDueAt: { QLKH: own, TDC: coordinationDueAt } });
    expect(asked.tasks('Task_Contribute')).toMatchObject([{ dueDate: own }]);
    asked.passTimeUntil(own);
    expect(asked.ended).toBe(true);
  });

  it('that stays silent is recorded as missing at its deadline, and waited for no longer', () => {
    const asked = ask();
    asked.passTimeUntil(coordinationDueAt);
    expect(asked.jobs).toMatchObject([
      { topic: 'documents.record-missing-contribution', at: coordinationDueAt, variables: { documentId: owed.documentId, coordinatingUnit: 'QLKH' } },
    ]);
    expect(asked.ended).toBe(true);
  });

  it('that has given its part is not missing when its deadline comes before the system has recorded it', () => {
    const asked = ask();
    asked.stall('documents.record-contribution');
    asked.complete(staffOfQlkh, 'Task_Contribute', { contribution: 'Nhất trí.' });
    asked.passTimeUntil(coordinationDueAt);
    expect(asked.ended).toBe(false);
    asked.resume('documents.record-contribution');
    expect(asked.jobs.map(({ topic }) => topic)).toEqual(['documents.record-contribution']);
    expect(asked.ended).toBe(true);
  });

  it('is not asked at all after its deadline', () => {
    const asked = ask({ coordinationDueAt: monday });
    expect(asked.jobsOf('documents.record-missing-contribution')).toHaveLength(1);
    expect(asked.ended).toBe(true);
  });

  it('is asked no more when the leader takes it out, and is not missing', () => {
    const asked = ask();
    expect(asked.deliver(remove, `${owed.documentId}:TDC`)).toBe(false);
    expect(asked.deliver(remove, `${owed.documentId}:QLKH`)).toBe(true);
    expect(asked.ended).toBe(true);
    expect(asked.jobs).toEqual([]);
  });
});

// Last in the file: it looks back on the cases above.
it('leaves no element and no flow of the drawing without a scenario', () => {
  expect(contribution.untravelled).toEqual([]);
});
