import { testLogger } from '../../../../test/support/database.js';
import { eventually } from '../../../../test/support/eventually.js';
import { CalendarMoveUpkeep, getCalendarMove, loadCalendars, publishCalendar } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice, withDayOff } from '../testing/deadline-office.js';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

it('lets its program take up the calendar of a move that it has not heard of yet, and moves at once', async () => {
  const { id } = await office.openCase();
  const { executor, database, url, commands, book } = office;
  const refreshCalendars = async () => book.use((await loadCalendars(database))!);
  const outcomes: string[] = [];
  const moveBatch: typeof commands.moveBatch = {
    ...commands.moveBatch,
    run: async (...given) => {
      const outcome = await commands.moveBatch.run(...given);
      outcomes.push(outcome);
      return outcome;
    },
  };
  const { publication } = await office.run(publishCalendar, { data: withDayOff('2026-01-26'), basedOn: 1 });
  expect(book.publication).toBeLessThan(publication);

  const upkeep = new CalendarMoveUpkeep({ executor, database, url, logger: testLogger, moveBatch, refreshCalendars });
  upkeep.start();
  try {
    const move = await eventually(async () => {
      const row = await getCalendarMove(database, publication);
      return row.finishedAt !== null && row;
    });
    expect(move).toMatchObject({ failed: 0, failures: [] });
    expect(outcomes).not.toContain('waiting');
    expect((await office.explain('case', id)).dueAt).toBe('2026-01-30T10:00:00.000Z');
  } finally {
    await upkeep.stop();
  }
});
