import { createHash, randomBytes } from 'node:crypto';

/** The prefix tells the kinds apart, and lets secret scanners and people recognise a leaked token. */
export type TokenPrefix = 'cv_' | 'cvw_';

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** A bearer token of 256 random bits, to be shown once, and the hash by which it is known from then on. */
export function newBearerToken(prefix: TokenPrefix): { token: string; tokenHash: Buffer } {
  const token = `${prefix}${randomBytes(32).toString('base64url')}`;
  return { token, tokenHash: sha256(token) };
}

/**
 * The hash to look a token up by, or null for what cannot be one of this kind. A plain fast hash is right here: nobody
 * guesses 256 random bits, and every request pays for it.
 */
export function bearerTokenHash(prefix: TokenPrefix, token: string): Buffer | null {
  return token.startsWith(prefix) && SECRET.test(token.slice(prefix.length)) ? sha256(token) : null;
}

function sha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
