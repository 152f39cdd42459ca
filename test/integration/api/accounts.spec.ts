import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('accounts and sessions', () => {
  let api: ApiUnderTest;
  beforeAll(async () => (api = await startApi()), 120_000);
  afterAll(() => api.close());

  const signIn = (login: string, password: string) =>
    api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login, password } });
  const me = (token: string) =>
    api.app.inject({ url: '/api/v1/auth/me', headers: { authorization: `Bearer ${token}` } });

  it('give the rights of the posts that a person holds today', async () => {
    const response = await api.app.inject({ url: '/api/v1/auth/me', headers: await api.as('cuongpv') });
    expect(response.json()).toMatchObject({
      login: 'cuongpv',
      fullName: 'Phan Văn Cường',
      groups: ['head', 'head:QLCN', 'unit:QLCN'],
      mustChangePassword: false,
    });
  });

  it('answer a wrong password and an unknown login alike', async () => {
    const answers = [await signIn('maint', 'sai-mat-khau'), await signIn('nobody', DEMO_PASSWORD)];
    for (const answer of answers) {
      expect(answer.statusCode).toBe(401);
      expect(answer.json()).toMatchObject({
        code: 'identity.sign-in-refused',
        title: expect.stringContaining('Sai tên đăng nhập'),
      });
    }
  });

  it('stop somebody who tries one login again and again', async () => {
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 12; attempt++)
      statuses.push((await signIn('hangltm', `guess-${attempt}`)).statusCode);
    expect(statuses.slice(0, 10)).not.toContain(429);
    expect(statuses.slice(10)).toEqual([429, 429]);
    expect((await signIn('thinhpd', DEMO_PASSWORD)).statusCode).toBe(200);
  });

  it('end with sign-out at once', async () => {
    const { token } = (await signIn('vinhtq', DEMO_PASSWORD)).json();
    const headers = { authorization: `Bearer ${token}` };
    expect((await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-out', headers })).statusCode).toBe(204);
    expect((await me(token)).statusCode).toBe(401);
  });

  it('let a person end one of his other sessions but nobody else’s', async () => {
    const here = (await signIn('yenlh', DEMO_PASSWORD)).json();
    const there = (await signIn('yenlh', DEMO_PASSWORD)).json();
    const url = `/api/v1/auth/sessions/${there.sessionId}`;
    expect((await api.app.inject({ method: 'DELETE', url, headers: await api.as('phucdx') })).statusCode).toBe(404);
    const headers = { authorization: `Bearer ${here.token}` };
    const sessions = (await api.app.inject({ url: '/api/v1/auth/sessions', headers })).json().items;
    expect(sessions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ sessionId: here.sessionId, current: true }),
        expect.objectContaining({ sessionId: there.sessionId, current: false }),
      ]),
    );
    expect((await api.app.inject({ method: 'DELETE', url, headers })).statusCode).toBe(204);
    expect([(await me(there.token)).statusCode, (await me(here.token)).statusCode]).toEqual([401, 200]);
  });

  it('hold a person with a first password at the door until it is changed', async () => {
    const reset = await api.app.inject({
      method: 'POST',
      url: '/api/v1/accounts/nhungnth/reset-password',
      headers: await api.as('tungmt'),
      payload: { reason: 'Trực bão' },
    });
    const { initialPassword } = reset.json();
    const { token, mustChangePassword } = (await signIn('nhungnth', initialPassword)).json();
    expect(mustChangePassword).toBe(true);
    const headers = { authorization: `Bearer ${token}` };

    const tasks = await api.app.inject({ url: '/api/v1/tasks', headers });
    expect([tasks.statusCode, tasks.json().code]).toEqual([403, 'request.password-change-required']);
    expect((await me(token)).statusCode).toBe(200);

    const weak = await api.app.inject({
      method: 'POST',
      url: '/api/v1/auth/change-password',
      headers,
      payload: { currentPassword: initialPassword, newPassword: 'abc' },
    });
    expect(weak.statusCode).toBe(422);
    expect(weak.json().findings.length).toBeGreaterThan(1);

    const changed = await api.app.inject({
      method: 'POST',
      url: '/api/v1/auth/change-password',
      headers,
      payload: { currentPassword: initialPassword, newPassword: 'Moi-2026@ok' },
    });
    expect(changed.statusCode).toBe(204);
    expect((await api.app.inject({ url: '/api/v1/tasks', headers })).statusCode).toBe(200);
  });

  it('are taken over by nobody unnoticed: without a confirmed request only in an emergency with its reason, of which the person, his head and the office hear', async () => {
    const titlesOf = async (login: string) => (await api.get(login, 'notifications?limit=100')).body.items.map(({ title }: { title: string }) => title);
    for (const act of ['reset-password', 'reissue']) {
      const refused = await api.post('sonlt', `accounts/phucdx/${act}`);
      expect(refused).toMatchObject({ status: 422, body: { code: 'identity.password-reset-needed', findings: [{ where: 'reason', mend: expect.stringContaining('POST /password-resets') }] } });
    }
    expect((await signIn('phucdx', DEMO_PASSWORD)).statusCode).toBe(200);
    expect((await api.post('sonlt', 'accounts/phucdx/reissue', { reason: 'Trực bão, cần gửi công điện' })).status).toBe(200);
    const title = 'Cấp mật khẩu khẩn cấp, không qua xác nhận: Đinh Xuân Phúc';
    for (const login of ['ngocdtb', 'dungnh']) expect(await titlesOf(login)).toContain(title);
    expect(await api.office.database.query(`select from notification where recipient = 'phucdx' and title = $1`, [title])).toHaveLength(1);
    // Of the chief of office the leadership hears.
    expect((await api.post('tungmt', 'accounts/dungnh/reset-password', { reason: 'Trực bão' })).status).toBe(200);
    expect(await titlesOf('baotq')).toContain('Cấp mật khẩu khẩn cấp, không qua xác nhận: Nguyễn Hữu Dũng');
    const trail = await api.get('tungmt', 'audit-entries?subject=account&subjectId=phucdx&limit=50');
    expect(trail.body.items.map(({ detail }: { detail: object }) => detail)).toContainEqual({ passwordWithoutRequest: 'emergency', reason: 'Trực bão, cần gửi công điện' });
  });

  it('are locked and unlocked by IT, and a lock ends the sessions that are open', async () => {
    const { token } = (await signIn('minhtc', DEMO_PASSWORD)).json();
    const it_ = await api.as('sonlt');
    const lock = await api.app.inject({
      method: 'POST',
      url: '/api/v1/accounts/minhtc/lock',
      headers: it_,
      payload: { reason: 'Nghi lộ mật khẩu' },
    });
    expect(lock.statusCode).toBe(204);
    const told = await api.office.database.query<{ recipient: string; body: string }>(`select recipient, body from notification where title like 'Đã khóa tài khoản: %'`);
    expect(told.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining(['minhtc', 'dungnh']));
    expect(told[0]!.body).toBe('Lương Thế Sơn khóa, mọi phiên đã kết thúc. Lý do: Nghi lộ mật khẩu');
    expect((await me(token)).statusCode).toBe(401);
    expect((await signIn('minhtc', DEMO_PASSWORD)).statusCode).toBe(401);
    await api.app.inject({ method: 'POST', url: '/api/v1/accounts/minhtc/unlock', headers: it_ });
    expect((await signIn('minhtc', DEMO_PASSWORD)).statusCode).toBe(200);
  });

  it('leave a trail that names who did what in which request', async () => {
    const headers = { ...(await api.as('sonlt')), 'x-request-id': 'ticket-2026-0042' };
    await api.app.inject({
      method: 'POST',
      url: '/api/v1/accounts/oanhhtk/lock',
      headers,
      payload: { reason: 'Thôi việc' },
    });
    const trail = await api.app.inject({
      url: '/api/v1/audit-entries?subject=account&subjectId=oanhhtk&limit=1',
      headers: await api.as('tungmt'),
    });
    expect(trail.json().items).toMatchObject([
      {
        actor: 'sonlt',
        requestId: 'ticket-2026-0042',
        action: 'identity.lock-account',
        detail: { reason: 'Thôi việc' },
      },
    ]);
  });
});
