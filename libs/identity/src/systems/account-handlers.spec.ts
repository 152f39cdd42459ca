import { listAudit } from '#audit';
import { readAccountSystems } from '#connectors';
import { retryJob, startInstance } from '#runtime';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestOffice, type TestOffice } from '../../../../test/support/office.js';
import { ScimServer, TOKEN } from '../../../../test/support/scim-server.js';
import { accountHandlers, AccountSystems, issuePassword, lockEverywhere, mailboxHandlers, resetPassword } from '../index.js';

const TOPICS = ['accounts.provision', 'accounts.rename', 'accounts.lock', 'accounts.unlock', 'accounts.remove', 'mailboxes.put', 'mailboxes.remove', 'mailboxes.follow', 'mailboxes.note-uses'];

/** One service task, which is tried three times, with a way out for each outcome that people decide about. */
const modelOf = (topic: string) => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
  <error id="held" errorCode="account-held-by-another"/>
  <error id="orphan" errorCode="mailbox-without-manager"/>
  <process id="${topic}" isExecutable="true">
    <startEvent id="begin"/>
    <serviceTask id="work" camunda:type="external" camunda:topic="${topic}">
      <extensionElements><camunda:failedJobRetryTimeCycle>R3/PT1M</camunda:failedJobRetryTimeCycle></extensionElements>
    </serviceTask>
    <boundaryEvent id="heldByAnother" attachedToRef="work"><errorEventDefinition errorRef="held"/></boundaryEvent>
    <boundaryEvent id="withoutManager" attachedToRef="work"><errorEventDefinition errorRef="orphan"/></boundaryEvent>
    <endEvent id="done"/><endEvent id="askOperator"/><endEvent id="handOver"/>
    <sequenceFlow id="f1" sourceRef="begin" targetRef="work"/>
    <sequenceFlow id="f2" sourceRef="work" targetRef="done"/>
    <sequenceFlow id="f3" sourceRef="heldByAnother" targetRef="askOperator"/>
    <sequenceFlow id="f4" sourceRef="withoutManager" targetRef="handOver"/>
  </process>
