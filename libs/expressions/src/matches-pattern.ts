import { quote, ValueError } from './expression-errors.js';
import { runWithTimeLimit, TimeLimitError } from './watchdog.js';

const MAX_PATTERN_LENGTH = 500;
const MAX_TEXT_LENGTH = 10_000;
const TIME_LIMIT_MS = 100;

/** Why a regular expression cannot be used, or null when it can. */
export function patternProblem(pattern: string): string | null {
  if (pattern.length > MAX_PATTERN_LENGTH) return `the pattern is longer than ${MAX_PATTERN_LENGTH} characters`;
  try {
    new RegExp(pattern, 'u');
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

/**
 * Whether the whole text matches a regular expression that someone wrote into a model or a form.
 * @throws {ValueError} when the pattern is unusable, the text is over 10,000 characters, or matching takes over 100 ms.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  const problem = patternProblem(pattern);
  if (problem !== null) throw new ValueError(`The pattern ${quote(pattern)} cannot be used: ${problem}.`);
  if (text.length > MAX_TEXT_LENGTH) {
    throw new ValueError(`A text of ${text.length} characters is too long to be matched with a pattern.`);
  }
  const expression = new RegExp(`^(?:${pattern})$`, 'u');
  try {
    return runWithTimeLimit(() => expression.test(text), TIME_LIMIT_MS);
  } catch (error) {
    if (error instanceof TimeLimitError) {
      throw new ValueError(
        `The pattern ${quote(pattern)} takes too long on this text; write it without nested repeats.`,
      );
    }
    throw error;
  }
}
