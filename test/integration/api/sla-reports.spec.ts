import { recomputeSlaCommand } from '../../../apps/cli/src/commands/recompute-sla.js';
import { eventually } from '../../support/eventually.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { startReports } from './report-process.js';

let api: ApiUnderTest;
/** A period around now. */
let period: string;

/** Two tasks of one unit that tuanda has finished in time and late, and one that nobody has. */
beforeAll(async () => {
  api = await startApi();
  const now = api.clock.now().getTime();
  const [early, soon, late] = [-86_400_000, 3_600_000, 86_400_000].map((away) => new Date(now + away).toISOString());
  await startReports(api.office, [early!, soon!, soon!]);
  const { items } = (await api.get('tuanda', 'tasks?scope=group')).body;
  for (const { id } of items.slice(0, 2)) await api.post('tuanda', `tasks/${id}/complete`, { variables: {} });
  period = new URLSearchParams({ from: early!, to: late! }).toString();
});
afterAll(() => api.close());

it('a report counts what was done in time and late, by whatever is asked for, and says what it counts', async () => {
  const { status, body } = await api.get('baotq', `sla/report?${period}&by=person&process=report&compare=true`);
  expect(status).toBe(200);
  expect(body.total).toMatchObject({ finishedOnTime: 1, finishedLate: 1, onTimeRatio: 0.5, openNotDue: 1, openOverdue: 0 });
  expect(body.lines).toMatchObject([
    { key: 'tuanda', label: 'Đặng Anh Tuấn', finishedOnTime: 1, finishedLate: 1, openNotDue: 0 },
    { key: null, label: 'Chưa có người nhận', finishedOnTime: 0, openNotDue: 1 },
  ]);
  expect(body.previous.total).toMatchObject({ finishedOnTime: 0, finishedLate: 0, onTimeRatio: null });
  expect(body.definitions.finishedLate).toMatchObject({ title: 'Xong trễ hạn', unit: 'count' });
});

it('behind a figure stand its cases, page by page', async () => {
  const first = (await api.get('baotq', `sla/report/tasks?${period}&figure=finishedLate&by=unit&key=QLCN&limit=1`)).body;
  expect(first).toMatchObject({ items: [{ taskName: 'Soạn báo cáo', person: 'tuanda', unit: 'QLCN', document: null }], next: null });
  const open = (await api.get('baotq', `sla/report/tasks?${period}&figure=openNotDue&by=person&process=report`)).body;
  expect(open.items).toMatchObject([{ person: null, endedAt: null, netSeconds: null }]);
});

it('a report that is asked to foretells what is open, says where it cannot, and lists both', async () => {
  const { total, forecastDefinitions } = (await api.get('baotq', `sla/report?${period}&process=report&withForecast=true`)).body;
  const unknown = { openForetold: 0, openAtRisk: 0, expectedMisses: null, expectedMissesLow: null, expectedMissesHigh: null, openNotForetold: 1 };
  expect(total).toMatchObject({ openNotDue: 1, forecast: unknown });
  expect(forecastDefinitions.openNotForetold).toMatchObject({ title: 'Chưa đủ dữ liệu', unit: 'count' });
  const { items } = (await api.get('baotq', `sla/report/tasks?${period}&figure=openNotForetold&process=report`)).body;
  expect(items).toMatchObject([{ taskName: 'Soạn báo cáo', forecast: { probability: null, basis: expect.stringContaining('Chưa đủ dữ liệu') } }]);
  const past = await api.get('baotq', 'sla/report?from=2026-01-01T00:00:00Z&to=2026-02-01T00:00:00Z&withForecast=true');
  expect([past.status, past.body.code]).toEqual([422, 'sla.forecast-of-other-period']);
});

it('a head reads his unit, everybody himself, and nobody else', async () => {
  expect((await api.get('cuongpv', `sla/report?${period}&by=process`)).body).toMatchObject({ filters: { unit: 'QLCN' }, total: { finishedLate: 1 } });
  expect((await api.get('tuanda', `sla/report?${period}&by=step&person=tuanda`)).body.total).toMatchObject({ finishedOnTime: 1, openNotDue: 0 });
  for (const path of ['report?', 'slow-steps?', 'obligations?', 'report/tasks?figure=finishedLate&', 'obligations/behind?kind=replies&figure=late&']) {
    expect([path, (await api.get('tuanda', `sla/${path}${period}`)).status]).toEqual([path, 403]);
  }
  for (const path of ['ageing', 'ageing/tasks?band=notDue']) expect((await api.get('tuanda', `sla/${path}`)).status).toBe(403);
  expect((await api.get('cuongpv', `sla/report?${period}&unit=KHTC`)).status).toBe(403);
});

it('there are slow steps, ages of open tasks and obligations, each with what they mean', async () => {
  const { steps } = (await api.get('baotq', `sla/slow-steps?${period}`)).body;
  expect(steps).toMatchObject([{ step: 'report/work', label: 'Soạn báo cáo', finished: 2 }]);
  const { total, definitions } = (await api.get('baotq', 'sla/ageing?by=step')).body;
  expect(total).toMatchObject({ notDue: 1, overdueLonger: 0 });
  expect(definitions.overdueUpTo5).toMatchObject({ title: 'Quá hạn 2–5 ngày', unit: 'count' });
  const behind = (await api.get('baotq', 'sla/ageing/tasks?band=notDue&by=unit&key=QLCN&limit=1')).body;
  expect(behind).toMatchObject({ items: [{ taskName: 'Soạn báo cáo', unit: 'QLCN', endedAt: null }], next: null });
  const obligations = (await api.get('baotq', `sla/obligations?${period}`)).body;
  expect(obligations.replies.total).toMatchObject({ onTime: 0, late: 0, openNotDue: 0, openOverdue: 0 });
});

it.each(['by=colour', 'by=unit&from=yesterday', 'figure=finishedLate&colour=red'])('refuses %s', async (query) => {
  expect((await api.get('baotq', `sla/report?${period}&${query}`)).status).toBe(400);
});

it('a worker counts what has ended, and recompute-sla finds nothing to put right', async () => {
  await eventually(async () => (await api.office.database.query<{ n: number }>('select count(*) as n from sla_fact')).some(({ n }) => n === 2) || undefined);
  const before = process.env['DATABASE_URL'];
  process.env['DATABASE_URL'] = api.configuration.DATABASE_URL;
  try {
    const recompute = (...args: string[]) => runCommand(recomputeSlaCommand, ...args, '--json');
    expect(await recompute('--check').then(({ output, exitCode }) => [JSON.parse(output), exitCode])).toEqual([
      { tasks: 2, differences: 0, examples: [] },
      0,
    ]);
    await api.office.database.query('update sla_fact set net_seconds = net_seconds + 1');
    expect((await recompute('--check')).exitCode).toBe(1);
    expect((await recompute()).exitCode).toBe(0);
    expect(JSON.parse((await recompute('--check')).output)).toMatchObject({ differences: 0 });
  } finally {
    if (before === undefined) delete process.env['DATABASE_URL'];
    else process.env['DATABASE_URL'] = before;
  }
});
