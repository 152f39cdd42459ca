import { type AccountSystemsOfOffice, startAccountSystems } from '../../support/account-systems-of-office.js';
import { eventually } from '../../support/eventually.js';
import { requireReaderOfPersonnelCase } from '#personnel';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

interface Told {
  readonly where: string;
  readonly code: string;
  readonly what: string;
  readonly mend?: string;
  /** In Vietnamese, as the refusal has it. */
  readonly title?: string;
}

describe('what speaks against a personnel decision', () => {
  let outside: AccountSystemsOfOffice;
  let api: ApiUnderTest;
  beforeAll(async () => {
    outside = await startAccountSystems();
    api = await startApi({ ACCOUNT_SYSTEMS_FILE: outside.file, SESSION_HOURS: '720' }, { worker: 'inside', openedAt: vn('2026-07-20 08:00') });
    expect((await api.post('tungmt', 'units', { code: 'KNS', name: 'Phòng Không người đứng đầu', kind: 'professional', sort: 90 })).status).toBe(201);
  }, 120_000);
  afterAll(async () => {
    await api?.close();
    await outside.close();
  });

  let number = 0;
  const basis = () => ({ number: `${++number}/QĐ-SKHCN`, decidedOn: '2026-07-15', agency: 'Sở Khoa học và Công nghệ' });
  const leave = (login: string, more: object = {}) => ({ ...basis(), kind: 'leave', login, effectiveOn: '2026-08-14', ...more });
  const move = (login: string, more: object = {}) => ({
    ...basis(), kind: 'transfer', login, effectiveOn: '2026-08-17', unit: 'TDC', role: 'staff', title: 'Chuyên viên', ...more, // prettier-ignore
  });
  const recruit = (fullName: string, more: object = {}) => ({
    ...basis(), kind: 'recruit', fullName, effectiveOn: '2026-08-17', unit: 'QLCN', role: 'staff', title: 'Chuyên viên', ...more, // prettier-ignore
  });
  const post = (login: string, unit: string, role: string, more: object = {}) => api.post('yenlh', 'posts', { login, unit, role, title: 'Kiêm nhiệm', from: '2026-07-20', basis: 'QĐ 1', ...more });
  const open = async () => (await api.get('vinhtq', 'personnel-decisions?limit=100')).body.items.length;

  /** Told by the check, and the same at entry, where nothing is changed; each with its way out. */
  const told = async (decision: object): Promise<Told[]> => {
    const before = await open();
    const dry = await api.post('vinhtq', 'personnel-decisions/check', decision);
    const entered = await api.post('vinhtq', 'personnel-decisions', decision);
    expect([dry.status, entered.status]).toEqual([200, dry.body.findings.length === 0 ? 201 : 422]);
    if (dry.body.findings.length === 0) return [];
    expect(entered.body).toMatchObject({ code: 'personnel.decision-refused', findings: dry.body.findings.map(({ code, where }: Told) => ({ code, where })) });
    expect(dry.body.findings.filter(({ mend, title }: Told) => !mend || !title)).toEqual([]);
    expect(await open()).toBe(before);
    return dry.body.findings;
  };
  const codes = async (decision: object) => (await told(decision)).map(({ code }) => code);

  it('is another decision about the same person, also where he has no login yet', async () => {
    expect(await codes(leave('phucdx'))).toEqual([]);
    expect(await codes(move('phucdx', { effectiveOn: '2026-08-10' }))).toEqual(['other-decision-open']);
    expect(await codes(recruit('Hồ Thị Chi'))).toEqual([]);
    expect(await codes(recruit('hồ thị chi'))).toEqual(['other-decision-open']);
    expect(await codes(recruit('Hồ Thị Chi', { namesakeConfirmed: true }))).toEqual([]);
  });

  it('is a day before his first post, or that he is gone or never came, each with the way out', async () => {
    const early = await told(move('oanhhtk', { effectiveOn: '2001-01-01' }));
    expect(early.map(({ code }) => code)).toEqual(['before-recruitment', 'person-gone']);
    expect((await api.post('vinhtq', 'people', { fullName: 'Đỗ Văn Gò' })).body.login).toBe('godv');
    expect(await told(leave('godv'))).toMatchObject([{ code: 'person-gone', what: expect.stringContaining('never held a post'), mend: expect.stringContaining('recruitment') }]);
    const [held] = await api.office.database.query<{ id: string }>(`select id from post where login = 'cuongpv1'`);
    expect((await api.post('yenlh', `posts/${held!.id}/end`, { lastDay: '2026-07-31' })).status).toBeLessThan(300);
    expect(await told(move('cuongpv1'))).toMatchObject([{ code: 'person-gone', what: expect.stringContaining('2026-07-31'), mend: expect.stringContaining('if he returns') }]);
  });

  it('is a unit without a head, with who confirms instead once personnel say so', async () => {
    expect(await told(recruit('Ngô Văn Ba', { unit: 'KNS' }))).toMatchObject([
      { where: 'unit', code: 'receiving-unit-without-head', mend: expect.stringContaining('(chief-of-office) confirms instead') },
    ]);
    expect(await codes(move('oanhhtk', { unit: 'KNS' }))).toEqual(['receiving-unit-without-head']);
    const { body } = await api.post('vinhtq', 'personnel-decisions', recruit('Ngô Văn Ba', { unit: 'KNS', withoutHeadConfirmed: true }));
    const task = await eventually(async () => {
      const { items } = (await api.get('dungnh', 'tasks?scope=group&limit=100')).body;
      return items.find((item: { instanceId: string }) => item.instanceId === body.instanceId);
    });
    expect(task).toMatchObject({ formKey: 'confirmation' });
  });

  it('is read in its case by the heads of the units that he is in then, and by none whom he left long ago', async () => {
    const { database } = api.office;
    await database.query(`insert into post (id, login, unit_code, role, title, valid_from, valid_to) values (gen_random_uuid(), 'phucdx', 'TDC', 'staff', 'Chuyên viên', '2010-01-01', '2011-12-31')`);
    const [decision] = await database.query<{ instanceId: string }>(`select instance_id as "instanceId" from personnel_decision where login = 'phucdx'`);
    const read = (login: string, unit: string) => requireReaderOfPersonnelCase(database, { login, groups: [`head:${unit}`] }, decision!.instanceId);
    await expect(read('ngocdtb', 'QLKH')).resolves.toBeUndefined();
    await expect(read('khanhvd', 'TDC')).rejects.toMatchObject({ code: 'personnel.decision-forbidden' });
  });

  it('is a circle of who reports to whom, by the posts that he keeps and the one that he gets', async () => {
    expect((await post('cuongpv', 'QLKH', 'staff')).status).toBe(201);
    const circle = { where: 'unit', code: 'circular-reporting', what: expect.stringContaining('cuongpv'), mend: expect.stringContaining('cuongpv') };
    expect(await post('ngocdtb', 'QLCN', 'staff')).toMatchObject({ status: 422, body: { findings: [circle] } });
    // As an import has it.
    await api.office.database.query(`insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'ngocdtb', 'QLCN', 'staff', 'Kiêm nhiệm', '2026-07-20')`);
    // Appointed in a unit of hers she goes on as head of the other.
    expect(await told(move('ngocdtb', { kind: 'appoint', unit: 'QLCN', role: 'deputy-head' }))).toMatchObject([circle]);
    // She leaves the post that puts her above the other; another stands beside him.
    expect(await codes(move('ngocdtb', { unit: 'QLCN', role: 'deputy-head' }))).toEqual([]);
    expect(await codes(move('khanhvd', { kind: 'appoint', unit: 'QLCN' }))).toEqual([]);
  });

  it('is a circle that a post makes which begins later, whichever of the two was entered first', async () => {
    expect((await post('khanhvd', 'VP', 'staff', { from: '2026-09-01' })).status).toBe(201);
    const circle = { where: 'unit', code: 'circular-reporting', what: expect.stringContaining('khanhvd to him, from 01/09/2026 on') };
    expect(await post('dungnh', 'TDC', 'staff', { from: '2026-08-01' })).toMatchObject({ status: 422, body: { findings: [circle] } });
    expect((await post('dungnh', 'TDC', 'staff', { from: '2026-08-01', to: '2026-08-31' })).status).toBe(201);
    for (const [login, unit] of [['khanhvd', 'KNS'], ['maint', 'TDC']] as const) expect((await post(login, unit, 'staff', { from: '2026-09-01' })).status).toBe(201);
    expect(await told(move('maint', { unit: 'KNS', role: 'head' }))).toMatchObject([circle]);
  });

  it('is a mailbox that another system has and nobody here knows, of who leaves as of who comes', async () => {
    await api.office.accountSystems.get('nhansu').putAccount({ key: 'habtt', name: 'habtt', fullName: 'Hà', mail: null });
    const [account] = [...outside.scim.resources.Users.values()].filter(({ userName }) => userName === 'habtt');
    outside.scim.insert('Groups', { displayName: 'rieng@skhcn.example', members: [{ value: account!.id }] });
    outside.scim.insert('Groups', { displayName: 'sangpv@skhcn.example' });
    expect(await told(leave('habtt'))).toMatchObject([{ where: 'login', code: 'mailbox-unknown-here', what: expect.stringContaining('rieng@skhcn.example of nhansu') }]);
    expect(await codes(recruit('Phạm Văn Sang'))).toEqual(['name-held-elsewhere']);
    expect((await api.post('vinhtq', 'personnel-decisions/check', recruit('Đặng Anh Tuấn', { namesakeConfirmed: true }))).body.proposedLogin).toBe('tuanda1');
    outside.scim.insert('Users', { userName: 'tuanda1', displayName: 'Ai', active: true });
    expect(await codes(recruit('Đặng Anh Tuấn', { namesakeConfirmed: true }))).toEqual(['name-held-elsewhere']);
    await outside.scim.stop();
    expect((await api.post('vinhtq', 'personnel-decisions/check', leave('habtt'))).body).toMatchObject({ findings: [], unasked: ['nhansu'] });
    await outside.scim.resume();
  });

  it('of those that are entered personnel have a list by unit, kind and days, also as a file', async () => {
    const listed = async (filter: string) => (await api.get('vinhtq', `personnel-decisions?limit=100&${filter}`)).body.items;
    const all = await listed('');
    const [one] = all;
    expect(await listed(`person=${one.login}&kind=${one.kind}&from=${one.effectiveOn}&to=${one.effectiveOn}`)).toContainEqual(one);
    expect(await listed('to=2020-12-31')).toEqual([]);
    const ofUnit = await listed('unit=QLKH');
    expect(ofUnit.length).toBeGreaterThan(0);
    expect(ofUnit.length).toBeLessThan(all.length);
    const file = async (login: string, format: string) => api.app.inject({ url: `/api/v1/personnel-decisions/export?format=${format}&unit=QLKH`, headers: await api.as(login) });
    expect((await file('vinhtq', 'xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
    const csv = (await file('dungnh', 'csv')).payload;
    expect(csv.trim().split('\r\n')).toHaveLength(ofUnit.length + 1);
    for (const { fullName, number } of ofUnit) expect(csv).toMatch(new RegExp(`${number}.*${fullName}`));
    expect((await file('cuongpv', 'csv')).statusCode).toBe(403);
  });

  it.each(['123 !!', 'Hà (con ông A)', '@Lan'])('is a name of which no login is made: %s', async (fullName) => {
    expect(await codes(recruit(fullName))).toEqual(['name-without-letters']);
  });

  it('is told all at once', async () => {
    const everything = move('habtt', { unit: 'KHONG', role: 'it', title: undefined, effectiveOn: '2001-01-01', accessEndsAt: '2026-08-01T17:00:00+07:00' });
    expect(await codes(everything)).toEqual([
      'before-recruitment', 'person-gone', 'decision-incomplete', 'access-stays', 'role-of-administrators', 'unit-unknown', 'mailbox-unknown-here', // prettier-ignore
    ]);
    expect(await codes(leave('khongcoai', { accessEndsAt: '2026-07-01T17:00:00+07:00' }))).toEqual(['person-unknown', 'access-ends-in-past']);
    expect(await codes(recruit('Trần Thị Mới', { unit: 'KHONG', effectiveOn: '2026-07-01' }))).toEqual(['unit-unknown', 'before-decision']);
  });
});
