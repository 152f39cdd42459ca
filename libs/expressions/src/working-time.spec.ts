import type { ExpressionEnv, WorkingCalendar } from './compiled-expression.js';
import { calendarsIn, checkExpression, evaluate, variablesIn } from './evaluate.js';
import { ExpressionEvaluationError } from './expression-errors.js';

/** Answers with fixed values and remembers what it was asked. */
class AskedCalendar implements WorkingCalendar {
  readonly publication = 1;
  readonly asked: (string | undefined)[][] = [];

  addWorkingTime(...question: Parameters<WorkingCalendar['addWorkingTime']>): string {
    this.asked.push(question);
    return '2026-11-25T10:00:00Z';
  }

  workingDaysBetween(...question: Parameters<WorkingCalendar['workingDaysBetween']>): number {
    this.asked.push(['days', ...question]);
    return 4;
  }

  workingHoursBetween(...question: Parameters<WorkingCalendar['workingHoursBetween']>): number {
    this.asked.push(['hours', ...question]);
    return 12.5;
  }
}

const env: ExpressionEnv = { now: '2026-11-20T17:30:00Z', zone: 'Asia/Ho_Chi_Minh' };
const NOW = '2026-11-20T17:30:00.000Z';
const RECEIVED = '2026-11-20T01:00:00.000Z';
const MIDNIGHT = '2026-11-20T17:00:00.000Z';
const variables = { receivedAt: '2026-11-20T08:00:00+07:00', n: 5, unit: 'QLCN' };

