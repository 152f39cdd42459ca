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
  await api.post('tungmt', 'process-instances', { key: 'report', variables: { dueAt: '2026-03-05T10:00:00Z' } });
});
afterAll(() => api.close());

const MARCH = 'from=2026-03-01T00:00:00%2B07:00&to=2026-04-01T00:00:00%2B07:00';

it('a diagram gets its heat, and designers see it too', async () => {
  const { body } = await api.get('namcn', `sla/dashboards/heat-map?process=report&${MARCH}`);
  expect(body.elements).toContainEqual(expect.objectContaining({ elementId: 'work', openNow: 1, overdueNow: 0 }));
  expect((await api.get('tuanda', `sla/dashboards/heat-map?process=report&${MARCH}`)).status).toBe(403);
  expect((await api.get('namcn', `sla/dashboards/heat-map?process=none&${MARCH}`)).status).toBe(404);
});

it('a month shows what came in', async () => {
  const { body } = await api.get('quanhm', 'sla/dashboards/flow?month=2026-03&process=report');
  expect(body.days.at(-1)).toMatchObject({ date: '2026-03-02', working: true, received: 1, finished: 0, open: 1 });
  expect((await api.get('quanhm', 'sla/dashboards/flow?month=2026-13')).status).toBe(400);
});

it('a head sees what is due in his unit, and no other', async () => {
  const due = await api.get('cuongpv', 'sla/dashboards/due-calendar?from=2026-03-05&to=2026-03-07');
  expect(due.body.days).toMatchObject([{ date: '2026-03-05', tasks: 1 }, { tasks: 0 }, { working: false, dayOff: 'Thứ Bảy' }]);
  const { body } = await api.get('cuongpv', 'sla/dashboards/due?date=2026-03-05');
  expect(body.items).toMatchObject([{ label: 'Soạn báo cáo', unit: 'QLCN', overdue: false }]);
  expect((await api.get('cuongpv', 'sla/dashboards/due?date=2026-03-05&unit=QLKH')).status).toBe(403);
  expect((await api.get('ngocdtb', 'sla/dashboards/due?date=2026-03-05')).body.items).toEqual([]);
});
