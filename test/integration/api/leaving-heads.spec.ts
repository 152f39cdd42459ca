import { followDirectory } from '#directory';
import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('a head who leaves', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720' }, { worker: 'inside', openedAt: vn('2026-07-20 08:00') });
  }, 120_000);
  afterAll(() => api.close());

  const at = (time: string) => (api.clock.offsetMs = Date.parse(vn(time)) - Date.now());

  it('is signed for by the chief of office, his successor has the mailbox of the unit, and a step at the last instant is done by him or by nobody', async () => {
    const own = api.office.accountSystems.get('congvan');
    await own.putMailbox({ address: 'tdc@skhcn.example', managers: ['khanhvd'], delegates: [] });
    const successor = { login: 'nhungnth', unit: 'TDC', role: 'head', title: 'Trưởng phòng', from: '2026-08-01', basis: 'QĐ 40/QĐ-SKHCN' };
    expect((await api.post('yenlh', 'posts', successor)).status).toBe(201);
    await api.post('baotq', 'assignments', { title: 'Báo cáo', content: 'Báo cáo.', unit: 'TDC' });
    const task = await eventually(async () => (await api.get('khanhvd', 'tasks?scope=group')).body.items[0]);
    await api.post('khanhvd', `tasks/${task.id}/claim`);
    const decision = {
      kind: 'leave',
      login: 'khanhvd',
      number: '41/QĐ-SKHCN',
      decidedOn: '2026-07-15',
      agency: 'Sở',
      effectiveOn: '2026-07-31',
      accessEndsAt: '2026-07-31T17:00:00+07:00',
    };
    expect((await api.post('vinhtq', 'personnel-decisions', decision)).status).toBe(201);
    const { id } = await eventually(async () => (await api.get('vinhtq', 'handover-minutes?person=khanhvd')).body.items[0]);
    const { lines } = (await api.get('dungnh', `handover-minutes/${id}`)).body;
    expect(lines.map(({ kind }: { kind: string }) => kind)).toEqual(['task', 'mailbox']);
    const receivers = lines.map((line: { id: string }) => ({ lineId: line.id, receiver: 'nhungnth' }));
    expect((await api.post('khanhvd', `handover-minutes/${id}/changes`, { receivers })).status).toBe(204);
    await api.post('khanhvd', `handover-minutes/${id}/signature`, {});
    await api.post('nhungnth', `handover-minutes/${id}/confirmation`);
    await api.as('dungnh');

    at('2026-07-31 17:00');
    const [completed] = await Promise.all([
      api.post('khanhvd', `tasks/${task.id}/complete`, { variables: { acceptance: 'accept', performer: 'nhungnth' } }),
      eventually(async () => (await api.get('khanhvd', 'auth/me')).status === 401),
    ]);
    const [row] = await api.office.database.query<{ status: string; by: string | null }>('select status, completed_by as by from user_task where id = $1', [task.id]);
    expect(row).toEqual(completed.status === 204 ? { status: 'completed', by: 'khanhvd' } : { status: 'open', by: null });

    // His own case brings over who has the mailbox once he is gone: meanwhile nothing else touches it.
    await api.office.executor.execute(followDirectory, { systems: ['congvan'], limit: 50 }, { actor: 'system:directory', requestId: 'test' });
    expect(await api.office.database.query('select system from mailbox_follow')).toEqual([]);

    expect((await api.post('nhungnth', `handover-minutes/${id}/close`)).status).toBe(403);
    expect((await api.post('dungnh', `handover-minutes/${id}/close`)).status).toBe(204);
    at('2026-08-01 00:01');
    const mailbox = await eventually(async () => {
      for await (const held of own.listMailboxes()) if (held.address === 'tdc@skhcn.example' && held.managers[0] === 'nhungnth') return held;
      return undefined;
    });
    expect(mailbox).toMatchObject({ managers: ['nhungnth'], delegates: [] });
    const after = (await api.get('dungnh', `handover-minutes/${id}`)).body;
    expect(after.lines.map(({ kind, outcome }: { kind: string; outcome: string }) => [kind, outcome])).toContainEqual(['mailbox', 'moved']);
  });

  it('or moves, and comes back half-way, has post, rights and the mailbox of the unit as before', async () => {
    const own = api.office.accountSystems.get('congvan');
    await own.putMailbox({ address: 'qlkh@skhcn.example', managers: ['ngocdtb'], delegates: [] });
    const managers = async () => {
      for await (const held of own.listMailboxes()) if (held.address === 'qlkh@skhcn.example') return held.managers;
      return [];
    };
    const groups = async () => (await api.get('ngocdtb', 'auth/me')).body.groups;
    const before = await groups();
    const decision = { kind: 'transfer', login: 'ngocdtb', number: '42/QĐ-SKHCN', decidedOn: '2026-08-01', agency: 'Sở', effectiveOn: '2026-08-10', unit: 'TDC', role: 'staff', title: 'Chuyên viên chính' };
    const { status, body: made } = await api.post('vinhtq', 'personnel-decisions', decision);
    expect(status).toBe(201);
    const taskOf = (formKey: string) =>
      eventually(async () => (await api.office.database.query<{ id: string }>(`select id from user_task where instance_id = $1 and form_key = $2 and status = 'open'`, [made.instanceId, formKey]))[0]);
    expect((await api.post('dungnh', `tasks/${(await taskOf('approval')).id}/complete`, { variables: { approval: 'approve' } })).status).toBe(204);
    const successor = { login: 'minhtc', unit: 'QLKH', role: 'head', title: 'Trưởng phòng', from: '2026-08-10', basis: 'QĐ 43/QĐ-SKHCN' };
    expect((await api.post('yenlh', 'posts', successor)).status).toBe(201);
    const { id } = await eventually(async () => (await api.get('vinhtq', 'handover-minutes?person=ngocdtb')).body.items[0]);
    const { lines } = (await api.get('dungnh', `handover-minutes/${id}`)).body;
    expect(lines.map(({ kind }: { kind: string }) => kind)).toContain('mailbox');
    const receivers = lines.map((line: { id: string }) => ({ lineId: line.id, receiver: 'minhtc' }));
    expect((await api.post('ngocdtb', `handover-minutes/${id}/changes`, { receivers })).status).toBe(204);
    await api.post('ngocdtb', `handover-minutes/${id}/signature`, {});
    await api.post('minhtc', `handover-minutes/${id}/confirmation`);
    expect((await api.post('dungnh', `handover-minutes/${id}/close`)).status).toBe(204);
    at('2026-08-10 00:01');
    await taskOf('arrival');
    await eventually(async () => (await managers()).join() === 'minhtc');
    expect(await groups()).toEqual(expect.arrayContaining(['unit:TDC']));
    expect(await groups()).not.toContain('head:QLKH');

    expect((await api.post('vinhtq', `personnel-decisions/${made.id}/cancellation`, { reason: 'Quyết định bị thu hồi' })).status).toBe(204);
    // Whoever was made head by hand meanwhile is one still.
    await eventually(async () => (await managers()).join() === 'minhtc,ngocdtb');
    const [mailbox] = await api.office.database.query<{ managedBy: string }>(`select managed_by as "managedBy" from mailbox where unit_code = 'QLKH'`);
    expect(mailbox).toEqual({ managedBy: 'ngocdtb' });
    // What she held on that day she held: it ends with the day.
    at('2026-08-11 08:00');
    expect((await groups()).toSorted()).toEqual(before.toSorted());
    expect((await api.get('vinhtq', 'people/ngocdtb')).body.posts.filter(({ state }: { state: string }) => state === 'present')).toMatchObject([{ unit: 'QLKH', role: 'head', to: null }]);
    expect((await api.get('vinhtq', `personnel-decisions/${made.id}`)).body.status).toBe('cancelled');
  });
});
