import type { Finding } from '#foundation';
import type { Command, CommandContext } from '#runtime';
import { HandoverDecisionRefusedError, HandoverNotFoundError, WorkFileRefusedError } from '../errors.js';
import { holdsUndecidedSecret } from '../files/undecided-secret.js';

export interface DecideHandoverInput {
  readonly handoverId: string;
  /** Why it goes back; absent: it is accepted. */
  readonly returnReason?: string;
}

/**
 * The archivist takes the files over, which are only read from then on, or returns them (ND 30 §31). It takes two people, as
 * the minutes do: nobody decides about what he has handed over himself. Who is archivist is a matter of the route.
 * @throws HandoverNotFoundError, HandoverDecisionRefusedError; WorkFileRefusedError where something may be a state secret
 */
export const decideHandover: Command<DecideHandoverInput, void> = {
  name: 'work-files.decide-handover',
  async run(context, { handoverId, returnReason }) {
    const { tx, now, caller } = context;
    // Files before their hand-over, as whoever submits locks them.
    await tx.query(
      `select from work_file f where f.id in (select work_file_id from archive_handover_file where handover_id = $1)
       order by f.id for no key update`,
      [handoverId],
    );
    const [handover] = await tx.query<{ status: string; submittedBy: string }>(
      'select status, submitted_by as "submittedBy" from archive_handover where id = $1 for no key update',
      [handoverId],
    );
    if (handover === undefined) throw new HandoverNotFoundError(handoverId);
    if (handover.status !== 'submitted') throw new HandoverDecisionRefusedError(handoverId, `it is ${handover.status} already`);
    if (handover.submittedBy === caller.actor) throw new HandoverDecisionRefusedError(handoverId, 'you have handed it over yourself');
    const status = returnReason === undefined ? 'accepted' : 'returned';
    if (status === 'accepted') await refuseUndecided(context, handoverId);
    await tx.execute('update archive_handover set status = $2, decided_by = $3, decided_at = $4, return_reason = $5 where id = $1', [
      handoverId,
      status,
      caller.actor,
      now,
      returnReason ?? null,
    ]);
    if (status === 'accepted') {
      await tx.execute(
        `update work_file set status = 'handed-over'
         where id in (select work_file_id from archive_handover_file where handover_id = $1)`,
        [handoverId],
      );
    }
    context.audit({ subject: 'archive-handover', subjectId: handoverId, detail: { new: { status }, reason: returnReason ?? null } });
  },
};

async function refuseUndecided({ tx }: CommandContext, handoverId: string): Promise<void> {
  const findings = await tx.query<Finding>(
    `select f.code as "where", 'holds what may be a state secret' as what, 'Wait until that is decided.' as mend
     from archive_handover_file part join work_file f on f.id = part.work_file_id
     where part.handover_id = $1 and ${holdsUndecidedSecret('f')} order by f.code`,
    [handoverId],
  );
  if (findings.length > 0) throw new WorkFileRefusedError(findings);
}
