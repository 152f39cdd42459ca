import { isLogin } from '#foundation';
import { loginFromName } from './login-rule.js';

describe('the login made from a name', () => {
  it.each([
    ['Phan Văn Cường', 'cuongpv'], // the example of the regulation
    ['Đỗ Thị Lan Anh', 'anhdtl'],
    ['Nguyễn Đức Đạt', 'datnd'],
    ['Hà Ý', 'yh'],
    ['  Lê   Thị\tƯớc ', 'uoclt'],
    ['PHẠM ĐÌNH ĐỨC', 'ducpd'],
    ["Y Thông Niê K'Đăm", 'kdamytn'],
    ['An', 'an'],
  ])('of %s is %s', (name, login) => {
    expect(loginFromName(name)).toBe(login);
    expect(isLogin(login)).toBe(true);
  });

  it('is the same for composed and decomposed text', () => {
    expect(loginFromName('Phan Văn Cường'.normalize('NFD'))).toBe(loginFromName('Phan Văn Cường'.normalize('NFC')));
  });

  it('is empty where the name has no Latin letter', () => {
    expect(loginFromName('李')).toBe('');
  });
});
