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
});
