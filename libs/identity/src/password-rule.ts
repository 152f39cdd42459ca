import type { Finding } from '#foundation';
import { PasswordUnacceptableError } from './errors.js';

const SHORTEST = 8;
/** Ours: far above any passphrase, and keeps a request from making us hash megabytes. */
const LONGEST = 128;

const FORMS: readonly { readonly pattern: RegExp; readonly lacks: string }[] = [
  { pattern: /\p{Lu}/u, lacks: 'has no upper-case letter' },
  { pattern: /\p{Ll}/u, lacks: 'has no lower-case letter' },
  { pattern: /\p{Nd}/u, lacks: 'has no digit' },
  { pattern: /[\p{P}\p{S}]/u, lacks: 'has no special character such as @ # ! %' },
];

/**
 * The rule of 148/QĐ-SCT 2014 §12.1: at least 8 characters with upper case, lower case, digit and special character;
 * and not built around the login, which everybody knows.
 *
 * @throws PasswordUnacceptableError naming all faults; `where` is the field the password came in.
 */
export function requireAcceptable(password: string, login: string, where: string): void {
  const faults = passwordFaults(password, login);
  if (faults.length > 0) throw new PasswordUnacceptableError(faults.map((what): Finding => ({ where, what })));
}

/** What is wrong with a password, in words; empty when it is acceptable. */
export function passwordFaults(password: string, login: string): string[] {
  const length = [...password].length;
  const faults: string[] = [];
  if (length < SHORTEST) faults.push(`is shorter than ${SHORTEST} characters`);
  if (length > LONGEST) faults.push(`is longer than ${LONGEST} characters`);
  for (const { pattern, lacks } of FORMS) if (!pattern.test(password)) faults.push(lacks);
  if (password.toLowerCase().includes(login.toLowerCase())) faults.push('contains the login');
  return faults;
}
