import type { JsonObject } from '#foundation';
import type { CaseUnderTest } from './case-under-test.js';
import { drafter, headOfLeadUnit, leader, type Person, staffOfTdc } from './office.js';
import { ProcessUnderTest } from './process-under-test.js';

/** Monday, 5 January 2026, 08:00 at the office. */
const monday = '2026-01-05T01:00:00.000Z';
const dueAt = '2026-01-12T10:00:00.000Z';
const laterDueAt = '2026-01-15T10:00:00.000Z';

const assignmentId = '01890a5d-ac96-774b-bcce-b302099a8057';
const given: JsonObject = {
  assignmentId,
  subject: 'Tổng hợp số liệu quý I',
  content: 'Tổng hợp số liệu chuyển giao công nghệ.',
  assignmentKind: 'general',
  urgency: 'normal',
  assigner: headOfLeadUnit.login,
  assignedUnit: 'QLCN',
  toUnit: false,
  assignee: drafter.login,
  accepted: false,
  dueAt: null,
  handlingTime: 'P5D',
};
const toUnit = { assigner: leader.login, toUnit: true, assignee: null };

/** What the handler puts out at each step. */
const outputs: Readonly<Record<string, (variables: JsonObject) => JsonObject>> = {
  accepted: ({ newAssignee, actor }) => ({ assignee: newAssignee ?? actor!, accepted: true }),
  reassigned: ({ newAssignee, assignee }) => ({ assignee: newAssignee ?? assignee!, assignedUnit: 'QLCN', accepted: false }),
  'asked-again': ({ newDueAt, dueAt: before }) => ({ dueAt: newDueAt ?? before! }),
};

let assignment: ProcessUnderTest;
beforeAll(async () => {
  assignment = await ProcessUnderTest.read('assignment', {
    'assignments.enter-deadline': (variables) => ({ dueAt: variables['dueAt'] ?? dueAt }),
    'assignments.record-step': (variables) => outputs[variables['step'] as string]?.(variables) ?? {},
  });
});

const start = (differently: JsonObject = {}) => assignment.start({ ...given, ...differently }, monday);
const steps = (work: CaseUnderTest) => work.jobsOf('assignments.record-step').map(({ step, actor, text }) => [step, actor, text]);

/** Taken up by whoever it is offered to. */
function accepted(differently: JsonObject = {}, person: Person = drafter, filledIn: JsonObject = {}): CaseUnderTest {
  const work = start(differently);
  work.complete(person, 'Task_Accept', { acceptance: 'accept', ...filledIn });
  return work;
}

function reported(): CaseUnderTest {
  const work = accepted();
  work.complete(drafter, 'Task_Perform', { result: 'Đã tổng hợp.' });
  return work;
}

describe('work that is given', () => {
  it('is taken up, done, reported and accepted by whoever gave it, each step written down', () => {
    const work = start();
    expect(work.tasks('Task_Accept')).toMatchObject([{ assignee: drafter.login, candidateGroups: [], dueDate: dueAt }]);
    work.complete(drafter, 'Task_Accept', { acceptance: 'accept' });
    expect(work.tasks('Task_Perform')).toMatchObject([{ assignee: drafter.login, dueDate: dueAt }]);
    work.complete(drafter, 'Task_Perform', { result: 'Đã tổng hợp.' });
    // Two working days: Tuesday is the first.
    expect(work.tasks('Task_Judge')).toMatchObject([{ assignee: headOfLeadUnit.login, dueDate: '2026-01-07T10:00:00.000Z' }]);
    work.complete(headOfLeadUnit, 'Task_Judge', { judgement: 'accept', comment: 'Tốt.' });
    expect(work.ended).toBe(true);
    expect(steps(work)).toEqual([
      ['accepted', drafter.login, null],
      ['reported', drafter.login, 'Đã tổng hợp.'],
      ['done', headOfLeadUnit.login, 'Tốt.'],
    ]);
  });

  it('for a unit waits for its head, who names one of his people or does it himself', () => {
    const work = start(toUnit);
    expect(work.tasks('Task_Accept')).toMatchObject([{ candidateGroups: ['head:QLCN'] }]);
    expect(() => work.complete(drafter, 'Task_Accept', { acceptance: 'accept' })).toThrow('has no task');
    work.complete(headOfLeadUnit, 'Task_Accept', { acceptance: 'accept', performer: drafter.login });
    expect(work.tasks('Task_Perform')).toMatchObject([{ assignee: drafter.login }]);
    expect(accepted(toUnit, headOfLeadUnit).tasks('Task_Perform')).toMatchObject([{ assignee: headOfLeadUnit.login }]);
  });

  it.each([
    ['flash', 'report', 'PT8H'],
    ['very-urgent', 'general', 'P2D'],
    ['urgent', 'report', 'P5D'],
    ['urgent', 'preparation', 'P3D'],
    ['normal', 'report', 'P10D'],
    ['normal', 'preparation', 'P5D'],
    ['normal', 'general', 'P7D'],
  ])('has the time of the table where nobody set one: %s, %s', (urgency, assignmentKind, handlingTime) => {
    const work = start({ handlingTime: null, urgency, assignmentKind });
    expect(work.jobsOf('assignments.enter-deadline')).toMatchObject([{ handlingTime, dueAt: null }]);
  });

  it.each<JsonObject>([{ dueAt: laterDueAt, handlingTime: null }, { handlingTime: 'P5D' }])('keeps the time that was set: %j', (set) => {
    expect(start(set).jobsOf('assignments.enter-deadline')).toMatchObject([set]);
  });
});

