import { VIETNAM, WorkingTime } from '#calendar';
import fc from 'fast-check';
import type { CountedAct, DeadlineRule } from './deadline-rule.js';
import { dueOf } from './due-of.js';

const calendar = new WorkingTime(VIETNAM);
const HOUR_MS = 3_600_000;
const START = Date.parse('2026-01-05T00:00:00.000Z');

const hours = fc.integer({ min: 0, max: 24 * 200 });
const at = (hour: number) => new Date(START + hour * HOUR_MS).toISOString();
const ruleOf = fc.record({ days: fc.integer({ min: 1, max: 40 }), from: hours }).map(
  ({ days, from }): DeadlineRule => ({ kind: 'working', duration: `P${days}D`, from: at(from) }),
);
const pauseOf = (from: string, until: string): CountedAct => ({ act: 'pause', at: from, until, dueAfter: from });
const resumeAt = (instant: string): CountedAct => ({ act: 'resume', at: instant, until: null, dueAfter: instant });

/** A pause inside of the time of a rule. */
const paused = fc.record({ rule: ruleOf, part: fc.double({ min: 0, max: 0.99, noNaN: true }), length: fc.integer({ min: 1, max: 2_000 }) }).map(
  ({ rule, part, length }) => {
    const { dueAt } = dueOf(rule, [], calendar);
    const from = Date.parse((rule as { from: string }).from);
    const begin = from + Math.floor((Date.parse(dueAt) - from) * part);
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
      const middle = new Date(Date.parse(from) + Math.ceil((Date.parse(until) - Date.parse(from)) * part)).toISOString();
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
