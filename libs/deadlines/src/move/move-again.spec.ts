import { setTimeout as sleep } from 'node:timers/promises';
import { type DeadlineOffice, moveAll, openDeadlineOffice, withDayOff } from '../testing/deadline-office.js';
import { findUnfinishedMove } from './calendar-moves.query.js';

const MOVER = { actor: 'system:calendar-move', requestId: 'test' };
const DUE = '2026-01-29T10:00:00.000Z';
const DUE_AFTER_STORM = '2026-01-30T10:00:00.000Z';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

const batch = (publication: number) => office.executor.execute(office.commands.moveBatch, { publication, limit: 500 }, MOVER);
const dueOf = async (id: string) => (await office.database.query<{ due: string }>('select due_at as due from deadline where id = $1', [id]))[0]!.due;

it('leaves a move to the worker that is at it', async () => {
  const { id } = await office.openCase();
  const publication = await office.publish(withDayOff('2026-01-26'), 'bão số 3');
  let outcome: Promise<string> | undefined;
  await office.database.transaction(async (tx) => {
    await tx.query('select 1 from calendar_move where publication = $1 for update', [publication]);
    outcome = batch(publication);
    expect(await Promise.race([outcome, sleep(20_000, 'stands in line', { ref: false })])).toBe('waiting');
  });
  await outcome;
  expect(await dueOf(id)).toBe(DUE);
  await moveAll(office, publication);
  expect(await dueOf(id)).toBe(DUE_AFTER_STORM);
});

it('still takes along what a program that did not know the calendar yet has counted, for five minutes', async () => {
  const { id } = await office.openCase();
  const publication = await office.publish(withDayOff('2026-01-26'), 'bão số 3');
  await moveAll(office, publication);
  const countedByTheOneBefore = () =>
    office.database.query('update deadline set due_at = $2, calendar_publication = $3 where id = $1', [id, DUE, publication - 1]);
  await countedByTheOneBefore();
  office.at('2026-01-22T02:04:00.000Z');
  expect(await findUnfinishedMove(office.database)).toBe(publication);
  await moveAll(office, publication);
  expect(await dueOf(id)).toBe(DUE_AFTER_STORM);
  office.at('2026-01-22T02:30:00.000Z');
  expect(await findUnfinishedMove(office.database)).toBeUndefined();
});
