import { type Command, correlateMessage, lockCase } from '#runtime';
import { DormantRoundNotFoundError, DormantRoundStateError } from './errors.js';

export interface WithdrawDormantRoundInput {
  readonly id: string;
  readonly reason: string;
}

/**
 * The chief of office ends a round before its time: nobody is asked any more, what is not decided stays, and what was approved is
 * still carried out in every system.
 * @throws DormantRoundNotFoundError, DormantRoundStateError
 */
export const withdrawDormantRound: Command<WithdrawDormantRoundInput, void> = {
  name: 'directory.withdraw-dormant-round',
  async run(context, { id, reason }) {
    const { tx, caller } = context;
    const [found] = await tx.query<{ instanceId: string }>('select instance_id as "instanceId" from dormant_round where id = $1', [id]);
    if (found === undefined) throw new DormantRoundNotFoundError(id);
    await lockCase(tx, found.instanceId);
    const [round] = await tx.query<{ isAsking: boolean }>(
      `select ended_at is null and end_reason is null and unused_since is not null as "isAsking" from dormant_round where id = $1 for no key update`,
      [id],
    );
    if (!round!.isAsking) throw new DormantRoundStateError(id);
    const { delivered } = await context.run(correlateMessage, { message: 'dormant-round.withdrawn', correlationKey: id });
    if (!delivered) throw new DormantRoundStateError(id);
    await tx.execute('update dormant_round set ended_by = $2, end_reason = $3 where id = $1', [id, caller.actor, reason]);
    context.audit({ subject: 'mailbox', subjectId: 'dormant', detail: { round: id, withdrawn: reason } });
  },
};
