import { refuseMovingPersonnelCase } from '#personnel';
import { cancelJob, type CommandContext, resolveJob, retryJob } from '#runtime';
import { checkedAfterwards } from './office-gate.js';
import { refuseNames, refuseTouching, settleRecords } from './office-operations.js';

/**
 * What operators do about failed jobs. A job of the procedure for secrets is attempted again as it is and in no other way:
 * what it would have done is not taken for done, and nobody writes who has decided. A case of a locked document is not moved, and
 * nobody writes whose work a document is, or who is asked about an incident. Of a personnel decision they are retried and nothing else.
 */
export const officeJobs = {
  cancel: checkedAfterwards(cancelJob, async (context, { reason }, { instance }) => {
    await refuseTouchingOf(context, instance?.id);
    if (instance?.id) await refuseMovingPersonnelCase(context, instance.id, 'To end a step of a case');
    if (instance?.id) await settleRecords(context, { instanceId: instance.id, reason });
  }),
  resolve: checkedAfterwards(resolveJob, async (context, { output, reason }, { instance }) => {
    await refuseTouchingOf(context, instance.id);
    await refuseNames(context, instance.id, Object.keys(output));
    await refuseMovingPersonnelCase(context, instance.id, 'To take a step of a case for done');
    await settleRecords(context, { instanceId: instance.id, reason });
  }),
  retry: checkedAfterwards(retryJob, async (context, { variables = {} }, { instanceId }) => {
    const names = Object.keys(variables);
    if (names.length === 0 || instanceId === null) return;
    await refuseTouching(context, instanceId);
    await refuseNames(context, instanceId, names);
  }),
};

/** A job that is to begin an instance is of none. */
async function refuseTouchingOf(context: CommandContext, instanceId: string | null | undefined): Promise<void> {
  if (instanceId) await refuseTouching(context, instanceId);
}
