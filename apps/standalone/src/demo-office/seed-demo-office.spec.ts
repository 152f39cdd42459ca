import { listAudit } from '#audit';
import { appoint, groupsOf, listPeople, listUnits, loginFromName, membersOfGroup, registerPerson } from '#directory';
import { signIn } from '#identity';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { DEMO_SINCE, DEMO_PEOPLE, demoSignIns, DEMO_UNITS } from './demo-office.js';
import { OfficeNotEmptyError, seedDemoOffice } from './seed-demo-office.js';

const TODAY = '2026-06-15';

let office: TestOffice;
beforeEach(async () => {
  office = await openTestOffice();
});
afterEach(() => office.close());

const seed = () => seedDemoOffice(office.executor, office.database);

describe('the people of the demo office', () => {
  it('have the logins that the rule makes of their names', () => {
    for (const { login, fullName } of DEMO_PEOPLE) expect(login.replace(/\d+$/, '')).toBe(loginFromName(fullName));
    expect(new Set(DEMO_PEOPLE.map(({ login }) => login)).size).toBe(DEMO_PEOPLE.length);
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
    expect(await listUnits(office.database)).toHaveLength(DEMO_UNITS.length);
    for (const { code, kind } of DEMO_UNITS) {
      const heads = await membersOfGroup(office.database, kind === 'leadership' ? 'leader' : `head:${code}`, TODAY);
      expect(heads).toHaveLength(kind === 'leadership' ? 3 : 1);
    }
    for (const role of ['chief-of-office', 'clerk', 'it', 'personnel', 'manager', 'designer', 'admin']) {
      expect(await membersOfGroup(office.database, role, TODAY)).not.toEqual([]);
    }
    expect(await groupsOf(office.database, 'cuongpv', TODAY)).toEqual(['head', 'head:QLCN', 'unit:QLCN']);
  });

  it('lets everybody sign in with what is shown', async () => {
    await seed();
    const dependencies = { ...office, sessionHours: 12, initialPasswordDays: 7 };
    for (const { login, password } of demoSignIns()) {
      const session = await signIn(dependencies, { login, password }, 'r-1');
      expect(session).toMatchObject({ login, mustChangePassword: false });
    }
  });

  it('does nothing the second time, whatever people have changed since', async () => {
    await seed();
    const caller = office.as('yenlh');
    const { login } = await office.executor.execute(registerPerson, { fullName: 'Đoàn Văn Mới' }, caller);
    const post = { login, unit: 'TDC', role: 'staff', title: 'Chuyên viên', from: DEMO_SINCE } as const;
    await office.executor.execute(appoint, post, caller);
    const before = await listAudit(office.database, { limit: 1 });
    expect(await seed()).toBe(false);
    expect(await listAudit(office.database, { limit: 1 })).toEqual(before);
  });

  it('is done by one of two programs that start at once', async () => {
    expect((await Promise.all([seed(), seed()])).sort()).toEqual([false, true]);
    const { items } = await listPeople(office.database, { onDate: TODAY, limit: 100 });
    expect(items).toHaveLength(DEMO_PEOPLE.length);
  });

  it('is refused where a real office has moved in, and leaves it alone', async () => {
    await office.executor.execute(registerPerson, { fullName: 'Người Thật' }, office.as('admin'));
    await expect(seed()).rejects.toThrow(OfficeNotEmptyError);
    expect(await listUnits(office.database)).toEqual([]);
  });
});
