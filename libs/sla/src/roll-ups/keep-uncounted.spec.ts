import { CalendarBook, VIETNAM } from '#calendar';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { SeededRandom } from '../../../../test/support/seeded-random.js';
import { TaskHistory } from '../testing/task-history.js';
import { foldChanges } from './fold-changes.command.js';
import { keepUncounted } from './keep-uncounted.js';

const calendars = new CalendarBook({ publication: 1, calendars: [{ data: VIETNAM, version: 1 }], units: {}, usual: 'vn' });
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

it('the history of a case stays while anything in it is marked to be counted, and not longer', async () => {
  const office = createTestExecutor(test.database);
  const history = new TaskHistory(test.database, new SeededRandom(3), test.clock.now().getTime());
  await history.begin();
  await history.goOn(40);
  const instances = async () => (await test.database.query<{ id: string }>('select id from process_instance')).map(({ id }) => id);
  const kept = async () => test.database.transaction(async (tx) => keepUncounted(tx, await instances()));
  const marked = await test.database.query<{ id: string }>(
    `select i.id from process_instance i where exists (
       select from sla_change c left join user_task t on t.id = c.task_id
       where c.root_instance_id = i.root_instance_id or t.instance_id = i.id)`,
  );
  expect(marked.length).toBeGreaterThan(0);
  expect(marked.length).toBeLessThan((await instances()).length);
  expect(new Set((await kept()).map(({ instanceId }) => instanceId))).toEqual(new Set(marked.map(({ id }) => id)));
  const withEndedTasks = await test.database.query<{ id: string }>(`select distinct instance_id as id from user_task where status <> 'open'`);
  expect(marked.map(({ id }) => id)).toEqual(expect.arrayContaining(withEndedTasks.map(({ id }) => id)));

  await office.executor.execute(foldChanges, { calendars, limit: 10_000 }, office.as('system:sla'));
  expect(await kept()).toEqual([]);
  await test.database.query(`update incoming_document set urgency = 'flash' where id = (select id from incoming_document where instance_id is not null limit 1)`);
  const [{ root }] = (await test.database.query('select root_instance_id as root from sla_change')) as [{ root: string }];
  expect(await kept()).toContainEqual({ instanceId: root, reason: 'uncounted' });
});
