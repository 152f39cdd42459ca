/**
 * Who may do what with a user task. Plain functions over the task's row, so that the rules stand in one place:
 *
 * - see: its assignee, its candidates, members of the groups it has climbed to, the head who may hand it out, whoever
 *   completed it, managers and administrators;
 * - claim: its candidates, while nobody holds it;
 * - complete: its assignee; while nobody holds it, its candidates (which claims it);
 * - hand to a person: the head of unit U to a person of U, when the task is offered to a group of U, or was given to a
 *   person by name and has climbed to the head.
 *
 * To climb shows a task and lets a head pass the work of his people on. It never lets anybody do what is another post's:
 * a late signature stays the leader's, a late number the clerk's (171/QĐ-BDT §8, §9; ND 30 §13–15).
 */

/** A person and the groups that his posts put him in today: `leader`, `head:QLCN`, `unit:QLCN`, … */
export interface Principal {
  readonly login: string;
  readonly groups: readonly string[];
}

/** What the rules look at: the part of a row of `user_task` that says whose it is. */
export interface TaskRecord {
  readonly id: string;
  readonly status: 'open' | 'completed' | 'cancelled';
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
  readonly escalatedTo: readonly string[];
  readonly completedBy: string | null;
}

const OVERSEERS = ['manager', 'admin'];

/** Reads every task and every list, and by that alone may change none. */
export function isOverseer(person: Principal): boolean {
  return meet(person.groups, OVERSEERS);
}

export function maySee(person: Principal, task: TaskRecord): boolean {
  return (
    task.assignee === person.login ||
    task.completedBy === person.login ||
    mayClaim(person, task) ||
    meet(person.groups, task.escalatedTo) ||
    unitsToHandOutFor(person, task).length > 0 ||
    isOverseer(person)
  );
}

/** Whether the task is offered to the person; it may still be taken by another. */
export function mayClaim(person: Principal, task: TaskRecord): boolean {
  return task.candidateUsers.includes(person.login) || meet(person.groups, task.candidateGroups);
}

export function mayComplete(person: Principal, task: TaskRecord): boolean {
  return task.assignee === null ? mayClaim(person, task) : task.assignee === person.login;
}

/** The units, among those the person heads, out of which the task may be handed to a person. */
export function unitsToHandOutFor(person: Principal, task: TaskRecord): string[] {
  const offered = new Set((task.candidateGroups.length > 0 ? task.candidateGroups : task.escalatedTo).map(unitOf));
  return person.groups
    .filter((group) => group.startsWith('head:'))
    .map(unitOf)
    .filter((unit) => offered.has(unit));
}

export function belongsTo(person: Principal, unit: string): boolean {
  return person.groups.includes(`unit:${unit}`);
}

/** `head:QLCN` → `QLCN`; the empty text for a group of no unit, such as `leader`. */
function unitOf(group: string): string {
  return group.split(':')[1] ?? '';
}

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some((group) => others.includes(group));
}
