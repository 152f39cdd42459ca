import { listAudit } from '#audit';
import { appoint, groupsOf, listPeople, listUnits, loginFromName, membersOfGroup, registerPerson } from '#directory';
import { signIn } from '#identity';
import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { DEMO_SINCE, demoPeople, demoSignIns, demoUnits } from './demo-office.js';
import { OfficeNotEmptyError, seedDemoOffice } from './seed-demo-office.js';

const TODAY = '2026-06-15';

let test: TestDatabase;
let office: TestExecutor;
beforeEach(async () => {
  test = await createTestDatabase();
  office = createTestExecutor(test.database);
});
afterEach(() => test.close());

const seed = () => seedDemoOffice(office.executor, test.database);

describe('the people of the demo office', () => {
  it('have the logins that the rule makes of their names', () => {
    for (const { login, fullName } of demoPeople) expect(login.replace(/\d+$/, '')).toBe(loginFromName(fullName));
    expect(new Set(demoPeople.map(({ login }) => login)).size).toBe(demoPeople.length);
  });

  it('are shown with their posts and the demo password', () => {
    expect(demoSignIns().find(({ login }) => login === 'dungnh')).toEqual({
      fullName: 'Nguyễn Hữu Dũng',
      post: 'Chánh Văn phòng – Văn phòng Sở',
      login: 'dungnh',
      password: 'Congvan@2026',
    });
  });
});

describe('seeding the demo office', () => {
  it('fills an empty database with an office in which every unit has a head and every role somebody', async () => {
    expect(await seed()).toBe(true);
    expect(await listUnits(test.database)).toHaveLength(demoUnits.length);
    for (const { code, kind } of demoUnits) {
      const heads = await membersOfGroup(test.database, kind === 'leadership' ? 'leader' : `head:${code}`, TODAY);
      expect(heads).toHaveLength(kind === 'leadership' ? 3 : 1);
    }
    for (const role of ['chief-of-office', 'clerk', 'it', 'personnel', 'manager', 'designer', 'admin']) {
      expect(await membersOfGroup(test.database, role, TODAY)).not.toEqual([]);
    }
    expect(await groupsOf(test.database, 'cuongpv', TODAY)).toEqual(['head', 'head:QLCN', 'unit:QLCN']);
  });

  it('lets everybody sign in with what is shown', async () => {
    await seed();
    const dependencies = { executor: office.executor, database: test.database, sessionHours: 12 };
    for (const { login, password } of demoSignIns()) {
      const session = await signIn(dependencies, { login, password }, 'r-1');
      expect(session).toMatchObject({ login, mustChangePassword: false });
    }
  });

  it('does nothing the second time, whatever people have changed since', async () => {
    await seed();
    const caller = office.as('yenlh');
    const { login } = await office.executor.execute(registerPerson, { fullName: 'Đoàn Văn Mới' }, caller);
    const post = { login, unitCode: 'TDC', role: 'staff', title: 'Chuyên viên', from: DEMO_SINCE } as const;
    await office.executor.execute(appoint, post, caller);
    const before = await listAudit(test.database, { limit: 1 });
    expect(await seed()).toBe(false);
    expect(await listAudit(test.database, { limit: 1 })).toEqual(before);
  });

  it('is done by one of two programs that start at once', async () => {
    expect((await Promise.all([seed(), seed()])).sort()).toEqual([false, true]);
    const { items } = await listPeople(test.database, { onDate: TODAY, limit: 100 });
    expect(items).toHaveLength(demoPeople.length);
  });

  it('is refused where a real office has moved in, and leaves it alone', async () => {
    await office.executor.execute(registerPerson, { fullName: 'Người Thật' }, office.as('admin'));
    await expect(seed()).rejects.toThrow(OfficeNotEmptyError);
    expect(await listUnits(test.database)).toEqual([]);
  });
});
