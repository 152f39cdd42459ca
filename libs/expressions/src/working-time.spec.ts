import type { ExpressionEnv, WorkingCalendar } from './compiled-expression.js';
import { checkExpression, evaluate } from './evaluate.js';
import { ExpressionEvaluationError } from './expression-errors.js';

/** Answers with a fixed instant and remembers what it was asked. */
function calendar() {
  const asked: (string | undefined)[][] = [];
  const addWorkingTime: WorkingCalendar['addWorkingTime'] = (...question) => {
    asked.push(question);
    return '2026-11-25T10:00:00Z';
  };
  return { asked, addWorkingTime };
}

const env: ExpressionEnv = { now: '2026-11-20T17:30:00Z', zone: 'Asia/Ho_Chi_Minh' };

describe('working time', () => {
  it.each([
    ['= add working time(now(), duration("P3D"))', ['2026-11-20T17:30:00.000Z', 'P3D', undefined]],
    ['= add working time(now(), "PT4H", "one stop")', ['2026-11-20T17:30:00.000Z', 'PT4H', 'one stop']],
    ['= add working time(date("2026-11-21"), "P1D")', ['2026-11-20T17:00:00.000Z', 'P1D', undefined]],
    ['= add working time(receivedAt, "P1D")', ['2026-11-20T01:00:00.000Z', 'P1D', undefined]],
    ['= add working time(from: receivedAt, duration: "P1D")', ['2026-11-20T01:00:00.000Z', 'P1D', undefined]],
    ['${addWorkingTime(now(), "P3D")}', ['2026-11-20T17:30:00.000Z', 'P3D', undefined]],
    ['${addWorkingTime(receivedAt, "P3D", "one stop")}', ['2026-11-20T01:00:00.000Z', 'P3D', 'one stop']],
  ])('%s asks the calendar', (text, question) => {
    const { asked, addWorkingTime } = calendar();
    const due = evaluate(text, { receivedAt: '2026-11-20T08:00:00+07:00' }, { ...env, calendar: { addWorkingTime } });
    expect(due).toBe('2026-11-25T10:00:00.000Z');
    expect(asked).toEqual([question]);
  });

  it('is a date and time like any other', () => {
    const text = '= add working time(now(), "P3D") - duration("PT1H") > now()';
    expect(evaluate(text, {}, { ...env, calendar: calendar() })).toBe(true);
  });

  it('is null from nowhere', () => {
    expect(evaluate('= add working time(missing, "P3D")', {}, { ...env, calendar: calendar() })).toBeNull();
    expect(evaluate('${addWorkingTime(null, "P3D")}', {}, { ...env, calendar: calendar() })).toBeNull();
  });

  it.each(['= add working time(now(), "P3D")', '${addWorkingTime(now(), "P3D")}'])(
    '%s is well-formed, and an error where the office has no calendar',
    (text) => {
      expect(checkExpression(text)).toEqual([]);
      expect(() => evaluate(text, {}, env)).toThrow(ExpressionEvaluationError);
      expect(() => evaluate(text, {}, env)).toThrow('the office has configured no calendar');
    },
  );

  it('needs a duration', () => {
    const run = () => evaluate('= add working time(now(), 3)', {}, { ...env, calendar: calendar() });
    expect(run).toThrow('A duration like');
  });
});
