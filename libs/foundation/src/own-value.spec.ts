import { ownValue } from './own-value.js';

describe('the value an object has itself', () => {
  it('is found under its name, null included', () => {
    expect(ownValue({ unit: 'QLCN' }, 'unit')).toBe('QLCN');
    expect(ownValue({ unit: null }, 'unit')).toBeNull();
    expect(ownValue(JSON.parse('{"__proto__":1}'), '__proto__')).toBe(1);
  });

  it.each(['toString', 'constructor', '__proto__', 'missing', 0, null])('is none under %j', (name) => {
    expect(ownValue({ 0: 'first' }, name)).toBeUndefined();
  });
});
