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
  /** Who has the work that is due; none of them decides about it himself. */
  readonly owing: readonly string[];
}

/**
 * Pause and extension are decided by the head of the unit, a leader or the chief of office, and never by whoever has the
 * work (171/QĐ-BDT §7; separation of duties). @throws DeadlineForbiddenError
 */
export function requireDecider({ caller }: CommandContext, { groups }: Deciding, { unitCode, owing }: Concerned): void {
  const may = ['leader', 'chief-of-office', ...(unitCode === null ? [] : [`head:${unitCode}`])];
  if (!groups.some((group) => may.includes(group))) {
    throw new DeadlineForbiddenError('are neither the head of the unit, nor a leader, nor the chief of office');
  }
  if (owing.includes(caller.actor)) throw new DeadlineForbiddenError('have the work that is due, so another must decide');
}

/** Corrections of what has ended change reports: the chief of office or an administrator. @throws DeadlineForbiddenError */
export function requireCorrector({ groups }: Deciding): void {
  if (!groups.some((group) => group === 'chief-of-office' || group === 'admin')) {
    throw new DeadlineForbiddenError('are neither the chief of office nor an administrator');
  }
}

/** Who has the open tasks with a due date in the case of an instance. */
export async function owingInCase({ tx }: CommandContext, instanceId: string): Promise<string[]> {
  const rows = await tx.query<{ assignee: string }>(
    `select distinct t.assignee
     from process_instance own join process_instance i on i.root_instance_id = own.root_instance_id
     join user_task t on t.instance_id = i.id and t.status = 'open' and t.due_at is not null
     where own.id = $1 and t.assignee is not null`,
    [instanceId],
  );
  return rows.map(({ assignee }) => assignee);
}
