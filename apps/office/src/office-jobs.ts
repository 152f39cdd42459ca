import { cancelJob, type CommandContext, resolveJob, retryJob } from '#runtime';
import { checkedAfterwards } from './office-gate.js';
import { refuseTouching } from './office-operations.js';

/**
 * What operators do about failed jobs. A job of the procedure for secrets is attempted again as it is and in no other way:
 * what it would have done is not taken for done, and nobody writes who has decided. A case of a locked document is not moved.
 */
export const officeJobs = {
  cancel: checkedAfterwards(cancelJob, (context, _input, { instance }) => refuseTouchingOf(context, instance?.id)),
  resolve: checkedAfterwards(resolveJob, (context, _input, { instance }) => refuseTouchingOf(context, instance.id)),
  retry: checkedAfterwards(retryJob, async (context, { variables = {} }, { instanceId }) => {
    if (Object.keys(variables).length > 0) await refuseTouchingOf(context, instanceId);
  }),
};

/** A job that is to begin an instance is of none. */
async function refuseTouchingOf(context: CommandContext, instanceId: string | null | undefined): Promise<void> {
  if (instanceId) await refuseTouching(context, instanceId);
}
