import type { CommandContext } from '#runtime';
import { deciderOf, type Deciding, groupsOfUnits } from './decider.js';
import { DeadlineForbiddenError, HigherDecisionNeededError } from './errors.js';

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
    throw new DeadlineForbiddenError('neither head nor above');
  }
  const { login, groups } = deciderOf(context, deciding);
  const mayDecide = unitOwes ? isAboveUnits(groups) && !ofUnit('unit', groups) : mayAct(groups);
  if (!mayDecide) throw new HigherDecisionNeededError(login);
  if (owes) throw new DeadlineForbiddenError(deciding.approver === undefined ? 'owes it' : 'approver owes it');
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
export function requireCorrector({ caller }: CommandContext, { groups }: Pick<Deciding, 'groups'>, by: DoneBy): void {
  if (!groups.some((group) => group === 'chief-of-office' || group === 'admin')) {
    throw new DeadlineForbiddenError('no corrector');
  }
  const isOfOwnUnit = groupsOfUnits(groups).some((group) => group.slice(group.indexOf(':') + 1) === by.unitCode);
  if (by.person === caller.actor || by.owes || isOfOwnUnit) {
    throw new DeadlineForbiddenError('own work');
  }
}
