import { newSessionToken, sessionTokenHash } from './session-token.js';

describe('a session token', () => {
  it('carries 256 random bits behind a prefix and is known by its SHA-256', () => {
    const { token, tokenHash } = newSessionToken();
    expect(token).toMatch(/^cv_[A-Za-z0-9_-]{43}$/);
    expect(tokenHash).toHaveLength(32);
    expect(sessionTokenHash(token)).toEqual(tokenHash);
    expect(newSessionToken().token).not.toBe(token);
  });

  it.each(['', 'cv_', 'Bearer x', `cv_${'a'.repeat(42)}`, `cv_${'a'.repeat(44)}`, `cx_${'a'.repeat(43)}`])(
    'is not %p',
    (text) => {
      expect(sessionTokenHash(text)).toBeNull();
    },
  );
});
