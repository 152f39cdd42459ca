import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DateTime } from 'luxon';
import { mailboxUpkeep } from '../../../apps/worker/src/mailbox-upkeep.js';
import { testLogger } from '../../support/database.js';
import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { ScimServer, TOKEN } from '../../support/scim-server.js';
import { BASE, BIND_DN, BIND_PASSWORD, Slapd } from '../../support/slapd.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const SYSTEMS = ['congvan', 'danhba', 'nhansu'];

describe('The account systems follow the directory by themselves', () => {
  let folder: string;
  let slapd: Slapd;
  let scim: ScimServer;
  let api: ApiUnderTest;
  let today: DateTime;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'congvan-mailboxes-follow-'));
    [slapd, scim] = await Promise.all([Slapd.start(), ScimServer.start()]);
    writeFileSync(join(folder, 'password'), BIND_PASSWORD);
    writeFileSync(join(folder, 'token'), TOKEN);
    const bases = `people: { base: "ou=people,${BASE}" }, mailboxes: { base: "ou=mailboxes,${BASE}" }`;
    const settings = [
      `danhba: { kind: ldap, url: "${slapd.url}", bindDn: "${BIND_DN}", passwordFile: password, ${bases} }`,
      `nhansu: { kind: scim, url: "${scim.url}", tokenFile: token }`,
    ];
    writeFileSync(join(folder, 'systems.yaml'), settings.join('\n'));
    api = await startApi({ ACCOUNT_SYSTEMS_FILE: join(folder, 'systems.yaml'), SESSION_HOURS: '720' });
    for (const key of ['cuongpv', 'maint', 'tuanda', 'dungnh', 'ngocdtb', 'khanhvd']) {
      for (const system of SYSTEMS.slice(1)) await api.office.accountSystems.get(system).putAccount({ key, name: key, fullName: key, mail: null });
    }
    goTo(0);
  }, 120_000);
  afterAll(async () => {
    await api.close();
    await Promise.all([slapd.close(), scim.stop()]);
    rmSync(folder, { recursive: true });
  });

  /** Ten in the morning so many days after the last time. */
  const goTo = (daysOn: number) => {
    today = daysOn === 0 ? DateTime.fromISO('2026-12-01') : today.plus({ days: daysOn });
    api.clock.offsetMs = Date.parse(vn(`${today.toISODate()!} 10:00`)) - Date.now();
  };
  const inDays = (days: number) => today.plus({ days }).toISODate()!;
  const upkeep = async () => {
    const warn = jest.fn();
    const once = mailboxUpkeep(api.office.executor, SYSTEMS, Object.assign(Object.create(testLogger) as typeof testLogger, { warn }));
    once.start();
    await once.stop();
    expect(warn.mock.calls).toEqual([]);
  };
  const casesOf = (mailboxId: string) =>
    api.office.database.query<{ id: string; status: string; systems: string[] | null; urgency: string | null }>(
      `select id, status, variables -> 'systems' as systems, variables ->> 'urgency' as urgency from process_instance where business_key = $1 order by started_at, id`,
      [mailboxId],
    );
  const settled = (mailboxId: string) => eventually(async () => (await casesOf(mailboxId)).every(({ status }) => status !== 'active'));
  const inSystem = async (system: string, address: string) => {
    for await (const mailbox of api.office.accountSystems.get(system).listMailboxes()) if (mailbox.address === address) return mailbox;
    return undefined;
  };
  const peopleIn = async (system: string, address: string) => {
    const held = await inSystem(system, address);
    return held === undefined ? null : [held.managers, held.delegates];
  };
  const everywhere = async (address: string, expected: [string[], string[]] | null) => {
    const seen: unknown[] = [];
    await eventually(async () => {
      seen.splice(0, 3, ...(await Promise.all(SYSTEMS.map((system) => peopleIn(system, address)))));
      return JSON.stringify(seen) === JSON.stringify(SYSTEMS.map(() => expected));
    }).catch(() => expect(seen).toEqual(SYSTEMS.map(() => expected)));
  };
  const make = async (unit: string, head: string) => {
    const { status, body } = await api.post('tungmt', 'mailboxes', { kind: 'unit', unit, localPart: `hop${randomUUID().slice(0, 6)}.${unit.toLowerCase()}`, purpose: 'Thử' });
    expect(status).toBe(201);
    await everywhere(body.address, [[head], []]);
    await settled(body.id);
    return body as { id: string; address: string };
  };
  const lend = async (id: string, head: string, days: { from: string; to?: string }) => {
    expect((await api.post(head, `mailboxes/${id}/uses`, { login: 'maint', ...days })).status).toBe(201);
    await settled(id);
  };

  it('where a use begins and ends on its day, and no case is begun where nothing differs', async () => {
    const { id, address } = await make('QLCN', 'cuongpv');
    await lend(id, 'cuongpv', { from: inDays(2), to: inDays(3) });
    await upkeep();
    expect(await casesOf(id)).toHaveLength(2);
    goTo(2);
    await upkeep();
    await everywhere(address, [['cuongpv'], ['maint']]);
    await settled(id);
    await upkeep();
    goTo(2);
    await upkeep();
    await everywhere(address, [['cuongpv'], []]);
    await settled(id);
    await upkeep();
    expect((await casesOf(id)).slice(2).map(({ systems, urgency }) => [systems, urgency])).toEqual([
      [SYSTEMS, 'normal'],
      [SYSTEMS, 'urgent'],
    ]);
  });

  it('where a head is appointed and another one’s post ends; of a unit without a head the chief of office has it', async () => {
    const { id, address } = await make('QLCN', 'cuongpv');
    const held = (await api.get('vinhtq', 'people/cuongpv')).body.posts.find(({ role }: { role: string }) => role === 'head');
    const successor = { login: 'tuanda', unit: 'QLCN', role: 'head', title: 'Trưởng phòng', from: inDays(2), basis: 'QĐ 1' };
    const { status, body: post } = await api.post('yenlh', 'posts', successor);
    expect([status, post]).toMatchObject([201, {}]);
    expect((await api.post('yenlh', `posts/${held.postId}/end`, { lastDay: inDays(1) })).status).toBeLessThan(300);
    goTo(2);
    await upkeep();
    await everywhere(address, [['tuanda'], []]);
    expect((await api.post('yenlh', `posts/${post.postId}/end`, { lastDay: today.toISODate() })).status).toBeLessThan(300);
    goTo(1);
    await upkeep();
    await everywhere(address, [['dungnh'], []]);
    await settled(id);
    expect((await api.post('yenlh', 'posts', { ...successor, login: 'cuongpv', from: today.toISODate() })).status).toBe(201);
    await upkeep();
    await everywhere(address, [['cuongpv'], []]);
  });

  it('where a plan merges units and gives a mailbox another address, or ends it', async () => {
    const [moved, renamed, removed] = [await make('QLKH', 'ngocdtb'), await make('TDC', 'khanhvd'), await make('QLKH', 'ngocdtb')];
    const lines = [
      {
        kind: 'merge',
        units: ['QLKH', 'TDC'],
        into: { code: 'KHDL', name: 'Phòng Khoa học và Đo lường' },
        people: [{ login: 'ngocdtb', role: 'deputy-head', title: 'Phó Trưởng phòng' }],
        mailboxes: [
          { id: renamed.id, localPart: 'do-luong' },
          { id: removed.id, becomes: 'removed' },
        ],
      },
    ];
    const plan = { decisionNumber: '12/QĐ-UBND', decisionDate: '2026-11-30', decidedBy: 'UBND tỉnh', effectiveDay: today.toISODate(), lines };
    const { id } = (await api.post('vinhtq', 'reorganisation-plans', plan)).body;
    for (const act of ['check', 'submission']) expect(await api.post('vinhtq', `reorganisation-plans/${id}/${act}`)).toMatchObject({ status: act === 'check' ? 200 : 204 });
    expect(await api.post('baotq', `reorganisation-plans/${id}/approval`, { decision: 'approve' })).toMatchObject({ body: { status: 'done' } });
    await upkeep();
    await everywhere(moved.address, [['khanhvd'], []]);
    await everywhere('do-luong@skhcn.example', [['khanhvd'], []]);
    await everywhere(renamed.address, null);
    await everywhere(removed.address, null);
  });

  it('once, however many workers look and whatever has failed: a system that is down holds up its own part alone', async () => {
    const { id, address } = await make('QLCN', 'cuongpv');
    await lend(id, 'cuongpv', { from: inDays(1), to: inDays(1) });
    goTo(1);
    await scim.stop();
    await Promise.all([upkeep(), upkeep()]);
    expect(await casesOf(id)).toHaveLength(3);
    const elsewhere = (people: unknown) =>
      eventually(async () => JSON.stringify([await peopleIn('congvan', address), await peopleIn('danhba', address)]) === JSON.stringify([people, people]));
    await elsewhere([['cuongpv'], ['maint']]);
    await upkeep();
    expect(await casesOf(id)).toHaveLength(3);
    goTo(1);
    await upkeep();
    await elsewhere([['cuongpv'], []]);
    const cases = await casesOf(id);
    expect(cases.map(({ status }) => status)).toEqual(['completed', 'completed', 'active', expect.any(String)]);
    expect(await peopleIn('congvan', address)).toEqual([['cuongpv'], []]);
    await scim.resume();
    const [failed] = await api.office.database.query<{ id: string }>(`select id from job where instance_id = $1 and status = 'failed'`, [cases[2]!.id]);
    if (failed !== undefined) await api.post('sonlt', `jobs/${failed.id}/retry`, { reason: 'Hệ thống đã chạy lại' });
    api.clock.advance(61_000);
    await everywhere(address, [['cuongpv'], []]);
    await settled(id);
    expect((await casesOf(id))[3]!.systems).toEqual(['congvan', 'danhba']);
  });

  it('also where an operator has ended the case half-way, but not where IT has left the address to whom it belongs', async () => {
    const { id, address } = await make('QLCN', 'cuongpv');
    await lend(id, 'cuongpv', { from: inDays(1) });
    goTo(1);
    await scim.stop();
    await upkeep();
    const [, , open] = await casesOf(id);
    expect((await api.post('tungmt', `process-instances/${open!.id}/cancel`, { reason: 'Chạy nhầm' })).status).toBe(204);
    await scim.resume();
    await upkeep();
    await everywhere(address, [['cuongpv'], ['maint']]);

    scim.insert('Groups', { displayName: 'khac.qlcn@skhcn.example' });
    await settled(id);
    expect((await api.post('tungmt', `mailboxes/${id}/rename`, { localPart: 'khac.qlcn', reason: 'Thử' })).status).toBe(200);
    const conflict = (await casesOf(id)).find(({ status }) => status === 'active')!;
    const task = await eventually(async () => (await api.get('sonlt', 'tasks?scope=group&limit=200')).body.items.find(({ instanceId }: { instanceId: string }) => instanceId === conflict.id));
    const before = (await casesOf(id)).length;
    await upkeep();
    expect((await api.post('sonlt', `tasks/${task.id}/complete`, { variables: { conflictDecision: 'leave' } })).status).toBe(204);
    await settled(id);
    await upkeep();
    expect(await casesOf(id)).toHaveLength(before);
  });
});
