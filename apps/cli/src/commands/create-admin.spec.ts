import { groupsOf, registerPerson } from '#directory';
import { dateInZone } from '#foundation';
import { signIn } from '#identity';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { createAdmin } from './create-admin.js';

describe('creating an administrator', () => {
  let office: TestOffice;
  beforeAll(async () => {
    office = await openTestOffice();
  });
  afterAll(() => office.close());

  it('gives an empty office somebody who can sign in and administer it', async () => {
    const { database, executor } = office;
    const created = await executor.execute(
      createAdmin,
      { login: 'quantri', fullName: 'Quản Trị' },
      office.as('system:cli'),
    );
    const session = await signIn(
      { executor, database, sessionHours: 1, initialPasswordDays: 7 },
      { login: 'quantri', password: created.initialPassword },
      'r',
    );
    expect(session.mustChangePassword).toBe(true);
    expect(await groupsOf(database, 'quantri', dateInZone(office.clock.now(), 'Asia/Ho_Chi_Minh'))).toContain('admin');
  });

  it('takes a second one into the same unit', async () => {
    await office.executor.execute(
      createAdmin,
      { login: 'quantri2', fullName: 'Quản Trị Hai' },
      office.as('system:cli'),
    );
    expect(await office.database.query(`select from post where unit_code = 'QTHT'`)).toHaveLength(2);
  });

  it('leaves nothing behind when the login is taken', async () => {
    await office.executor.execute(registerPerson, { login: 'khac', fullName: 'Người Khác' }, office.as('system:cli'));
    const again = office.executor.execute(createAdmin, { login: 'khac', fullName: 'Ai Đó' }, office.as('system:cli'));
    await expect(again).rejects.toMatchObject({ code: 'directory.login-taken' });
    expect(await office.database.query(`select from account where login = 'khac'`)).toHaveLength(0);
  });
});
