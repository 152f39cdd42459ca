import type { CommandContext } from '#runtime';
import type { Addressee } from './acts/addressee.js';
import { cancelReport } from './report-deadline.js';

/** Work begins anew with somebody else; the unit that answers for it answers for its deadline too. */
export async function moveTo(context: CommandContext, assignmentId: string, { unit, assignee }: Addressee): Promise<void> {
  await context.tx.execute(
    `update assignment set status = 'given', unit_code = $2, assignee = $3, to_unit = $4, accepted_at = null, progress = 0,
       last_report_at = null
     where id = $1`,
    [assignmentId, unit, assignee, assignee === null],
  );
  await cancelReport(context, assignmentId);
}
