import type { CommandContext } from '#runtime';
import type { CompletedDutyStep, DutyStep, DutyTools } from './duty.js';
import { IT_REPORT_STEPS, recordItReportStep, refuseUnfitForItReport } from './it-report/steps.js';
import { PROGRAMME_STEPS, recordProgrammeStep, refuseUnfitForProgramme } from './programme/steps.js';

/**
 * Who does a step of a recurring duty, however its task has come to him; of other tasks it says nothing.
 * @throws DutyForbiddenError
 */
export function refuseUnfitForDuty(tools: DutyTools) {
  return async (context: CommandContext, step: DutyStep): Promise<void> => {
    if (isOne(PROGRAMME_STEPS, step)) await refuseUnfitForProgramme(context, step);
    if (isOne(IT_REPORT_STEPS, step)) await refuseUnfitForItReport(context, tools, step);
  };
}

/**
 * Writes down what somebody decides where he completes the task, so that no variable decides anything.
 * @throws DutyForbiddenError, DutyRefusedError, DutyStateError
 */
export function recordDutyStep(tools: DutyTools) {
  return async (context: CommandContext, step: CompletedDutyStep): Promise<void> => {
    if (isOne(PROGRAMME_STEPS, step)) await recordProgrammeStep(context, tools, step);
    if (isOne(IT_REPORT_STEPS, step)) await recordItReportStep(context, tools, step);
  };
}

function isOne(steps: readonly string[], { properties }: DutyStep): boolean {
  return steps.includes(properties['dutyStep'] ?? '');
}
