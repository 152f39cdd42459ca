import { recordOutgoingAct, unlinkAnswer, voidOutgoingDocument } from '#documents';
import { tellGroup } from './tell-group.js';

/** The acts that end an outgoing document, or after which it answers nothing any more. */
export const officeOutgoing = {
  recordAct: recordOutgoingAct(tellGroup),
  void: voidOutgoingDocument(tellGroup),
  unlinkAnswer: unlinkAnswer(tellGroup),
};
