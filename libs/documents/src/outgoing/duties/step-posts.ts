import type { OutgoingStep } from './separation-of-duties.js';

/**
 * The groups whose members do a step of a document, however the task has come to them. To sign is the right of those who
 * hold an authority for it; the leaders are named for where an agency has recorded none, and for returning.
 * @param escalatedTo groups to which the task has climbed
 */
export function postsFor(step: OutgoingStep, draftingUnit: string, escalatedTo: readonly string[] = []): readonly string[] {
  switch (step) {
    // The head answers for the content (171/QĐ-BDT §7, ND 30 §12.1), his deputy in his place, above both the leader.
    case 'approve-content':
      return [`head:${draftingUnit}`, `deputy-head:${draftingUnit}`, ...escalatedTo.filter((group) => group === 'leader')];
    // ND 30 §12.2, §15.
    case 'check-format':
    case 'issue':
      return ['clerk', 'chief-of-office'];
    case 'sign':
      return ['leader'];
    // 171/QĐ-BDT §8: the drafter; a colleague where he is not there.
    case 'verify-number':
      return [`unit:${draftingUnit}`];
  }
}
