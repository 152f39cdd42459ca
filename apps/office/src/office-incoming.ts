import { voidIncomingDocument } from '#documents';
import { throughGate } from './office-gate.js';

/** What people do to incoming documents, of which they say why: their words go through the gate. */
export const officeIncoming = {
  void: throughGate(voidIncomingDocument, ({ documentId }) => ({ subject: 'incoming-document', subjectId: documentId })),
};
