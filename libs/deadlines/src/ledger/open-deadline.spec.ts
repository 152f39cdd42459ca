import { cancelDeadlines, closeDeadlines, reopenDeadlines } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice, START, withDayOff } from '../testing/deadline-office.js';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

interface Row {
  readonly status: string;
  readonly due: string;
  readonly pausedUntil: string | null;
  readonly calendar: string | null;
}
const rowOf = async (id: string) => {
  const sql = 'select status, due_at as due, paused_until as "pausedUntil", calendar from deadline where id = $1';
  const [row] = await office.database.query<Row>(sql, [id]);
  return row;
};

it('is counted from the start by the calendar of the unit that answers', async () => {
  await office.giveOwnCalendar({ ...withDayOff('2026-01-26'), key: 'kt', name: 'Lịch Phòng Kỹ thuật' });
  const { id, dueAt } = await office.openCase();
  expect(dueAt).toBe('2026-01-30T10:00:00.000Z');
  expect(await rowOf(id)).toMatchObject({ due: dueAt, calendar: 'kt' });
  expect((await office.openCase({ unitCode: null })).dueAt).toBe('2026-01-29T10:00:00.000Z');
});

it('is not paused any more once another rule takes the place of its own', async () => {
  const { id, instanceId } = await office.openCase();
  const until = '2026-01-28T10:00:00.000Z';
  await office.run(office.commands.pause, { id, until, reason: 'x', groups: ['leader'] }, 'lanhdao');
  expect(await rowOf(id)).toMatchObject({ pausedUntil: until });
  const rule = { kind: 'working', duration: 'P7D', from: START } as const;
  await office.openCase({ instanceId, subjectId: 'document-1', rule });
  expect(await rowOf(id)).toMatchObject({ status: 'open', due: '2026-02-02T10:00:00.000Z', pausedUntil: null });
});

it('is owed again by the date that it had when what met it does not stand any more, unless nobody owes it', async () => {
  const [met, cancelled] = [await office.openCase({ subjectId: 'document-1' }), await office.openCase({ subjectId: 'document-2' })];
  await office.within((context) => closeDeadlines(context, 'document', ['document-1']));
  await office.within((context) => cancelDeadlines(context, 'document', 'document-2'));
  await office.within((context) => reopenDeadlines(context, 'document', ['document-1', 'document-2']));
  expect(await rowOf(met.id)).toMatchObject({ status: 'open', due: met.dueAt });
  expect(await rowOf(cancelled.id)).toMatchObject({ status: 'cancelled' });
});
