import type { CommandContext } from '#runtime';
import type { CompletedDutyStep, DutyStep, DutyTools } from './duty.js';
import { PROGRAMME_STEPS, recordProgrammeStep, refuseUnfitForProgramme } from './programme/steps.js';

/**
 * Who does a step of a recurring duty, however its task has come to him; of other tasks it says nothing.
 * @throws DutyForbiddenError
 */
export async function refuseUnfitForDuty(context: CommandContext, step: DutyStep): Promise<void> {
  const name = step.properties['dutyStep'] ?? '';
  if ((PROGRAMME_STEPS as readonly string[]).includes(name)) await refuseUnfitForProgramme(context, step);
}

/**
 * Writes down what somebody decides where he completes the task, so that no variable decides anything.
 * @throws DutyForbiddenError, DutyRefusedError, DutyStateError
 */
export function recordDutyStep(tools: DutyTools) {
  return async (context: CommandContext, step: CompletedDutyStep): Promise<void> => {
    const name = step.properties['dutyStep'] ?? '';
    if ((PROGRAMME_STEPS as readonly string[]).includes(name)) await recordProgrammeStep(context, tools, step);
  };
}
