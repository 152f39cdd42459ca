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
const pauseOf = (from: string, until: string): CountedAct => ({ act: 'pause', at: from, until, dueAfter: from });
const resumeAt = (instant: string): CountedAct => ({ act: 'resume', at: instant, until: null, dueAfter: instant });

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

it('an approved instant stands by whatever calendar, until a later pause counts on from it', () => {
  const rule: DeadlineRule = { kind: 'working', duration: 'P5D', from: at(0) };
  const extension: CountedAct = { act: 'extension', at: at(1), until: null, dueAfter: '2026-02-06T03:00:00.000Z' };
  expect(dueOf(rule, [extension], calendar)).toEqual({ dueAt: extension.dueAfter, counted: false, pausedUntil: null });
  const pause = pauseOf('2026-02-05T10:00:00.000Z', '2026-02-09T10:00:00.000Z');
  expect(dueOf(rule, [extension, pause], calendar)).toEqual({
    dueAt: '2026-02-10T03:00:00.000Z',
    counted: true,
    pausedUntil: pause.until,
  });
});

it('a change of the rule makes earlier acts history', () => {
  const rule: DeadlineRule = { kind: 'fixed', dueAt: '2026-03-02T10:00:00.000Z', by: 'lanhdao' };
  const acts: CountedAct[] = [pauseOf(at(1), at(50)), { act: 'change', at: at(60), until: null, dueAfter: rule.dueAt }];
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
        if (moved) acts.push({ act: 'move', at: pause.at, until: null, dueAfter: dueAt });
      }
      const [first, last] = [dueOf(rule, [], calendar).dueAt, dueOf(rule, acts, calendar).dueAt];
      expect(calendar.workingSecondsBetween(first, last)).toBe(paused);
    }),
  );
});

it('a decision reaches back to the end of a pause, when it was resumed or as expected, and not to a calendar move', () => {
  const pause = pauseOf(at(10), at(50));
  const move: CountedAct = { act: 'move', at: at(20), until: null, dueAfter: at(60) };
  expect(decidedUntil(at(0), [])).toBe(at(0));
  expect(decidedUntil(at(0), [pause, move])).toBe(at(50));
  expect(decidedUntil(at(0), [pause, move, resumeAt(at(30))])).toBe(at(30));
  expect(decidedUntil(at(0), [move])).toBe(at(0));
});
