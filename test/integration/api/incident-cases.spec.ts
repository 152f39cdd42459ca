import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('the case of an incident', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
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
});
