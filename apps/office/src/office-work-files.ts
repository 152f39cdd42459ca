import { addEntry, openWorkFile } from '#work-files';
import { requireOwnDocument, throughGate } from './office-gate.js';

/** What people write and put into work files goes through the gate, as documents do. */
export const officeWorkFiles = {
  open: throughGate(openWorkFile, (_input, { id }) => ({ subject: 'work-file', subjectId: id })),
  addEntry: throughGate(addEntry(requireOwnDocument), ({ fileId, entry }) => ({
    subject: 'work-file',
    subjectId: fileId,
    attachmentIds: entry.kind === 'attachment' ? [entry.attachmentId] : [],
  })),
};
