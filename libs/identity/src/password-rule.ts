import type { Finding } from '#foundation';
import { PasswordUnacceptableError } from './errors.js';

const SHORTEST = 8;
/** Ours: far above any passphrase, and keeps a request from making us hash megabytes. */
const LONGEST = 128;

interface Fault {
  readonly code: string;
  readonly what: string;
}

const FORMS: readonly (Fault & { readonly pattern: RegExp })[] = [
  { pattern: /\p{Lu}/u, code: 'password-without-upper-case', what: 'has no upper-case letter' },
  { pattern: /\p{Ll}/u, code: 'password-without-lower-case', what: 'has no lower-case letter' },
  { pattern: /\p{Nd}/u, code: 'password-without-digit', what: 'has no digit' },
  { pattern: /[\p{P}\p{S}]/u, code: 'password-without-sign', what: 'has no special character such as @ # ! %' },
];

/**
 * The rule of 148/QĐ-SCT 2014 §12.1: at least 8 characters with upper case, lower case, digit and special character;
 * and not built around the login, which everybody knows.
 *
 * @throws PasswordUnacceptableError naming all faults; `where` is the field the password came in.
 */
export function requireAcceptable(password: string, login: string, where: string): void {
  const faults = passwordFaults(password, login);
  if (faults.length > 0) throw new PasswordUnacceptableError(faults.map((fault): Finding => ({ where, ...fault, mend: 'Choose a password of at least 8 characters with upper case, lower case, digit and special character, without your login.' })));
}

/** What is wrong with a password; empty when it is acceptable. */
export function passwordFaults(password: string, login: string): Fault[] {
  const length = [...password].length;
  const faults: Fault[] = [];
  if (length < SHORTEST) faults.push({ code: 'password-too-short', what: `is shorter than ${SHORTEST} characters` });
  if (length > LONGEST) faults.push({ code: 'password-too-long', what: `is longer than ${LONGEST} characters` });
  for (const { pattern, ...fault } of FORMS) if (!pattern.test(password)) faults.push(fault);
  if (password.toLowerCase().includes(login.toLowerCase())) faults.push({ code: 'password-with-login', what: 'contains the login' });
  return faults;
}
