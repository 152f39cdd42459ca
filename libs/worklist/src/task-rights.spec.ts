import { isWorkOf, mayClaim, mayComplete, mayRead, maySee, mayTakeOver, type Principal, readsAsOverseerAlone, type TaskRecord, unitsToHandOutFor } from './task-rights.js';

const person = (login: string, ...groups: string[]): Principal => ({ login, groups });
const task = (given: Partial<TaskRecord> = {}): TaskRecord => ({
  id: 't',
  status: 'open',
  assignee: null,
  candidateUsers: [],
  candidateGroups: ['head:QLCN'],
  escalatedTo: [],
  completedBy: null,
  workOf: null,
  readers: [],
  ...given,
});

const head = person('hung', 'head', 'head:QLCN', 'unit:QLCN');
const otherHead = person('lan', 'head', 'head:VP', 'unit:VP');
const leader = person('minh', 'leader', 'leader:LD', 'unit:LD');
const staff = person('cuongpv', 'staff', 'staff:QLCN', 'unit:QLCN');

describe('rights on a user task', () => {
  it('lets the candidates of a task see, claim and complete it while nobody holds it', () => {
    expect([maySee(head, task()), mayClaim(head, task()), mayComplete(head, task())]).toEqual([true, true, true]);
    const byName = task({ candidateGroups: [], candidateUsers: ['cuongpv'] });
    expect([maySee(staff, byName), mayClaim(staff, byName), mayComplete(staff, byName)]).toEqual([true, true, true]);
  });

  it('hides a task from people it does not concern', () => {
    for (const stranger of [otherHead, leader, staff]) {
      expect([maySee(stranger, task()), mayClaim(stranger, task()), mayComplete(stranger, task())]).toEqual([false, false, false]);
    }
  });

  it('leaves a held task to its holder, while its candidates still see it', () => {
    const held = task({ assignee: 'cuongpv' });
    expect([maySee(staff, held), mayComplete(staff, held)]).toEqual([true, true]);
    expect([maySee(head, held), mayComplete(head, held)]).toEqual([true, false]);
  });

  it('shows a task to the groups it has climbed to, but leaves it to those whose it is', () => {
    const climbed = task({ escalatedTo: ['leader'] });
    expect([maySee(leader, climbed), mayClaim(leader, climbed), mayComplete(leader, climbed)]).toEqual([true, false, false]);
    expect(mayComplete(head, climbed)).toBe(true);
  });

  it('never lets a late signature or number pass to the head by climbing', () => {
    for (const group of ['leader', 'clerk']) {
      const late = task({ candidateGroups: [group], escalatedTo: ['head:QLCN', 'leader'] });
      expect([maySee(head, late), mayComplete(head, late), unitsToHandOutFor(head, late)]).toEqual([true, false, []]);
    }
  });

  it('shows a task to those who were asked about it or gave it on, and leaves it to its holder', () => {
    const asked = task({ assignee: 'hung', readers: ['lan'] });
    expect([maySee(otherHead, asked), mayClaim(otherHead, asked), mayComplete(otherHead, asked)]).toEqual([true, false, false]);
  });

  it('tells whoever reads a task by overseeing all of them from whoever has to do with it', () => {
    const manager = person('mai', 'manager');
    const administrator = person('hung', 'admin', 'head:QLCN');
    expect([readsAsOverseerAlone(manager, task()), readsAsOverseerAlone(administrator, task()), readsAsOverseerAlone(head, task())]).toEqual([true, false, false]);
    for (const concerned of [{ assignee: 'mai' }, { completedBy: 'mai' }, { readers: ['mai'] }, { candidateUsers: ['mai'] }]) {
      expect(readsAsOverseerAlone(manager, task(concerned))).toBe(false);
    }
    expect(readsAsOverseerAlone(manager, task({ assignee: 'mai', workOf: ['head:QLCN'] }))).toBe(true);
  });

  it('lets a task be taken over by those it is offered to, and by the unit whose work it is', () => {
    const colleague = person('hoalt', 'staff', 'unit:QLCN');
    expect(mayTakeOver(colleague, task({ assignee: 'cuongpv' }), staff)).toBe(true);
    expect(mayTakeOver(otherHead, task({ assignee: 'cuongpv' }), staff)).toBe(false);
    expect(mayTakeOver(otherHead, task({ assignee: 'cuongpv', candidateUsers: ['lan'] }), staff)).toBe(true);
  });

  it('lets what was given by name be taken over in the unit of its holder, and a post’s work by that post alone', () => {
    const colleague = person('hoalt', 'staff', 'unit:QLCN');
    const named = task({ assignee: 'cuongpv', candidateGroups: [] });
    expect([mayTakeOver(colleague, named, staff), mayTakeOver(otherHead, named, staff)]).toEqual([true, false]);
    const signature = task({ assignee: 'minh', candidateGroups: ['leader'] });
    const driver = person('taixe', 'staff', 'unit:LD');
    expect([mayTakeOver(driver, signature, leader), mayTakeOver(person('pho', 'leader'), signature, leader)]).toEqual([false, true]);
  });

  it('shows a finished task to whoever completed it', () => {
    const done = task({ status: 'completed', assignee: 'hung', completedBy: 'minh' });
    expect(maySee(leader, done)).toBe(true);
  });

  it('shows everything to managers and administrators, and lets them complete nothing by that alone', () => {
    for (const overseer of [person('tam', 'manager'), person('son', 'admin')]) {
      expect([maySee(overseer, task()), mayClaim(overseer, task()), mayComplete(overseer, task())]).toEqual([true, false, false]);
    }
  });

  it('lets a head hand out what is offered to a group of his unit, or was given by name and has climbed to him', () => {
    expect(unitsToHandOutFor(head, task())).toEqual(['QLCN']);
    expect(unitsToHandOutFor(head, task({ candidateGroups: ['unit:QLCN'] }))).toEqual(['QLCN']);
    expect(unitsToHandOutFor(head, task({ candidateGroups: [], assignee: 'cuongpv', escalatedTo: ['head:QLCN'] }))).toEqual(['QLCN']);
  });

  it('shows a head what he may hand out, though it is not offered to himself', () => {
    const offered = task({ candidateGroups: ['staff:QLCN'] });
    expect([maySee(head, offered), mayClaim(head, offered), mayComplete(head, offered)]).toEqual([true, false, false]);
  });

  it('lets nobody else hand out, nor a head the work of another unit or of none', () => {
    expect(unitsToHandOutFor(staff, task({ candidateGroups: ['unit:QLCN'] }))).toEqual([]);
    expect(unitsToHandOutFor(otherHead, task())).toEqual([]);
    expect(unitsToHandOutFor(head, task({ candidateGroups: ['leader'] }))).toEqual([]);
    expect(unitsToHandOutFor(leader, task({ candidateGroups: ['leader'] }))).toEqual([]);
  });
});

describe('a task that an operator has given by hand', () => {
  const given = task({ assignee: 'nam', candidateGroups: [], workOf: ['head:QLCN', 'unit:QLCN'] });

  it('is seen by who has it, who reads nothing of it and does not do it', () => {
    const other = person('nam', 'it', 'unit:CNTT');
    expect([maySee(other, given), mayRead(other, given), isWorkOf(other, given)]).toEqual([true, false, false]);
  });

  it('stays the work of those whose it was, of those to whom it climbs, and of the leaders', () => {
    for (const each of [head, staff, leader]) expect(isWorkOf(each, given)).toBe(true);
    expect(isWorkOf(otherHead, given)).toBe(false);
    expect(isWorkOf(otherHead, { ...given, escalatedTo: ['head:VP'] })).toBe(true);
    expect(mayRead(head, given)).toBe(true);
  });

  it('is read on by who did it, who is asked about it, and who oversees all', () => {
    const other = person('nam', 'unit:CNTT');
    expect(mayRead(other, { ...given, completedBy: 'nam' })).toBe(true);
    expect(mayRead(other, { ...given, readers: ['nam'] })).toBe(true);
    expect(mayRead(person('nam', 'admin'), given)).toBe(true);
  });
});
