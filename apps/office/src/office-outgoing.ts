import { membersOfGroup } from '#directory';
import { recordOutgoingAct, type TellGroup, unlinkAnswer, voidOutgoingDocument } from '#documents';
import { groupNotifier } from '#notifications';

const notifyGroup = groupNotifier(membersOfGroup);

/** How the head of a unit hears that a reply is owed again. */
const tellOfReply: TellGroup = async (context, group, told) => {
  await notifyGroup(context, group, { kind: 'reminder', ...told });
};

/** The acts after which an outgoing document answers nothing any more. */
export const officeOutgoing = {
  recordAct: recordOutgoingAct(tellOfReply),
  void: voidOutgoingDocument(tellOfReply),
  unlinkAnswer: unlinkAnswer(tellOfReply),
};