describe('work that is returned', () => {
  it('comes back to whoever gave it with the reason, and goes to another', () => {
    const work = start({ assigner: leader.login });
    work.complete(drafter, 'Task_Accept', { acceptance: 'return', reason: 'Đang nghỉ phép.' });
    expect(work.tasks('Task_Reconsider')).toMatchObject([{ assignee: leader.login }]);
    expect(work.seenBy('Task_Reconsider')).toMatchObject({ reason: 'Đang nghỉ phép.', note: null });
    work.complete(leader, 'Task_Reconsider', { reconsideration: 'again', newAssignee: headOfLeadUnit.login, note: 'Nhờ anh Cường.' });
    expect(work.tasks('Task_Accept')).toMatchObject([{ assignee: headOfLeadUnit.login }]);
    expect(work.seenBy('Task_Accept')).toMatchObject({ acceptance: null, reason: null });
    expect(steps(work)).toEqual([
      ['returned', drafter.login, 'Đang nghỉ phép.'],
      ['reassigned', leader.login, 'Nhờ anh Cường.'],
    ]);
  });

  it('may be taken back instead', () => {
    const work = start();
    work.complete(drafter, 'Task_Accept', { acceptance: 'return', reason: 'Không thuộc nhiệm vụ.' });
    work.complete(headOfLeadUnit, 'Task_Reconsider', { reconsideration: 'withdraw' });
    expect(work.ended).toBe(true);
    expect(steps(work).at(-1)).toEqual(['recalled', headOfLeadUnit.login, null]);
  });
});

describe('a result that does not do', () => {
  it('goes back to whoever has done the work, by a new time, without his taking it up again', () => {
    const work = reported();
    work.complete(headOfLeadUnit, 'Task_Judge', { judgement: 'again', comment: 'Bổ sung số liệu.', newDueAt: laterDueAt });
    expect(work.tasks('Task_Accept')).toEqual([]);
    expect(work.tasks('Task_Perform')).toMatchObject([{ assignee: drafter.login, dueDate: laterDueAt }]);
    expect(work.seenBy('Task_Perform')).toMatchObject({ comment: 'Bổ sung số liệu.', result: null });
    work.complete(drafter, 'Task_Perform', { result: 'Đã bổ sung.' });
    expect(work.seenBy('Task_Judge')).toMatchObject({ judgement: null, comment: null, newDueAt: null });
    work.complete(headOfLeadUnit, 'Task_Judge', { judgement: 'accept' });
    expect(steps(work).map(([step]) => step)).toEqual(['accepted', 'reported', 'asked-again', 'reported', 'done']);
  });
});

describe('whoever gave the work', () => {
  it('hears once that it is late, and it goes on', () => {
    const work = accepted();
    work.passTimeUntil('2026-01-14T00:00:00.000Z');
    expect(work.jobs.filter(({ topic }) => topic === 'assignments.announce-overdue')).toMatchObject([{ at: dueAt }]);
    work.complete(drafter, 'Task_Perform', { result: 'Muộn.' });
    expect(work.tasks('Task_Judge')).toHaveLength(1);
  });

  it('hears nothing of lateness where the result was reported in time, however long he takes to judge it', () => {
    const work = reported();
    work.passTimeUntil('2026-02-01T00:00:00.000Z');
    expect(work.jobsOf('assignments.announce-overdue')).toEqual([]);
  });

  it.each(['Task_Accept', 'Task_Perform'])('gives it to another during %s, who takes it up anew', (step) => {
    const work = step === 'Task_Accept' ? start() : accepted();
    const to = { assignee: headOfLeadUnit.login, accepted: false };
    expect(work.deliver('assignment.reassigned', 'another', to)).toBe(false);
    expect(work.deliver('assignment.reassigned', assignmentId, to)).toBe(true);
    expect(work.tasks('Task_Perform')).toEqual([]);
    expect(work.tasks('Task_Accept')).toMatchObject([{ assignee: headOfLeadUnit.login, dueDate: dueAt }]);
  });

  it.each(['Task_Accept', 'Task_Perform', 'Task_Judge', 'Task_Reconsider'])('takes it back during %s, and nothing stays open', (step) => {
    const work = step === 'Task_Judge' ? reported() : step === 'Task_Perform' ? accepted() : start();
    if (step === 'Task_Reconsider') work.complete(drafter, 'Task_Accept', { acceptance: 'return', reason: 'Bận.' });
    expect(work.tasks(step)).toHaveLength(1);
    expect(work.deliver('assignment.recalled', assignmentId)).toBe(true);
    expect([work.ended, work.waitingFor]).toEqual([true, []]);
  });
});

describe('the forms', () => {
  it('ask for a decision, a result, and for the reason of a return', () => {
    expect(start().refusedFields('Task_Accept', {})).toEqual(['acceptance']);
    expect(start().refusedFields('Task_Accept', { acceptance: 'return' })).toEqual(['reason']);
    expect(accepted().refusedFields('Task_Perform', {})).toEqual(['result']);
    expect(reported().refusedFields('Task_Judge', {})).toEqual(['judgement']);
  });

  it('offer the people of the unit, and whoever gave the work not himself', () => {
    expect(start(toUnit).refusedFields('Task_Accept', { acceptance: 'accept', performer: staffOfTdc.login })).toEqual(['performer']);
    const work = start();
    work.complete(drafter, 'Task_Accept', { acceptance: 'return', reason: 'Bận.' });
    for (const { login } of [staffOfTdc, headOfLeadUnit]) {
      expect(work.refusedFields('Task_Reconsider', { reconsideration: 'again', newAssignee: login })).toEqual(['newAssignee']);
    }
  });
});

// Last in the file: it looks back on the cases above.
it('leaves no element and no flow of the drawing without a scenario', () => {
  expect(assignment.untravelled).toEqual([]);
});
