import { type AccountSystemsOfOffice, startAccountSystems } from '../../support/account-systems-of-office.js';
import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const SYSTEMS = ['congvan', 'danhba', 'nhansu'];

let outside: AccountSystemsOfOffice;
let api: ApiUnderTest;
beforeAll(async () => {
  outside = await startAccountSystems();
  api = await startApi({ ACCOUNT_SYSTEMS_FILE: outside.file, SESSION_HOURS: '720' }, { worker: 'inside', openedAt: vn('2026-07-20 08:00') });
  for (const login of ['vinhtq', 'yenlh', 'cuongpv', 'dungnh', 'baotq', 'namcn', 'tungmt', 'maint']) await api.as(login);
}, 120_000);
afterAll(async () => {
  await api?.close();
  await outside.close();
});

let number = 0;
const decision = (fullName: string, more: object = {}) => ({
  kind: 'recruit',
  fullName,
  number: `${++number}/QĐ-SKHCN`,
  decidedOn: '2026-07-15',
  agency: 'Sở Khoa học và Công nghệ',
  effectiveOn: '2026-07-20',
  unit: 'QLCN',
  role: 'staff',
  title: 'Chuyên viên',
  ...more,
});
const enter = (body: object, login = 'vinhtq') => api.post(login, 'personnel-decisions', body);
const codes = ({ body }: { body: { findings: { code: string }[] } }) => body.findings.map(({ code }) => code);
const at = (time: string) => (api.clock.offsetMs = Date.parse(vn(time)) - Date.now());
const taskOf = (login: string, instanceId: string, formKey: string) =>
  eventually(async () => {
    const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
    return lists.flatMap(({ body }) => body.items).find((item: { instanceId: string; formKey: string }) => item.instanceId === instanceId && item.formKey === formKey);
  });
const complete = async (login: string, instanceId: string, formKey: string, variables: object) =>
  api.post(login, `tasks/${(await taskOf(login, instanceId, formKey)).id}/complete`, { variables });
const accountsOf = (login: string) => Promise.all(SYSTEMS.map((system) => api.office.accountSystems.get(system).findAccount(login)));
const statusOf = async (id: string) => (await api.get('vinhtq', `personnel-decisions/${id}`)).body;
const agree = async (instanceId: string) => {
  expect((await complete('cuongpv', instanceId, 'confirmation', { confirmation: 'confirm' })).status).toBe(204);
  expect((await complete('dungnh', instanceId, 'approval', { approval: 'approve' })).status).toBe(204);
};

describe('what stands in the case of a decision', () => {
  it('is read by personnel, the unit, the office and who has something to do in it, and not by whoever only operates', async () => {
    const { body } = await enter(decision('Lê Văn Tư Mật', { effectiveOn: '2026-07-28' }));
    await taskOf('cuongpv', body.instanceId, 'confirmation');
    const read = async (login: string) => {
      const { status, body: shown } = await api.get(login, `process-instances/${body.instanceId}`);
      return status === 200 ? Object.keys(shown.variables).length > 0 : status;
    };
    const history = async (login: string) => (await api.get(login, `process-instances/${body.instanceId}/variable-changes`)).status;
    expect([await read('baotq'), await read('tungmt')]).toEqual([true, false]);
    expect([await history('baotq'), await history('tungmt')]).toEqual([200, 403]);
    expect((await api.post('vinhtq', `personnel-decisions/${body.id}/cancellation`, { reason: 'Nhập nhầm' })).status).toBe(204);
  });
});

