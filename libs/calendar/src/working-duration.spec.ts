import { vn } from '../../../test/support/office-time.js';
import { PLAIN_WEEK } from './testing/calendars.js';
import { isWorkingDuration } from './working-duration.js';
import { WorkingTime } from './working-time.js';

describe('An amount of working time', () => {
  it.each(['P5D', 'PT8H', '-P1DT4H', 'P1W', 'P2W3DT4H5M6S', 'PT0S', 'P0D', '-PT90M'])('may be written %s, and counts', (text) => {
    expect(isWorkingDuration(text)).toBe(true);
    expect(() => new WorkingTime(PLAIN_WEEK).add(vn('2026-03-02 08:00'), text)).not.toThrow();
  });

  it.each(['P1M', 'P1Y', 'P1DT', 'P', 'PT', '', 'P0.5D', 'P10000D', 'P1DT-4H', 'P1D2W', ' P1D', 'P1D\n', '5 ngày'])(
    'may not be written %j',
    (text) => {
      expect(isWorkingDuration(text)).toBe(false);
    },
  );
});
