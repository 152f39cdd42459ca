import { randomInt } from 'node:crypto';
import { passwordFaults } from './password-rule.js';

/** Without I, O, l, o, 0 and 1: initial passwords are read from paper. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789@#%+=?';
const LENGTH = 14;

/** A random password of about 83 bits that follows the rule; drawn again until it does, which keeps it uniform. */
export function newInitialPassword(login: string): string {
  for (;;) {
    const password = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
    if (passwordFaults(password, login).length === 0) return password;
  }
}
