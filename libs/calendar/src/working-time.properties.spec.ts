import fc from 'fast-check';
import type { CalendarData, CalendarDay, Season, Session } from './calendar-data.js';
import { MinuteWalk } from './testing/minute-walk.js';
import { PLAIN_WEEK } from './testing/calendars.js';
import { WorkingTime } from './working-time.js';

const START = Date.UTC(2025, 11, 1);
const clock = (quarter: number) =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;

/** None to three sessions on quarters of an hour, some of which touch. */
const sessions: fc.Arbitrary<Session[]> = fc
  .uniqueArray(fc.nat({ max: 95 }), { maxLength: 6 })
  .map((quarters) => quarters.sort((one, other) => one - other))
  .map((quarters) =>
    quarters
      .slice(1)
      .flatMap((to, index) => (index % 2 === 0 ? [{ from: clock(quarters[index]!), to: clock(to) }] : [])),
  );

const days: fc.Arbitrary<CalendarDay[]> = fc
  .uniqueArray(fc.record({ offset: fc.nat({ max: 70 }), sessions }), {
    selector: ({ offset }) => offset,
    maxLength: 25,
  })
  .map((rows) =>
    rows.map(({ offset, sessions: worked }) => ({
      date: new Date(START + offset * 86_400_000).toISOString().slice(0, 10),
      kind: worked.length === 0 ? 'day-off' : 'special',
      sessions: worked,
      name: 'Some day',
      source: 'made up',
    })),
  );

/** None, or one over the turn of the year. */
const seasons: fc.Arbitrary<Season[]> = fc
  .record({ 1: sessions, 2: sessions, 3: sessions, 4: sessions, 5: sessions, 6: sessions, 7: sessions })
  .chain((week) => fc.constantFrom([], [{ from: '12-20', to: '01-10', week, name: 'Winter', source: 'made up' }]));

/** Calendars in a zone with whole hours and without a change of clocks, so that the walk by minutes can be simple. */
const calendars: fc.Arbitrary<CalendarData> = fc
  .record({ 1: sessions, 2: sessions, 3: sessions, 4: sessions, 5: sessions, 6: sessions, 7: sessions })
  .filter((week) => Object.values(week).filter(({ length }) => length > 0).length >= 3)
  .chain((week) => days.chain((rows) => seasons.map((some) => ({ ...PLAIN_WEEK, week, days: rows, seasons: some }))));

/** Minutes of December 2025 and January 2026: the turn of the year is within. */
const instants = fc.nat({ max: 62 * 1_440 }).map((minute) => new Date(START + minute * 60_000).toISOString());
const minutes = fc.nat({ max: 1_500 });
const fewDays = fc.nat({ max: 12 });

describe('Working time of any calendar', () => {
  it('is what a walk minute by minute finds', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat({ max: 400 }), fewDays, (data, from, span, count) => {
        const time = new WorkingTime(data);
        const walk = new MinuteWalk(data);
        expect(time.add(from, 'PT0S')).toBe(walk.addMinutes(from, 0));
        expect(time.add(from, `PT${span}M`)).toBe(walk.addMinutes(from, span));
        expect(time.add(from, `-PT${span + 1}M`)).toBe(walk.subtractMinutes(from, span + 1));
        expect(time.addDays(from, count)).toBe(walk.addDays(from, count));
        expect(time.addDays(from, -count - 1)).toBe(walk.subtractDays(from, count + 1));
        const to = new Date(Date.parse(from) + span * 60_000).toISOString();
        expect(time.workingSecondsBetween(from, to)).toBe(walk.minutesBetween(from, to) * 60);
      }),
      { numRuns: 40 },
    );
  });

  it('comes back to the instant of a session from which it was added, when it is subtracted', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, (data, from, span) => {
        const time = new WorkingTime(data);
        const there = time.add(from, `PT${span}M`);
        const back = time.add(there, `-PT${span}M`);
        expect(time.workingSecondsBetween(from, back)).toBe(0);
        if (new MinuteWalk(data).isWorking(from)) expect(back).toBe(from);
      }),
    );
  });

  it('never runs backwards: a later start and a longer term are not due earlier', () => {
    fc.assert(
      fc.property(calendars, instants, instants, minutes, minutes, fewDays, (data, one, other, span, more, count) => {
        const time = new WorkingTime(data);
        const [earlier, later] = [one, other].sort() as [string, string];
        expect(time.add(earlier, `PT${span}M`) <= time.add(later, `PT${span}M`)).toBe(true);
        expect(time.add(one, `PT${span}M`) <= time.add(one, `PT${span + more}M`)).toBe(true);
        expect(time.addDays(earlier, count) <= time.addDays(later, count)).toBe(true);
        expect(time.addDays(one, count + 1) < time.addDays(one, count + 2)).toBe(true);
        expect(time.add(one, `PT${span}M`) >= one).toBe(true);
      }),
    );
  });

  it('is the same added at once or in parts: hours anywhere, days from the end of a day', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, minutes, fewDays, fewDays, (data, from, first, second, some, more) => {
        const time = new WorkingTime(data);
        const inParts = time.add(time.add(from, `PT${first + 1}M`), `PT${second}M`);
        expect(inParts).toBe(time.add(from, `PT${first + 1 + second}M`));
        const end = time.addDays(from, 0);
        expect(time.addDays(time.addDays(end, some), more)).toBe(time.addDays(end, some + more));
      }),
    );
  });

  it('measures what it added', () => {
    fc.assert(
      fc.property(calendars, instants, instants, minutes, fewDays, (data, from, to, span, count) => {
        const time = new WorkingTime(data);
        expect(time.workingSecondsBetween(from, time.add(from, `PT${span}M`))).toBe(span * 60);
        expect(time.workingDaysBetween(from, time.addDays(from, count + 1))).toBe(count + 1);
        expect(time.workingSecondsBetween(from, to)).toBe(0 - time.workingSecondsBetween(to, from));
        expect(time.workingDaysBetween(from, to)).toBe(0 - time.workingDaysBetween(to, from));
      }),
    );
  });
});
