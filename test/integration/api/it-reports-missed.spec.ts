import { newId } from '#foundation';
import { deployProcesses, readProcessFolder } from '#runtime';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const MINUTE = 60_000;

describe('reports of IT in an office that wants one of each quarter, too, and was off for two months', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    // Tuesday, 20 January 2026, eight o'clock in the office.
    api = await startApi({ SESSION_HOURS: '720' }, { worker: 'inside', openedAt: '2026-01-20T01:00:00Z' });
    const resources = (await readProcessFolder('processes')).map((resource) =>
      resource.name.endsWith('it-report-times.dmn')
        ? { ...resource, content: Buffer.from(resource.content.toString().replace('_2_wanted"><text>false<', '_2_wanted"><text>true<')) }
        : resource,
    );
    await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
    // The first working day of February; then nothing runs until Monday, 4 May.
    await at('2026-02-02T01:30:00Z', 1);
    await at('2026-05-04T02:00:00Z', 5);
  }, 120_000);
  afterAll(() => api.close());

  /** In one leap, as for who was off; then on until so many reports are there. */
  const at = async (instant: string, wanted: number) => {
    api.clock.advance(Date.parse(instant) - api.clock.now().getTime());
    await eventually(async () => {
      api.clock.advance(MINUTE);
      return (await reports()).length === wanted;
    });
  };
  const reports = () =>
    api.office.database.query<{ id: string; instanceId: string; period: string; day: string; status: string }>(
      `select id, instance_id as "instanceId", period, to_char(first_day, 'YYYY-MM-DD') as day, status from it_report order by period, first_day`,
    );

  it('are all written afterwards, one of each month that was missed and that of the quarter', async () => {
    expect((await reports()).map(({ period, day }) => [period, day])).toEqual([
      ['month', '2026-01-01'],
      ['month', '2026-02-01'],
      ['month', '2026-03-01'],
      ['month', '2026-04-01'],
      ['quarter', '2026-01-01'],
    ]);
    const { items } = (await api.get('namcn', 'it-reports?period=quarter')).body;
    expect(items).toMatchObject([{ label: 'Báo cáo công nghệ thông tin quý I/2026', lastDay: '2026-03-31' }]);
  });

  it('end where an operator ends their case, which leaders, office and IT hear with his name and reason', async () => {
    const february = (await reports()).find(({ day }) => day === '2026-02-01')!;
    expect(await api.post('tungmt', `process-instances/${february.instanceId}/cancel`, { reason: 'Gộp vào quý I.' })).toMatchObject({ status: 204 });
    const { body } = await api.get('baotq', `it-reports/${february.id}`);
    expect(body).toMatchObject({ status: 'cancelled' });
    expect(body.events.at(-1)).toMatchObject({ kind: 'cancelled', actor: 'tungmt', text: 'Gộp vào quý I.' });
    for (const login of ['baotq', 'dungnh', 'namcn']) {
      const notices = await eventually(async () => {
        const { items } = (await api.get(login, 'notifications')).body;
        return items.find(({ title }: { title: string }) => title === 'Báo cáo công nghệ thông tin tháng 02/2026: đã bị dừng');
      });
      expect(notices).toMatchObject({ body: expect.stringContaining('tungmt đã dừng hồ sơ. Lý do: Gộp vào quý I.') });
    }
  });

  it('that were ended are not opened again by the next firing', async () => {
    await at('2026-06-01T02:00:00Z', 6);
    expect((await reports()).filter(({ day }) => day === '2026-02-01')).toMatchObject([{ status: 'cancelled' }]);
  });
});
