import { oversees, type Person } from '../rights.js';
import type { QuestionRecord } from './question.js';

/** Answers are corrected for the head of the unit that gave them and his deputies, and for those who oversee the website. */
export function mayCorrect({ unit, answeredBy }: Pick<QuestionRecord, 'unit' | 'answeredBy'>, person: Person): boolean {
  const heads = [unit, answeredBy].flatMap((code) => (code === null ? [] : [`head:${code}`, `deputy-head:${code}`]));
  return oversees(person) || person.groups.some((group) => heads.includes(group));
}
