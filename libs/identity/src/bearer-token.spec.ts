import { bearerTokenHash, newBearerToken } from './bearer-token.js';

describe('a bearer token', () => {
  it.each(['cv_', 'cvw_'] as const)('carries 256 random bits behind %s and is known by its SHA-256', (prefix) => {
    const { token, tokenHash } = newBearerToken(prefix);
    expect(token).toMatch(new RegExp(`^${prefix}[A-Za-z0-9_-]{43}$`));
    expect(tokenHash).toHaveLength(32);
    expect(bearerTokenHash(prefix, token)).toEqual(tokenHash);
    expect(newBearerToken(prefix).token).not.toBe(token);
  });

  it('of one kind is none of the other', () => {
    expect(bearerTokenHash('cv_', newBearerToken('cvw_').token)).toBeNull();
    expect(bearerTokenHash('cvw_', newBearerToken('cv_').token)).toBeNull();
  });

  it.each(['', 'cv_', 'Bearer x', `cv_${'a'.repeat(42)}`, `cv_${'a'.repeat(44)}`, `cx_${'a'.repeat(43)}`])(
    'is not %p',
    (text) => {
      expect(bearerTokenHash('cv_', text)).toBeNull();
    },
  );
});
