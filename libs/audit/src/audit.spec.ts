import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { appendAudit, listAudit } from './audit.js';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
  await test.database.transaction(async (tx) =>
    appendAudit(tx, { actor: 'lanht', requestId: 'r1' }, [
      { action: 'directory.appoint', subject: 'person', subjectId: 'cuongpv', detail: { old: null, new: 'head' } },
      { action: 'identity.lock', subject: 'account', subjectId: 'cuongpv' },
    ]),
  );
});
afterAll(() => test.close());

describe('the audit trail', () => {
  it('tells who did what to what, in which request, newest first', async () => {
    const { items } = await listAudit(test.database, { subjectId: 'cuongpv', limit: 10 });
    expect(items.map(({ action, actor, requestId, detail }) => ({ action, actor, requestId, detail }))).toEqual([
      { action: 'identity.lock', actor: 'lanht', requestId: 'r1', detail: {} },
      { action: 'directory.appoint', actor: 'lanht', requestId: 'r1', detail: { old: null, new: 'head' } },
    ]);
  });

  it('is read a page at a time', async () => {
    const first = await listAudit(test.database, { limit: 1 });
    expect(first.items).toMatchObject([{ action: 'identity.lock' }]);
    const second = await listAudit(test.database, { limit: 1, after: first.next! });
    expect(second).toMatchObject({ items: [{ action: 'directory.appoint' }], next: null });
  });

  it.each(["update audit_entry set actor = 'x'", 'delete from audit_entry', 'truncate audit_entry'])(
    'refuses %s',
    async (sql) => {
      await expect(test.database.query(sql)).rejects.toThrow('append-only');
      expect((await listAudit(test.database, { limit: 10 })).items).toHaveLength(2);
    },
  );
});
