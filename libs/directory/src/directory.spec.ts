import { listAudit } from '#audit';
import type { Command } from '#runtime';
import { openTestOffice, type TestOffice } from '../../../test/support/office.js';
import type { AppointInput } from './appoint.command.js';
import {
  appoint,
  correctPerson,
  createUnit,
  endAppointment,
  formDirectory,
  groupsOf,
  listPeople,
  listUnits,
  membersOfGroup,
  POST_ROLES,
  registerPerson,
  unknownOwners,
} from './index.js';

const TODAY = '2026-06-15';

let office: TestOffice;
beforeAll(async () => {
  office = await openTestOffice();
  await run(createUnit, { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership', sort: 10 });
  await run(createUnit, { code: 'QLCN', name: 'Phòng Quản lý công nghệ', kind: 'professional', sort: 30 });
  await run(createUnit, { code: 'VP', name: 'Văn phòng Sở', kind: 'office', sort: 20 });
});
afterAll(() => office.close());

function run<Input, Output>(command: Command<Input, Output>, input: Input): Promise<Output> {
  return office.executor.execute(command, input, office.as('yenlh'));
}

async function newPerson(fullName: string): Promise<string> {
  return (await run(registerPerson, { fullName })).login;
}

function post(login: string, change: Partial<AppointInput> = {}): AppointInput {
  return { login, unit: 'QLCN', role: 'staff', title: 'Chuyên viên', from: '2026-01-01', ...change };
}

describe('units', () => {
  it('are listed in the order of the office', async () => {
    const living = { validFrom: null, validTo: null, successor: null, phone: null, room: null };
    expect(await listUnits(office.database)).toEqual([
      { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership', parentCode: null, ...living },
      { code: 'VP', name: 'Văn phòng Sở', kind: 'office', parentCode: null, ...living },
      { code: 'QLCN', name: 'Phòng Quản lý công nghệ', kind: 'professional', parentCode: null, ...living },
    ]);
  });

  it('are refused with everything that is wrong with them', async () => {
    const wrong = { code: 'ql cn', name: ' ', kind: 'club' as never, parentCode: 'XYZ', sort: 1.5 };
    await expect(run(createUnit, wrong)).rejects.toMatchObject({
      code: 'directory.unit-invalid',
      findings: ['code', 'name', 'kind', 'sort', 'parentCode'].map((where) => expect.objectContaining({ where })),
    });
  });

  it('keep their code for themselves', async () => {
    await expect(run(createUnit, { code: 'VP', name: 'Khác', kind: 'office' })).rejects.toMatchObject({
      code: 'directory.unit-exists',
    });
  });
});

describe('registering a person', () => {
  it('makes the login from the name and numbers the ones that follow', async () => {
    expect(await newPerson('Phan Văn Cường')).toBe('cuongpv');
    expect(await newPerson('Phùng Việt Cường')).toBe('cuongpv1');
    expect(await newPerson('  Phạm   Vĩnh Cường ')).toBe('cuongpv2');
  });

  it('gives two people different logins when both are registered at the same moment', async () => {
    const logins = await Promise.all(['Đào Hải Long', 'Đỗ Hữu Long', 'Dương Hà Long'].map(newPerson));
    expect(logins.sort()).toEqual(['longdh', 'longdh1', 'longdh2']);
  });

  it('refuses a login that was asked for and is taken', async () => {
    await expect(run(registerPerson, { fullName: 'Ai Đó', login: 'cuongpv' })).rejects.toMatchObject({
      code: 'directory.login-taken',
      kind: 'conflict',
    });
  });

  it('gives no name that is reserved, or that anybody ever signed in with', async () => {
    await newPerson('Lê Thị Thúy');
    await office.database.query(`insert into taken_name (name, reason, login) values ('thuypt', 'sign-in-name', 'thuylt')`);
    expect(await newPerson('Phạm Thu Thủy')).toBe('thuypt1');
    for (const login of ['root', 'postmaster', 'thuypt']) {
      await expect(run(registerPerson, { fullName: 'Ai Đó', login })).rejects.toMatchObject({ code: 'directory.login-taken' });
    }
  });

  it('and creating units and posts let no name pass that holds what nobody sees', async () => {
    const hidden = { findings: [{ code: 'hidden-marks' }] };
    for (const mark of ['\u202e', '\u200b', '\u00ad']) {
      const name = `Nguyễn Văn Ế${mark}hack`;
      await expect(run(registerPerson, { fullName: name })).rejects.toMatchObject(hidden);
      await expect(run(correctPerson, { login: 'cuongpv', fullName: name, email: null, phone: null, room: null })).rejects.toMatchObject(hidden);
      await expect(run(createUnit, { code: 'AN', name, kind: 'office' })).rejects.toMatchObject(hidden);
      await expect(run(appoint, post('cuongpv', { title: name }))).rejects.toMatchObject(hidden);
    }
  });

  it('refuses names, logins and addresses that cannot be', async () => {
    const wrong = { fullName: 'Ai Đó', login: 'Ai Đó', email: 'nowhere' };
    await expect(run(registerPerson, wrong)).rejects.toMatchObject({
      findings: [expect.objectContaining({ where: 'login' }), expect.objectContaining({ where: 'email' })],
    });
    await expect(run(registerPerson, { fullName: '  ' })).rejects.toMatchObject({
      findings: [{ where: 'fullName', what: 'is empty' }],
    });
  });
});

describe('posts', () => {
  it('give groups from their first to their last day', async () => {
    const login = await newPerson('Bùi Thị Thu Hà');
    await run(appoint, post(login, { role: 'head', title: 'Trưởng phòng', from: '2026-03-01', to: '2026-03-31' }));
    const held = ['head', 'head:QLCN', 'unit:QLCN'];
    expect(await groupsOf(office.database, login, '2026-02-28')).toEqual([]);
    expect(await groupsOf(office.database, login, '2026-03-01')).toEqual(held);
    expect(await groupsOf(office.database, login, '2026-03-31')).toEqual(held);
    expect(await groupsOf(office.database, login, '2026-04-01')).toEqual([]);
    expect(await membersOfGroup(office.database, 'head:QLCN', '2026-03-15')).toEqual([login]);
    expect(await membersOfGroup(office.database, 'head:QLCN', '2026-04-01')).toEqual([]);
    expect(await membersOfGroup(office.database, 'head:VP', '2026-03-15')).toEqual([]);
  });

  it('add up when a person holds several', async () => {
    const login = await newPerson('Lương Thế Sơn');
    await run(appoint, post(login, { unit: 'VP', role: 'it', title: 'Quản trị mạng' }));
    await run(appoint, post(login, { unit: 'VP', role: 'admin', title: 'Quản trị hệ thống' }));
    expect(await groupsOf(office.database, login, TODAY)).toEqual(['admin', 'admin:VP', 'it', 'it:VP', 'unit:VP']);
    expect(await membersOfGroup(office.database, 'unit:VP', TODAY)).toEqual([login]);
  });

  it.each(POST_ROLES)('may have the role %s', async (role) => {
    const login = await newPerson('Võ Ngọc Trâm');
    await run(appoint, post(login, { role, to: '2026-01-02' }));
    expect(await groupsOf(office.database, login, '2026-01-01')).toContain(role);
  });

  it('end on the day that is set, and may be held again afterwards', async () => {
    const login = await newPerson('Đặng Anh Tuấn');
    const { postId } = await run(appoint, post(login));
    await expect(run(appoint, post(login, { from: '2026-05-01' }))).rejects.toMatchObject({
      code: 'directory.appointment-overlaps',
    });
    await run(endAppointment, { postId, lastDay: '2026-04-30' });
    expect(await groupsOf(office.database, login, '2026-05-01')).toEqual([]);
    await run(appoint, post(login, { from: '2026-05-01' }));
    expect(await groupsOf(office.database, login, '2026-05-01')).toContain('staff:QLCN');
  });

  it('are not held twice when two clerks record the same appointment at once', async () => {
    const login = await newPerson('Ngô Thị Mai');
    const outcomes = await Promise.allSettled([run(appoint, post(login)), run(appoint, post(login))]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('are refused with everything that is wrong with them, and nothing is written', async () => {
    const before = await listAudit(office.database, { limit: 1 });
    const dates = { from: '2026-02-30', to: '1/1/2026' };
    const wrong = post('khongco', { unit: 'XYZ', role: 'king' as never, title: '', ...dates });
    await expect(run(appoint, wrong)).rejects.toMatchObject({
      code: 'directory.appointment-invalid',
      findings: ['role', 'title', 'from', 'to', 'login', 'unit'].map((where) => expect.objectContaining({ where })),
    });
    expect(await listAudit(office.database, { limit: 1 })).toEqual(before);
  });

  it('do not end before they begin', async () => {
    const login = await newPerson('Tạ Quang Vinh');
    await expect(run(appoint, post(login, { to: '2025-12-31' }))).rejects.toMatchObject({
      findings: [expect.objectContaining({ where: 'to', what: 'lies before the first day 2026-01-01' })],
    });
    const { postId } = await run(appoint, post(login));
    await expect(run(endAppointment, { postId, lastDay: '2025-12-31' })).rejects.toMatchObject({
      findings: [expect.objectContaining({ where: 'lastDay' })],
    });
    await expect(
      run(endAppointment, { postId: '00000000-0000-7000-8000-000000000000', lastDay: TODAY }),
    ).rejects.toMatchObject({ code: 'directory.appointment-not-found' });
  });

  it('leave old and new values in the audit trail', async () => {
    const login = await newPerson('Lý Gia Huy');
    const { postId } = await run(appoint, post(login));
    await run(endAppointment, { postId, lastDay: TODAY });
    const { items: trail } = await listAudit(office.database, { subject: 'person', subjectId: login, limit: 10 });
    expect(trail.map(({ action, actor, detail }) => ({ action, actor, detail }))).toEqual([
      {
        action: 'directory.end-appointment',
        actor: 'yenlh',
        detail: { postId, old: { to: null }, new: { to: TODAY } },
      },
      {
        action: 'directory.appoint',
        actor: 'yenlh',
        detail: {
          old: null,
          new: { postId, unit: 'QLCN', role: 'staff', title: 'Chuyên viên', from: '2026-01-01', to: null },
        },
      },
      {
        action: 'directory.register-person',
        actor: 'yenlh',
        detail: { old: null, new: { fullName: 'Lý Gia Huy', email: null } },
      },
    ]);
  });
});

describe('unknown owners of a process', () => {
  it('are people and groups that the office does not have, whoever holds a post today', async () => {
    const login = await newPerson('Châu Nhật Nam');
    const users = [login, 'khongco'];
    const groups = ['leader', 'head:LD', 'unit:VP', 'king', 'unit', 'unit:XYZ', 'king:VP', 'head:', 'head:VP:LD', ''];
    expect(await office.database.transaction((tx) => unknownOwners(tx, { users, groups }))).toEqual({
      users: ['khongco'],
      groups: groups.slice(3),
    });
  });
});

describe('lists', () => {
  let own: TestOffice;
  beforeAll(async () => {
    own = await openTestOffice();
    const { executor } = own;
    const caller = own.as('yenlh');
    await executor.execute(createUnit, { code: 'LD', name: 'Lãnh đạo Sở', kind: 'leadership', sort: 10 }, caller);
    await executor.execute(createUnit, { code: 'TDC', name: 'Phòng Tiêu chuẩn', kind: 'professional' }, caller);
    for (const fullName of ['Vũ Đình Khánh', 'Nguyễn Văn Đức', 'Lê Ánh', 'Đỗ Thị Lan Anh', 'Trần Dũng']) {
      const { login } = await executor.execute(registerPerson, { fullName }, caller);
      await executor.execute(appoint, post(login, { unit: 'TDC', to: '2026-12-31' }), caller);
    }
    const director = await executor.execute(registerPerson, { fullName: 'Trần Quốc Bảo' }, caller);
    const directorship = post(director.login, { unit: 'LD', role: 'leader', title: 'Giám đốc' });
    await executor.execute(appoint, directorship, caller);
  });
  afterAll(() => own.close());

  const byGivenName = ['Đỗ Thị Lan Anh', 'Lê Ánh', 'Trần Quốc Bảo', 'Trần Dũng', 'Nguyễn Văn Đức', 'Vũ Đình Khánh'];

  it('page through people by given name, in the order of the Vietnamese alphabet', async () => {
    const names: string[] = [];
    let after: string | undefined;
    do {
      const page = await listPeople(own.database, { onDate: TODAY, limit: 2, after });
      expect(page.items.length).toBeLessThanOrEqual(2);
      names.push(...page.items.map(({ fullName }) => fullName));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(names).toEqual(byGivenName);
  });

  it.each([
    ['duc', ['Nguyễn Văn Đức']],
    ['ĐỨC'.normalize('NFD'), ['Nguyễn Văn Đức']],
    ['tran', ['Trần Quốc Bảo', 'Trần Dũng']],
    ['khanhvd', ['Vũ Đình Khánh']],
    ['%', []],
    ['  ', byGivenName],
  ])('find people by %p whatever the diacritics', async (search, names) => {
    const { items, next } = await listPeople(own.database, { onDate: TODAY, search, limit: 10 });
    expect(items.map(({ fullName }) => fullName)).toEqual(names);
    expect(next).toBeNull();
  });

  it('show the posts of the day', async () => {
    const on = (onDate: string) => listPeople(own.database, { onDate, search: 'dũng', limit: 10 });
    const post = { postId: expect.any(String), unit: 'TDC', unitName: 'Phòng Tiêu chuẩn', role: 'staff' };
    expect((await on('2026-12-31')).items).toEqual([
      { login: 'dungt', fullName: 'Trần Dũng', email: null, phone: null, room: null, posts: [{ ...post, title: 'Chuyên viên' }] },
    ]);
    expect((await on('2027-01-01')).items[0]!.posts).toEqual([]);
  });

  it.each(['x', 'bnVsbA', 'WyJhIl0'])('refuse the made-up cursor %p', async (after) => {
    await expect(listPeople(own.database, { onDate: TODAY, limit: 2, after })).rejects.toMatchObject({
      code: 'foundation.bad-cursor',
    });
  });

  it('give forms the units that can be given work and the people in post', async () => {
    const { units, people } = await formDirectory(own.database, TODAY);
    expect(units).toEqual([{ value: 'TDC', label: 'Phòng Tiêu chuẩn' }]);
    expect(people.map(({ label }) => label)).toEqual(byGivenName);
    expect(people[2]).toEqual({ value: 'baotq', label: 'Trần Quốc Bảo', units: ['LD'] });
    expect((await formDirectory(own.database, '2027-01-01')).people).toHaveLength(1);
  });
});
