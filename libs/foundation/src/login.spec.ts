import { isLogin } from './login.js';

describe('a login', () => {
  it.each(['an', 'cuongpv', 'cuongpv1', 'y.thong-nie_k', `c${'u'.repeat(39)}`])('may be %p', (text) => {
    expect(isLogin(text)).toBe(true);
  });

  it.each(['', 'a', 'Cuongpv', '1cuong', 'cường', 'cuong pv', '../etc', `c${'u'.repeat(40)}`])('is not %p', (text) => {
    expect(isLogin(text)).toBe(false);
  });
});
