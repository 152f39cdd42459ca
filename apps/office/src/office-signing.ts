import { endSigningAuthority, grantSigningAuthority } from '#documents';
import { throughGate } from './office-gate.js';

/** Entries about who signs, and on which ground: their words go through the gate. */
export const officeSigning = {
  grant: throughGate(grantSigningAuthority, (_input, { id }) => ({ subject: 'signing-authority', subjectId: id })),
  end: throughGate(endSigningAuthority, ({ authorityId }) => ({ subject: 'signing-authority', subjectId: authorityId })),
};
