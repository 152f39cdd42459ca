import { newId } from '#foundation';
import { sendDueReminders } from '#reminders';
import { deployProcesses } from '#runtime';
import { bpmn, sequence } from '../../support/bpmn-text.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const TASK = '<userTask id="work" name="Soạn báo cáo" camunda:assignee="tuanda" camunda:dueDate="= dueAt"/>';

const FIELDS = {
  name: 'Báo cáo',
  enabled: true,
  processKey: 'report',
  elementId: null,
  kind: null,
  unitCode: null,
  urgency: null,
  steps: [{ at: 'PT0S', to: 'assignee', escalate: false }],
  digest: true,
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  const content = Buffer.from(bpmn('report', sequence(TASK, 'work')));
  const resources = [{ name: 'report/report.bpmn', content }];
  await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
});
afterAll(() => api.close());

const put = async (login: string, path: string, payload: object) => {
  const response = await api.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers: await api.as(login), payload });
  return response.statusCode;
};

it('policies are read and changed by those who keep them, and by nobody else', async () => {
  expect((await api.get('tuanda', 'reminder-policies')).status).toBe(403);
  expect((await api.post('tuanda', 'reminder-policies', FIELDS)).status).toBe(403);
  const { items } = (await api.get('tungmt', 'reminder-policies')).body;
  expect(items).toMatchObject([{ name: 'Mặc định', enabled: true }]);
  const created = await api.post('tungmt', 'reminder-policies', { ...FIELDS, name: 'Thử' });
  expect(created.status).toBe(201);
  const path = `reminder-policies/${created.body.id}`;
  const { changedAt } = (await api.get('tungmt', path)).body;
  expect(await put('tungmt', path, { ...FIELDS, name: 'Thử', digest: false, changedAt })).toBe(204);
  expect(await put('tungmt', path, { ...FIELDS, name: 'Thử', changedAt: '2026-01-01T00:00:00Z' })).toBe(409);
  expect((await api.get('tungmt', path)).body).toMatchObject({ digest: false, changedBy: 'tungmt' });
  const headers = await api.as('tungmt');
  expect((await api.app.inject({ method: 'DELETE', url: `/api/v1/${path}`, headers })).statusCode).toBe(204);
  expect(await api.get('tungmt', path)).toMatchObject({ status: 404, body: { code: 'reminders.policy-not-found' } });
});

it('a policy that cannot be is refused with what is wrong', async () => {
  const unknown = { ...FIELDS, name: 'Lạ', steps: [{ at: 'P1D', to: 'group:head:NOWHERE', escalate: true }] };
  expect(await api.post('tungmt', 'reminder-policies', unknown)).toMatchObject({
    status: 422,
    body: { code: 'reminders.policy-invalid', findings: [{ where: 'steps.0.to' }] },
  });
  const odd = { ...FIELDS, name: 'Lạ', steps: [{ at: 'tomorrow', to: 'assignee', escalate: false }] };
  expect((await api.post('tungmt', 'reminder-policies', odd)).status).toBe(400);
});

it('a reminder reaches the person, and both the preview and the list show it', async () => {
  // Within the working hours of a Monday, whatever day it is now.
  api.clock.offsetMs = Date.parse('2026-03-02T02:00:00Z') - Date.now();
  expect((await api.post('tungmt', 'reminder-policies', FIELDS)).status).toBe(201);
  const dueAt = '2026-03-02T03:00:00.000Z';
  await api.post('tungmt', 'process-instances', { key: 'report', variables: { dueAt } });
  const [task] = await api.office.database.query<{ id: string }>(`select id from user_task where element_id = 'work'`);
  const preview = () => api.get('tungmt', `reminders/preview?kind=task&id=${task!.id}`);
  expect((await preview()).body).toMatchObject({
    policy: { name: 'Báo cáo' },
    steps: [{ at: 'PT0S', plannedAt: dueAt, reminder: null }],
  });
  api.clock.advance(2 * 3_600_000);
  await sendDueReminders(api.office.reminders, { actor: 'system:reminders', requestId: newId() });
  const { items } = (await api.get('tuanda', 'notifications')).body;
  expect(items).toMatchObject([{ kind: 'reminder', title: 'Quá hạn: Soạn báo cáo', taskId: task!.id }]);
  expect((await preview()).body.steps).toMatchObject([{ reminder: { status: 'addressed' } }]);
  const sent = (await api.get('tungmt', `reminders?deadlineId=${task!.id}`)).body;
  expect(sent.items).toMatchObject([{ recipients: [{ login: 'tuanda', toldAt: expect.any(String), failure: null }] }]);
  expect((await api.get('tungmt', 'reminders?failedOnly=true')).body.items).toEqual([]);
  const retry = `reminders/${sent.items[0].id}/retry`;
  expect(await api.post('tungmt', retry, {})).toMatchObject({ status: 409, body: { code: 'reminders.nothing-to-retry' } });
  expect((await api.post('tuanda', retry, {})).status).toBe(403);
  expect((await api.get('tuanda', 'reminders')).status).toBe(403);
  expect((await api.get('tungmt', `reminders/preview?kind=case&id=${newId()}`)).status).toBe(404);
});
