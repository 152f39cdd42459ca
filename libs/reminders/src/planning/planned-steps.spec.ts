import { VIETNAM, WorkingTime } from '#calendar';
import { vn } from '../../../../test/support/office-time.js';
import { agendaOf, plannedSteps } from './planned-steps.js';

const CLOCK = { workingTime: new WorkingTime(VIETNAM), zone: VIETNAM.zone };
const UNMODELLED = { modelsReminders: false, modelsEscalation: false, coveredByTask: false };
const FRIDAY = vn('2026-03-06 17:00');

const step = (at: string, to = 'assignee') => ({ at, to, escalate: to !== 'assignee' });
const momentOf = (at: string, dueAt: string) => plannedSteps([step(at)], { dueAt, ...UNMODELLED }, CLOCK)[0]!.plannedAt;

describe('the moment of a step', () => {
  it.each([
    ['-P1D', FRIDAY, '2026-03-05 07:00'],
    ['-P2D', vn('2026-03-06 09:00'), '2026-03-04 07:00'],
    ['-P1D', vn('2026-03-09 09:00'), '2026-03-06 07:00'], // over a weekend
    ['-P1D', vn('2026-03-07 09:00'), '2026-03-06 07:00'], // due on a Saturday
    ['PT0S', FRIDAY, '2026-03-06 17:00'],
    ['-PT4H', FRIDAY, '2026-03-06 11:00'],
    ['PT4H', FRIDAY, '2026-03-09 11:00'],
    ['P1D', FRIDAY, '2026-03-10 07:00'],
    ['P1D', vn('2026-03-06 10:00'), '2026-03-10 07:00'],
    ['-P1DT4H', FRIDAY, '2026-03-05 11:00'],
  ])('%s of %s', (at, dueAt, moment) => {
    expect(momentOf(at, dueAt)).toBe(vn(moment));
  });

  it('a day before comes before four hours before, also where it is due in the morning', () => {
    const planned = plannedSteps(['-PT4H', '-P1D'].map((at) => step(at)), { dueAt: vn('2026-03-06 09:00'), ...UNMODELLED }, CLOCK);
    expect(planned.map(({ at }) => at)).toEqual(['-P1D', '-PT4H']);
  });
});

describe('the agenda of a deadline', () => {
  const STEPS = [step('-P1D'), step('PT0S'), step('PT4H', 'head'), step('P2D', 'leader')];
  const LONG_AGO = vn('2026-01-05 08:00');

  /** What is to be done at an office time about a deadline on Friday, as `<step> <addressee>`. */
  const agendaAt = (
    now: string,
    { steps = STEPS, startedAt = LONG_AGO, remindedAt = null as string | null, lastRunAt = null as string | null, policySince = LONG_AGO, coveredByTask = false } = {},
  ) => {
    const planned = plannedSteps(steps, { dueAt: FRIDAY, ...UNMODELLED, coveredByTask }, CLOCK);
    const agenda = agendaOf(planned, { startedAt, remindedAt }, { now: vn(now), lastRunAt, policySince });
    return { ...agenda, due: agenda.due.map(({ at, to }) => `${at} ${to}`) };
  };

  it('is the step that has come, and when the next comes', () => {
    expect(agendaAt('2026-03-05 07:00')).toEqual({ due: ['-P1D assignee'], passedOver: 0, leftToOthers: false, nextAt: FRIDAY });
  });

  it('is all steps of one moment', () => {
    const steps = [step('PT0S'), step('PT0S', 'head'), step('-P1D')];
    const due = ['PT0S assignee', 'PT0S head'];
    expect(agendaAt('2026-03-06 17:00', { steps, remindedAt: vn('2026-03-05 07:00') }).due).toEqual(due);
  });

  it('after silence is the highest rung that was reached and whoever holds the task, and how many were not sent', () => {
    const silent = { lastRunAt: vn('2026-03-02 08:00') };
    expect(agendaAt('2026-03-12 08:00', silent)).toMatchObject({ due: ['PT0S assignee', 'P2D leader'], passedOver: 2 });
  });

  it('counts as not sent only what came while no worker ran', () => {
    expect(agendaAt('2026-03-12 08:00', { lastRunAt: vn('2026-03-12 07:59') })).toMatchObject({ passedOver: 0 });
    expect(agendaAt('2026-03-12 08:00')).toMatchObject({ passedOver: 0 });
  });

  it('has nothing of what came before the task was made or before the last reminder', () => {
    expect(agendaAt('2026-03-06 17:00', { startedAt: vn('2026-03-06 17:00') }).due).toEqual([]);
    expect(agendaAt('2026-03-06 17:01', { remindedAt: vn('2026-03-06 17:00') }).due).toEqual([]);
  });

  it('has nothing of what was overdue when the policy was set', () => {
    expect(agendaAt('2026-03-12 08:00', { policySince: vn('2026-03-12 07:00') }).due).toEqual([]);
    const whileWorkersRan = { policySince: vn('2026-03-11 07:00'), lastRunAt: vn('2026-03-12 07:59') };
    expect(agendaAt('2026-03-12 08:00', whileWorkersRan).due).toEqual([]);
  });

  it('keeps what came between the last run and a change of the policy', () => {
    const changed = { remindedAt: vn('2026-03-09 11:00'), lastRunAt: vn('2026-03-11 06:59'), policySince: vn('2026-03-11 07:01') };
    expect(agendaAt('2026-03-11 07:02', changed).due).toEqual(['P2D leader']);
  });

  it('leaves the deadline of a case to the task that is due with it, and says so', () => {
    expect(agendaAt('2026-03-12 08:00', { coveredByTask: true })).toEqual({ due: [], passedOver: 0, leftToOthers: true });
  });
});
