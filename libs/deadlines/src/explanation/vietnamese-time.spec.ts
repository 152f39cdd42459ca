import { sayWorkingTime } from './vietnamese-time.js';

it.each([
  ['P5D', '5 ngày làm việc'],
  ['P2W', '2 tuần làm việc'],
  ['P1DT4H', '1 ngày 4 giờ làm việc'],
  ['PT28800S', '8 giờ làm việc'],
  ['PT36H', '36 giờ làm việc'],
  ['PT90M', '1 giờ 30 phút làm việc'],
])('%s is %s', (duration, said) => {
  expect(sayWorkingTime(duration)).toBe(said);
});
