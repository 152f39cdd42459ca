import { dateInZone } from '#foundation';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { eventually } from '../../support/eventually.js';
import { BASE, BIND_DN, BIND_PASSWORD, Slapd } from '../../support/slapd.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('a new password', () => {
  let folder: string;
  let slapd: Slapd;
  let api: ApiUnderTest;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvan-password-resets-'));
    slapd = await Slapd.start();
    writeFileSync(join(folder, 'password'), BIND_PASSWORD);
    const bases = `people: { base: "ou=people,${BASE}" }, mailboxes: { base: "ou=mailboxes,${BASE}" }`;
    writeFileSync(join(folder, 'systems.yaml'), `danhba: { kind: ldap, url: "${slapd.url}", bindDn: "${BIND_DN}", passwordFile: password, ${bases} }`);
    api = await startApi({ ACCOUNT_SYSTEMS_FILE: join(folder, 'systems.yaml'), INCIDENT_ROUTE: '002', EXPOSURE_REPORTERS: 'self,head,it', SESSION_HOURS: '720' });
    await api.office.accountSystems.get('danhba').putAccount({ key: 'tuanda', name: 'tuanda', fullName: 'Đặng Anh Tuấn', mail: null });
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await slapd.close();
    rmSync(folder, { recursive: true });
  });

  const ask = (by: string, login: string, differently: object = {}) =>
    api.post(by, 'password-resets', { login, kind: 'forgotten', ...(by === login ? {} : { identifiedBy: 'Gặp trực tiếp tại phòng' }), ...differently });
  const taskOf = (login: string, instanceId: string) =>
    eventually(async () => {
      const { body } = await api.get(login, 'tasks?scope=group&limit=200');
      return body.items.find((item: { instanceId: string }) => item.instanceId === instanceId);
    });
  const complete = async (login: string, instanceId: string, variables: object) => api.post(login, `tasks/${(await taskOf(login, instanceId)).id}/complete`, { variables });
  const titlesOf = async (login: string) => (await api.get(login, 'notifications?limit=100')).body.items.map(({ title }: { title: string }) => title);
  const signIn = async (login: string, password: string) => {
    const { statusCode, body } = await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login, password } });
    return { status: statusCode, body: JSON.parse(body) };
  };

  it('is asked for by the head, told to head and office, confirmed by the office, shown once to IT, and stands nowhere else', async () => {
    const { status, body: given } = await ask('habtt', 'tuanda');
    expect([status, given]).toEqual([201, { id: expect.any(String), label: expect.stringMatching(/^MK-\d+$/), instanceId: expect.any(String) }]);
    const title = `${given.label}: quên mật khẩu, yêu cầu mật khẩu mới cho tuanda`;
    await taskOf('dungnh', given.instanceId);
    for (const login of ['cuongpv', 'dungnh', 'tuanda']) expect(await titlesOf(login)).toContain(title);
    expect(await titlesOf('sonlt')).not.toContain(title);
    expect((await api.post('sonlt', `password-resets/${given.id}/password`)).body).toMatchObject({ code: 'identity.password-reset-state' });
    expect((await complete('dungnh', given.instanceId, { decision: 'confirm' })).status).toBe(204);
    await taskOf('sonlt', given.instanceId);
    expect((await api.post('dungnh', `password-resets/${given.id}/password`)).status).toBe(403);
    const { body: issued } = await api.post('sonlt', `password-resets/${given.id}/password`);
    expect(issued).toEqual({ initialPassword: expect.any(String), systems: [{ system: 'danhba', done: true, problem: null }] });
    expect((await signIn('tuanda', DEMO_PASSWORD)).status).toBe(401);
    const { body: session } = await signIn('tuanda', issued.initialPassword);
    expect(session).toMatchObject({ mustChangePassword: true });
    expect(await titlesOf('cuongpv')).toContain(`${given.label}: đã cấp mật khẩu mới cho tuanda`);
    const dump = await api.office.database.query<{ text: string }>(
      `select string_agg(t, ' ') as text from (select state::text as t from process_instance union all select detail::text from audit_entry
        union all select r::text from password_reset r union all select body from notification) as everything`,
    );
    expect(dump[0]!.text).toContain(given.label);
    expect(dump[0]!.text).not.toContain(issued.initialPassword);
    const headers = { authorization: `Bearer ${session.token}` };
    const payload = { currentPassword: issued.initialPassword, newPassword: 'Mat.Khau-Moi@2026' };
    expect((await api.app.inject({ method: 'POST', url: '/api/v1/auth/change-password', headers, payload })).statusCode).toBeLessThan(300);
    api.clock.advance(5 * 86_400_000);
    await eventually(async () => (await api.get('habtt', `password-resets/${given.id}`)).body.status === 'changed');
    expect((await api.get('habtt', 'password-resets')).body.items).toMatchObject([{ id: given.id, confirmedBy: 'dungnh', issuedBy: 'sonlt' }]);
  });

  it('that the person has changed is handed over by nobody again, and where others know it, another is asked for at once', async () => {
    const issue = async (by: string, differently: object = {}) => {
      const { body: given } = await ask(by, 'cuongpv1', differently);
      expect((await complete('dungnh', given.instanceId, { decision: 'confirm' })).status).toBe(204);
      return { given, issued: await api.post('sonlt', `password-resets/${given.id}/password`) };
    };
    const statusOf = async (id: string) => (await api.get('khanhvd', `password-resets/${id}`)).body.status;
    const first = await issue('khanhvd');
    const { body: session } = await signIn('cuongpv1', first.issued.body.initialPassword);
    const change = (newPassword: string) =>
      api.app.inject({
        method: 'POST',
        url: '/api/v1/auth/change-password',
        headers: { authorization: `Bearer ${session.token}` },
        payload: { currentPassword: first.issued.body.initialPassword, newPassword },
      });
    expect((await change('abc')).json().findings).toContainEqual(expect.objectContaining({ code: 'password-too-short', title: 'Mật khẩu phải có ít nhất 8 ký tự' }));
    expect((await change('Mat.Khau-Moi@2026')).statusCode).toBeLessThan(300);
    expect(await statusOf(first.given.id)).toBe('changed');
    expect(await api.post('namcn', `password-resets/${first.given.id}/password`)).toMatchObject({ status: 409, body: { code: 'identity.password-reset-state' } });
    expect((await signIn('cuongpv1', 'Mat.Khau-Moi@2026')).status).toBe(200);
    const exposed = await issue('khanhvd', { kind: 'exposed' });
    const again = await ask('khanhvd', 'cuongpv1', { kind: 'exposed' });
    expect([exposed.issued.status, again.status, await statusOf(exposed.given.id)]).toEqual([200, 201, 'unused']);
    expect((await signIn('cuongpv1', exposed.issued.body.initialPassword)).status).toBe(401);
  });

  it('that is forgotten is handed over for no account that somebody has locked', async () => {
    const { body: given } = await ask('khanhvd', 'nhungnth');
    expect((await complete('dungnh', given.instanceId, { decision: 'confirm' })).status).toBe(204);
    expect((await api.post('namcn', 'accounts/nhungnth/lock', { reason: 'Kiểm tra' })).status).toBeLessThan(300);
    expect(await api.post('sonlt', `password-resets/${given.id}/password`)).toMatchObject({ status: 409, body: { code: 'identity.password-of-locked' } });
    expect((await api.post('khanhvd', `password-resets/${given.id}/withdrawal`)).status).toBe(204);
    expect((await api.post('sonlt', 'accounts/nhungnth/unlock')).status).toBeLessThan(300);
  });

  it.each(['account-lock', 'password-reset', 'unit-mailbox-change', 'mailbox-follow'])('and other cases about people begin by no hand of an operator: %s', async (key) => {
    const variables = { login: 'baotq', person: 'baotq', systems: ['congvan'], approvers: ['it'] };
    const refused = await api.post('sonlt', 'process-instances', { key, variables });
    expect([refused.status, refused.body.code]).toEqual([403, expect.stringMatching(/-by-hand$/)]);
    expect((await api.get('baotq', 'auth/me')).status).toBe(200);
  });

  it('is asked for by who answers for the person alone, and all that is wrong is told at once', async () => {
    expect((await ask('khanhvd', 'phucdx')).body).toMatchObject({ code: 'identity.password-reset-forbidden' });
    const codes = async (by: string, login: string, differently: object) => (await ask(by, login, differently)).body.findings?.map(({ code }: { code: string }) => code);
    expect(await codes('sonlt', 'khongai', { identifiedBy: undefined })).toEqual(['reset-without-account', 'reset-not-identified']);
    const { body: given } = await ask('sonlt', 'phucdx');
    expect(await codes('namcn', 'phucdx', {})).toEqual(['reset-open']);
    expect((await api.post('namcn', `password-resets/${given.id}/withdrawal`)).status).toBe(403);
    expect((await api.post('phucdx', `password-resets/${given.id}/withdrawal`)).status).toBe(204);
    expect((await api.get('sonlt', `password-resets/${given.id}`)).body.status).toBe('withdrawn');
    expect((await api.get('oanhhtk', `password-resets/${given.id}`)).status).toBe(403);
  });

  it('is confirmed neither by the person nor by who entered it, nor by an operator who takes the task or writes variables', async () => {
    const { body: given } = await ask('dungnh', 'phucdx');
    const task = await eventually(async () => (await api.office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [given.instanceId]))[0]);
    expect((await api.post('dungnh', `tasks/${task.id}/complete`, { variables: { decision: 'confirm' } })).body).toMatchObject({ code: 'identity.password-reset-forbidden' });
    await api.office.database.query(`update user_task set candidate_groups = candidate_groups || '{it,unit:QLKH}' where id = $1`, [task.id]);
    for (const login of ['phucdx', 'sonlt']) {
      expect((await api.post(login, `tasks/${task.id}/complete`, { variables: { decision: 'confirm' } })).body).toMatchObject({ code: 'identity.password-reset-forbidden' });
    }
    const written = await api.post('sonlt', `process-instances/${given.instanceId}/variables`, { variables: { confirmGroups: ['it'] }, reason: 'x' });
    expect(written.body).toMatchObject({ code: 'identity.password-reset-by-hand' });
    expect((await api.post('sonlt', 'messages', { message: 'password-reset.issued', correlationKey: given.id })).body).toMatchObject({ code: 'identity.password-reset-by-hand' });
    expect((await api.post('sonlt', `process-instances/${given.instanceId}/suspend`, { timers: 'keep-remaining', reason: 'x' })).body).toMatchObject({ code: 'identity.password-reset-by-hand' });
    const [timer] = (await api.get('sonlt', `process-instances/${given.instanceId}/timers`)).body.items;
    expect((await api.post('sonlt', `process-instances/${given.instanceId}/timers/${timer.key}`, { due: '2099-01-01T00:00:00Z' })).body).toMatchObject({ code: 'identity.password-reset-by-hand' });
    // Nobody of the office is left: leaders confirm.
    expect((await complete('baotq', given.instanceId, { decision: 'refuse', note: 'Không rõ ai yêu cầu' })).status).toBe(204);
    expect((await api.get('dungnh', `password-resets/${given.id}`)).body).toMatchObject({ status: 'refused', note: 'Không rõ ai yêu cầu' });
  });

  it('that nobody uses is told of when its life has ended', async () => {
    const { body: given } = await ask('cuongpv', 'maint');
    await complete('dungnh', given.instanceId, { decision: 'confirm' });
    expect((await api.post('namcn', `password-resets/${given.id}/password`)).status).toBe(200);
    for (let day = 0; day < 4; day++) {
      api.clock.advance(4 * 86_400_000);
      await eventually(async () => (await api.office.database.query(`select from job where instance_id = $1 and due_at <= $2`, [given.instanceId, api.clock.now().toISOString()])).length === 0);
    }
    await eventually(async () => (await api.get('cuongpv', `password-resets/${given.id}`)).body.status === 'unused');
    await eventually(async () => (await titlesOf('cuongpv')).includes(`Mật khẩu mới hết hạn mà chưa dùng: ${given.label}`));
  });

  it('that an operator has ended half-way is over: the person and who asked for him hear why, and it is asked for anew', async () => {
    const { body: given } = await ask('habtt', 'tuanda');
    await taskOf('dungnh', given.instanceId);
    const again = await ask('cuongpv', 'tuanda');
    expect(again.body).toMatchObject({ code: 'identity.password-reset-refused', findings: [{ code: 'reset-open' }] });
    expect((await api.post('tungmt', `process-instances/${given.instanceId}/cancel`, { reason: 'Nhầm người.' })).status).toBe(204);
    expect((await api.get('habtt', `password-resets/${given.id}`)).body).toMatchObject({ status: 'withdrawn', endedAt: expect.any(String) });
    const told = await api.office.database.query<{ recipient: string }>('select recipient from notification where title = $1 order by 1', [`${given.label}: yêu cầu mật khẩu mới đã hủy`]);
    expect(told.map(({ recipient }) => recipient)).toEqual(['habtt', 'tuanda']);
    const anew = await ask('cuongpv', 'tuanda');
    expect(anew.status).toBe(201);
    expect((await api.post('cuongpv', `password-resets/${anew.body.id}/withdrawal`)).status).toBe(204);
  });

  it('is given to nobody who has left, by no route, and opens his account for nobody', async () => {
    const { body: before } = await ask('khanhvd', 'nhungnth');
    await complete('dungnh', before.instanceId, { decision: 'confirm' });
    const [posts] = await api.office.database.query<{ id: string }>(`select id from post where login = 'nhungnth'`);
    await api.office.database.query(`update post set valid_to = valid_from where id = $1`, [posts!.id]);
    const left = { status: 409, body: { code: 'identity.person-gone' } };
    expect(await api.post('sonlt', `password-resets/${before.id}/password`)).toMatchObject(left);
    expect((await api.post('khanhvd', `password-resets/${before.id}/withdrawal`)).status).toBe(204);
    const asked = await ask('sonlt', 'nhungnth', { kind: 'exposed' });
    expect([asked.status, asked.body.findings.map(({ code }: { code: string }) => code)]).toEqual([422, ['reset-person-gone']]);
    for (const act of ['reset-password', 'reissue', 'unlock']) {
      for (const login of ['sonlt', 'tungmt']) expect(await api.post(login, `accounts/nhungnth/${act}`, act === 'unlock' ? undefined : { reason: 'Gấp' })).toMatchObject(left);
    }
  });

  it('opens no account whose access a decision has ended, although the last day is not over', async () => {
    const decided = { number: '9/QĐ-SKHCN', decidedOn: dateInZone(api.clock.now().toISOString(), 'Asia/Ho_Chi_Minh'), agency: 'Sở Khoa học và Công nghệ' };
    const lastDay = dateInZone(new Date(api.clock.now().getTime() + 5 * 86_400_000).toISOString(), 'Asia/Ho_Chi_Minh');
    const decision = { ...decided, kind: 'leave', login: 'maint', effectiveOn: lastDay, accessEndsAt: `${lastDay}T10:00:00+07:00` };
    expect((await api.post('vinhtq', 'personnel-decisions', decision)).status).toBe(201);
    expect((await api.post('sonlt', 'accounts/maint/unlock')).status).toBe(204);
    api.clock.offsetMs = Date.parse(`${lastDay}T10:00:01+07:00`) - Date.now();
    expect(await api.post('sonlt', 'accounts/maint/unlock')).toMatchObject({ status: 409, body: { code: 'identity.person-gone' } });
  });

  it('that was exposed closes the account at once and opens it again, and is given by administrators alone to who holds a privileged post', async () => {
    const { body: given } = await ask('ngocdtb', 'phucdx', { kind: 'exposed' });
    expect((await signIn('phucdx', DEMO_PASSWORD)).status).toBe(401);
    await complete('dungnh', given.instanceId, { decision: 'confirm' });
    const both = await Promise.all(['sonlt', 'namcn'].map((login) => api.post(login, `password-resets/${given.id}/password`)));
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const opens = await Promise.all(both.map(async ({ body }) => (await signIn('phucdx', body.initialPassword)).status));
    expect(opens.toSorted()).toEqual([200, 401]);
    const { body: chief } = await ask('sonlt', 'dungnh');
    await complete('baotq', chief.instanceId, { decision: 'confirm' });
    expect((await api.post('sonlt', `password-resets/${chief.id}/password`)).body).toMatchObject({ code: 'identity.account-privileged' });
    expect((await api.post('tungmt', `password-resets/${chief.id}/password`)).status).toBe(200);
  });
});
