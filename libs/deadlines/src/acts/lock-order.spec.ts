import { eventually } from '../../../../test/support/eventually.js';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
});
afterAll(() => office.close());

it('a decision waits for a step of what its case has called before it locks the deadline, which that step may close', async () => {
  const { id, dueAt } = await office.openCase();
  let extending: Promise<{ dueAt: string }> | undefined;
  await office.database.transaction(async (tx) => {
    expect(await tx.query('select 1 from process_instance where parent_instance_id is not null for no key update')).not.toEqual([]);
    const to = { workingDays: 1, from: dueAt };
    extending = office.run(office.commands.extend, { kind: 'case', id, to, reason: 'việc phức tạp', groups: ['leader'] }, 'lanhdao');
    await eventually(async () => {
      const waiting = await office.database.query(`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
      return waiting.length > 0;
    });
    expect(await tx.query('select 1 from deadline where id = $1 for update skip locked', [id])).toHaveLength(1);
  });
  expect((await extending!).dueAt > dueAt).toBe(true);
});
