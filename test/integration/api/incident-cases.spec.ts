import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('the case of an incident', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  }, 120_000);
  afterAll(() => api.close());

  it('shows overseers of all cases where it stands, and what was reported only where they read the incident', async () => {
    const outage = { kind: 'outage', title: 'Không vào được hộp thư', description: 'Nội dung riêng tư: đơn xin nghỉ.' };
    const { body: foreign } = await api.post('tuanda', 'incidents', outage);
    expect((await api.get('quanhm', `incidents/${foreign.id}`)).status).toBe(403);
    for (const login of ['quanhm', 'tungmt']) {
      const { status, body } = await api.get(login, `process-instances/${foreign.instanceId}`);
      expect([status, body.definitionKey, body.variables]).toEqual([200, 'incident-escalation', {}]);
      const changes = await api.get(login, `process-instances/${foreign.instanceId}/variable-changes`);
      expect(changes).toMatchObject({ status: 403, body: { code: 'incidents.forbidden' } });
    }
    const { body: own } = await api.post('quanhm', 'incidents', outage);
    expect((await api.get('quanhm', `process-instances/${own.instanceId}`)).body.variables).toMatchObject({ description: outage.description });
    expect((await api.get('quanhm', `process-instances/${own.instanceId}/variable-changes`)).status).toBe(200);
  });

  it('shows overseers of all tasks who has which, and what was reported only where they read the incident or work on it', async () => {
    const outage = { kind: 'outage', title: 'Hộp thư của trưởng phòng', description: 'Thư riêng của chị Ngọc.' };
    const { body: incident } = await api.post('tuanda', 'incidents', outage);
    const listed = (login: string, scope: string) =>
      eventually(async () => {
        const { items } = (await api.get(login, `tasks?scope=${scope}&limit=200`)).body;
        return items.find((item: { instanceId: string }) => item.instanceId === incident.instanceId);
      });
    const { id, subject } = await listed('cuongpv', 'group');
    expect(subject).toBe(outage.title);
    expect((await api.get('cuongpv', `tasks/${id}/form`)).body.data).toMatchObject({ description: outage.description });
    for (const login of ['quanhm', 'tungmt']) {
      expect(await listed(login, 'all')).toMatchObject({ id, name: 'Tiếp nhận sự cố', subject: null });
      expect((await api.get(login, `tasks/${id}`)).body).toMatchObject({ id, candidateGroups: ['head:QLCN'], subject: null, variables: {}, consultations: [] });
      expect(await api.get(login, `tasks/${id}/form`)).toMatchObject({ status: 403, body: { code: 'worklist.task-forbidden' } });
    }
    // An administrator to whom another operator gives it has it, and reads it no more than before.
    expect((await api.post('sonlt', `tasks/${id}/change`, { changes: { assignee: 'tungmt' }, reason: 'Thử.' })).status).toBe(204);
    expect(await api.get('tungmt', `tasks/${id}/form`)).toMatchObject({ status: 403 });
    expect((await listed('tungmt', 'mine')).subject).toBeNull();
    // One of his own he reads as everybody does.
    const { body: own } = await api.post('quanhm', 'incidents', outage);
    const [task] = await eventually(async () => {
      const { items } = (await api.get('quanhm', 'tasks?scope=all&limit=200')).body;
      const found = items.filter((item: { instanceId: string }) => item.instanceId === own.instanceId);
      return found.length > 0 && found;
    });
    expect(task.subject).toBe(outage.title);
    expect((await api.get('quanhm', `tasks/${task.id}/form`)).status).toBe(200);
  });

  it('shows an operator of a job in it what failed, and not what was reported', async () => {
    const { body: incident } = await api.post('tuanda', 'incidents', { kind: 'outage', title: 'Máy tính lạ', description: 'Chuyện riêng.' });
    const [job] = await eventually(async () => {
      const rows = await api.office.database.query<{ id: string }>(`select id from job where instance_id = $1 and kind = 'timer'`, [incident.instanceId]);
      return rows.length > 0 && rows;
    });
    expect((await api.get('sonlt', `jobs/${job!.id}`)).body).toMatchObject({ instanceId: incident.instanceId, variables: {} });
    expect(JSON.stringify((await api.get('sonlt', `jobs/${job!.id}`)).body)).not.toContain('Chuyện riêng');
    expect((await api.get('cuongpv', `incidents/${incident.id}`)).status).toBe(200);
  });

  it('that an operator cancels is over, and the reporter hears it', async () => {
    const { body: incident } = await api.post('tuanda', 'incidents', { kind: 'outage', title: 'Mạng rớt', description: 'Từ trưa.' });
    expect((await api.post('sonlt', `process-instances/${incident.instanceId}/cancel`, { reason: 'Mở nhầm hồ sơ' })).status).toBe(204);
    expect((await api.get('tuanda', `incidents/${incident.id}`)).body).toMatchObject({ status: 'cancelled', closedAt: expect.any(String) });
    const { items } = (await api.get('tuanda', 'notifications?limit=200')).body;
    expect(items).toContainEqual(expect.objectContaining({ title: `Sự cố ${incident.label}: đã hủy`, body: expect.stringContaining('Mở nhầm hồ sơ') as string }));
  });

  it('lets no operator say who is asked, who handles it, when, and what was decided', async () => {
    const { body: incident } = await api.post('tuanda', 'incidents', { kind: 'outage', title: 'Mạng chập chờn', description: 'Từ sáng.' });
    const byHand = { status: 403, body: { code: 'incidents.by-hand' } };
    const set = (variables: object) => api.post('sonlt', `process-instances/${incident.instanceId}/variables`, { variables });
    for (const variables of [{ hops: ['it'] }, { hopGroups: ['it'] }, { handler: 'sonlt' }, { actedBy: 'cuongpv', hopDecision: 'not-incident' }]) {
      expect(await set(variables)).toMatchObject(byHand);
    }
    for (const variables of [{ hopTime: 'PT1S' }, { hopDueAt: '2020-01-01T00:00:00Z' }, { times: {} }]) expect(await set(variables)).toMatchObject(byHand);
    const instructions = [{ type: 'startBefore', element: 'Sub_Handle', variables: { handler: 'sonlt', again: true } }];
    expect(await api.post('sonlt', `process-instances/${incident.instanceId}/modify`, { instructions, reason: 'x' })).toMatchObject(byHand);
    const next = [{ type: 'startAfter', element: 'Timer_HopSilent' }];
    expect(await api.post('sonlt', `process-instances/${incident.instanceId}/modify`, { instructions: next, reason: 'x' })).toMatchObject(byHand);
    const variables = { incidentId: incident.id, incidentRoute: '003', hopNumber: 0, again: false, incidentKind: 'outage', severity: 'normal', secretReported: false, accountUnknown: false, hopDecision: null };
    expect(await api.post('sonlt', 'process-instances', { key: 'incident-escalation', variables })).toMatchObject(byHand);
    expect((await api.get('sonlt', `incidents/${incident.id}`)).status).toBe(403);
  });

  it('lets an operator move a clock later, which the progress shows with his name, and never earlier: so IT would ask itself', async () => {
    const { body: incident } = await api.post('tuanda', 'incidents', { kind: 'outage', title: 'Mạng rớt', description: 'Từ sáng.' });
    const timer = await eventually(async () => (await api.get('sonlt', `process-instances/${incident.instanceId}/timers`)).body.items?.[0]);
    const move = (due: string) => api.post('sonlt', `process-instances/${incident.instanceId}/timers/${timer.key}`, { due });
    const byHour = (hours: number) => new Date(Date.parse(timer.dueAt) + hours * 3_600_000).toISOString();
    expect(await move(byHour(-1))).toMatchObject({ status: 403, body: { code: 'incidents.by-hand' } });
    const progress = async () => (await api.get('tuanda', `incidents/${incident.id}/progress`)).body;
    expect((await progress()).hops).toMatchObject([{ dueAt: timer.dueAt, outcome: null }]);
    expect((await move(byHour(24))).status).toBe(204);
    expect((await progress()).hops).toMatchObject([{ dueAt: byHour(24), outcome: null }]);
    expect((await progress()).events.at(-1)).toMatchObject({ kind: 'delayed', actor: 'sonlt' });
    expect((await api.get('sonlt', `incidents/${incident.id}`)).status).toBe(403);
  });
});
