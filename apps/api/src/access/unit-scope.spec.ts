import { NotAllowedError } from './errors.js';
import type { Principal } from './principal.js';
import { unitInScope } from './unit-scope.js';

const somebody = (...groups: string[]): Principal => ({
  login: 'x',
  fullName: 'X',
  groups,
  sessionId: 's',
  mustChangePassword: false,
});

describe('the unit whose figures somebody may ask for', () => {
  it('is any, or the whole office, for overseers', () => {
    expect(unitInScope(somebody('manager', 'unit:VP'), ['manager'], 'QLCN')).toBe('QLCN');
    expect(unitInScope(somebody('manager', 'unit:VP'), ['manager'], undefined)).toBeUndefined();
  });

  it('is his own for a head or his deputy, also when he does not say so', () => {
    expect(unitInScope(somebody('head', 'head:QLCN'), ['manager'], undefined)).toBe('QLCN');
    expect(unitInScope(somebody('deputy-head', 'deputy-head:QLCN'), ['manager'], 'QLCN')).toBe('QLCN');
    expect(() => unitInScope(somebody('head', 'head:QLCN'), ['manager'], 'QLKH')).toThrow(NotAllowedError);
  });

  it('is none for everybody else', () => {
    expect(() => unitInScope(somebody('staff', 'staff:QLCN', 'unit:QLCN'), ['manager'], 'QLCN')).toThrow(
      NotAllowedError,
    );
  });
});
