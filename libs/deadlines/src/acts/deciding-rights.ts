import type { CommandContext } from '#runtime';
import { DeadlineForbiddenError, HigherDecisionNeededError } from '../ledger/errors.js';

/** A person with his groups of today. */
export interface Decider {
  readonly login: string;
  readonly groups: readonly string[];
}

/** The caller's groups of today, and who has decided. */
export interface Deciding {
  readonly groups: readonly string[];
  /** Who has decided on paper, where the caller only enters it; absent: the caller. */
  readonly approver?: Decider;
}

export function deciderOf({ caller }: CommandContext, { groups, approver }: Deciding): Decider {
  return approver ?? { login: caller.actor, groups };
}

/** What makes a request the same as another: groups change with posts in the meantime. */
export function withoutGroups<Input extends Deciding>({ groups: _groups, approver, ...request }: Input): object {
  return { ...request, approvedBy: approver?.login };
}

/** Whom a decision about a deadline concerns. */
export interface Concerned {
  /** The unit that answers for it; null: none in particular. */
  readonly unitCode: string | null;
  /** The work that is due is the decider's: none of them decides about it himself. */
  readonly owes: boolean;
  /** The unit owes it as a whole, so that nobody of it decides, the head neither. */
  readonly unitOwes: boolean;
}

/**
 * Pause and extension are decided by the head of the unit, a leader or the chief of office, and never by whoever has the
 * work or answers for it (171/QĐ-BDT §7; separation of duties). One of them may enter what another has decided.
 * @throws DeadlineForbiddenError, HigherDecisionNeededError
 */
export function requireDecider(context: CommandContext, deciding: Deciding, { unitCode, owes, unitOwes }: Concerned): void {
  const ofUnit = (role: string, groups: readonly string[]) => unitCode !== null && groups.includes(`${role}:${unitCode}`);
  const mayAct = (groups: readonly string[]) => isAboveUnits(groups) || ofUnit('head', groups);
  if (!mayAct(deciding.groups)) {
    throw new DeadlineForbiddenError('are neither the head of the unit, nor a leader, nor the chief of office');
  }
  const { login, groups } = deciderOf(context, deciding);
  const mayDecide = unitOwes ? isAboveUnits(groups) && !ofUnit('unit', groups) : mayAct(groups);
  if (!mayDecide) throw new HigherDecisionNeededError(login);
  if (owes) {
    throw new DeadlineForbiddenError(
      deciding.approver === undefined
        ? 'have the work that is due, or it waits for your unit, so another must decide'
        : `name ${login}, who has the work that is due, or for whose unit it waits`,
    );
  }
}

function isAboveUnits(groups: readonly string[]): boolean {
  return groups.includes('leader') || groups.includes('chief-of-office');
}

/** Whose work it was, or is. */
export interface DoneBy {
  /** Null: a whole case. */
  readonly person: string | null;
  readonly unitCode: string | null;
  /** It is open, and the caller's to do. */
  readonly owes: boolean;
}

/**
 * Corrections change reports: the chief of office or an administrator, and never of his own work or of that of his unit.
 * @throws DeadlineForbiddenError
 */
export function requireCorrector({ caller }: CommandContext, { groups }: Deciding, by: DoneBy): void {
  if (!groups.some((group) => group === 'chief-of-office' || group === 'admin')) {
    throw new DeadlineForbiddenError('are neither the chief of office nor an administrator');
  }
  const isOfOwnUnit = groupsOfUnits(groups).some((group) => group.slice(group.indexOf(':') + 1) === by.unitCode);
  if (by.person === caller.actor || by.owes || isOfOwnUnit) {
    throw new DeadlineForbiddenError('have done the work, or have it, or your unit has, so another must correct it');
  }
}

/** Who has a task, or may take it. */
export interface TaskHolders {
  readonly assignee: string | null;
  readonly candidateUsers: readonly string[];
  readonly candidateGroups: readonly string[];
}

/**
 * A task is owed by whoever has it; while nobody has, by the people it is offered to and the units: else their head would
 * give it back, extend it and take it again. What is offered to leaders of the whole office keeps none of them from deciding.
 */
export function owesTask(context: CommandContext, deciding: Deciding, task: TaskHolders): boolean {
  const { login, groups } = deciderOf(context, deciding);
  if (task.assignee !== null) return task.assignee === login;
  const units = groupsOfUnits(groups);
  return task.candidateUsers.includes(login) || task.candidateGroups.some((group) => units.includes(group));
}

/** Whether the decider owes an open task with a due date in the case of an instance. */
export async function owesInCase(context: CommandContext, deciding: Deciding, instanceId: string): Promise<boolean> {
  const tasks = await context.tx.query<TaskHolders>(
    `select t.assignee, t.candidate_users as "candidateUsers", t.candidate_groups as "candidateGroups"
     from process_instance own join process_instance i on i.root_instance_id = own.root_instance_id
     join user_task t on t.instance_id = i.id and t.status = 'open' and t.due_at is not null
     where own.id = $1`,
    [instanceId],
  );
  return tasks.some((task) => owesTask(context, deciding, task));
}

/** `head:KT`, `unit:KT`, … */
function groupsOfUnits(groups: readonly string[]): string[] {
  return groups.filter((group) => group.includes(':'));
}
