import { type Finding, holdsHiddenMarks } from '#foundation';

/**
 * What is wrong with a name or title that others read as it stands: nobody would see it, or it holds marks that nobody sees
 * and that make one name look like another.
 * @param name as `tidyLine` leaves it
 */
export function nameFindings(where: string, name: string): Finding[] {
  if (name === '') return [{ where, what: 'is empty' }];
  if (!holdsHiddenMarks(name)) return [];
  return [{ where, code: 'hidden-marks', what: 'holds marks that nobody sees', mend: 'Type it anew instead of copying it.' }];
}
