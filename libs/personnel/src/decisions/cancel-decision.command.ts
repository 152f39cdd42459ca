import type { Command } from '#runtime';
import { DecisionForbiddenError, DecisionNotFoundError, DecisionStateError } from '../errors.js';
import { cancelCase } from './kind-rules.js';

export interface CancelDecisionInput {
  readonly id: string;
  /** For the trail, and for those who hear of it. */
  readonly reason: string;
}

/**
 * Personnel take a decision back: the case undoes what it has done so far, and says what stays.
 * @throws DecisionNotFoundError, DecisionForbiddenError, DecisionStateError, MessageNotCorrelatedError while the case is between two steps
 */
export const cancelDecision: Command<CancelDecisionInput, void> = {
  name: 'personnel.cancel-decision',
  async run(context, { id, reason }) {
    const { tx } = context;
    // The case first, then the row, as every step of the case locks them.
    await tx.query(`select from process_instance where id = (select instance_id from personnel_decision where id = $1) for no key update`, [id]);
    const [decision] = await tx.query<{ status: string; login: string | null }>('select status, login from personnel_decision where id = $1 for no key update', [id]);
    if (decision === undefined) throw new DecisionNotFoundError(id);
    if (decision.login === context.caller.actor) throw new DecisionForbiddenError('cancel a decision about yourself: somebody else of personnel does');
    if (decision.status !== 'open') throw new DecisionStateError(id, decision.status);
    await cancelCase(context, { id, reason });
    context.audit({ subject: 'personnel-decision', subjectId: id, detail: { cancelled: true, reason } });
  },
};
