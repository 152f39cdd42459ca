import { isOutage, isRetryable } from '#database';
import { mappedError, UncaughtBpmnError } from '#engine';
import type { CommandContext } from '../executor/command.js';
import { LeaseLostError } from '../errors.js';
import { describeFailure, type FailureReport } from './job-failure.js';
import { type InstanceWithJob, settleJob } from './settle-job.command.js';

/**
 * Settles a job that failed technically as one that ended with a BPMN error, where the model maps that failure to one
 * (`camunda:errorEventDefinition`) and something catches it; gives null. Otherwise nothing has happened, and it gives the
 * failure to be recorded. Where the instance cannot go on by the error, or its definition cannot be read, the failure says
 * so too: else the job would be attempted for ever, and no operator would see it.
 * @throws LeaseLostError
 */
export async function settleAsBpmnError(
  context: CommandContext,
  held: InstanceWithJob,
  { jobId, owner, error }: { readonly jobId: string; readonly owner: string; readonly error: FailureReport },
): Promise<FailureReport | null> {
  if (error.unexplained === true) return error;
  try {
    return await context.withSavepoint(async () => {
      const { message } = error;
      const errorCode = await errorCodeOf(context, held, message);
      if (errorCode === undefined) return error;
      const outcome = { kind: 'bpmn-error', errorCode, errorMessage: message } as const;
      await settleJob.run(context.named(settleJob.name), { jobId, owner, outcome }, [held]);
      return null;
    });
  } catch (obstacle) {
    if (obstacle instanceof UncaughtBpmnError) return error;
    if (obstacle instanceof LeaseLostError || isOutage(obstacle) || isRetryable(obstacle)) throw obstacle;
    const { message } = describeFailure(obstacle);
    return { ...error, message: `${error.message} (And the model's answer to that failed: ${message})` };
  }
}

async function errorCodeOf(context: CommandContext, held: InstanceWithJob, message: string): Promise<string | undefined> {
  const { jobKind, activityKey, definitionId, businessKey, state } = held;
  if (activityKey === null || (jobKind !== 'service' && jobKind !== 'external')) return undefined;
  const { now, zone, calendar, definitions } = context;
  const graph = await definitions.graph(context.tx, definitionId);
  return mappedError(graph, state, activityKey, message, { now, zone, calendar, businessKey: businessKey ?? undefined });
}
