import type { CommandContext } from '#runtime';
import { DeadlineForbiddenError } from '../ledger/errors.js';

/** The caller with his groups of today. */
export interface Deciding {
  readonly groups: readonly string[];
}

/** Whom a decision about a deadline concerns. */
export interface Concerned {
  /** The unit that answers for it; null: none in particular. */
  readonly unitCode: string | null;
  /** The work that is due is the caller's: none of them decides about it himself. */
  readonly owes: boolean;
}

/**
 * Pause and extension are decided by the head of the unit, a leader or the chief of office, and never by whoever has the
 * work (171/QĐ-BDT §7; separation of duties). @throws DeadlineForbiddenError
 */
export function requireDecider({ groups }: Deciding, { unitCode, owes }: Concerned): void {
  const may = ['leader', 'chief-of-office', ...(unitCode === null ? [] : [`head:${unitCode}`])];
  if (!groups.some((group) => may.includes(group))) {
    throw new DeadlineForbiddenError('are neither the head of the unit, nor a leader, nor the chief of office');
  }
  if (owes) throw new DeadlineForbiddenError('have the work that is due, or it waits for your unit, so another must decide');
}

/** Whose work has ended. */
export interface DoneBy {
  /** Null: a whole case. */
  readonly person: string | null;
  readonly unitCode: string | null;
}

/**
 * Corrections of what has ended change reports: the chief of office or an administrator, and never of his own work or of
 * that of his unit. @throws DeadlineForbiddenError
 */
export function requireCorrector({ caller }: CommandContext, { groups }: Deciding, by: DoneBy): void {
  if (!groups.some((group) => group === 'chief-of-office' || group === 'admin')) {
    throw new DeadlineForbiddenError('are neither the chief of office nor an administrator');
  }
  const isOfOwnUnit = groupsOfUnits(groups).some((group) => group.slice(group.indexOf(':') + 1) === by.unitCode);
  if (by.person === caller.actor || isOfOwnUnit) {
    throw new DeadlineForbiddenError('have done the work, or your unit has, so another must correct it');
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
export function owesTask({ caller }: CommandContext, { groups }: Deciding, task: TaskHolders): boolean {
  if (task.assignee !== null) return task.assignee === caller.actor;
  const units = groupsOfUnits(groups);
  return task.candidateUsers.includes(caller.actor) || task.candidateGroups.some((group) => units.includes(group));
}

/** Whether the caller owes an open task with a due date in the case of an instance. */
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
