import { Contender } from '../../../../test/concurrency/contender.js';
import { type AssignmentOffice, openAssignmentOffice } from '../testing/assignment-office.js';

let office: AssignmentOffice;
beforeAll(async () => {
  office = await openAssignmentOffice();
});
afterAll(() => office.close());

it('whoever takes work back locks the assignment before its deadlines, as whoever reports on it', async () => {
  const { id, instanceId } = await office.give({ workingDays: 60, reportEveryDays: 2 });
  await office.complete(instanceId, 'chuyenvien', { acceptance: 'accept' });
  const recall = { assignmentId: id, reason: 'Không cần nữa.' };
  const recalling = new Contender('the recall', () => office.executor.execute(office.commands.recall, recall, office.as('truongphong')));
  const free = await office.database.transaction(async (tx) => {
    await tx.query('select from assignment where id = $1 for no key update', [id]);
    await recalling.runToLock(office.database);
    return tx.query(`select from deadline where subject = 'assignment-report' and subject_id = $1 for no key update skip locked`, [id]);
  });
  await recalling.finish();
  expect(free).toHaveLength(1);
});
