import { ifCountable, VIETNAM, WorkingTime } from './index.js';

const time = new WorkingTime(VIETNAM);
const days = (to: string) => ifCountable(() => time.workingDaysBetween('2026-11-20T03:00:00Z', to));

it('gives what is counted, and null beyond every calendar', () => {
  expect(days('2026-11-23T03:00:00Z')).toBe(1);
  expect(days('2026-11-20T03:00:00Z')).toBe(0);
  expect(days('9026-11-20T03:00:00Z')).toBeNull();
});

it('lets every other error through', () => {
  expect(() => ifCountable(() => time.add('2026-11-20T03:00:00Z', 'P1M'))).toThrow('no amount of working time');
});
