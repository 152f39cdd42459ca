import { newId } from '#foundation';
import { deployProcesses } from '#runtime';
import { bpmn, sequence } from '../../support/bpmn-text.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const TASK = '<userTask id="work" name="Soạn báo cáo" camunda:candidateGroups="unit:QLCN" camunda:dueDate="= dueAt"/>';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  api.clock.offsetMs = Date.parse('2026-03-02T02:00:00Z') - Date.now();
  const resources = [{ name: 'report/report.bpmn', content: Buffer.from(bpmn('report', sequence(TASK, 'work'))) }];
  await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
  for (const dueAt of ['2026-03-06T10:00:00Z', '2026-03-05T10:00:00Z']) {
    await api.post('tungmt', 'process-instances', { key: 'report', variables: { dueAt } });
  }
});
afterAll(() => api.close());

it('an office without a past hears that too little is known, by due date', async () => {
  const { status, body } = await api.get('quanhm', 'sla/forecast');
  expect(status).toBe(200);
  expect(body).toMatchObject({ asOf: expect.stringMatching(/^2026-03-02T02:0/), meaning: expect.stringContaining('Xác suất') });
  expect(body.items).toMatchObject([
    { kind: 'task', unit: 'QLCN', dueAt: '2026-03-05T10:00:00.000Z', probability: null, runs: 0, step: { step: 'report/work' } },
    { dueAt: '2026-03-06T10:00:00.000Z', basis: expect.stringContaining('Chưa đủ dữ liệu') },
  ]);
});

it('forecasts come in pages', async () => {
  const first = await api.get('quanhm', 'sla/forecast?limit=1');
  const second = await api.get('quanhm', `sla/forecast?limit=1&after=${first.body.next}`);
  expect(second.body.items).toMatchObject([{ dueAt: '2026-03-06T10:00:00.000Z' }]);
  expect(second.body).toMatchObject({ asOf: first.body.asOf, next: null });
  expect((await api.get('quanhm', 'sla/forecast?after=made-up')).status).toBe(422);
});

it('a head sees the forecasts of his unit, and of no other', async () => {
  expect((await api.get('cuongpv', 'sla/forecast')).body.items).toHaveLength(2);
  expect((await api.get('ngocdtb', 'sla/forecast')).body.items).toEqual([]);
  expect((await api.get('cuongpv', 'sla/forecast?unit=QLKH')).status).toBe(403);
  expect((await api.get('tuanda', 'sla/forecast')).status).toBe(403);
});
