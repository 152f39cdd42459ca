import type { Finding } from '#foundation';

/** One address, without a name and without anything that a mail program would read as several (RFC 5321 §2.3.11). */
const ADDRESS = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+$/;

/** RFC 5321 §4.5.3.1.3, without the angle brackets. */
const MOST_CHARACTERS = 254;

/** What is wrong with an e-mail address; null: a person has none, which is right. */
export function emailFindings(email: string | null): Finding[] {
  if (email === null || (email.length <= MOST_CHARACTERS && ADDRESS.test(email))) return [];
  return [{ where: 'email', what: 'is not an e-mail address', mend: 'Write one address alone: cuongpv@skhcn.example.' }];
}