</definitions>`;

let folder: string;
let server: ScimServer;
let office: TestOffice;
let systems: AccountSystems;
const noted: { address: string; usedAt: string | null }[] = [];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'congvan-accounts-'));
  server = await ScimServer.start();
  writeFileSync(join(folder, 'token'), TOKEN);
  writeFileSync(join(folder, 'systems.yaml'), `nhansu: { kind: scim, url: "${server.url}", tokenFile: token, lastUsed: lastLogin }`);
  const reach = () => systems;
  const processes = Object.fromEntries(TOPICS.map((topic) => [`${topic}.bpmn`, modelOf(topic)]));
  office = await openTestOffice({ handlers: [...accountHandlers(reach), ...mailboxHandlers(reach, async (_context, uses) => void noted.push(...uses))], processes });
  systems = new AccountSystems({ ...office, zone: 'Asia/Ho_Chi_Minh' }, await readAccountSystems(join(folder, 'systems.yaml')));
});
afterAll(async () => {
  await office.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

async function newPerson(login: string, fullName = 'Phan Văn Cường'): Promise<void> {
  await office.database.query(`insert into person (login, full_name, email) values ($1, $2, $1 || '@sct.example')`, [login, fullName]);
}

/** Runs a service task to its end, or to where it stands. */
async function run(topic: string, variables: Record<string, string | string[]>) {
  const { instanceId } = await office.executor.execute(startInstance, { key: topic, variables }, office.as('tungmt'));
  await office.runDueJobs();
  const [job] = await office.database.query<{ id: string; status: string; error: { message: string } | null }>(
    'select id, status, error from job where instance_id = $1',
    [instanceId],
  );
  const ended = await office.database.query<{ elementId: string }>(
    `select element_id as "elementId" from activity_history where instance_id = $1 and element_id in ('done', 'askOperator', 'handOver')`,
    [instanceId],
  );
  return { job, end: ended[0]?.elementId };
}

const standing = (login: string) =>
  office.database.query('select system, name, state from system_account where login = $1 order by system', [login]);

describe('the service tasks on accounts', () => {
  it('make one account, however often they run, in each system, and remember where it stands', async () => {
    await newPerson('cuongpv');
    for (const system of ['congvan', 'nhansu', 'nhansu']) {
      expect(await run('accounts.provision', { system, person: 'cuongpv' })).toMatchObject({ end: 'done' });
    }
    expect([...server.resources.Users.values()]).toEqual([
      expect.objectContaining({ userName: 'cuongpv', externalId: 'cuongpv', displayName: 'Phan Văn Cường', active: true }),
    ]);
    expect(await standing('cuongpv')).toEqual(
      ['congvan', 'nhansu'].map((system) => ({ system, name: 'cuongpv', state: 'active' })),
    );
    const { items } = await listAudit(office.database, { subject: 'account', subjectId: 'cuongpv', limit: 1 });
    expect(items[0]!.detail).toEqual({ system: 'nhansu', act: 'accounts.provision', name: 'cuongpv', state: 'active' });
  });

  it('lock, unlock and remove it, and have nothing to do where there is none', async () => {
    await newPerson('nghitv');
    const nghitv = { system: 'nhansu', person: 'nghitv' };
    expect(await run('accounts.lock', nghitv)).toMatchObject({ end: 'done' });
    expect(await standing('nghitv')).toEqual([]);
    await run('accounts.provision', nghitv);
    await run('accounts.lock', nghitv);
    expect(await standing('nghitv')).toEqual([{ system: 'nhansu', name: 'nghitv', state: 'locked' }]);
    await run('accounts.provision', nghitv);
    expect(await standing('nghitv')).toEqual([{ system: 'nhansu', name: 'nghitv', state: 'locked' }]);
    await run('accounts.unlock', nghitv);
    expect(await systems.get('nhansu').findAccount('nghitv')).toMatchObject({ locked: false });
    await run('accounts.remove', nghitv);
    await run('accounts.remove', nghitv);
    expect(await standing('nghitv')).toEqual([{ system: 'nhansu', name: 'nghitv', state: 'removed' }]);
    const { job } = await run('accounts.unlock', nghitv);
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('accounts.provision') } });
  });

  it('open no account with a password that others may know, until it has another there', async () => {
    await newPerson('minhlo');
    const minhlo = { system: 'nhansu', person: 'minhlo' };
    for (const system of ['congvan', 'nhansu']) await run('accounts.provision', { ...minhlo, system });
    const expose = () => office.executor.execute(lockEverywhere, { login: 'minhlo', reason: 'lộ', systems: ['nhansu'], tell: [] }, office.as('tungmt'));
    const refused = { job: { status: 'failed', error: { message: expect.stringContaining('exposed') } } };
    const isLocked = async () => (await systems.get('nhansu').findAccount('minhlo'))?.locked;
    await expose();
    await run('accounts.lock', minhlo);
    expect([await run('accounts.unlock', minhlo), await run('accounts.unlock', { ...minhlo, system: 'congvan' })]).toMatchObject([refused, refused]);
    await office.executor.execute(resetPassword, { login: 'minhlo', unlock: true }, office.as('tungmt'));
    expect([await run('accounts.unlock', minhlo), await isLocked()]).toMatchObject([refused, true]);
    await issuePassword(systems, { tell: async () => {}, membersOf: async () => [] }, { input: { login: 'minhlo' }, groups: ['admin'] }, office.as('tungmt'));
    expect([await run('accounts.unlock', minhlo), await isLocked()]).toMatchObject([{ end: 'done' }, false]);
    const nhansu = systems.get('nhansu');
    const open = nhansu.unlockAccount.bind(nhansu);
    const opening = jest.spyOn(nhansu, 'unlockAccount').mockImplementation(async (login) => (await expose(), open(login)));
    await nhansu.lockAccount('minhlo');
    expect([await run('accounts.unlock', minhlo), await isLocked()]).toMatchObject([refused, true]);
    opening.mockRestore();
    await run('accounts.remove', minhlo);
    expect(await office.database.query(`select from exposed_elsewhere where login = 'minhlo'`)).toEqual([]);
  });

  it('remember what an earlier run has done that could not say so any more', async () => {
    await newPerson('dutnc');
    const dutnc = { system: 'nhansu', person: 'dutnc' };
    await run('accounts.provision', dutnc);
    await systems.get('nhansu').removeAccount('dutnc');
    await run('accounts.remove', dutnc);
    expect(await standing('dutnc')).toEqual([{ system: 'nhansu', name: 'dutnc', state: 'removed' }]);
  });

  it('wait for a system that is down, stand as failed jobs in the end, and go on from there', async () => {
    await newPerson('hoalt');
    await server.stop();
    const { job } = await run('accounts.provision', { system: 'nhansu', person: 'hoalt' });
    expect(job).toMatchObject({ status: 'ready', error: { message: expect.stringContaining('nhansu cannot be used now') } });
    for (let attempt = 1; attempt < 4; attempt++) {
      office.clock.advance(60_000);
      await office.runDueJobs();
    }
    const [failed] = await office.database.query('select status from job where id = $1', [job!.id]);
    expect(failed).toEqual({ status: 'failed' });
    await server.resume();
    await office.executor.execute(retryJob, { jobId: job!.id }, office.as('tungmt'));
    await office.runDueJobs();
    expect(await standing('hoalt')).toEqual([{ system: 'nhansu', name: 'hoalt', state: 'active' }]);
  });

  it('give an account outside our knowledge to the model, and an unknown system to an operator', async () => {
    await newPerson('lannt');
    server.insert('Users', { userName: 'lannt', displayName: 'Ai đó', active: true });
    expect(await run('accounts.provision', { system: 'nhansu', person: 'lannt' })).toEqual({ job: undefined, end: 'askOperator' });
    const { job } = await run('accounts.provision', { system: 'khong-co', person: 'lannt' });
    expect(job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('There are: congvan, nhansu') } });
    const nobody = await run('accounts.provision', { system: 'nhansu', person: 'khongai' });
    expect(nobody.job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('register the person') } });
  });

  it('give a new name once: neither it nor the old one is ever somebody else’s', async () => {
    await newPerson('thuyntt');
    await newPerson('thuynt');
    for (const person of ['thuyntt', 'thuynt']) await run('accounts.provision', { system: 'nhansu', person });
    const renamed = { system: 'nhansu', person: 'thuyntt', accountName: 'thuypt' };
    for (const _ of ['once', 'twice']) expect(await run('accounts.rename', renamed)).toMatchObject({ end: 'done' });
    expect(await standing('thuyntt')).toEqual([{ system: 'nhansu', name: 'thuypt', state: 'active' }]);
    await run('accounts.rename', { ...renamed, accountName: 'thuyp' });
    await office.database.query(
      `with box as (insert into mailbox (id, kind, login, status, created_at, changed_at)
                    values (gen_random_uuid(), 'personal', 'cuongpv', 'active', now(), now()) returning id)
       insert into mailbox_address (address, mailbox_id, since) select 'cuong@sct.example', id, now() from box`,
    );
    for (const accountName of ['thuypt', 'thuyntt', 'postmaster', 'cuong']) {
      expect(await run('accounts.rename', { system: 'nhansu', person: 'thuynt', accountName })).toMatchObject({ end: 'askOperator' });
    }
    expect(await run('accounts.rename', { ...renamed, accountName: 'thuypt' })).toMatchObject({ end: 'done' });
  });
});

describe('the service tasks on mailboxes', () => {
  it('make one mailbox with its people, and do not let go the last who answers for it', async () => {
    for (const login of ['truongp', 'phop']) {
      await newPerson(login);
      await run('accounts.provision', { system: 'nhansu', person: login });
    }
    const mailbox = { system: 'nhansu', mailbox: 'qlcn@sct.example' };
    for (const _ of ['once', 'twice']) await run('mailboxes.put', { ...mailbox, managers: ['truongp'], delegates: ['phop'] });
    const rows = () =>
      office.database.query(`select managers, delegates, state from system_mailbox where address = 'qlcn@sct.example'`);
    expect(await rows()).toEqual([{ managers: ['truongp'], delegates: ['phop'], state: 'active' }]);
    expect(await run('accounts.remove', { system: 'nhansu', person: 'truongp' })).toMatchObject({ end: 'handOver' });
    expect(await run('mailboxes.remove', mailbox)).toMatchObject({ end: 'done' });
    expect(await rows()).toMatchObject([{ state: 'removed' }]);
    expect([...server.resources.Groups.values()]).toEqual([]);
  });

  it('take the people of the directory where the model names none, and wait for a unit to have a head', async () => {
    for (const login of ['truongvp', 'thuvp', 'cuvp']) {
      await newPerson(login);
      await run('accounts.provision', { system: 'nhansu', person: login });
    }
    await office.database.query(`insert into unit (code, name, kind, sort) values ('VP', 'Văn phòng', 'office', 1)`);
    await office.database.query(
      `with box as (insert into mailbox (id, kind, unit_code, status, created_at, changed_at)
                    values (gen_random_uuid(), 'unit', 'VP', 'active', now(), now()) returning id),
            address as (insert into mailbox_address (address, mailbox_id, since) select 'vp@sct.example', id, now() from box)
       insert into mailbox_use (id, mailbox_id, login, valid_from, ended_on, granted_by, granted_at)
         select gen_random_uuid(), id, login, '2020-01-01', ended_on, 'truongvp', now()
         from box, (values ('thuvp', null::date), ('cuvp', '2021-01-01')) as used(login, ended_on)`,
    );
    const vp = { system: 'nhansu', mailbox: 'vp@sct.example' };
    expect((await run('mailboxes.put', vp)).job).toMatchObject({ status: 'failed', error: { message: expect.stringContaining('no head') } });
    await office.database.query(
      `insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'truongvp', 'VP', 'head', 'Trưởng phòng', '2020-01-01')`,
    );
    expect(await run('mailboxes.put', vp)).toMatchObject({ end: 'done' });
    expect(await office.database.query(`select managers, delegates from system_mailbox where address = 'vp@sct.example'`)).toEqual([
      { managers: ['truongvp'], delegates: ['thuvp'] },
    ]);
  });

  it('bring over what the directory has after all, where it changes meanwhile', async () => {
    const [{ id }] = (await office.database.query<{ id: string }>(`select mailbox_id as id from mailbox_address where address = 'vp@sct.example'`)) as [{ id: string }];
    const there = systems.get('nhansu');
    const put = there.putMailbox.bind(there);
    const puts: (readonly string[])[] = [];
    there.putMailbox = async (mailbox) => {
      const done = await put(mailbox);
      if (puts.push(mailbox.delegates) === 1) await office.database.query(`update mailbox_use set ended_on = valid_from where mailbox_id = $1`, [id]);
      return done;
    };
    expect(await run('mailboxes.follow', { system: 'nhansu', mailbox: id })).toMatchObject({ end: 'done' });
    there.putMailbox = put;
    expect(puts).toEqual([['thuvp'], []]);
    expect(await office.database.query(`select managers, delegates from system_mailbox where address = 'vp@sct.example'`)).toEqual([{ managers: ['truongvp'], delegates: [] }]);
    const unknown = await run('mailboxes.follow', { system: 'nhansu', mailbox: '018f0000-0000-7000-8000-000000000000' });
    expect(unknown.job!.error!.message).toContain('no mailbox');
  });

  it('learn from the system when mailboxes were last used', async () => {
    await newPerson('dungthu');
    await run('accounts.provision', { system: 'nhansu', person: 'dungthu' });
    const user = [...server.resources.Users.values()].find(({ userName }) => userName === 'dungthu')!;
    user['lastLogin'] = '2026-11-20T08:00:00+07:00';
    expect(await run('mailboxes.note-uses', { system: 'nhansu' })).toMatchObject({ end: 'done' });
    expect(noted).toEqual([{ address: 'dungthu@sct.example', usedAt: '2026-11-20T01:00:00.000Z' }]);
  });

  it('say what is missing', async () => {
    const { job } = await run('mailboxes.put', { system: 'nhansu', mailbox: 'a@sct.example', managers: [] });
    expect(job!.error!.message).toContain('managers');
    const unknown = await run('mailboxes.put', { system: 'nhansu', mailbox: 'khong-co@sct.example' });
    expect(unknown.job!.error!.message).toContain('khong-co@sct.example');
  });
});
