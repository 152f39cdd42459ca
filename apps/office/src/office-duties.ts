import { membersOfGroup } from '#directory';
import { cancelProgramme, correctPart, type DutyTools, recordDutyStep, savePart } from '#duties';
import { groupNotifier, notifyPeople } from '#notifications';
import { throughGate } from './office-gate.js';

const notifyGroup = groupNotifier(membersOfGroup);

/** What recurring duties need of notices and posts. */
export const dutyTools: DutyTools = {
  async tell(context, { people, groups }, told) {
    const notice = { kind: 'report', ...told } as const;
    if (people.length > 0) await context.run(notifyPeople, { logins: people, notice });
    for (const group of groups) await notifyGroup(context, group, notice);
  },
  membersOf: membersOfGroup,
};

/** What is written down where a task of a recurring duty is completed. */
export const recordDutyTask = recordDutyStep(dutyTools);

/** What people write into programmes goes through the gate. */
export const officeDuties = {
  savePart: throughGate(savePart, ofProgramme),
  correctPart: throughGate(correctPart, ofProgramme),
  cancel: throughGate(cancelProgramme(dutyTools), ofProgramme),
};

function ofProgramme({ programmeId }: { readonly programmeId: string }) {
  return { subject: 'work-programme', subjectId: programmeId };
}
