import { type Algorithm, hash, verify } from '@node-rs/argon2';

/**
 * The first choice of the OWASP Password Storage Cheat Sheet for argon2id: 19 MiB, two passes, one lane. About 30 ms of
 * a core here, off the main thread. The parameters travel in each hash, so raising them leaves old hashes valid.
 */
const PARAMETERS = {
  algorithm: 2 satisfies Algorithm.Argon2id, // the enum is ambient: it has no value at run time
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
};

/**
 * What the password of an unknown login is compared with: the hash of a random text that nobody kept, made with the
 * same parameters.
 */
export const DECOY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$OoFYPv3uaM4MiHOmE919iA$946/0FqSFyVlzsvzEzYbVOGnduyg+iftZ8I00irvIv0';

/** PHC string with its own random salt. */
export async function hashPassword(password: string): Promise<string> {
  return hash(normalised(password), PARAMETERS);
}

export async function verifyPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, normalised(password));
}

/** `ế` of another keyboard may arrive as three code points; NFKC makes them one (NIST SP 800-63B, §3.1.1.2). */
function normalised(password: string): string {
  return password.normalize('NFKC');
}
