import { OutsideOfCalendarError } from './errors.js';

/**
 * What counting yields; null where it meets an instant outside of the years that calendars count in. For lists and reports: a
 * date in a mistyped year, which a model can still make, must not take the other rows along.
 */
export function ifCountable<T>(count: () => T): T | null {
  try {
    return count();
  } catch (error) {
    if (error instanceof OutsideOfCalendarError) return null;
    throw error;
  }
}
