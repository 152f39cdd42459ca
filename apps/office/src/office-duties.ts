import { membersOfGroup } from '#directory';
import { askForProgramme, cancelItReport, cancelProgramme, correctPart, drawItReport, type DutyTools, endCancelledDuty, recordDutyStep, refuseUnfitForDuty, saveItReport, savePart } from '#duties';
import { hopName, severityName } from '#incidents';
import { throughGate } from './office-gate.js';
import { tellAs } from './tell.js';

/** What recurring duties need of notices and posts. */
export const dutyTools: DutyTools = {
  tell: tellAs('report'),
  membersOf: membersOfGroup,
  hopName,
  severityName,
};

/** Who does which step of a recurring duty. */
export const refuseUnfitForDutyStep = refuseUnfitForDuty(dutyTools);

/** What is written down where a task of a recurring duty is completed. */
export const recordDutyTask = recordDutyStep(dutyTools);

/** What stands beside a case of a recurring duty that an operator has ended is over with it. */
export const settleDuty = endCancelledDuty(dutyTools);

/** What people write into programmes and reports goes through the gate. */
export const officeDuties = {
  savePart: throughGate(savePart, ofProgramme),
  correctPart: throughGate(correctPart(dutyTools), ofProgramme),
  ask: askForProgramme,
  cancel: throughGate(cancelProgramme(dutyTools), ofProgramme),
  saveItReport: throughGate(saveItReport, ofItReport),
  drawItReport: drawItReport(dutyTools),
  cancelItReport: throughGate(cancelItReport(dutyTools), ofItReport),
};

function ofProgramme({ programmeId }: { readonly programmeId: string }) {
  return { subject: 'work-programme', subjectId: programmeId };
}

function ofItReport({ reportId }: { readonly reportId: string }) {
  return { subject: 'it-report', subjectId: reportId };
}
