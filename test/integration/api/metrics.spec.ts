import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const METRICS_TOKEN = 'a-token-for-prometheus';

describe('GET /metrics', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ METRICS_TOKEN });
  });
  afterAll(() => api.close());

  const read = (authorization?: string) =>
    api.app.inject({ url: '/metrics', headers: authorization === undefined ? {} : { authorization } });
  const metrics = async () => (await read(`Bearer ${METRICS_TOKEN}`)).body;

  it('is there for the bearer of the token alone', async () => {
    const staff = await api.as('namcn');
    expect(await read()).toMatchObject({ statusCode: 401 });
    expect(await read('Bearer another-token-of-this-kind')).toMatchObject({ statusCode: 401 });
    expect(await read(staff.authorization)).toMatchObject({ statusCode: 401 });
    const response = await read(`Bearer ${METRICS_TOKEN}`);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  it('is not there where no token is set', async () => {
    const silent = await startApi();
    const response = await silent.app.inject({ url: '/metrics', headers: { authorization: 'Bearer undefined' } });
    await silent.close();
    expect(response).toMatchObject({ statusCode: 404 });
  });

  it('tells of commands, requests, sweeps, the pool and the process', async () => {
    const text = await eventually(async () => {
      const read = await metrics();
      return read.includes('command="runtime.redeliver-due-jobs"') ? read : undefined;
    });
    for (const name of [
      'congvan_commands_total',
      'congvan_command_duration_seconds_bucket',
      'congvan_http_request_duration_seconds_count',
      'congvan_sweep_handed_over_jobs_total',
      'congvan_database_pool_connections{state="idle"}',
      'congvan_database_pool_waiting',
      'congvan_standing_jobs',
      'congvan_failed_reminders 0',
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_seconds',
    ]) {
      expect(text).toContain(name);
    }
  });

  it('counts requests by the pattern of their route: what people write into addresses makes no series', async () => {
    const id = '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111';
    await api.get('tuanda', `tasks/${id}`);
    await api.app.inject({ url: '/wp-login.php?x=1' });
    await api.app.inject({ url: '/health/live' });
    const requests = (await metrics()).split('\n').filter((line) => line.startsWith('congvan_http_request_duration_seconds_count'));
    expect(requests).toEqual(
      expect.arrayContaining([
        expect.stringContaining('{method="GET",route="/api/v1/tasks/:id",status="404"}'),
        expect.stringContaining('{method="GET",route="none",status="404"}'),
        expect.stringContaining('{method="GET",route="/health/live",status="200"}'),
      ]),
    );
    expect(await metrics()).not.toMatch(new RegExp(`${id}|wp-login`));
  });

  it('holds no id and no key in any label, whatever was done', async () => {
    const headers = { ...(await api.as('tungmt')), 'idempotency-key': 'a-key-of-a-sender' };
    const payload = { message: 'a-message-of-somebody', businessKey: 'a-case', timeToLive: 'PT1H' };
    await api.app.inject({ method: 'POST', url: '/api/v1/messages', headers, payload });
    const text = await metrics();
    expect(text).toContain('congvan_commands_total{command="runtime.correlate-message",outcome="done"} 1');
    expect(text).not.toMatch(/a-key-of|a-message-of|a-case|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });
});
