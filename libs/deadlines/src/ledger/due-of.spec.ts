import { VIETNAM, WorkingTime } from '#calendar';
import fc from 'fast-check';
import type { CountedAct, DeadlineRule } from './deadline-rule.js';
import { decidedUntil, dueOf } from './due-of.js';

const calendar = new WorkingTime(VIETNAM);
const HOUR_MS = 3_600_000;
const START = Date.parse('2026-01-05T00:00:00.000Z');

const hours = fc.integer({ min: 0, max: 24 * 200 });
const at = (hour: number) => new Date(START + hour * HOUR_MS).toISOString();
const ruleOf = fc.record({ days: fc.integer({ min: 1, max: 40 }), from: hours }).map(
  ({ days, from }): DeadlineRule => ({ kind: 'working', duration: `P${days}D`, from: at(from) }),
);
const wholeSeconds = (ms: number) => Math.ceil(ms / 1_000) * 1_000;
const pauseOf = (from: string, until: string): CountedAct => ({ act: 'pause', at: from, until, workingDays: null, dueAfter: from });
const resumeAt = (instant: string): CountedAct => ({ act: 'resume', at: instant, until: null, workingDays: null, dueAfter: instant });

/** A pause inside of the time of a rule. */
const paused = fc.record({ rule: ruleOf, part: fc.double({ min: 0, max: 0.99, noNaN: true }), length: fc.integer({ min: 1, max: 2_000 }) }).map(
  ({ rule, part, length }) => {
    const { dueAt } = dueOf(rule, [], calendar);
    const from = Date.parse((rule as { from: string }).from);
    const begin = from + wholeSeconds((Date.parse(dueAt) - from) * part);
    return { rule, dueAt, from: new Date(begin).toISOString(), until: new Date(begin + length * HOUR_MS).toISOString() };
  },
);

it('a pause keeps the working time that was left', () => {
  fc.assert(
    fc.property(paused, ({ rule, dueAt, from, until }) => {
      const due = dueOf(rule, [pauseOf(from, until)], calendar);
      expect(calendar.workingSecondsBetween(until, due.dueAt)).toBe(calendar.workingSecondsBetween(from, dueAt));
      expect(due).toMatchObject({ pausedUntil: until, counted: true });
    }),
  );
});

it('to go on early is as if the pause had been that short', () => {
  fc.assert(
    fc.property(paused, fc.double({ min: 0.01, max: 1, noNaN: true }), ({ rule, from, until }, part) => {
      const middle = new Date(Date.parse(from) + wholeSeconds((Date.parse(until) - Date.parse(from)) * part)).toISOString();
      const resumed = dueOf(rule, [pauseOf(from, until), resumeAt(middle)], calendar);
      expect(resumed.dueAt).toBe(dueOf(rule, [pauseOf(from, middle)], calendar).dueAt);
      expect(resumed.pausedUntil).toBeNull();
    }),
  );
});

it('a pause never makes a deadline earlier', () => {
  fc.assert(
    fc.property(paused, ({ rule, dueAt, from, until }) => {
      expect(Date.parse(dueOf(rule, [pauseOf(from, until)], calendar).dueAt)).toBeGreaterThanOrEqual(Date.parse(dueAt));
    }),
  );
});

/** Any instant as people write them, also at night, on Sundays and between two sessions; and a pause before it. */
const written = fc
  .record({ due: fc.integer({ min: 24 * 3_600, max: 24 * 120 * 3_600 }), part: fc.double({ min: 0, max: 0.999, noNaN: true }) })
  .map(({ due, part }) => {
    const dueAt = new Date(START + due * 1_000).toISOString();
    const rule: DeadlineRule = { kind: 'fixed', dueAt, by: 'vanthu' };
    return { rule, dueAt, from: new Date(START + Math.floor(due * part) * 1_000).toISOString() };
  });
const after = (from: string, seconds: number) => new Date(Date.parse(from) + seconds * 1_000).toISOString();
const lengths = fc.integer({ min: 0, max: 60 * 24 * 3_600 });

it('a written date stays where it is, also outside of working hours, where it goes on as soon as it was paused', () => {
  fc.assert(
    fc.property(written, lengths, ({ rule, dueAt, from }, length) => {
      const resumed = dueOf(rule, [pauseOf(from, after(from, length + 1)), resumeAt(from)], calendar);
      expect(resumed.dueAt).toBe(dueAt);
    }),
  );
});

it('a written date comes the later the longer the pause, never earlier than it was, and with as much working time left', () => {
  fc.assert(
    fc.property(written, lengths, lengths, ({ rule, dueAt, from }, some, more) => {
      const [short, long] = [some, some + more].map((length) => dueOf(rule, [pauseOf(from, after(from, length))], calendar).dueAt);
      expect(Date.parse(short!)).toBeGreaterThanOrEqual(Date.parse(dueAt));
      expect(Date.parse(long!)).toBeGreaterThanOrEqual(Date.parse(short!));
      const left = calendar.workingSecondsBetween(from, dueAt);
      expect(calendar.workingSecondsBetween(after(from, some), short!)).toBe(left);
    }),
  );
});

it('a deadline at the end of a day, on a Sunday or over lunch is that still when no working time went by', () => {
  for (const dueAt of ['2026-02-06T16:59:00.000Z', '2026-02-08T09:00:00.000Z', '2026-02-06T05:30:00.000Z']) {
    const rule: DeadlineRule = { kind: 'fixed', dueAt, by: 'vanthu' };
    const overnight = pauseOf('2026-02-04T11:00:00.000Z', '2026-02-04T23:00:00.000Z');
    expect(dueOf(rule, [overnight], calendar).dueAt).toBe(dueAt);
  }
});

