import { createHash, randomBytes } from 'node:crypto';

/** The prefix lets secret scanners and people recognise a leaked token. */
const SHAPE = /^cv_[A-Za-z0-9_-]{43}$/;

/** A bearer token of 256 random bits, to be shown once, and the hash by which it is known from then on. */
export function newSessionToken(): { token: string; tokenHash: Buffer } {
  const token = `cv_${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: sha256(token) };
}

/**
 * The hash to look a token up by, or null for what cannot be one. A plain fast hash is right here: nobody guesses 256
 * random bits, and every request pays for it.
 */
export function sessionTokenHash(token: string): Buffer | null {
  return SHAPE.test(token) ? sha256(token) : null;
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
