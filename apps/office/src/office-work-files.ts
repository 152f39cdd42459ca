import { addEntry, decideHandover, openWorkFile, removeEntry, reopenWorkFile, submitHandover, type TellOfWorkFile } from '#work-files';
import { requireOwnDocument, throughGate } from './office-gate.js';
import { tellAs } from './tell.js';

const tell = tellAs('reminder');

/** A head who keeps the file himself hears once. */
export const tellOfWorkFile: TellOfWorkFile = async (context, { keeper, unit }, told) => {
  await tell(context, { people: [keeper], groups: [`head:${unit}`] }, told);
};

/** What people write and put into work files goes through the gate, as documents do. */
export const officeWorkFiles = {
  open: throughGate(openWorkFile, (_input, { id }) => ({ subject: 'work-file', subjectId: id })),
  addEntry: throughGate(addEntry(requireOwnDocument), ({ fileId, entry }, { id }) => ({
    ...ofFile({ fileId }),
    part: { entryId: id },
    texts: entry,
    attached: entry.kind === 'attachment' ? entry.attachmentId : [],
  })),
  removeEntry: throughGate(removeEntry, ({ fileId, entryId }) => ({ ...ofFile({ fileId }), part: { entryId } })),
  reopen: throughGate(reopenWorkFile, ofFile),
  submitHandover: throughGate(submitHandover, (_input, { id }) => ({ subject: 'archive-handover', subjectId: id })),
  returnHandover: throughGate(decideHandover, ({ handoverId, returnReason }) => ({
    subject: 'archive-handover',
    subjectId: handoverId,
    texts: { reason: returnReason },
  })),
};

function ofFile({ fileId }: { readonly fileId: string }) {
  return { subject: 'work-file', subjectId: fileId };
}