describe('working time', () => {
  it.each([
    ['= add working time(now(), duration("P3D"))', [NOW, 'P3D', undefined]],
    ['= add working time(now(), "PT4H", "one stop")', [NOW, 'PT4H', 'one stop']],
    ['= add working time(date("2026-11-21"), "P1D")', [MIDNIGHT, 'P1D', undefined]],
    ['= add working time(receivedAt, "P1D")', [RECEIVED, 'P1D', undefined]],
    ['= add working time(from: receivedAt, duration: "P1D")', [RECEIVED, 'P1D', undefined]],
    ['= working days after(receivedAt, n)', [RECEIVED, 'P5D', undefined]],
    ['= working days after(from: receivedAt, n: n + 1, calendar: unit)', [RECEIVED, 'P6D', 'QLCN']],
    ['= working days after(today(), 0)', [MIDNIGHT, 'P0D', undefined]],
    ['= working days before(receivedAt, 2, unit)', [RECEIVED, '-P2D', 'QLCN']],
    ['= working hours after(receivedAt, 8)', [RECEIVED, 'PT28800S', undefined]],
    ['= working hours before(due: receivedAt, n: 1.5)', [RECEIVED, '-PT5400S', undefined]],
    ['${addWorkingTime(now(), "P3D")}', [NOW, 'P3D', undefined]],
    ['${addWorkingTime(receivedAt, "P3D", "one stop")}', [RECEIVED, 'P3D', 'one stop']],
    ['${workingDaysAfter(receivedAt, n)}', [RECEIVED, 'P5D', undefined]],
    ['${workingDaysBefore(receivedAt, "2")}', [RECEIVED, '-P2D', undefined]],
    ['${workingHoursAfter(receivedAt, 8, unit)}', [RECEIVED, 'PT28800S', 'QLCN']],
    ['${workingHoursBefore(receivedAt, 8)}', [RECEIVED, '-PT28800S', undefined]],
  ])('%s asks the calendar for an instant', (text, question) => {
    const calendar = new AskedCalendar();
    expect(evaluate(text, variables, { ...env, calendar })).toBe('2026-11-25T10:00:00.000Z');
    expect(calendar.asked).toEqual([question]);
  });

  it.each([
    ['= working days between(receivedAt, now())', 4, ['days', RECEIVED, NOW, undefined]],
    ['= working hours between(receivedAt, now(), unit)', 12.5, ['hours', RECEIVED, NOW, 'QLCN']],
    ['= working days between(from: receivedAt, to: today()) + 1', 5, ['days', RECEIVED, MIDNIGHT, undefined]],
    ['${workingDaysBetween(receivedAt, now())}', 4, ['days', RECEIVED, NOW, undefined]],
    ['${workingHoursBetween(receivedAt, now(), unit) - 0.5}', 12, ['hours', RECEIVED, NOW, 'QLCN']],
  ])('%s asks the calendar for a number', (text, answer, question) => {
    const calendar = new AskedCalendar();
    expect(evaluate(text, variables, { ...env, calendar })).toBe(answer);
    expect(calendar.asked).toEqual([question]);
  });

  it.each([
    '= add working time(now(), "P3D") - duration("PT1H") > now()',
    '= working hours before(working days after(now(), 5), 8) > now()',
    '= if working days between(receivedAt, now()) between 3 and 5 then true else false',
    '= some x in [1, 9] satisfies working days between(receivedAt, now()) > x',
  ])('is part of an expression like anything else: %s', (text) => {
    expect(evaluate(text, variables, { ...env, calendar: new AskedCalendar() })).toBe(true);
  });

  it('is not taken for variables', () => {
    expect([...variablesIn('= working days between(from, working days after(to, n))')!].sort()).toEqual([
      'from',
      'n',
      'to',
    ]);
  });

  it.each([
    '= add working time(missing, "P3D")',
    '= working days after(missing, 3)',
    '= working hours between(missing, now())',
    '= working days between(now(), missing)',
    '${addWorkingTime(null, "P3D")}',
    '${workingDaysAfter(null, 3)}',
  ])('%s is null, as there is nothing to count from', (text) => {
    expect(evaluate(text, {}, { ...env, calendar: new AskedCalendar() })).toBeNull();
  });

  it.each([
    '= add working time(now(), "P3D")',
    '${addWorkingTime(now(), "P3D")}',
    '= working days between(now(), now())',
    '${workingHoursBefore(now(), 3)}',
  ])('%s is well-formed, and an error where the office has no calendar', (text) => {
    expect(checkExpression(text)).toEqual([]);
    expect(() => evaluate(text, {}, env)).toThrow(ExpressionEvaluationError);
    expect(() => evaluate(text, {}, env)).toThrow('the office has configured no calendar');
  });

  it.each([
    '= working days after(now())',
    '= working days after(received, 5, 1, 2)',
    '= 1 + working hours between()',
    '= working days after(from: now(), days: 5)',
    '= working days before(from: dueAt, n: 5)',
    '${workingDaysAfter(now(), 5, "vn", 2)}',
    '${workingDaysAfter(now())}',
  ])('%s is refused before it is ever evaluated, with what the function takes', (text) => {
    expect(checkExpression(text)).toMatchObject([{ what: expect.stringContaining('takes') }]);
  });

  it.each([
    ['= working days after(now(), 5, "one-stop")', ['one-stop']],
    ['= add working time((receivedAt), (limit), "QLCN")', ['QLCN']],
    ['= working hours before(due: dueAt, n: 8, calendar: ("vn"))', ['vn']],
    ['= if urgent then working days after(a, 1, "A") else working days after(working days after(a, 1, "B"), 2, unit)', ['A', 'B']],
    ['= working days after(a, 1, "A" + b)', []],
    ['= contains("vn", string(working days between(a, b)))', []],
    ['${workingDaysAfter(now(), 5, "one-stop")} ${addWorkingTime(a, "P1D", unit)}', ['one-stop']],
    ['vn', []],
  ])('%s names the calendars %j', (text, calendars) => {
    expect(calendarsIn(text)).toEqual(calendars);
  });

  it.each([
    ['= add working time(now(), 3)', 'A duration like'],
    ['= working days after(now(), 1.5)', 'A whole number is needed'],
    ['${workingHoursAfter(now(), "soon")}', 'A number is needed'],
    ['${workingHoursAfter(now(), 1e300)}', 'A number of hours is needed'],
    ['= working days between(now(), 5)', 'A date and time like'],
  ])('%s is refused: %s', (text, reason) => {
    expect(() => evaluate(text, {}, { ...env, calendar: new AskedCalendar() })).toThrow(reason);
  });
});
