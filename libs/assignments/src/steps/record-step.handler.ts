import type { JsonObject } from '#foundation';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { lockAssignment, requireStatus } from '../assignment.js';
import { recordEvent } from '../record-event.js';
import { nameSchema, optionalText, readVariables } from './job-variables.js';
import { STEPS, type StepName } from './steps.js';
import { takeStep } from './take-step.js';

const variablesSchema = z.object({
  assignmentId: z.uuid(),
  step: z.enum(Object.keys(STEPS) as StepName[]),
  /** Who has done the step. */
  actor: nameSchema,
  /** What he said: a reason, a result, a remark. */
  text: optionalText,
  /** accepted: who does it, where the head of a unit has named somebody; reassigned: who is to take it up. */
  newAssignee: optionalText,
  /** reassigned: the unit that is to take it up. */
  newUnit: optionalText,
  /** asked-again: until when; absent: the time that was. */
  newDueAt: z.iso.datetime({ offset: true }).nullish(),
});

export type StepVariables = z.output<typeof variablesSchema>;

/**
 * Topic `assignments.record-step`: what happened in the case is written down, by the input parameters `step`, `actor`, `text`.
 * Output: what the case goes on with, e.g. the assignee.
 * @throws AssignmentStateError where the record is in another state than the drawing: an operator sees a failed job
 */
export const recordStepHandler: JobHandler = {
  topic: 'assignments.record-step',
  async handle(job) {
    const variables = readVariables(variablesSchema, job);
    return { commit: (context) => record(context, variables) };
  },
};

async function record(context: CommandContext, variables: StepVariables): Promise<JsonObject> {
  const { assignmentId, step, actor, text } = variables;
  const assignment = await lockAssignment(context.tx, assignmentId);
  const { from, to, act } = STEPS[step];
  requireStatus(assignment, [from], act);
  // In time where the result that is accepted was reported in time.
  await context.tx.execute(
    `update assignment set status = $2,
       closed_at = case when $2 in ('done', 'recalled') then $3::timestamptz end,
       timeliness = case when $2 = 'done' then case when reported_at <= due_at then 'on-time' else 'late' end end
     where id = $1`,
    [assignmentId, to, context.now],
  );
  const { output, assignee = null } = await takeStep(context, assignment, variables);
  await recordEvent(context, assignmentId, { kind: step, actor, text, assignee });
  return output;
}
