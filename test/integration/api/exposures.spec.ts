import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateInZone } from '#foundation';
import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { eventually } from '../../support/eventually.js';
import { BASE, BIND_DN, BIND_PASSWORD, Slapd } from '../../support/slapd.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('an exposed password', () => {
  let folder: string;
  let slapd: Slapd;
  let api: ApiUnderTest;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvan-exposures-'));
    slapd = await Slapd.start();
    writeFileSync(join(folder, 'password'), BIND_PASSWORD);
    const bases = `people: { base: "ou=people,${BASE}" }, mailboxes: { base: "ou=mailboxes,${BASE}" }`;
    const settings = `danhba: { kind: ldap, url: "${slapd.url}", bindDn: "${BIND_DN}", passwordFile: password, ${bases} }`;
    writeFileSync(join(folder, 'systems.yaml'), settings);
    api = await startApi({ ACCOUNT_SYSTEMS_FILE: join(folder, 'systems.yaml'), EXPOSURE_REPORTERS: 'self,head,it' });
  });
  afterAll(async () => {
    await api.close();
    await slapd.close();
    rmSync(folder, { recursive: true });
  });

  const danhba = () => api.office.accountSystems.get('danhba');
  const giveAccount = (key: string) => danhba().putAccount({ key, name: key, fullName: key, mail: null });
  const signIn = async (login: string, password: string) => {
    const payload = { login, password };
    const { statusCode, body } = await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload });
    return { status: statusCode, body: JSON.parse(body) };
  };
  const report = (by: string, login: string) => api.post(by, `accounts/${login}/exposure`, { reason: 'Nhập vào trang giả mạo' });

  it('locks the account at once and everywhere, ends what it opened, and tells who must know', async () => {
    await giveAccount('tuanda');
    const { body: session } = await signIn('tuanda', DEMO_PASSWORD);
    expect(await report('cuongpv', 'tuanda')).toEqual({
      status: 200,
      body: { revokedSessions: 1, revokedTokens: [], instanceId: expect.any(String) },
    });
    const headers = { authorization: `Bearer ${session.token}` };
    expect((await api.app.inject({ url: '/api/v1/auth/me', headers })).statusCode).toBe(401);
    expect((await signIn('tuanda', DEMO_PASSWORD)).status).toBe(401);
    await eventually(async () => (await danhba().findAccount('tuanda'))?.locked);
    await eventually(async () => {
      const { body } = await api.get('dungnh', 'notifications');
      return body.items.find(({ title }: { title: string }) => title === 'Mật khẩu bị lộ, tài khoản đã khóa: Đặng Anh Tuấn');
    });
    const standing = await eventually(async () => {
      const { body } = await api.get('tungmt', 'accounts/tuanda');
      return body.systems.length > 0 && body;
    });
    expect(standing).toMatchObject({ status: 'locked', systems: [{ system: 'danhba', state: 'locked' }] });
  });

  it('is reported by the person himself, his head and IT, and by nobody else', async () => {
    expect((await report('maint', 'phucdx')).body).toMatchObject({ code: 'identity.exposure-forbidden' });
    expect((await report('cuongpv', 'phucdx')).status).toBe(403);
    expect((await report('dungnh', 'phucdx')).status).toBe(403);
    const [{ postId }] = (await api.get('vinhtq', 'people/cuongpv')).body.posts;
    const today = dateInZone(new Date().toISOString(), 'Asia/Ho_Chi_Minh');
    const deputy = { postId, deputy: 'phucdx', from: today, to: today, basis: 'Đi công tác' };
    expect((await api.post('cuongpv', 'delegations', deputy)).status).toBe(201);
    expect((await report('phucdx', 'cuongpv')).status).toBe(403);
    expect((await report('ngocdtb', 'phucdx')).status).toBe(200);
    expect((await report('maint', 'maint')).status).toBe(200);
    expect((await report('tungmt', 'nobody')).body).toMatchObject({ code: 'identity.account-not-found' });
  });

  it('opens the account again for nobody: only with a new one is it unlocked', async () => {
    expect(await api.post('sonlt', 'accounts/tuanda/unlock')).toMatchObject({ status: 409, body: { code: 'identity.account-exposed' } });
    expect((await signIn('tuanda', DEMO_PASSWORD)).status).toBe(401);
    const { body: issued } = await api.post('sonlt', 'accounts/tuanda/reset-password', { reason: 'Trực bão' });
    expect((await api.post('sonlt', 'accounts/tuanda/unlock')).status).toBe(204);
    expect((await signIn('tuanda', issued.initialPassword)).status).toBe(200);
  });

  it('takes along the worker tokens that were made with it', async () => {
    const made = await api.post('namcn', 'worker-tokens', { name: 'mail-gateway', topics: ['send-mail'] });
    expect(made.status).toBe(201);
    expect((await report('sonlt', 'namcn')).body).toMatchObject({ revokedTokens: ['mail-gateway'] });
    expect((await api.get('sonlt', 'worker-tokens')).body.items).toEqual([]);
  });

  it('that is reported as an incident is locked in the other systems too', async () => {
    await giveAccount('thinhpd');
    const incident = { kind: 'password-exposure', severity: 'high', title: 'Lộ mật khẩu', description: 'Nhập vào trang lạ.', systems: ['Thư điện tử'] };
    expect((await api.post('thinhpd', 'incidents', { ...incident, exposedLogin: 'thinhpd' })).status).toBe(201);
    await eventually(async () => (await danhba().findAccount('thinhpd'))?.locked);
    expect((await signIn('thinhpd', DEMO_PASSWORD)).status).toBe(401);
  });

  it('is replaced by a new one everywhere, which opens the account for some days only', async () => {
    await giveAccount('habtt');
    await report('cuongpv', 'habtt');
    await eventually(async () => (await danhba().findAccount('habtt'))?.locked);
    const { body: issued } = await api.post('tungmt', 'accounts/habtt/reissue', { reason: 'Trực bão' });
    expect(issued).toEqual({ initialPassword: expect.any(String), systems: [{ system: 'danhba', done: true, problem: null }] });
    expect(await danhba().findAccount('habtt')).toMatchObject({ locked: false });
    expect((await signIn('habtt', issued.initialPassword)).body).toMatchObject({ mustChangePassword: true });
    const standing = (await api.get('tungmt', 'accounts/habtt')).body;
    const days = (Date.parse(standing.initialPasswordUntil) - api.clock.now().getTime()) / 86_400_000;
    expect([standing.status, Math.round(days)]).toEqual(['active', 7]);
  });

  it('locks our own account although a system is down; a new password ends what still tries to lock it there', async () => {
    await giveAccount('oanhhtk');
    await slapd.kill();
    const { body } = await report('ngocdtb', 'oanhhtk');
    expect((await signIn('oanhhtk', DEMO_PASSWORD)).status).toBe(401);
    await eventually(async () => {
      const [job] = await api.office.database.query<{ error: object | null }>('select error from job where instance_id = $1', [body.instanceId]);
      return job?.error !== null && job?.error !== undefined;
    });
    const { body: issued } = await api.post('tungmt', 'accounts/oanhhtk/reissue', { reason: 'Trực bão' });
    expect(issued.systems).toEqual([{ system: 'danhba', done: false, problem: expect.stringContaining('danhba') }]);
    expect((await signIn('oanhhtk', issued.initialPassword)).status).toBe(200);
    const [lockCase] = await api.office.database.query('select status from process_instance where id = $1', [body.instanceId]);
    expect(lockCase).toEqual({ status: 'cancelled' });
    await slapd.resume();
    expect((await api.post('tungmt', 'accounts/oanhhtk/reissue', { reason: 'Trực bão' })).body.systems).toEqual([{ system: 'danhba', done: true, problem: null }]);
  });

  it('of an account that we do not know cannot be reported, but the account is found', async () => {
    await danhba().putAccount({ key: 'nguoila', name: 'nguoila', fullName: 'Người lạ', mail: null });
    expect((await api.get('tungmt', 'account-systems')).body.items).toEqual([{ name: 'congvan' }, { name: 'danhba' }]);
    expect((await api.get('tungmt', 'account-systems/danhba/strangers')).body).toEqual({
      accounts: [{ name: 'nguoila', fullName: 'Người lạ', lastUsedAt: null }],
      mailboxes: [],
    });
    expect((await api.get('tungmt', 'account-systems/khac/strangers')).body).toMatchObject({ code: 'identity.account-system-unknown' });
    expect((await api.get('quanhm', 'account-systems')).status).toBe(403);
  });
});
