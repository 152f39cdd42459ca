import { isWorkingDuration } from '#calendar';
import type { DeadlineRule } from '#deadlines';
import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { enterDeadline } from '../deadline.js';
import { AssignmentNotFoundError } from '../errors.js';
import { readVariables } from './job-variables.js';

const variablesSchema = z
  .object({
    assignmentId: z.uuid(),
    assignedUnit: z.string().min(1),
    dueAt: z.iso.datetime().nullish(),
    handlingTime: z.string().refine(isWorkingDuration, 'is no amount of working time such as P5D or PT8H').nullish(),
  })
  .refine(({ dueAt, handlingTime }) => Boolean(dueAt ?? handlingTime), { path: ['handlingTime'], message: 'and dueAt are both missing' });

interface GivenAssignment {
  readonly instanceId: string;
  readonly title: string;
  readonly givenAt: string;
  readonly assigner: string;
}

/**
 * Topic `assignments.enter-deadline`: until when an assignment is to be done goes into the ledger: at `dueAt` where somebody
 * wrote that, else so much working time of the unit after it was given as `handlingTime` says. Output: dueAt.
 */
export const enterDeadlineHandler: JobHandler = {
  topic: 'assignments.enter-deadline',
  async handle(job) {
    const { assignmentId: id, assignedUnit: unit, dueAt, handlingTime } = readVariables(variablesSchema, job);
    return {
      async commit(context) {
        const given = await readGiven(context, id);
        const rule: DeadlineRule = dueAt
          ? { kind: 'fixed', dueAt, by: given.assigner }
          : { kind: 'working', duration: handlingTime!, from: given.givenAt };
        return { dueAt: await enterDeadline(context, { ...given, id, unit }, rule) };
      },
    };
  },
};

async function readGiven({ tx }: CommandContext, id: string): Promise<GivenAssignment> {
  const [given] = await tx.query<GivenAssignment>(
    `select a.instance_id as "instanceId", a.given_at as "givenAt", a.assigner, w.title
     from assignment a join assignment_wording w on w.assignment_id = a.id and w.version = a.version where a.id = $1`,
    [id],
  );
  if (given === undefined) throw new AssignmentNotFoundError(id);
  return given;
}
