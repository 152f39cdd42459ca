import { parseOptions } from '@node-rs/argon2';
import { DECOY_HASH, hashPassword, verifyPassword } from './password-hash.js';

describe('password hashes', () => {
  it('verify the password they were made from and no other, each with its own salt', async () => {
    const [one, other] = [await hashPassword('Congvan@2026'), await hashPassword('Congvan@2026')];
    expect(one).not.toBe(other);
    expect(await verifyPassword(one, 'Congvan@2026')).toBe(true);
    expect(await verifyPassword(one, 'congvan@2026')).toBe(false);
  });

  it('do not depend on how a keyboard composes Vietnamese letters', async () => {
    const made = await hashPassword('Tiếng Việt 1!'.normalize('NFD'));
    expect(await verifyPassword(made, 'Tiếng Việt 1!'.normalize('NFC'))).toBe(true);
  });

  it('cost an unknown login as much as a known one: the decoy has the same parameters', async () => {
    expect(parseOptions(DECOY_HASH)).toEqual(parseOptions(await hashPassword('x')));
    expect(parseOptions(DECOY_HASH)).toMatchObject({ algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  });
});
