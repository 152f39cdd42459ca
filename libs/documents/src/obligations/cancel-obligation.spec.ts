import { cancelInstance } from '#runtime';
import { type DocumentOffice, openDocumentOffice } from '../testing/document-office.js';
import { newId } from '#foundation';
import { cancelObligation } from './cancel-obligation.command.js';

let office: DocumentOffice;
beforeAll(async () => {
  office = await openDocumentOffice();
});
afterAll(() => office.close());

const cancel = (obligationId: string) =>
  office.executor.execute(cancelObligation, { obligationId, reason: 'vào sổ nhầm' }, office.as('giamdoc'));
const owed = async () => {
  const { instanceId, obligationId } = await office.register({ replyRequired: true, dueAt: office.inHours(72) });
  return { instanceId, obligationId: obligationId! };
};
const end = (instanceId: string) => office.executor.execute(cancelInstance, { instanceId, reason: 'nhập nhầm' }, office.as('admin'));
const statusOf = async (obligationId: string) => {
  const [row] = await office.database.query(
    `select o.status, d.status as deadline, d.closed_at = o.closed_at as together from reply_obligation o
     join deadline d on d.subject = 'reply-obligation' and d.subject_id = o.id::text where o.id = $1`,
    [obligationId],
  );
  return row;
};

it('what nobody works on any more is owed no longer, with its deadline, and the trail has the reason', async () => {
  const { instanceId, obligationId } = await owed();
  await end(instanceId);
  await cancel(obligationId);
  expect(await statusOf(obligationId)).toEqual({ status: 'cancelled', deadline: 'cancelled', together: true });
  const trail = await office.database.query(
    `select actor, detail from audit_entry where subject_id = $1 and action = 'documents.cancel-obligation'`,
    [obligationId],
  );
  expect(trail).toEqual([{ actor: 'giamdoc', detail: { reason: 'vào sổ nhầm' } }]);
});

it('is refused while the case goes on, for what is closed, and for what is not known', async () => {
  const { instanceId, obligationId } = await owed();
  await expect(cancel(obligationId)).rejects.toMatchObject({ code: 'documents.reply-still-worked-on' });
  expect(await statusOf(obligationId)).toMatchObject({ status: 'open', deadline: 'open' });
  await end(instanceId);
  await cancel(obligationId);
  await expect(cancel(obligationId)).rejects.toMatchObject({ code: 'documents.obligation-not-open' });
  await expect(cancel(newId())).rejects.toMatchObject({ code: 'documents.obligation-not-found' });
});
