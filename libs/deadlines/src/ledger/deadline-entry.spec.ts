import { cancelInstance, completeUserTask } from '#runtime';
import { closeDeadlines, type DeadlineOpening, openDeadline } from '../index.js';
import { type DeadlineOffice, openDeadlineOffice, START } from '../testing/deadline-office.js';

let office: DeadlineOffice;
beforeEach(async () => {
  office = await openDeadlineOffice();
});
afterEach(() => office.close());

interface Entry {
  readonly status: string;
  readonly closedAt: string | null;
  readonly pausedUntil: string | null;
}
const entryOf = async (id: string) => {
  const [entry] = await office.database.query<Entry>(
    `select status, closed_at as "closedAt", paused_until as "pausedUntil" from deadline_entry where id = $1`,
    [id],
  );
  return entry;
};
const close = (subjectId: string) => office.within((context) => closeDeadlines(context, 'document', [subjectId]));

it('a case that is cancelled takes its deadline with it', async () => {
  const { id, instanceId } = await office.openCase();
  await office.run(cancelInstance, { instanceId, reason: 'nhập nhầm' });
  expect(await entryOf(id)).toMatchObject({ status: 'cancelled', closedAt: expect.any(String) });
});

it.each([
  ['met', '2026-01-29T09:00:00.000Z'],
  ['missed', '2026-01-30T02:00:00.000Z'],
])('a deadline that is open when its case is completed is %s as of then', async (status, at) => {
  const instanceId = await office.start('counting');
  const { id } = await office.openCase({ instanceId });
  office.at(at);
  const [task] = await office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  await office.run(completeUserTask, { taskId: task!.id, variables: {} });
  expect(await entryOf(id)).toMatchObject({ status });
});

it('what is done at its due instant is in time, and a moment later is not', async () => {
  const { id } = await office.openCase();
  const late = await office.openCase();
  await office.database.query('update deadline set due_at = business_now() + $2::interval where id = $1', [id, '1 minute']);
  await office.database.query('update deadline set due_at = business_now() - $2::interval where id = $1', [late.id, '1 second']);
  await close('document-1');
  await close('document-2');
  expect(await entryOf(id)).toMatchObject({ status: 'met' });
  expect(await entryOf(late.id)).toMatchObject({ status: 'missed' });
  await office.database.query(`update deadline set status = 'open', closed_at = null, due_at = $2 where id = $1`, [id, START]);
  await office.within((context) => closeDeadlines({ ...context, now: START }, 'document', ['document-1']));
  expect(await entryOf(id)).toMatchObject({ status: 'met', closedAt: START });
});

it('a pause whose expected end has passed is none', async () => {
  const { id } = await office.openCase();
  const until = '2026-01-26T10:00:00.000Z';
  await office.run(office.commands.pause, { id, until, reason: 'x', groups: ['leader'] });
  expect(await entryOf(id)).toMatchObject({ pausedUntil: until });
  office.at('2026-01-27T02:00:00.000Z');
  expect(await entryOf(id)).toMatchObject({ pausedUntil: null, status: 'open' });
});

it('a subject whose deadline is closed gets another one', async () => {
  const { instanceId } = await office.openCase();
  await close('document-1');
  const opening: DeadlineOpening = {
    instanceId,
    variable: 'dueAt',
    label: 'Phúc đáp',
    subject: 'document',
    subjectId: 'document-1',
    unitCode: 'KT',
    startedAt: START,
    startEvent: 'tiếp nhận văn bản',
    rule: { kind: 'fixed', dueAt: '2026-03-02T10:00:00.000Z', by: 'lanhdao' },
    reason: 'bút phê mới',
  };
  await office.within((context) => openDeadline(context, opening));
  const rows = await office.database.query(`select status from deadline where subject_id = 'document-1' order by status`);
  expect(rows).toEqual([{ status: 'met' }, { status: 'open' }]);
});
