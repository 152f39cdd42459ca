import { type AccountSystemsOfOffice, startAccountSystems } from '../../support/account-systems-of-office.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('A mailbox that is changed at once', () => {
  let outside: AccountSystemsOfOffice;
  let api: ApiUnderTest;
  beforeAll(async () => {
    outside = await startAccountSystems();
    api = await startApi({ ACCOUNT_SYSTEMS_FILE: outside.file, SESSION_HOURS: '720' });
    for (const key of ['cuongpv', 'maint', 'tuanda']) {
      for (const system of SYSTEMS.slice(1)) await api.office.accountSystems.get(system).putAccount({ key, name: key, fullName: key, mail: null });
    }
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await outside.close();
  });

  const SYSTEMS = ['congvan', 'danhba', 'nhansu'];
  const inSystem = async (system: string, address: string) => {
    for await (const mailbox of api.office.accountSystems.get(system).listMailboxes()) if (mailbox.address === address) return mailbox;
    return undefined;
  };
  /** Once all systems agree with `expected`. */
  const everywhere = (address: string, expected: object | undefined) =>
    eventually(async () => {
      const held = await Promise.all(SYSTEMS.map((system) => inSystem(system, address)));
      if (expected === undefined) return held.every((each) => each === undefined);
      return held.every((each) => each !== undefined && Object.entries(expected).every(([name, value]) => JSON.stringify(each[name as 'managers']) === JSON.stringify(value)));
    });
  const make = async (localPart: string) => {
    const { status, body } = await api.post('tungmt', 'mailboxes', { kind: 'unit', unit: 'QLCN', localPart, purpose: 'Thử' });
    expect(status).toBe(201);
    return body as { id: string; address: string };
  };
  const caseOf = (mailboxId: string, ended = false) =>
    eventually(async () => {
      const [found] = await api.office.database.query<{ id: string; status: string }>('select id, status from process_instance where business_key = $1 order by started_at desc limit 1', [mailboxId]);
      return found !== undefined && (!ended || found.status === 'completed') && found;
    });
  const done = async (mailboxId: string) => (await caseOf(mailboxId, true)).id;

  it('stands in every system as in the directory: made, renamed, lent, closed, opened, removed', async () => {
    const { id, address } = await make('tay.qlcn');
    await everywhere(address, { managers: ['cuongpv'], delegates: [], ours: true });
    const { body: use } = await api.post('cuongpv', `mailboxes/${id}/uses`, { login: 'maint', from: api.clock.now().toISOString().slice(0, 10) });
    await everywhere(address, { delegates: ['maint'] });
    await api.post('tungmt', `mailboxes/${id}/status`, { status: 'suspended', reason: 'Thử' });
    await everywhere(address, { managers: ['cuongpv'], delegates: [] });
    await api.post('tungmt', `mailboxes/${id}/status`, { status: 'active', reason: 'Thử' });
    await everywhere(address, { delegates: ['maint'] });
    await api.app.inject({ method: 'DELETE', url: `/api/v1/mailboxes/${id}/uses/${use.useId}`, headers: await api.as('cuongpv') });
    await everywhere(address, { delegates: [] });
    expect((await api.post('tungmt', `mailboxes/${id}/rename`, { localPart: 'moi.qlcn', reason: 'Thử' })).body).toEqual({ address: 'moi.qlcn@skhcn.example' });
    await everywhere('moi.qlcn@skhcn.example', { managers: ['cuongpv'] });
    await everywhere(address, undefined);
    expect((await api.post('tungmt', `mailboxes/${id}/status`, { status: 'removed', reason: 'Lập nhầm' })).status).toBe(204);
    await everywhere('moi.qlcn@skhcn.example', undefined);
    await done(id);
  });

  it('of a person is the address of his account there, and makes no account where he has none', async () => {
    const idOf = async (login: string) => (await api.get('dungnh', `mailboxes?status=active&search=${login}@`)).body.items[0].id;
    const [tuanda, khanhvd] = [await idOf('tuanda'), await idOf('khanhvd')];
    expect((await api.post('sonlt', `mailboxes/${tuanda}/rename`, { localPart: 'tuan.da', reason: 'Thử' })).status).toBe(200);
    expect((await api.post('sonlt', `mailboxes/${khanhvd}/rename`, { localPart: 'khanh.vd', reason: 'Thử' })).status).toBe(200);
    await Promise.all([done(tuanda), done(khanhvd)]);
    for (const system of SYSTEMS.slice(1)) {
      expect(await api.office.accountSystems.get(system).findAccount('tuanda')).toMatchObject({ mail: 'tuan.da@skhcn.example', name: 'tuanda' });
      expect(await api.office.accountSystems.get(system).findAccount('khanhvd')).toBeUndefined();
    }
  });

  it('waits for a system that is down, which IT and whoever changed it hear, and then takes over what stands by then', async () => {
    await outside.scim.stop();
    const { id, address } = await make('cho.qlcn');
    await eventually(() => inSystem('danhba', address));
    api.clock.advance(24 * 3_600_000 * 4);
    for (const login of ['tungmt', 'sonlt']) {
      await eventually(async () => (await api.get(login, 'notifications')).body.items.some(({ title }: { title: string }) => title === `Hệ thống nhansu chưa theo danh bạ: ${address}`));
    }
    await api.post('tungmt', `mailboxes/${id}/status`, { status: 'removed', reason: 'Thôi' });
    await outside.scim.resume();
    const jobs = await eventually(async () => {
      const rows = await api.office.database.query<{ id: string }>(`select job.id from job join process_instance i on i.id = job.instance_id where i.business_key = $1 and job.status = 'failed'`, [id]);
      return rows.length > 0 ? rows : (await caseOf(id)).status === 'completed' && rows;
    });
    for (const job of jobs) await api.post('sonlt', `jobs/${job.id}/retry`, { reason: 'Hệ thống đã chạy lại' });
    api.clock.advance(61_000);
    await everywhere(address, undefined);
    expect([...outside.scim.resources.Groups.values()].filter(({ displayName }) => String(displayName).startsWith('cho.qlcn'))).toEqual([]);
  });

  it('whose address a system holds for somebody else is for IT, the other systems have it', async () => {
    outside.scim.insert('Groups', { displayName: 'la.qlcn@skhcn.example' });
    const { id, address } = await make('la.qlcn');
    await eventually(() => inSystem('danhba', address));
    const { id: instanceId } = await caseOf(id);
    const task = await eventually(async () => (await api.get('sonlt', 'tasks?scope=group&limit=200')).body.items.find((item: { instanceId: string }) => item.instanceId === instanceId));
    expect((await api.post('sonlt', `tasks/${task.id}/complete`, { variables: { conflictDecision: 'leave' } })).status).toBe(204);
    await eventually(async () => (await api.get('tungmt', 'notifications')).body.items.some(({ title }: { title: string }) => title === `Hệ thống nhansu không theo danh bạ: ${address}`));
    await done(id);
    expect(await inSystem('nhansu', address)).toMatchObject({ ours: false });
  });

  it('is not kept out of a system by an operator who writes the variables of its case', async () => {
    await outside.scim.stop();
    const { id, address } = await make('bien.qlcn');
    const written = await api.post('sonlt', `process-instances/${(await caseOf(id)).id}/variables`, { variables: { systems: [] }, reason: 'x' });
    expect(written.body).toMatchObject({ code: 'directory.mailbox-case-by-hand' });
    await outside.scim.resume();
    api.clock.advance(61_000);
    await everywhere(address, { managers: ['cuongpv'] });
  });
});
