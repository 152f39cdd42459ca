import { type DeadlineOffice, openDeadlineOffice, withDayOff } from '../testing/deadline-office.js';

const asked = { reason: 'x', groups: ['leader'] };
/** The clock of the office runs on while a command comes: to the minute. */
const toTheMinute = (instant: string) => new Date(Math.round(Date.parse(instant) / 60_000) * 60_000).toISOString();
/** Five working days after Thursday 22 January 2026. */
const DUE = '2026-01-29T10:00:00.000Z';

let office: DeadlineOffice;
let id: string;
beforeEach(async () => {
  office = await openDeadlineOffice();
  await office.giveOwnCalendar({ ...withDayOff('2026-02-03'), key: 'kt', name: 'Lịch Phòng Kỹ thuật' });
  ({ id } = await office.openCase());
});
afterEach(() => office.close());

it('a pause, and what is left where it goes on early, count by the calendar of the unit', async () => {
  const paused = await office.run(office.commands.pause, { id, until: '2026-01-28T10:00:00.000Z', ...asked }, 'lanhdao');
  expect(toTheMinute(paused.dueAt)).toBe('2026-02-06T08:00:00.000Z');
  office.at('2026-01-26T10:00:00.000Z');
  const { dueAt } = await office.run(office.commands.resume, { id, ...asked }, 'lanhdao');
  expect(toTheMinute(dueAt)).toBe('2026-02-04T08:00:00.000Z');
});

it.each(['case', 'task'] as const)('the working days by which a %s is extended count from its deadline by the calendar of the unit', async (kind) => {
  const task = await office.taskAt('give');
  const to = { workingDays: 3, from: DUE };
  const extended = await office.run(office.commands.extend, { kind, id: kind === 'case' ? id : task, to, ...asked }, 'lanhdao');
  expect(extended.dueAt).toBe('2026-02-04T10:00:00.000Z');
});
