import { parseRetryCycle } from './retry-cycle.js';

const byDefault = { attempts: 3, pauseMs: 60_000 };

describe('a retry cycle', () => {
  it('gives the attempts in all and the pause between two', () => {
    expect(parseRetryCycle('R5/PT10M')).toEqual({ attempts: 5, pauseMs: 600_000 });
    expect(parseRetryCycle('R1/P1D')).toEqual({ attempts: 1, pauseMs: 86_400_000 });
  });

  it('may be a list of pauses, each before one more attempt', () => {
    expect(parseRetryCycle('PT1M,PT10M')).toEqual({ attempts: 3, pauseMs: 60_000, pausesMs: [60_000, 600_000] });
  });

  it('is three attempts a minute apart where the model says nothing', () => {
    expect(parseRetryCycle(null)).toEqual(byDefault);
  });

  it.each(['R/PT10M', 'R0/PT10M', 'R3/2026-11-21T10:00:00Z/PT10M', 'R3/PT0S', '= cycle', 'three times', ''])(
    'is the same where an old definition says %j, which is no longer accepted',
    (text) => expect(parseRetryCycle(text)).toEqual(byDefault),
  );
});
