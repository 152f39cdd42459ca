import { membersOfGroup } from '#directory';
import { instructionCommands, type TellGroup } from '#documents';
import { groupNotifier } from '#notifications';

const notifyGroup = groupNotifier(membersOfGroup);

/** How the heads of units hear that an instruction gives them work or takes it from them. */
const tellOfInstruction: TellGroup = async (context, group, told) => {
  await notifyGroup(context, group, { kind: 'reminder', ...told });
};

/** What leaders do with instructions beside their tasks. */
export const officeInstructions = instructionCommands(tellOfInstruction);
