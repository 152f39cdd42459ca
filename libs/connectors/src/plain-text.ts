import { holdsHiddenMarks } from '#foundation';
import { AccountSystemRefusedError } from './errors.js';

/**
 * Refuses values that would not look like what they are: a NUL ends a name in systems written in C, and marks that change
 * the direction of writing make one name look like another.
 * @throws AccountSystemRefusedError
 */
export function requirePlainText(system: string, values: Readonly<Record<string, string | null>>): void {
  for (const [where, value] of Object.entries(values)) {
    if (value !== null && holdsHiddenMarks(value)) {
      const shown = JSON.stringify(value.replace(/[\p{Cc}\p{Cf}]/gu, '�'));
      throw new AccountSystemRefusedError(system, `${where} ${shown} holds a control or format character`, 'Correct it in the directory.');
    }
    if (value === '') throw new AccountSystemRefusedError(system, `${where} is empty`, 'Fill it in in the directory.');
  }
}
