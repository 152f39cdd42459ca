/**
 * Who may do what with a user task. Plain functions over the task's row, so that the rules stand in one place:
 *
 * - see: its assignee, its candidates, members of the groups it has climbed to, the head who may hand it out, whoever
 *   completed it, those who were asked for their opinion or may get it back, managers and administrators;
 * - claim: its candidates, while nobody holds it;
 * - complete: its assignee; while nobody holds it, its candidates (which claims it);
 * - hand to a person: the head of unit U to a person of U, when the task is offered to a group of U, or was given to a
 *   person by name and has climbed to the head;
 * - hand over: its assignee to whoever it is offered to as well, or to a person of the unit whose work it is.
 *
 * What an operator has given by hand stays the work of those whose it was: who has it beside them gives it back, and that is
 * all ({@link isWorkOf}); and of those to whom one of them, or their head, gives it.
 *
 * To climb shows a task and lets a head pass the work of his people on. It never lets anybody do what is another post's:
 * a late signature stays the leader's, a late number the clerk's (171/QĐ-BDT §8, §9; ND 30 §13–15). Where those above may act
 * instead, the model offers it to them (`escalateOffers`), and then they are its candidates.
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
  /** Groups and logins; null: no operator has changed whose it is. */
  readonly workOf: readonly string[] | null;
  /** Who sees it beside: see {@link TASK_RECORD_COLUMNS}. */
  readonly readers: readonly string[];
}

/**
 * Columns of `user_task t` that make a {@link TaskRecord}. Its other readers are those who passed an open task on, since it
 * may come back to them, and those whose opinion on it counts or is awaited.
 */
export const TASK_RECORD_COLUMNS = `t.id, t.status, t.assignee, t.candidate_users as "candidateUsers",
  t.candidate_groups as "candidateGroups", t.escalated_to as "escalatedTo", t.completed_by as "completedBy", t.work_of as "workOf",
  array(select h.done_by from task_handling h
        where h.task_id = t.id and h.act in ('handed-over', 'forwarded') and t.status = 'open'
        union select c.login from consulted_person c where c.task_id = t.id) as readers`;

const OVERSEERS = ['manager', 'admin'];

/** Reads every task and every list, and by that alone may change none. */
export function isOverseer(person: Principal): boolean {
  return meet(person.groups, OVERSEERS);
}

export function maySee(person: Principal, task: TaskRecord): boolean {
  return isOverseer(person) || hasToDoWith(person, task);
}

function hasToDoWith(person: Principal, task: TaskRecord): boolean {
  return (
    task.assignee === person.login ||
    task.completedBy === person.login ||
    task.readers.includes(person.login) ||
    mayClaim(person, task) ||
    meet(person.groups, task.workOf ?? []) ||
    meet(person.groups, task.escalatedTo) ||
    unitsToHandOutFor(person, task).length > 0
  );
}

/**
 * Whether a task is somebody's work, or that of those below him: not where he has it of an operator alone. Else two operators
 * could read and do together what each of them may not give himself (47/QĐ-STP §17).
 */
export function isWorkOf({ login, groups }: Principal, { workOf, escalatedTo }: Pick<TaskRecord, 'workOf' | 'escalatedTo'>): boolean {
  return workOf === null || workOf.includes(login) || meet(groups, [...workOf, ...escalatedTo, 'leader']);
}

/** Whether he sees what it is about, too: it is his work, or he sees it otherwise than by having it. */
export function mayRead(person: Principal, task: TaskRecord): boolean {
  return isOverseer(person) || readsByWork(person, task);
}

/** Whether he reads it by overseeing all tasks and by nothing else: then what it is about may still not be for him ({@link CaseGuard}). */
export function readsAsOverseerAlone(person: Principal, task: TaskRecord): boolean {
  return isOverseer(person) && !readsByWork(person, task);
}

function readsByWork(person: Principal, task: TaskRecord): boolean {
  const otherwise = task.completedBy === person.login || task.readers.includes(person.login);
  return otherwise || (hasToDoWith(person, task) && isWorkOf(person, task));
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

/** Whether somebody could do the work of a holder in his place. */
export function mayTakeOver(person: Principal, task: TaskRecord, holder: Principal): boolean {
  return mayClaim(person, task) || unitsOfWork(task, holder).some((unit) => belongsTo(person, unit));
}

/** The units whose work a task is: those of the groups it is offered to, or those of its holder where it was given by name. */
export function unitsOfWork(task: TaskRecord, holder: Principal): string[] {
  const units = task.candidateGroups.length > 0 ? task.candidateGroups : holder.groups.filter((group) => group.startsWith('unit:'));
  return [...new Set(units.map(unitOf))].filter((unit) => unit !== '');
}

/** Whether anybody would be left to take it if its holder gave it back. */
export function isOffered({ candidateUsers, candidateGroups, escalatedTo }: TaskRecord): boolean {
  return candidateUsers.length + candidateGroups.length + escalatedTo.length > 0;
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