it('an extension by working days is counted again by another calendar, and one to an instant is not', () => {
  const off = { kind: 'day-off' as const, sessions: [], name: 'Nghỉ tránh bão', source: 'Công điện 12' };
  const days = [...VIETNAM.days, { date: '2026-01-26', ...off }, { date: '2026-01-28', ...off }].sort((a, b) => (a.date < b.date ? -1 : 1));
  const withStorm = new WorkingTime({ ...VIETNAM, days });
  const rule = { kind: 'working', duration: 'P5D', from: '2026-01-19T02:00:00.000Z' } as const;
  const extension: CountedAct = { act: 'extension', at: rule.from, until: null, workingDays: 2, dueAfter: '2026-01-28T10:00:00.000Z' };
  expect(dueOf(rule, [extension], calendar)).toEqual({ dueAt: extension.dueAfter, counted: true, pausedUntil: null });
  // The first five days end a day later, on the 27th; the 28th is off too.
  expect(dueOf(rule, [extension], withStorm).dueAt).toBe('2026-01-30T10:00:00.000Z');
  expect(dueOf(rule, [{ ...extension, workingDays: null }], withStorm)).toEqual({ dueAt: extension.dueAfter, counted: false, pausedUntil: null });
});

it('an approved instant stands by whatever calendar, until a later pause counts on from it', () => {
  const rule: DeadlineRule = { kind: 'working', duration: 'P5D', from: at(0) };
  const extension: CountedAct = { act: 'extension', at: at(1), until: null, workingDays: null, dueAfter: '2026-02-06T03:00:00.000Z' };
  expect(dueOf(rule, [extension], calendar)).toEqual({ dueAt: extension.dueAfter, counted: false, pausedUntil: null });
  const pause = pauseOf('2026-02-05T10:00:00.000Z', '2026-02-09T10:00:00.000Z');
  expect(dueOf(rule, [extension, pause], calendar)).toEqual({
    dueAt: '2026-02-10T03:00:00.000Z',
    counted: true,
    pausedUntil: pause.until,
  });
});

it('a written date follows a calendar as soon as a pause counts on from it, also when that was ended, and an approved one does not', () => {
  const rule: DeadlineRule = { kind: 'fixed', dueAt: '2026-02-06T10:00:00.000Z', by: 'lanhdao' };
  const pause = pauseOf('2026-02-05T10:00:00.000Z', '2026-02-11T10:00:00.000Z');
  const resume = resumeAt('2026-02-09T10:00:00.000Z');
  expect(dueOf(rule, [], calendar).counted).toBe(false);
  expect(dueOf(rule, [pause, resume], calendar)).toEqual({ dueAt: '2026-02-10T10:00:00.000Z', counted: true, pausedUntil: null });
  for (const act of ['extension', 'correction'] as const) {
    const approved: CountedAct = { act, at: '2026-02-10T02:00:00.000Z', until: null, workingDays: null, dueAfter: '2026-02-13T03:00:00.000Z' };
    expect(dueOf(rule, [pause, resume, approved], calendar)).toEqual({ dueAt: approved.dueAfter, counted: false, pausedUntil: null });
  }
});

it('a change of the rule makes earlier acts history', () => {
  const rule: DeadlineRule = { kind: 'fixed', dueAt: '2026-03-02T10:00:00.000Z', by: 'lanhdao' };
  const acts: CountedAct[] = [pauseOf(at(1), at(50)), { act: 'change', at: at(60), until: null, workingDays: null, dueAfter: rule.dueAt }];
  expect(dueOf(rule, acts, calendar)).toEqual({ dueAt: rule.dueAt, counted: false, pausedUntil: null });
});

it('pauses one after another give back the working time of all of them, whatever calendar moves lie between', () => {
  const gap = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 400 }), fc.boolean());
  fc.assert(
    fc.property(ruleOf, fc.array(gap, { minLength: 1, maxLength: 5 }), (rule, gaps) => {
      const acts: CountedAct[] = [];
      let paused = 0;
      for (const [before, length, moved] of gaps) {
        const { dueAt } = dueOf(rule, acts, calendar);
        const begin = Date.parse(decidedUntil((rule as { from: string }).from, acts)) + before * HOUR_MS;
        if (begin >= Date.parse(dueAt)) break;
        const pause = pauseOf(new Date(begin).toISOString(), new Date(begin + length * HOUR_MS).toISOString());
        paused += calendar.workingSecondsBetween(pause.at, pause.until!);
        acts.push(pause);
        if (moved) acts.push({ act: 'move', at: pause.at, until: null, workingDays: null, dueAfter: dueAt });
      }
      const [first, last] = [dueOf(rule, [], calendar).dueAt, dueOf(rule, acts, calendar).dueAt];
      expect(calendar.workingSecondsBetween(first, last)).toBe(paused);
    }),
  );
});

it('a decision reaches back to the end of a pause, when it was resumed or as expected, and not to a calendar move', () => {
  const pause = pauseOf(at(10), at(50));
  const move: CountedAct = { act: 'move', at: at(20), until: null, workingDays: null, dueAfter: at(60) };
  expect(decidedUntil(at(0), [])).toBe(at(0));
  expect(decidedUntil(at(0), [pause, move])).toBe(at(50));
  expect(decidedUntil(at(0), [pause, move, resumeAt(at(30))])).toBe(at(30));
  expect(decidedUntil(at(0), [move])).toBe(at(0));
});

it('a change of the rule ends a pause that went on: decisions reach back to it', () => {
  const change: CountedAct = { act: 'change', at: at(100), until: null, workingDays: null, dueAfter: at(600) };
  expect(decidedUntil(at(0), [pauseOf(at(50), at(500)), change])).toBe(at(100));
});
