import { newInitialPassword } from './initial-password.js';
import { passwordFaults, requireAcceptable } from './password-rule.js';

describe('the password rule', () => {
  it.each(['Congvan@2026', 'Ăn-cơm-7h', 'A b c d 1 !'])('accepts %s', (password) => {
    expect(passwordFaults(password, 'cuongpv')).toEqual([]);
  });

  it.each([
    ['Ab@1', 'is shorter than 8 characters'],
    [`Ab@1${'x'.repeat(125)}`, 'is longer than 128 characters'],
    ['congvan@2026', 'has no upper-case letter'],
    ['CONGVAN@2026', 'has no lower-case letter'],
    ['Congvan@hai', 'has no digit'],
    ['Congvan2026', 'has no special character such as @ # ! %'],
    ['xCuongPV@2026', 'contains the login'],
  ])('refuses %s because it %s', (password, fault) => {
    expect(passwordFaults(password, 'cuongpv').map(({ what }) => what)).toEqual([fault]);
  });

  it('names all faults at once, at the field the password came in', () => {
    expect(() => requireAcceptable('', 'cuongpv', 'newPassword')).toThrow(
      expect.objectContaining({
        code: 'identity.password-unacceptable',
        findings: Array.from({ length: 5 }, () => expect.objectContaining({ where: 'newPassword' })),
      }),
    );
  });
});

describe('an initial password', () => {
  it('follows the rule and is another one each time', () => {
    const passwords = Array.from({ length: 200 }, () => newInitialPassword('cuongpv'));
    expect(passwords.flatMap((password) => passwordFaults(password, 'cuongpv'))).toEqual([]);
    expect(new Set(passwords).size).toBe(200);
  });
});
