import { DEFAULT_RETRY_CYCLE, parseRetryCycle } from './retry-cycle-of-job.js';

const ofOffice = { attempts: 4, pausesMs: [5_000] };

describe('the retry cycle of a job', () => {
  it('is that of its element', () => {
    expect(parseRetryCycle('R1/P1D', ofOffice)).toEqual({ attempts: 1, pausesMs: [86_400_000] });
  });

  it('is that of the office where the model says nothing', () => {
    expect(parseRetryCycle(null, ofOffice)).toBe(ofOffice);
    expect(DEFAULT_RETRY_CYCLE).toEqual({ attempts: 3, pausesMs: [60_000] });
  });

  it.each(['R/PT10M', 'R0/PT10M', 'R3/2026-11-21T10:00:00Z/PT10M', 'R3/PT0S', '= cycle', 'three times', ''])(
    'is that of the office where an old definition says %j, which is no longer accepted',
    (text) => expect(parseRetryCycle(text, ofOffice)).toBe(ofOffice),
  );
});
