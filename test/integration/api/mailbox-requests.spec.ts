import { dateInZone } from '#foundation';
import { type AccountSystemsOfOffice, startAccountSystems } from '../../support/account-systems-of-office.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('what a unit asks for about its mailboxes', () => {
  let outside: AccountSystemsOfOffice;
  let api: ApiUnderTest;
  beforeAll(async () => {
    outside = await startAccountSystems();
    api = await startApi({ ACCOUNT_SYSTEMS_FILE: outside.file });
    for (const key of ['cuongpv', 'habtt', 'maint', 'dungnh', 'tuanda']) {
      for (const system of ['danhba', 'nhansu']) {
        await api.office.accountSystems.get(system).putAccount({ key, name: key, fullName: key, mail: null });
      }
    }
  });
  afterAll(async () => {
    await api.close();
    await outside.close();
  });

  const ask = (login: string, request: object) => api.post(login, 'mailbox-requests', { request: { reason: 'Nhận báo cáo', ...request } });
  const taskOf = (login: string, instanceId: string) =>
    eventually(async () => {
      const { body } = await api.get(login, 'tasks?scope=group&limit=200');
      return body.items.find((item: { instanceId: string }) => item.instanceId === instanceId);
    });
  const complete = async (login: string, instanceId: string, variables: object) => api.post(login, `tasks/${(await taskOf(login, instanceId)).id}/complete`, { variables });
  const until = (id: string, status: string) =>
    eventually(async () => {
      const { body } = await api.get('sonlt', `mailbox-requests/${id}`);
      return body.status === status && body;
    });
  const inSystem = async (system: string, address: string) => {
    for await (const mailbox of api.office.accountSystems.get(system).listMailboxes()) if (mailbox.address === address) return mailbox;
    return undefined;
  };
  const everywhere = (address: string) => Promise.all(['congvan', 'danhba', 'nhansu'].map((system) => inSystem(system, address)));
  const mailboxId = async (search: string) => (await api.get('dungnh', `mailboxes?search=${search}&status=active`)).body.items[0]?.id;
  const done = async (login: string, request: object, approver = 'dungnh') => {
    const { status, body } = await ask(login, request);
    expect([status, body.findings]).toEqual([201, undefined]);
    expect((await complete(approver, body.instanceId, { decision: 'approve' })).status).toBe(204);
    return until(body.id, 'done');
  };

  it('is approved by the chief of office, then made in the directory and in every system, and the unit hears of it', async () => {
    const { status, body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'baocao.qlcn', purpose: 'Báo cáo', delegates: ['maint'] });
    expect([status, body]).toEqual([201, { id: expect.any(String), label: expect.stringMatching(/^HT-\d+$/), address: 'baocao.qlcn@skhcn.example', instanceId: expect.any(String), unasked: [] }]);
    expect(await mailboxId('baocao.qlcn')).toBeUndefined();
    expect((await complete('dungnh', body.instanceId, {})).status).toBe(422);
    expect((await complete('dungnh', body.instanceId, { decision: 'approve' })).status).toBe(204);
    expect(await until(body.id, 'done')).toMatchObject({ requestedBy: 'cuongpv', decidedBy: 'dungnh', stopped: false });
    expect(await everywhere(body.address)).toMatchObject(['congvan', 'danhba', 'nhansu'].map(() => ({ managers: ['cuongpv'], delegates: ['maint'], ours: true })));
    expect((await api.get('dungnh', `mailboxes/${await mailboxId('baocao.qlcn')}`)).body).toMatchObject({ managers: ['cuongpv'], users: ['maint'] });
    await eventually(async () => (await api.get('maint', 'notifications')).body.items.some(({ title }: { title: string }) => title === `${body.label} đã xong: ${body.address}`));
    const own = (await api.get('cuongpv', 'mailbox-requests?limit=1')).body;
    expect(own.items).toMatchObject([{ id: body.id, status: 'done' }]);
    expect((await api.get('tuanda', `mailbox-requests/${body.id}`)).status).toBe(403);
  });

  it('is told all that is wrong with it at once, before anything is changed', async () => {
    outside.scim.insert('Groups', { displayName: 'la.qlcn@skhcn.example' });
    const codes = async (login: string, request: object) => {
      const { status, body } = await ask(login, request);
      return [status, (body.findings ?? []).map(({ code }: { code: string }) => code).sort()];
    };
    const wanted = { kind: 'create', unit: 'QLCN' };
    expect(await codes('cuongpv', { ...wanted, localPart: 'la.qlcn', delegates: ['khanhvd', 'khongai'] })).toEqual([422, ['mailbox-of-stranger', 'not-of-unit', 'not-of-unit']]);
    expect(await codes('cuongpv', { ...wanted, localPart: 'postmaster' })).toEqual([422, ['local-part-reserved']]);
    expect(await codes('cuongpv', { ...wanted, localPart: 'a..b' })).toEqual([422, ['local-part-impossible']]);
    expect(await codes('cuongpv', { ...wanted, localPart: 'vp' })).toEqual([422, ['address-taken']]);
    expect(await codes('cuongpv', { kind: 'people', mailboxId: await mailboxId('qlcn@'), manager: 'khanhvd', delegates: ['khanhvd'] })).toEqual([422, ['heads-no-such-unit', 'not-of-unit']]);
    expect(await codes('cuongpv', { kind: 'resume', mailboxId: await mailboxId('qlcn@') })).toEqual([422, ['mailbox-in-other-state']]);
    expect((await ask('tuanda', wanted)).body).toMatchObject({ code: 'directory.mailbox-request-forbidden' });
    expect((await ask('khanhvd', wanted)).status).toBe(403);
    const before = await api.office.database.query(`select from mailbox_request where status = 'asked'`);
    expect(before).toEqual([]);
  });

  it('is decided by nobody who asked, nor by an operator who takes the task or writes the variables', async () => {
    const id = await mailboxId('vp@');
    const { body } = await ask('dungnh', { kind: 'suspend', mailboxId: id });
    const task = await taskOf('baotq', body.instanceId);
    // However it has come to them.
    await api.office.database.query(`update user_task set candidate_groups = '{leader,chief-of-office,it}' where id = $1`, [task.id]);
    for (const login of ['dungnh', 'sonlt']) {
      expect((await api.post(login, `tasks/${task.id}/complete`, { variables: { decision: 'approve' } })).body).toMatchObject({ code: 'directory.mailbox-request-forbidden' });
    }
    const { body: again } = await ask('dungnh', { kind: 'remove', mailboxId: id });
    expect(again.findings).toMatchObject([{ code: 'mailbox-request-open' }]);
    const written = await api.post('sonlt', `process-instances/${body.instanceId}/variables`, { variables: { systems: [] }, reason: 'x' });
    expect(written.body).toMatchObject({ code: 'directory.mailbox-case-by-hand' });
    const message = { message: 'mailbox-request.withdrawn', correlationKey: body.id };
    expect((await api.post('sonlt', 'messages', message)).body).toMatchObject({ code: 'directory.mailbox-case-by-hand' });
    expect((await api.post('dungnh', `mailbox-requests/${body.id}/withdrawal`, { reason: 'Thôi' })).status).toBe(204);
    expect(await until(body.id, 'withdrawn')).toMatchObject({ decidedBy: null });
    expect((await api.post('dungnh', `mailbox-requests/${body.id}/withdrawal`, { reason: 'Thôi' })).status).toBe(409);
  });

  it('changes who is in the mailbox, closes it for a time to all but the head, and opens it again', async () => {
    const id = await mailboxId('baocao.qlcn');
    const address = 'baocao.qlcn@skhcn.example';
    await done('habtt', { kind: 'people', mailboxId: id, delegates: ['tuanda'] });
    expect(await everywhere(address)).toMatchObject([{ delegates: ['tuanda'] }, { delegates: ['tuanda'] }, { delegates: ['tuanda'] }]);
    await done('cuongpv', { kind: 'suspend', mailboxId: id });
    expect(await everywhere(address)).toMatchObject([1, 2, 3].map(() => ({ managers: ['cuongpv'], delegates: [] })));
    await done('cuongpv', { kind: 'resume', mailboxId: id });
    expect(await inSystem('danhba', address)).toMatchObject({ delegates: ['tuanda'] });
  });

  it('renames it everywhere, and removes it everywhere for good by two people, never by one', async () => {
    const id = await mailboxId('baocao.qlcn');
    await done('cuongpv', { kind: 'rename', mailboxId: id, localPart: 'bc.qlcn' });
    expect(await everywhere('baocao.qlcn@skhcn.example')).toEqual([undefined, undefined, undefined]);
    expect(await everywhere('bc.qlcn@skhcn.example')).not.toContain(undefined);
    expect((await api.post('dungnh', `mailboxes/${id}/status`, { status: 'removed', reason: 'x' })).body).toMatchObject({ code: 'directory.mailbox-removal-by-one' });
    await done('cuongpv', { kind: 'remove', mailboxId: id });
    expect(await everywhere('bc.qlcn@skhcn.example')).toEqual([undefined, undefined, undefined]);
    expect((await api.get('dungnh', `mailboxes/${id}`)).body.status).toBe('removed');
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'bc.qlcn' });
    expect(body.findings).toMatchObject([{ code: 'address-taken' }]);
  });

  it('stops where somebody else has taken the address in the meantime, until IT gives it up and all is as before', async () => {
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'moi.qlcn' });
    outside.scim.insert('Groups', { displayName: 'moi.qlcn@skhcn.example' });
    await complete('dungnh', body.instanceId, { decision: 'approve' });
    expect((await complete('sonlt', body.instanceId, { conflictDecision: 'retry' })).status).toBe(204);
    expect((await complete('namcn', body.instanceId, { conflictDecision: 'give-up' })).status).toBe(204);
    await until(body.id, 'failed');
    await eventually(async () => (await inSystem('danhba', body.address)) === undefined);
    expect(await inSystem('nhansu', body.address)).toMatchObject({ ours: false });
    expect(await mailboxId('moi.qlcn')).toBeUndefined();
  });

  it('waits for a system that is down, without losing its place, and is done when it is back', async () => {
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'cho.qlcn' });
    await outside.scim.stop();
    await complete('dungnh', body.instanceId, { decision: 'approve' });
    await eventually(async () => inSystem('danhba', body.address));
    expect((await api.get('cuongpv', `mailbox-requests/${body.id}`)).body).toMatchObject({ status: 'approved', stopped: false });
    expect((await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'khac.qlcn' })).body).toMatchObject({ unasked: ['nhansu'] });
    await outside.scim.resume();
    api.clock.advance(61_000);
    await until(body.id, 'done');
    expect(await everywhere(body.address)).not.toContain(undefined);
  });

  it('that an operator has stopped on its way is over, those whom it concerns hear who did it, and anybody who may asks anew', async () => {
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'dung.qlcn' });
    expect((await api.post('habtt', `mailbox-requests/${body.id}/withdrawal`, { reason: 'x' })).body).toMatchObject({ code: 'directory.mailbox-request-forbidden' });
    expect((await api.post('sonlt', `process-instances/${body.instanceId}/cancel`, { reason: 'Thử' })).status).toBeLessThan(300);
    expect((await api.get('cuongpv', `mailbox-requests/${body.id}`)).body).toMatchObject({ status: 'failed', stopped: true, endReason: 'Thử' });
    for (const login of ['cuongpv', 'dungnh']) {
      const { items } = (await api.get(login, 'notifications')).body;
      expect(items.find(({ title }: { title: string }) => title === `${body.label} đã bị dừng: ${body.address}`).body).toContain('sonlt');
    }
    expect((await api.post('cuongpv', `mailbox-requests/${body.id}/withdrawal`, { reason: 'Đã dừng' })).status).toBe(409);
    expect((await ask('habtt', { kind: 'create', unit: 'QLCN', localPart: 'dung.qlcn' })).status).toBe(201);
  });

  it('is read in its case by those alone who read the request', async () => {
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'kin.qlcn', reason: 'Việc riêng của phòng' });
    const seen = async (login: string) => (await api.get(login, `process-instances/${body.instanceId}`)).body.variables;
    expect((await api.get('quanhm', `mailbox-requests/${body.id}`)).status).toBe(403);
    expect(await seen('quanhm')).toEqual({});
    expect(await seen('tungmt')).toMatchObject({ reason: 'Việc riêng của phòng' });
  });

  it('is the way for IT too: by hand an administrator alone repairs, not what is asked about, and the head hears of it', async () => {
    const [{ id }] = (await api.get('dungnh', 'mailboxes?search=qlkh@')).body.items;
    const byHand = async (login: string) => [
      (await api.post(login, 'mailboxes', { kind: 'unit', unit: 'QLKH', localPart: 'tay.qlkh' })).body.code,
      (await api.post(login, `mailboxes/${id}/rename`, { localPart: 'khac.qlkh', reason: 'x' })).body.code,
      (await api.post(login, `mailboxes/${id}/status`, { status: 'suspended', reason: 'x' })).body.code,
    ];
    for (const login of ['sonlt', 'dungnh']) expect(await byHand(login)).toEqual(Array(3).fill('directory.mailbox-by-request'));
    const { body } = await ask('ngocdtb', { kind: 'suspend', mailboxId: id });
    expect((await api.post('tungmt', `mailboxes/${id}/status`, { status: 'removed', reason: 'x' })).body).toMatchObject({ code: 'directory.mailbox-by-request' });
    expect((await api.post('ngocdtb', `mailbox-requests/${body.id}/withdrawal`, { reason: 'Thôi' })).status).toBe(204);
    expect((await api.post('tungmt', `mailboxes/${id}/status`, { status: 'suspended', reason: 'Sửa sai' })).status).toBe(204);
    const notices = (await api.get('ngocdtb', 'notifications')).body.items;
    expect(notices.find(({ title }: { title: string }) => title === 'Quản trị sửa hộp thư qlkh@skhcn.example').body).toContain('Sửa sai');
  });

  it('is not for a unit without head or one that has ended, nor for the address that the mailbox has', async () => {
    const codesOf = async (login: string, request: object) => ((await ask(login, request)).body.findings ?? []).map(({ code }: { code: string }) => code);
    const { items } = (await api.get('dungnh', 'mailboxes?search=qlcn@&status=active')).body;
    const own = items.find(({ address }: { address: string }) => address === 'qlcn@skhcn.example');
    expect(await codesOf('cuongpv', { kind: 'rename', mailboxId: own.id, localPart: 'qlcn' })).toEqual(['nothing-to-change']);
    const id = await mailboxId('tdc@');
    await api.office.database.query(`update post set valid_to = current_date - 1 where unit_code = 'TDC' and role = 'head'`);
    expect(await codesOf('nhungnth', { kind: 'rename', mailboxId: id, localPart: 'kiemdinh' })).toEqual(['mailbox-without-head']);
    await api.office.database.query(`update unit set valid_to = current_date - 1 where code = 'TDC'`);
    expect(await codesOf('nhungnth', { kind: 'create', unit: 'TDC', localPart: 'moi.tdc' })).toContain('unit-ended');
  });

  it('is carried out where it was approved, and once, wherever an operator moves its case', async () => {
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'chuaduyet.qlcn' });
    const here = `process-instances/${body.instanceId}`;
    const applyNow = () => api.post('sonlt', `${here}/modify`, { instructions: [{ type: 'startBefore', element: 'Service_Apply' }], reason: 'x' });
    const refusedWith = (text: string) =>
      eventually(async () => {
        const rows = await api.office.database.query<{ message: string }>(`select error ->> 'message' as message from job where instance_id = $1 and status = 'failed'`, [body.instanceId]);
        return rows.some(({ message }) => message.includes(text));
      });
    expect((await applyNow()).status).toBeLessThan(300);
    await refusedWith('is asked: only what was approved');
    expect(await mailboxId('chuaduyet.qlcn')).toBeUndefined();
    await complete('dungnh', body.instanceId, { decision: 'approve' });
    const id = await eventually(() => mailboxId('chuaduyet.qlcn'));
    await applyNow();
    await refusedWith('applied: only what was approved');
    expect((await api.get('dungnh', 'mailboxes?search=chuaduyet.qlcn')).body.items).toMatchObject([{ id }]);
  });

  it('is decided once where two decide at one moment', async () => {
    const { body } = await ask('dungnh', { kind: 'suspend', mailboxId: await mailboxId('vp@') });
    const { id } = await taskOf('baotq', body.instanceId);
    await api.office.database.query(`insert into post (id, login, unit_code, role, title, valid_from) select gen_random_uuid(), 'quanhm', unit_code, role, title, valid_from from post where login = 'baotq' and role = 'leader' limit 1`);
    const both = await Promise.all([['baotq', 'approve'], ['quanhm', 'refuse']].map(([login, decision]) => api.post(login!, `tasks/${id}/complete`, { variables: { decision, note: 'x' } })));
    const won = both.findIndex(({ status }) => status === 204);
    expect(both.map(({ status }) => status).sort()).toEqual([204, expect.any(Number)]);
    expect(both[1 - won]!.status).toBeGreaterThanOrEqual(400);
    expect(await until(body.id, won === 0 ? 'done' : 'refused')).toMatchObject({ decidedBy: ['baotq', 'quanhm'][won] });
  });

  it('is not decided by who has asked, also where he has become chief of office since', async () => {
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'tuduyet.qlcn' });
    const { id } = await taskOf('dungnh', body.instanceId);
    await api.office.database.query(`insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'cuongpv', 'VP', 'chief-of-office', 'Chánh Văn phòng', '2020-01-01')`);
    const refused = await api.post('cuongpv', `tasks/${id}/complete`, { variables: { decision: 'approve' } });
    await api.office.database.query(`delete from post where login = 'cuongpv' and role = 'chief-of-office'`);
    expect(refused.body).toMatchObject({ code: 'directory.mailbox-request-forbidden' });
    expect((await api.get('cuongpv', `mailbox-requests/${body.id}`)).body.status).toBe('asked');
  });

  it('is not decided by who stands in for whoever has asked', async () => {
    const { body } = await ask('cuongpv', { kind: 'create', unit: 'QLCN', localPart: 'thay.qlcn' });
    const task = await taskOf('dungnh', body.instanceId);
    const [post] = await api.office.database.query<{ id: string }>(`select id from post where login = 'cuongpv' and role = 'head'`);
    const today = dateInZone(api.clock.now(), 'Asia/Ho_Chi_Minh');
    const lent = await api.post('cuongpv', 'delegations', { postId: post!.id, deputy: 'dungnh', from: today, to: today, basis: 'Đi công tác' });
    expect([lent.status, lent.body.findings]).toEqual([201, undefined]);
    const refused = await api.post('dungnh', `tasks/${task.id}/complete`, { variables: { decision: 'approve' } });
    expect(refused.body).toMatchObject({ code: 'directory.mailbox-request-forbidden' });
    expect((await api.get('cuongpv', `mailbox-requests/${body.id}`)).body.status).toBe('asked');
  });

  it('is taken once where two ask for the same at one moment', async () => {
    const both = await Promise.all(['cuongpv', 'habtt'].map((login) => ask(login, { kind: 'create', unit: 'QLCN', localPart: 'cung.qlcn' })));
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
  });
});
