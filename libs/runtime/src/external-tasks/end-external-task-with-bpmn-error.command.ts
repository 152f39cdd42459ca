import { UncaughtBpmnError } from '#engine';
import type { JsonObject } from '#foundation';
import type { Command } from '../executor/command.js';
import { failJob } from '../jobs/fail-job.command.js';
import { type InstanceWithJob, settleJob } from '../jobs/settle-job.command.js';
import { lockOwner } from './external-task.js';
import { holdExternalTask, requireHeld, sentByWorker, type TaskOfWorker } from './hold-external-task.js';

export interface EndExternalTaskWithBpmnErrorInput extends TaskOfWorker {
  readonly errorCode: string;
  readonly errorMessage?: string;
  /** Become variables of the process before the error leaves the task. */
  readonly variables?: JsonObject;
}

/**
 * A worker ends its task with a BPMN error, which goes to the innermost error event that catches it. Where nothing does
 * it is a technical failure, as it is of a handler: Camunda 7 would end the execution there without a word.
 * @throws ExternalTaskNotFoundError, ExternalTaskNotLockedError, InstanceSuspendedError
 */
export const endExternalTaskWithBpmnError: Command<EndExternalTaskWithBpmnErrorInput, void, InstanceWithJob> = {
  name: 'runtime.end-external-task-with-bpmn-error',
  opening: holdExternalTask,
  request: sentByWorker,

  async run(context, input, [task]) {
    const held = requireHeld(task, input);
    const { taskId: jobId, errorCode, errorMessage = '', variables } = input;
    const mine = { jobId, owner: lockOwner(input) };
    try {
      const outcome = { kind: 'bpmn-error', errorCode, errorMessage, variables } as const;
      await settleJob.run(context, { ...mine, outcome }, [held]);
    } catch (uncaught) {
      // The engine refuses the step before anything is written.
      if (!(uncaught instanceof UncaughtBpmnError)) throw uncaught;
      await context.run(failJob, { ...mine, error: { message: uncaught.message, code: uncaught.code, permanent: true } });
    }
  },
};
