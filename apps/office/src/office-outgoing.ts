import {
  cancelObligation,
  grantDutyException,
  recordDelivery,
  recordOutgoingAct,
  unlinkAnswer,
  voidOutgoingDocument,
  withdrawDutyException,
} from '#documents';
import { throughGate } from './office-gate.js';
import { tellGroup } from './tell.js';

/** Acts on outgoing documents and on what they answer, of which people say why or to whom: their words go through the gate. */
export const officeOutgoing = {
  recordAct: recordOutgoingAct(tellGroup),
  void: throughGate(voidOutgoingDocument(tellGroup), ofDocument),
  grantDutyException: throughGate(grantDutyException, ofDocument),
  withdrawDutyException: throughGate(withdrawDutyException, ofDocument),
  recordDelivery: throughGate(recordDelivery, ofDocument),
  unlinkAnswer: throughGate(unlinkAnswer(tellGroup), ofObligation),
  cancelObligation: throughGate(cancelObligation, ofObligation),
};

function ofDocument({ documentId }: { readonly documentId: string }) {
  return { subject: 'outgoing-document', subjectId: documentId };
}

function ofObligation({ obligationId }: { readonly obligationId: string }) {
  return { subject: 'reply-obligation', subjectId: obligationId };
}
