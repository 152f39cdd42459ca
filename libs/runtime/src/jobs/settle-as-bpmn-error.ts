import { type EngineState, mappedError, UncaughtBpmnError } from '#engine';
import type { CommandContext } from '../executor/command.js';
import { settleJob } from './settle-job.command.js';

/**
 * Settles a job that failed technically as one that ended with a BPMN error, where the model maps that failure to one
 * (`camunda:errorEventDefinition`) and something catches it. Otherwise nothing has happened.
 */
export async function settleAsBpmnError(
  context: CommandContext,
  { jobId, owner, message }: { readonly jobId: string; readonly owner: string; readonly message: string },
): Promise<boolean> {
  const errorCode = await errorCodeOf(context, jobId, message);
  if (errorCode === undefined) return false;
  try {
    await context.run(settleJob, { jobId, owner, outcome: { kind: 'bpmn-error', errorCode, errorMessage: message } });
    return true;
  } catch (uncaught) {
    // The engine refuses the step before anything is written.
    if (uncaught instanceof UncaughtBpmnError) return false;
    throw uncaught;
  }
}

async function errorCodeOf(context: CommandContext, jobId: string, message: string): Promise<string | undefined> {
  const [job] = await context.tx.query<{ key: number; definitionId: string; businessKey: string | null; state: EngineState }>(
    `select j.activity_key as key, i.definition_id as "definitionId", i.business_key as "businessKey", i.state
     from job j join process_instance i on i.id = j.instance_id where j.id = $1 and j.kind in ('service', 'external')`,
    [jobId],
  );
  if (job === undefined) return undefined;
  const { now, zone, calendar, definitions } = context;
  const graph = await definitions.graph(context.tx, job.definitionId);
  const businessKey = job.businessKey ?? undefined;
  return mappedError(graph, job.state, job.key, message, { now, zone, calendar, businessKey });
}
