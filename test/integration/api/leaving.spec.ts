import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { ScimServer, TOKEN } from '../../support/scim-server.js';
import { BASE, BIND_DN, BIND_PASSWORD, Slapd } from '../../support/slapd.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const OPENED = vn('2026-07-20 08:00');

describe('who leaves the agency', () => {
  let folder: string;
  let slapd: Slapd;
  let scim: ScimServer;
  let api: ApiUnderTest;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvan-leaving-'));
    slapd = await Slapd.start();
    scim = await ScimServer.start();
    writeFileSync(join(folder, 'password'), BIND_PASSWORD);
    writeFileSync(join(folder, 'token'), TOKEN);
    const bases = `people: { base: "ou=people,${BASE}" }, mailboxes: { base: "ou=mailboxes,${BASE}" }`;
    const ldap = `danhba: { kind: ldap, url: "${slapd.url}", bindDn: "${BIND_DN}", passwordFile: password, ${bases} }`;
    writeFileSync(join(folder, 'systems.yaml'), `${ldap}\nnhansu: { kind: scim, url: "${scim.url}", tokenFile: token }\n`);
    api = await startApi({ ACCOUNT_SYSTEMS_FILE: join(folder, 'systems.yaml'), SESSION_HOURS: '720' }, { worker: 'inside', openedAt: OPENED });
    for (const login of ['baotq', 'dungnh', 'cuongpv', 'habtt', 'tuanda', 'maint', 'phucdx', 'vinhtq', 'yenlh', 'sonlt', 'tungmt', 'khanhvd', 'ngocdtb', 'oanhhtk', 'minhtc']) await api.as(login);
    await stay();
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await scim.stop();
    await slapd.close();
    rmSync(folder, { recursive: true });
  });

  /** The story takes half a year, sessions a month. */
  const stay = () => api.office.database.query(`update session set expires_at = '2027-12-31' where revoked_at is null`);
  const at = (time: string) => (api.clock.offsetMs = Date.parse(vn(time)) - Date.now());
  const system = (name: string) => api.office.accountSystems.get(name);
  const giveAccounts = async (key: string) => {
    for (const name of ['danhba', 'nhansu']) await system(name).putAccount({ key, name: key, fullName: key, mail: null });
  };
  const me = async (login: string) => (await api.get(login, 'auth/me')).status;
  const decision = (login: string, more: object = {}) => ({
    kind: 'retire',
    login,
    number: `12/QĐ-SKHCN-${login}`,
    decidedOn: '2026-07-15',
    agency: 'Sở Khoa học và Công nghệ',
    effectiveOn: '2026-07-31',
    accessEndsAt: '2026-07-31T17:00:00+07:00',
    ...more,
  });
  const minutesOf = (login: string, reader = 'vinhtq') =>
    eventually(async () => {
      const { items } = (await api.get(reader, `handover-minutes?person=${login}`)).body;
      return items.length > 0 && (await api.get(reader, `handover-minutes/${items[0].id}`)).body;
    });
  const toAll = (minutes: { lines: { id: string; receiver: string | null }[] }, receiver: string) =>
    minutes.lines.filter((line) => line.receiver === null).map(({ id: lineId }) => ({ lineId, receiver }));
  const codes = ({ body }: { body: { findings: { code: string }[] } }) => body.findings.map(({ code }) => code);
  const completeTask = async (login: string, instanceId: string, variables: object) => {
    const task = await eventually(async () => {
      const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
      return lists.flatMap(({ body }) => body.items).find((item: { instanceId: string }) => item.instanceId === instanceId);
    });
    return api.post(login, `tasks/${task.id}/complete`, { variables });
  };

  it('keeps his access for no instant longer, nor loses it sooner, because an operator holds the case or moves its clock', async () => {
    const { body: made } = await api.post('vinhtq', 'personnel-decisions', decision('oanhhtk', { kind: 'leave', effectiveOn: '2027-06-30', accessEndsAt: '2027-06-30T17:00:00+07:00' }));
    const timers = await eventually(async () => {
      const { body } = await api.get('tungmt', `process-instances/${made.instanceId}/timers`);
      return body.items.length > 0 && body.items;
    });
    const byHand = { status: 403, body: { code: 'personnel.by-hand' } };
    const [definition] = await api.office.database.query<{ id: string }>('select definition_id as id from process_instance where id = $1', [made.instanceId]);
    for (const { key } of timers) {
      for (const due of ['2099-01-01T00:00:00Z', '2026-07-20T01:00:01Z']) {
        expect(await api.post('tungmt', `process-instances/${made.instanceId}/timers/${key}`, { due })).toMatchObject(byHand);
      }
    }
    const hold = { timers: 'keep-remaining', reason: 'Thử.' };
    expect(await api.post('tungmt', `process-instances/${made.instanceId}/suspend`, hold)).toMatchObject(byHand);
    expect(await api.post('tungmt', `process-definitions/${definition!.id}/suspend`, hold)).toMatchObject(byHand);
    expect((await api.post('vinhtq', `personnel-decisions/${made.id}/cancellation`, { reason: 'Nhầm' })).status).toBe(204);
    await eventually(async () => (await api.get('vinhtq', `personnel-decisions/${made.id}`)).body.status === 'cancelled');
  });

  it('is told all that speaks against a decision at once, before anything is changed', async () => {
    expect((await api.post('cuongpv', 'personnel-decisions', decision('tuanda'))).status).toBe(403);
    expect((await api.post('vinhtq', 'personnel-decisions', decision('vinhtq'))).body).toMatchObject({ code: 'personnel.decision-forbidden' });
    const early = await api.post('vinhtq', 'personnel-decisions', decision('tuanda', { effectiveOn: '2020-01-01', accessEndsAt: '2020-01-01T17:00:00+07:00' }));
    expect([early.status, codes(early)]).toEqual([422, ['before-recruitment', 'person-gone', 'access-ends-in-past']]);
    const dry = await api.post('vinhtq', 'personnel-decisions/check', decision('dungnh', { accessEndsAt: '2026-07-01T17:00:00+07:00' }));
    expect([dry.status, codes(dry)]).toEqual([200, ['access-ends-in-past', 'last-of-post']]);
    const move = decision('maint', { kind: 'transfer', unit: 'KHONG', role: 'it', accessEndsAt: '2026-08-01T17:00:00+07:00' });
    expect(codes(await api.post('vinhtq', 'personnel-decisions', move))).toEqual(['decision-incomplete', 'access-stays', 'role-of-administrators', 'unit-unknown']);
    expect((await api.get('vinhtq', 'personnel-decisions?status=open')).body.items).toEqual([]);
  });

  it('has time to object: one entry closes nothing within the hours of the setting, and leadership and office hear when it will', async () => {
    const inHours = (hours: number) => new Date(api.clock.now().getTime() + hours * 3_600_000).toISOString();
    const today = { effectiveOn: inHours(0).slice(0, 10), kind: 'leave' };
    const soon = await api.post('vinhtq', 'personnel-decisions', decision('hangltm', { ...today, accessEndsAt: inHours(3.9) }));
    expect([soon.status, codes(soon)]).toEqual([422, ['access-ends-too-soon']]);
    const told = async (login: string) => (await api.get(login, 'notifications')).body.items.filter(({ title }: { title: string }) => title.startsWith('Bàn giao công việc: '));
    const { body } = await api.post('vinhtq', 'personnel-decisions', decision('hangltm', { ...today, accessEndsAt: inHours(4.1) }));
    for (const login of ['hangltm', 'baotq', 'dungnh']) {
      expect((await eventually(async () => { const found = await told(login); return found.length > 0 && found; }))[0].body).toContain('hủy quyết định trước lúc đó');
    }
    expect((await api.post('yenlh', `personnel-decisions/${body.id}/cancellation`, { reason: 'Nhập nhầm' })).status).toBe(204);
    const last = await api.post('vinhtq', 'personnel-decisions/check', decision('baotq'));
    expect(codes(last)).toEqual([]);
  });

  it('hands over line by line, and keeps nothing; his access ends at the instant, and the accounts go after the time of the table', async () => {
    await giveAccounts('tuanda');
    const { body: given } = await api.post('cuongpv', 'assignments', { title: 'Tổng hợp số liệu', content: 'Số liệu quý III.', assignee: 'tuanda' });
    await eventually(async () => (await api.get('tuanda', 'tasks?scope=mine')).body.items.length === 1);
    const made = await api.post('vinhtq', 'personnel-decisions', decision('tuanda'));
    expect(made.status).toBe(201);
    expect(codes(await api.post('yenlh', 'personnel-decisions', decision('tuanda', { number: '13/QĐ-SKHCN' })))).toEqual(['other-decision-open']);
    const { id, lines } = await minutesOf('tuanda');
    expect(lines.map(({ kind }: { kind: string }) => kind)).toEqual(['task', 'assignment']);
    expect(codes(await api.post('tuanda', `handover-minutes/${id}/signature`, {}))).toEqual(['handover-line-without-receiver', 'handover-line-without-receiver']);
    expect(codes(await api.post('cuongpv', `handover-minutes/${id}/changes`, { receivers: [{ lineId: lines[0].id, receiver: 'tuanda' }] }))).toEqual(['handover-to-himself']);
    expect((await api.post('phucdx', `handover-minutes/${id}/changes`, { add: [{ label: 'Máy tính' }] })).status).toBe(403);
    const change = { receivers: toAll({ lines }, 'maint'), add: [{ label: 'Máy tính xách tay', receiver: 'habtt' }] };
    expect((await api.post('tuanda', `handover-minutes/${id}/changes`, change)).status).toBe(204);
    expect((await api.post('tuanda', `handover-minutes/${id}/signature`, {})).status).toBe(204);
    expect((await api.post('tuanda', `handover-minutes/${id}/changes`, change)).body).toMatchObject({ code: 'personnel.handover-wrong-state' });
    expect((await api.post('maint', `handover-minutes/${id}/confirmation`)).body).toEqual({ confirmed: 2 });
    expect(codes(await api.post('cuongpv', `handover-minutes/${id}/close`))).toEqual(['handover-line-unconfirmed']);
    await api.post('habtt', `handover-minutes/${id}/confirmation`);
    expect((await api.post('tuanda', `handover-minutes/${id}/close`)).status).toBe(403);
    expect((await api.post('cuongpv', `handover-minutes/${id}/close`)).status).toBe(204);

    const after = await eventually(async () => {
      const minutes = await minutesOf('tuanda');
      return minutes.lines.every(({ outcome }: { outcome: string | null }) => outcome !== null) && minutes;
    });
    expect(after.lines.map(({ outcome, problem }: { outcome: string; problem: string | null }) => [outcome, problem])).toEqual([['over', null], ['moved', null], ['moved', null]]);
    expect((await api.get('maint', `assignments/${given.id}`)).body).toMatchObject({ assignee: 'maint' });
    expect((await api.get('tuanda', 'tasks?scope=mine')).body.items).toEqual([]);
    expect((await api.get('maint', 'tasks?scope=mine')).body.items).toHaveLength(1);
    for (const format of ['pdf', 'xlsx', 'csv']) {
      const file = await api.app.inject({ url: `/api/v1/handover-minutes/${id}?format=${format}`, headers: await api.as('cuongpv') });
      expect([file.statusCode, file.rawPayload.length > 200]).toEqual([200, true]);
    }

    at('2026-07-31 16:59');
    expect(await me('tuanda')).toBe(200);
    expect((await system('danhba').findAccount('tuanda'))?.locked).toBe(false);
    at('2026-07-31 17:00');
    await eventually(async () => (await me('tuanda')) === 401);
    await eventually(async () => (await system('danhba').findAccount('tuanda'))?.locked && (await system('nhansu').findAccount('tuanda'))?.locked);
    at('2026-09-29 16:59');
    expect(await system('danhba').findAccount('tuanda')).toMatchObject({ locked: true });
    at('2026-09-29 17:01');
    await eventually(async () => (await api.get('vinhtq', `personnel-decisions/${made.body.id}`)).body.status === 'done');
    expect([await system('danhba').findAccount('tuanda'), await system('nhansu').findAccount('tuanda')]).toEqual([undefined, undefined]);
    expect((await api.get('vinhtq', 'people/tuanda')).body.posts).toMatchObject([{ to: '2026-07-31', state: 'past' }]);
    const again = await api.post('vinhtq', 'people', { fullName: 'Đặng Anh Tuấn' });
    expect(again.body.login).toBe('tuanda1');
  });

  it('tells what he holds to himself, his head, personnel and the chief of office: to the latter no words of others', async () => {
    at('2026-10-01 08:00');
    await api.post('cuongpv', 'assignments', { title: 'Rà soát hồ sơ', content: 'Rà soát.', assignee: 'maint' });
    const words = async (reader: string) => (await api.get(reader, 'people/maint/holdings')).body.items.filter(({ kind }: { kind: string }) => kind === 'assignment').map(({ label }: { label: string | null }) => label);
    expect([await words('maint'), await words('cuongpv')]).toEqual([['Rà soát hồ sơ', 'Tổng hợp số liệu'], ['Rà soát hồ sơ', 'Tổng hợp số liệu']]);
    expect([await words('vinhtq'), await words('dungnh')]).toEqual([[null, null], [null, null]]);
    expect((await api.get('phucdx', 'people/maint/holdings')).status).toBe(403);
    expect((await api.get('vinhtq', 'people/maint/holdings')).body.counts).toMatchObject({ assignment: 2, account: 1 });
  });

  it('is locked in time although he has handed over nothing and a system is down; his head signs for him later', async () => {
    await giveAccounts('phucdx');
    const day = { effectiveOn: '2026-10-09', accessEndsAt: '2026-10-09T17:00:00+07:00' };
    await api.post('ngocdtb', 'assignments', { title: 'Khảo sát', content: 'Khảo sát.', assignee: 'phucdx' });
    await eventually(async () => (await api.get('phucdx', 'tasks?scope=mine')).body.items.length === 1);
    const { body: made } = await api.post('vinhtq', 'personnel-decisions', decision('phucdx', { ...day, kind: 'leave' }));
    const { id, lines } = await minutesOf('phucdx');
    expect((await api.post('ngocdtb', `handover-minutes/${id}/changes`, { receivers: toAll({ lines }, 'oanhhtk') })).status).toBe(204);
    await slapd.kill();
    at('2026-10-09 10:00');
    const early = await api.post('ngocdtb', `handover-minutes/${id}/signature`, { absentReason: 'Không có ở phòng' });
    expect([early.status, early.body.findings?.map(({ code }: { code: string }) => code)]).toEqual([422, ['handover-signer-there']]);
    at('2026-10-09 17:00');
    await eventually(async () => (await me('phucdx')) === 401);
    await eventually(async () => (await system('nhansu').findAccount('phucdx'))?.locked);
    await eventually(async () => {
      const { items } = (await api.get('ngocdtb', 'notifications')).body;
      return items.some(({ title }: { title: string }) => title.startsWith('Hết quyền truy cập khi chưa bàn giao xong'));
    });
    await slapd.resume();
    at('2026-10-09 17:05');
    await eventually(async () => (await system('danhba').findAccount('phucdx'))?.locked);
    expect((await api.post('ngocdtb', `handover-minutes/${id}/signature`, {})).status).toBe(403);
    expect((await api.post('ngocdtb', `handover-minutes/${id}/signature`, { absentReason: 'Đã đi nhận việc nơi khác' })).status).toBe(204);
    // A receiver who cannot is replaced.
    expect((await api.post('oanhhtk', `handover-minutes/${id}/refusal`, { lineId: lines[0].id, reason: 'Đang nghỉ thai sản' })).status).toBe(204);
    const opened = await minutesOf('phucdx');
    expect(opened).toMatchObject({ status: 'draft', signedBy: null });
    await api.post('ngocdtb', `handover-minutes/${id}/changes`, { receivers: toAll(opened, 'minhtc') });
    await api.post('ngocdtb', `handover-minutes/${id}/signature`, { absentReason: 'Đã đi nhận việc nơi khác' });
    for (const receiver of ['minhtc', 'oanhhtk']) await api.post(receiver, `handover-minutes/${id}/confirmation`);
    expect((await api.post('ngocdtb', `handover-minutes/${id}/close`)).status).toBe(204);
    expect(await me('phucdx')).toBe(401);
    at('2026-12-01 08:00');
    await eventually(async () => (await api.get('vinhtq', `personnel-decisions/${made.id}`)).body.status === 'done');
  });

  it('has died before his last day: his head signs for him once IT has locked his account, and not where the lock is for an exposed password', async () => {
    const day = { effectiveOn: '2027-01-22', accessEndsAt: '2027-01-22T17:00:00+07:00' };
    const { body: made } = await api.post('vinhtq', 'personnel-decisions', decision('minhtc', { ...day, kind: 'leave' }));
    const { id, lines } = await minutesOf('minhtc');
    await api.post('ngocdtb', `handover-minutes/${id}/changes`, { receivers: toAll({ lines }, 'oanhhtk') });
    const sign = () => api.post('ngocdtb', `handover-minutes/${id}/signature`, { absentReason: 'Mất ngày 10/12' });
    const exposure = { kind: 'password-exposure', severity: 'high', title: 'Lộ mật khẩu', description: 'Dán trên màn hình.', systems: [], exposedLogin: 'minhtc' };
    expect((await api.post('ngocdtb', 'incidents', exposure)).status).toBe(201);
    expect((await sign()).body.findings).toMatchObject([{ code: 'handover-signer-there', mend: expect.stringContaining('of IT locks his account') }]);
    expect((await api.post('tungmt', 'accounts/minhtc/reissue', { reason: 'Nhập nhầm người' })).status).toBe(200);
    expect((await api.post('tungmt', 'accounts/minhtc/lock', { reason: 'Mất ngày 10/12' })).status).toBe(204);
    expect((await sign()).status).toBe(204);
    expect((await api.post('vinhtq', `personnel-decisions/${made.id}/cancellation`, { reason: 'Nhập quyết định khác' })).status).toBe(204);
  });

  it('stays after all: posts and accounts are as before, and the minutes are void', async () => {
    await giveAccounts('habtt');
    const day = { effectiveOn: '2026-12-11', accessEndsAt: '2026-12-11T17:00:00+07:00' };
    const { body: made } = await api.post('vinhtq', 'personnel-decisions', decision('habtt', { ...day, kind: 'leave' }));
    await minutesOf('habtt');
    // No operator ends, holds or leads the case: his access would never end.
    const by = async (path: string, more: object) => (await api.post('tungmt', path, { reason: 'Thử.', ...more })).body.code;
    const here = `process-instances/${made.instanceId}`;
    const [definition] = await api.office.database.query<{ id: string }>('select definition_id as id from process_instance where id = $1', [made.instanceId]);
    expect([
      await by(`${here}/cancel`, {}),
      await by(`${here}/suspend`, { timers: 'keep-due' }),
      await by(`${here}/modify`, { instructions: [{ type: 'startBefore', element: 'Service_Finish' }] }),
      await by(`process-definitions/${definition!.id}/suspend`, { timers: 'keep-due' }),
    ]).toEqual(Array(4).fill('personnel.by-hand'));
    at('2026-12-11 17:00');
    await eventually(async () => (await system('danhba').findAccount('habtt'))?.locked && (await system('nhansu').findAccount('habtt'))?.locked);
    expect((await api.post('cuongpv', `personnel-decisions/${made.id}/cancellation`, { reason: 'Thu hồi' })).status).toBe(403);
    expect((await api.post('tungmt', 'messages', { message: 'personnel.decision-cancelled', correlationKey: made.id })).body).toMatchObject({ code: 'personnel.office-message' });
    const cancelled = await eventually(async () => {
      const answer = await api.post('vinhtq', `personnel-decisions/${made.id}/cancellation`, { reason: 'Quyết định bị thu hồi' });
      return answer.status === 204 && answer;
    });
    expect(cancelled.status).toBe(204);
    await eventually(async () => (await system('danhba').findAccount('habtt'))?.locked === false && (await system('nhansu').findAccount('habtt'))?.locked === false);
    expect((await api.get('vinhtq', `personnel-decisions/${made.id}`)).body.status).toBe('cancelled');
    expect((await api.get('vinhtq', 'people/habtt')).body.posts).toMatchObject([{ to: null, state: 'present' }]);
    expect(await minutesOf('habtt')).toMatchObject({ status: 'cancelled' });
    expect((await api.get('tungmt', 'accounts/habtt')).body.status).toBe('active');
    const heard = (await api.get('yenlh', 'notifications')).body.items.map(({ title, body }: { title: string; body: string }) => `${title} ${body}`);
    expect(heard.some((text: string) => text.includes('ở lại') && text.includes('Quyết định bị thu hồi'))).toBe(true);
  });

  it('who moves has the groups of the new post from its day on, and is asked for by his new head', async () => {
    const move = decision('maint', { kind: 'transfer', effectiveOn: '2027-01-04', unit: 'TDC', role: 'staff', title: 'Chuyên viên', accessEndsAt: undefined });
    const { body: made } = await api.post('vinhtq', 'personnel-decisions', move);
    expect((await completeTask('dungnh', made.instanceId, { approval: 'approve' })).status).toBe(204);
    const { id, lines } = await minutesOf('maint');
    const groups = async () => (await api.get('maint', 'auth/me')).body.groups;
    expect(await groups()).toContain('unit:QLCN');
    await api.post('maint', `handover-minutes/${id}/changes`, { receivers: toAll({ lines }, 'habtt') });
    await api.post('maint', `handover-minutes/${id}/signature`, {});
    await api.office.database.query(`update session set revoked_at = null where login = 'habtt'`);
    await api.post('habtt', `handover-minutes/${id}/confirmation`);
    expect((await api.post('cuongpv', `handover-minutes/${id}/close`)).status).toBe(204);
    at('2027-01-03 23:59');
    expect(await groups()).toContain('unit:QLCN');
    at('2027-01-04 00:00');
    expect(await groups()).toEqual(expect.arrayContaining(['unit:TDC']));
    expect(await groups()).not.toContain('unit:QLCN');
    expect((await completeTask('khanhvd', made.instanceId, { arrived: true })).status).toBe(204);
    await eventually(async () => (await api.get('vinhtq', `personnel-decisions/${made.id}`)).body.status === 'done');
    expect((await api.get('habtt', 'people/habtt/holdings')).body.counts.assignment).toBe(2);
  });
});