describe('who is taken on', () => {
  it('has directory entry, mailbox and one account in every system once unit and office have agreed, and a password that one person saw', async () => {
    const { status, body } = await enter(decision('Trần Thu Giang', { effectiveOn: '2026-07-22' }));
    expect(status).toBe(201);
    expect((await api.get('vinhtq', 'people/giangtt')).status).toBe(404);
    await agree(body.instanceId);
    await eventually(async () => (await api.get('vinhtq', 'people/giangtt')).status === 200);
    expect((await api.get('vinhtq', 'people/giangtt')).body.posts).toMatchObject([{ unit: 'QLCN', role: 'staff', from: '2026-07-22' }]);
    expect(await accountsOf('giangtt')).toEqual([undefined, undefined, undefined]);

    at('2026-07-22 08:00');
    await taskOf('namcn', body.instanceId, 'handover');
    const made = await eventually(async () => { const found = await accountsOf('giangtt'); return found.every((each) => each !== undefined) && found; });
    expect(made).toMatchObject(SYSTEMS.map(() => ({ name: 'giangtt', fullName: 'Trần Thu Giang', locked: false })));
    await eventually(async () => (await api.office.database.query(`select from system_account where login = 'giangtt'`)).length === SYSTEMS.length);
    expect((await complete('namcn', body.instanceId, 'handover', { handedOver: true })).status).toBe(204);
    await taskOf('namcn', body.instanceId, 'handover');
    const issued = await api.post('namcn', 'accounts/giangtt/reset-password');
    expect(issued.body).toMatchObject({ initialPassword: expect.any(String), systems: [{ system: 'danhba', done: true }, { system: 'nhansu', done: true }] });
    expect((await complete('namcn', body.instanceId, 'handover', { handedOver: true })).status).toBe(204);
    const traces = await api.office.database.query<{ text: string }>(
      `select string_agg(t::text, ' ') as text from (select to_jsonb(i) as t from process_instance i union all select to_jsonb(a) from audit_entry a union all select to_jsonb(v) from variable_history v) all_of_it`,
    );
    expect(traces[0]!.text).not.toContain(issued.body.initialPassword);

    at('2026-07-23 17:30');
    await eventually(async () => (await api.get('cuongpv', 'notifications')).body.items.some(({ title }: { title: string }) => title === 'Chưa đăng nhập lần đầu: Trần Thu Giang'));
    const session = await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login: 'giangtt', password: issued.body.initialPassword } });
    expect(session.json()).toMatchObject({ mustChangePassword: true });
    const changed = await api.app.inject({
      method: 'POST',
      url: '/api/v1/auth/change-password',
      headers: { authorization: `Bearer ${session.json().token}` },
      payload: { currentPassword: issued.body.initialPassword, newPassword: 'Giang@2026-moi' },
    });
    expect(changed.statusCode).toBeLessThan(300);
    at('2026-07-25 08:00');
    await eventually(async () => (await statusOf(body.id)).status === 'done');
    expect((await api.get('maint', 'people?search=giangtt')).body.items).toMatchObject([{ login: 'giangtt' }]);
    expect((await api.get('dungnh', 'mailboxes?search=giangtt')).body.items).toMatchObject([{ address: 'giangtt@skhcn.example' }]);
  });

  it('is told of with all that is wrong at once, before anything is changed', async () => {
    expect((await enter(decision('Ai Đó'), 'cuongpv')).status).toBe(403);
    outside.scim.insert('Users', { userName: 'langtv', displayName: 'Ai đó', active: true });
    const faulty = decision('Trần Văn Lang', { unit: 'KHONG', effectiveOn: '2026-07-01' });
    const dry = await api.post('vinhtq', 'personnel-decisions/check', faulty);
    expect([dry.status, codes(dry), dry.body.proposedLogin]).toEqual([200, ['unit-unknown', 'before-decision', 'name-held-elsewhere'], 'langtv']);
    expect(codes(await enter(faulty))).toEqual(['unit-unknown', 'before-decision', 'name-held-elsewhere']);
    expect(codes(await enter(decision('Ngô Thị Mai')))).toEqual(['namesake']);
    expect(codes(await enter(decision('Ngô Thị Mai', { login: 'maint' })))).toEqual(['person-employed']);
    expect(codes(await enter(decision('Ngô Thị Mai', { login: 'tuanda' })))).toEqual(['another-person']);
    expect((await enter(decision('Kẻ Quản Trị', { role: 'admin' }))).status).toBe(400);
    const people = (await api.get('vinhtq', 'people?search=lang')).body.items;
    expect(people).toEqual([]);
  });

  it('is entered once, however often the decision is sent at the same time', async () => {
    const same = decision('Hồ Quý Ly');
    const answers = await Promise.all([enter(same), enter(same, 'yenlh'), enter(same)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422, 422]);
    expect(answers.filter(({ status }) => status === 422).flatMap(codes)).toEqual(['decision-entered-already', 'decision-entered-already']);
  });

  it('is not approved by who has confirmed or entered it, nor by an operator to whom the task was given', async () => {
    const { body } = await enter(decision('Lý Thái Tổ', { unit: 'VP' }));
    expect((await complete('dungnh', body.instanceId, 'confirmation', { confirmation: 'confirm' })).status).toBe(204);
    const { id } = await taskOf('baotq', body.instanceId, 'approval');
    expect((await api.post('tungmt', `tasks/${id}/change`, { changes: { assignee: 'dungnh' }, reason: 'Thử.' })).status).toBe(204);
    expect((await api.post('dungnh', `tasks/${id}/complete`, { variables: { approval: 'approve' } })).body.code).toBe('personnel.step-forbidden');
    expect((await api.post('tungmt', `tasks/${id}/change`, { changes: { assignee: 'namcn' }, reason: 'Thử.' })).status).toBe(204);
    expect((await api.post('namcn', `tasks/${id}/complete`, { variables: { approval: 'approve' } })).status).toBe(403);
    expect((await api.post('tungmt', `tasks/${id}/change`, { changes: { assignee: 'baotq' }, reason: 'Thử.' })).status).toBe(204);
    expect((await api.post('baotq', `tasks/${id}/complete`, { variables: { approval: 'approve' } })).status).toBe(204);
    await eventually(async () => (await statusOf(body.id)).login === 'tolt');
  });

  it('is not registered where an operator leads the case past those who have to agree, or says that they did', async () => {
    const { body } = await enter(decision('Mạc Đăng Dung'));
    const instructions = [{ type: 'startBefore', element: 'Service_Register' }];
    const by = (act: string, more: object) => api.post('tungmt', `process-instances/${body.instanceId}/${act}`, { reason: 'Thử.', ...more });
    expect((await by('variables', { variables: { approval: 'approve' } })).body.code).toBe('personnel.by-hand');
    expect((await by('modify', { instructions })).body.code).toBe('personnel.by-hand');
    expect((await by('cancel', {})).body.code).toBe('personnel.by-hand');
    expect((await api.get('vinhtq', 'people/dungmd')).status).toBe(404);
    expect((await statusOf(body.id)).status).toBe('open');
  });

  it('is refused by the unit, and personnel hear why', async () => {
    const { body } = await enter(decision('Đinh Tiên Hoàng'));
    expect((await complete('cuongpv', body.instanceId, 'confirmation', { confirmation: 'refuse', refusalReason: 'Không đúng chức vụ.' })).status).toBe(204);
    await eventually(async () => (await statusOf(body.id)).status === 'refused');
    await eventually(async () => (await api.get('yenlh', 'notifications')).body.items.some(({ body: text }: { body: string }) => text.includes('Không đúng chức vụ.')));
    expect((await api.get('vinhtq', 'people/hoangdt')).status).toBe(404);
  });

  it('is not taken on where the chief of office says no, who tells personnel why', async () => {
    const { body } = await enter(decision('Lê Đại Hành'));
    expect((await complete('cuongpv', body.instanceId, 'confirmation', { confirmation: 'confirm' })).status).toBe(204);
    expect((await complete('dungnh', body.instanceId, 'approval', { approval: 'refuse' })).status).toBe(422);
    expect((await complete('dungnh', body.instanceId, 'approval', { approval: 'refuse', refusalReason: 'Chưa đủ biên chế.' })).status).toBe(204);
    await eventually(async () => (await statusOf(body.id)).status === 'refused');
    await eventually(async () => (await api.get('yenlh', 'notifications')).body.items.some(({ body: text }: { body: string }) => text.includes('Chưa đủ biên chế.')));
    expect((await api.get('vinhtq', 'people/hanhld')).status).toBe(404);
    expect(await accountsOf('hanhld')).toEqual([undefined, undefined, undefined]);
  });

  it('has a first password that opens nothing once its days are over, and gets another one', async () => {
    const { body } = await enter(decision('Phan Huy Chú'));
    await agree(body.instanceId);
    const issue = async () => {
      await taskOf('namcn', body.instanceId, 'handover');
      const { login } = await statusOf(body.id);
      const issued = await api.post('namcn', `accounts/${login}/reset-password`);
      expect((await complete('namcn', body.instanceId, 'handover', { handedOver: true })).status).toBe(204);
      return issued.body.initialPassword as string;
    };
    const signIn = async (password: string) =>
      (await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login: (await statusOf(body.id)).login, password } })).statusCode;
    const first = await issue();
    api.clock.advance((api.configuration.INITIAL_PASSWORD_DAYS + 1) * 86_400_000);
    expect(await signIn(first)).toBe(401);
    const second = await issue();
    expect([await signIn(first), await signIn(second)]).toEqual([401, 200]);
  });

  it('does not come after all: post, mailbox and accounts go, and nobody else ever gets the name', async () => {
    const { body } = await enter(decision('Lê Thị Quỳnh'));
    await agree(body.instanceId);
    await taskOf('namcn', body.instanceId, 'handover');
    const { login } = await statusOf(body.id);
    await eventually(async () => (await accountsOf(login)).every((account) => account !== undefined));
    // Who leaves while he is being taken on: the one decision is cancelled, and no second one runs beside it.
    const leaving = await enter({ ...decision('x'), kind: 'leave', login, fullName: undefined, unit: undefined, role: undefined, title: undefined, effectiveOn: '2026-12-31' });
    expect([leaving.status, leaving.body.findings]).toMatchObject([422, expect.arrayContaining([expect.objectContaining({ code: 'other-decision-open', mend: expect.stringContaining('cancel it') })])]);
    expect((await api.post('vinhtq', `personnel-decisions/${body.id}/cancellation`, { reason: 'Không nhận việc.' })).status).toBe(204);
    await eventually(async () => (await statusOf(body.id)).status === 'cancelled');
    await eventually(async () => (await accountsOf(login)).every((account) => account === undefined));
    expect((await api.get('vinhtq', `people/${login}`)).body.posts).toMatchObject([{ unit: 'QLCN', to: expect.any(String) }]);
    expect((await api.get('dungnh', `mailboxes?search=${login}`)).body.items).toMatchObject([{ status: 'removed' }]);
    const again = await enter(decision('Lê Thị Quỳnh', { namesakeConfirmed: true }));
    await agree(again.body.instanceId);
    await eventually(async () => (await statusOf(again.body.id)).login === `${login}1`);
  });

  it('has a first password although a system is down, and one for that system once it is back, in which he is then once', async () => {
    await outside.scim.stop();
    const { body } = await enter(decision('Bùi Thị Xuân'));
    await agree(body.instanceId);
    await eventually(async () => (await api.office.database.query(`select from job where instance_id = $1 and error is not null`, [body.instanceId])).length > 0);
    const { login } = await statusOf(body.id);
    expect((await accountsOf(login).catch(() => [])).length).toBe(0);
    await taskOf('namcn', body.instanceId, 'handover');
    expect((await api.post('namcn', `accounts/${login}/reset-password`)).status).toBe(200);
    expect((await complete('namcn', body.instanceId, 'handover', { handedOver: true })).status).toBe(204);
    await outside.scim.resume();
    for (let minute = 0; minute < 3; minute++) api.clock.advance(60_000);
    await taskOf('namcn', body.instanceId, 'lateHandover');
    expect(await accountsOf(login)).toMatchObject(SYSTEMS.map(() => ({ name: login })));
    const again = await api.post('namcn', `accounts/${login}/reset-password`);
    expect(again.body.systems).toMatchObject([{ system: 'danhba', done: true }, { system: 'nhansu', done: true }]);
    expect((await complete('namcn', body.instanceId, 'lateHandover', { handedLate: true })).status).toBe(204);
  });
});
