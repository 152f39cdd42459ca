import { describeApi } from '../../../apps/api/src/index.js';
import { bpmn, sequence, userTask } from '../../support/bpmn-text.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const flow = (from: string) => `<sequenceFlow id="${from}-answer" sourceRef="${from}" targetRef="answer"/>`;
const OTHER_STARTS = `<startEvent id="by-message"><messageEventDefinition messageRef="m"/></startEvent>${flow('by-message')}
  <startEvent id="by-signal"><signalEventDefinition signalRef="s"/></startEvent>${flow('by-signal')}`;
const PROCESS = bpmn(
  'request',
  sequence(userTask('answer') + OTHER_STARTS, 'answer'),
  '<message id="m" name="request.arrived"/><signal id="s" name="office.closed"/>',
);

describe('a request with the header Idempotency-Key', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
    const form = new FormData();
    form.append('files', new Blob([PROCESS]), 'request/request.bpmn');
    const headers = await api.as('namcn');
    await fetch(`${api.address}/api/v1/deployments`, { method: 'POST', body: form, headers });
  });
  afterAll(() => api.close());

  const post = async (path: string, payload: object, key: string, login = 'tungmt') => {
    const headers = { ...(await api.as(login)), 'idempotency-key': key };
    const response = await api.app.inject({ method: 'POST', url: `/api/v1/${path}`, headers, payload });
    const body: unknown = response.body === '' ? undefined : response.json();
    return { status: response.statusCode, body, replayed: response.headers['idempotency-replayed'] };
  };
  const instances = async () => (await api.get('quanhm', 'process-instances?definitionKey=request&limit=200')).body.items;
  const openJobs = async () =>
    (await api.office.database.query(`select 1 from job where kind in ('signal', 'signal-start')`)).length;
  const openTask = async (instanceId: unknown): Promise<string> => {
    const sql = `select id from user_task where status = 'open' and instance_id = $1`;
    return (await api.office.database.query<{ id: string }>(sql, [instanceId]))[0]!.id;
  };

  it.each([
    ['process-instances', { key: 'request' }],
    ['messages', { message: 'request.arrived' }],
    ['signals', { signal: 'office.closed' }],
  ])('acts once at POST /%s, and says when the answer is an earlier one', async (path, payload) => {
    const before = (await instances()).length;
    const first = await post(path, payload, `once-${path}`);
    expect(first.replayed).toBeUndefined();
    expect(await post(path, payload, `once-${path}`)).toEqual({ ...first, replayed: 'true' });
    // A signal begins the process by a job: one that is there no more has been done.
    await eventually(async () => (await openJobs()) === 0);
    expect((await instances()).length - before).toBe(1);
  });

  it('completes a task once, and answers the repetition as the first', async () => {
    const { body } = await post('process-instances', { key: 'request' }, 'to-complete');
    const task = await openTask((body as { instanceId: string }).instanceId);
    const first = await post(`tasks/${task}/complete`, { variables: {} }, 'complete', 'anhdtl');
    expect(first).toEqual({ status: 204 });
    expect(await post(`tasks/${task}/complete`, { variables: {} }, 'complete', 'anhdtl')).toEqual({ ...first, replayed: 'true' });
    expect(await post(`tasks/${task}/complete`, { variables: {} }, 'fresh', 'anhdtl')).toMatchObject({ status: 409 });
  });

  it('is refused when the key came with another body, and does nothing', async () => {
    await post('process-instances', { key: 'request', businessKey: 'K-1' }, 'reused');
    expect(await post('process-instances', { key: 'request', businessKey: 'K-2' }, 'reused')).toMatchObject({
      status: 422,
      body: { code: 'runtime.idempotency-key-reused', findings: [{ where: 'Idempotency-Key' }] },
    });
    expect((await api.get('quanhm', 'process-instances?businessKey=K-2')).body.items).toEqual([]);
  });

  it.each([
    ['nothing', '', 400],
    ['an empty string', '""', 400],
    ['letters beyond ASCII', 'khóa', 400],
    ['256 characters', 'x'.repeat(256), 400],
    ['255 characters', 'x'.repeat(255), 201],
  ])('is taken with a key of 1 to 255 printable ASCII characters only: %s', async (_what, key, status) => {
    expect(await post('process-instances', { key: 'request' }, key)).toMatchObject({ status });
  });

  it('has the same key with quotes, as the draft writes it, and without', async () => {
    const bare = await post('process-instances', { key: 'request' }, 'quoted');
    expect(await post('process-instances', { key: 'request' }, '"quoted"')).toEqual({ ...bare, replayed: 'true' });
  });

  it('is not looked at by routes over many things at once, which report each by itself', async () => {
    const first = await post('jobs/retry', {}, 'bulk');
    expect(await post('jobs/retry', { topic: 'x' }, 'bulk')).toEqual(first);
  });

  it('is described where it is taken, and only there', async () => {
    const { paths } = await describeApi();
    const taking = Object.entries(paths).flatMap(([path, { post: operation }]) =>
      JSON.stringify(operation?.parameters ?? []).includes('Idempotency-Key') ? [path.replace('/api/v1/', '')] : [],
    );
    expect(taking).toEqual(
      expect.arrayContaining([
        'process-instances',
        'tasks/{id}/complete',
        'messages',
        'signals',
        'process-instances/{id}/cancel',
        'jobs/{id}/retry',
        'jobs/{id}/resolve',
        'jobs/{id}/cancel',
        'incoming-documents',
      ]),
    );
    for (const path of ['jobs/retry', 'migrations', 'auth/sign-in', 'accounts/{login}/reset-password']) {
      expect(taking).not.toContain(path);
    }
  });
});
