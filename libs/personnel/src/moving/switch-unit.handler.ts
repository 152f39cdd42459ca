import type { CommandContext, JobHandler } from '#runtime';
import { z } from 'zod';
import { endRights } from '../leaving/end-access.handler.js';
import { minutesSchema, readVariables } from '../leaving/job-variables.js';
import type { LeavingTools } from '../leaving/leaving-tools.js';

const variablesSchema = minutesSchema.extend({ newUnit: z.string() });

/**
 * Topic `personnel.switch-unit`, on the day: what others did for him and he for others by the old posts ends, so does what he might
 * sign by them, and the use of mailboxes of the old unit. Name and mailbox of his own stay.
 */
export function switchUnitHandler(tools: LeavingTools): JobHandler {
  return {
    topic: 'personnel.switch-unit',
    async handle(job) {
      const variables = readVariables(variablesSchema, job);
      return { commit: (context) => switchUnit(context, tools, variables) };
    },
  };
}

async function switchUnit(context: CommandContext, tools: LeavingTools, { person: login, basis, unit, newUnit }: z.output<typeof variablesSchema>): Promise<void> {
  await endRights(context, tools, { login, reason: basis });
  context.audit({ subject: 'person', subjectId: login, detail: { old: { unit }, new: { unit: newUnit } } });
}
