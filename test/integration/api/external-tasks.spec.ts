import { rerouteTopics } from '#runtime';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { eventually } from '../../support/eventually.js';
import { externalTask, type OfficeWithWorkers, openOfficeWithWorkers } from './office-with-workers.js';

const fetchBody = (topicName: string) => ({ workerId: 'x', maxTasks: 1, topics: [{ topicName, lockDuration: 1000 }] });

describe('work for external workers, over HTTP', () => {
  let office: OfficeWithWorkers;
  beforeAll(async () => {
    office = await openOfficeWithWorkers();
    for (const topic of ['mail', 'other']) await office.deploy(topic, externalTask(topic));
  });
  afterAll(() => office.close());
  afterEach(async () => {
    for (const { id } of await office.fetch({ maxTasks: 100 })) await office.call(`/${id}/complete`, { workerId: 'w' });
  });

  it('is for worker tokens alone, each for its topics, until it is revoked', async () => {
    const created = await office.post('tungmt', 'worker-tokens', { name: 'one-topic', topics: ['mail'], days: 1 });
    expect(created.status).toBe(201);
    const { tokenId, token } = created.body;
    const status = async (path: string, body?: object) => (await office.call(path, body, token)).status;
    expect(await status('/fetchAndLock', fetchBody('mail'))).toBe(200);
    expect(await status('/fetchAndLock', fetchBody('other'))).toBe(403);
    await office.begin('other');
    const [task] = await office.fetch({}, { topicName: 'other' });
    expect(await status(`/${task.id}`)).toBe(404);
    expect(await status(`/${task.id}/complete`, { workerId: 'w' })).toBe(404);
    expect(await status(`/${task.id}/unlock`, {})).toBe(404);
    expect((await office.call(`/${task.id}/complete`, { workerId: 'w' })).status).toBe(204);

    const elsewhere = await office.app.inject({ url: '/api/v1/auth/me', headers: { authorization: `Bearer ${token}` } });
    expect([elsewhere.statusCode, elsewhere.json().code]).toEqual([403, 'request.not-allowed']);
    expect((await office.post('tungmt', 'external-task/fetchAndLock', fetchBody('mail'))).status).toBe(403);
    expect((await office.get('tungmt', 'external-task')).status).toBe(200);
    expect((await office.get('tuanda', 'external-task')).status).toBe(403);

    const [listed] = (await office.get('tungmt', 'worker-tokens')).body.items.filter((each: any) => each.tokenId === tokenId); // eslint-disable-line @typescript-eslint/no-explicit-any
    expect(listed).toMatchObject({ name: 'one-topic', topics: ['mail'], createdBy: 'tungmt' });
    expect(JSON.stringify(listed)).not.toContain(token);
    const second = await office.post('tungmt', 'worker-tokens', { name: 'one-topic', topics: ['mail'] });
    expect([second.status, second.body.code]).toEqual([409, 'identity.worker-token-exists']);
    const revoke = { method: 'DELETE', url: `/api/v1/worker-tokens/${tokenId}`, headers: await office.as('tungmt') } as const;
    expect((await office.app.inject(revoke)).statusCode).toBe(204);
    expect(await status('/fetchAndLock', fetchBody('mail'))).toBe(401);
  });

  it.each([
    ['no topic', { topics: [] }],
    ['ten thousand topics', { topics: Array.from({ length: 10_000 }, (_, i) => ({ topicName: `t${i}`, lockDuration: 1 })) }],
    ['one topic twice', { topics: [1, 2].map((lockDuration) => ({ topicName: 'mail', lockDuration })) }],
    ['too many tasks', { maxTasks: 2 ** 31 }],
    ['no tasks', { maxTasks: 0 }],
    ['a negative lock', { topics: [{ topicName: 'mail', lockDuration: -1 }] }],
    ['a lock for ever', { topics: [{ topicName: 'mail', lockDuration: 1e15 }] }],
    ['a wait of more than half an hour', { asyncResponseTimeout: 1_800_001 }],
    ['a field that nobody knows', { maxTask: 3 }],
    ['a field of a topic that nobody knows', { topics: [{ topicName: 'mail', lockDuration: 1, lockTime: 1 }] }],
    ['an order that there is not', { sorting: [{ sortBy: 'id; drop table job', sortOrder: 'asc' }] }],
    ['a tenant', { topics: [{ topicName: 'mail', lockDuration: 1, tenantIdIn: ['a'] }] }],
    ['a worker without a name', { workerId: '' }],
  ])('refuses %s', async (_what, wrong) => {
    const topics = [{ topicName: 'mail', lockDuration: 1000 }];
    const { status, body } = await office.call('/fetchAndLock', { workerId: 'w', maxTasks: 1, topics, ...wrong });
    expect([status, body.code]).toEqual([400, 'request.invalid']);
    expect(body.message).toBe(body.detail);
  });

  it.each([
    ['an integer that is none', { type: 'Integer', value: 1.5 }],
    ['an integer out of its range', { type: 'Integer', value: 2 ** 31 }],
    ['a text that is none', { type: 'String', value: 1 }],
    ['broken JSON', { type: 'Json', value: '{' }],
    ['JSON of a thousand levels', { type: 'Json', value: `${'['.repeat(1000)}${']'.repeat(1000)}` }],
    ['a Java object', { type: 'Object', value: 'rO0AB', valueInfo: { serializationDataFormat: 'application/x-java-serialized-object' } }],
    ['a date that is none', { type: 'Date', value: 'tomorrow' }],
    ['a file', { type: 'File', value: 'x' }],
    ['a transient variable', { type: 'String', value: 'x', valueInfo: { transient: true } }],
  ])('refuses a variable with %s, and the task stands', async (_what, variable) => {
    await office.begin('mail');
    const [task] = await office.fetch();
    const answer = await office.call(`/${task.id}/complete`, { workerId: 'w', variables: { v: variable } });
    expect([answer.status, answer.body.findings[0].where]).toEqual([400, 'body.variables.v']);
    expect((await office.call(`/${task.id}/complete`, { workerId: 'w' })).status).toBe(204);
  });

  it('comes by priority, that of the task before that of the process, then by age', async () => {
    const prioritized = externalTask('mail', 'camunda:taskPriority="= urgency"');
    await office.deploy('urgent', prioritized);
    const ids: Record<string, string> = {};
    ids['first'] = await office.begin('mail');
    for (const urgency of [5, -1, 9]) ids[urgency] = await office.begin('urgent', { urgency });
    const order = async (options: object) => {
      const tasks = await office.fetch(options);
      for (const { id } of tasks) await office.call(`/${id}/unlock`, {});
      return tasks.map((task) => Object.keys(ids).find((name) => ids[name] === task.processInstanceId));
    };
    expect(await order({ usePriority: true })).toEqual(['9', '5', 'first', '-1']);
    expect(await order({ usePriority: true, maxTasks: 2 })).toEqual(['9', '5']);
    expect(await order({ usePriority: false })).toEqual(['first', '5', '-1', '9']);
    const newestFirst = [{ sortBy: 'createTime', sortOrder: 'desc' }];
    expect(await order({ usePriority: false, sorting: newestFirst })).toEqual(['9', '-1', '5', 'first']);
  });

  it('is narrowed by business key, definition and variables, whatever their names and values hold', async () => {
    const quote = `'); drop table job; --`;
    const wanted = await office.begin('mail', { unit: 'QLCN', n: 1, [quote]: quote }, quote);
    await office.begin('mail', { unit: 'QLKH', n: 1 }, 'other');
    const found = async (topic: object) => {
      const tasks = await office.fetch({}, topic);
      for (const { id } of tasks) await office.call(`/${id}/unlock`, {});
      return tasks.map(({ processInstanceId }) => processInstanceId);
    };
    expect(await found({})).toHaveLength(2);
    expect(await found({ businessKey: quote })).toEqual([wanted]);
    expect(await found({ processVariables: { unit: 'QLCN' } })).toEqual([wanted]);
    expect(await found({ processVariables: { [quote]: quote, n: 1 } })).toEqual([wanted]);
    expect(await found({ processVariables: { n: '1' } })).toEqual([]);
    expect(await found({ processVariables: { absent: null } })).toEqual([]);
    expect(await found({ processDefinitionKey: 'mail' })).toHaveLength(2);
    expect(await found({ processDefinitionKey: 'mail', processDefinitionKeyIn: ['other'] })).toEqual([]);
    expect(await found({ processDefinitionIdIn: [quote] })).toEqual([]);
    expect(await found({ processDefinitionVersionTag: 'v1' })).toEqual([]);
  });

  it('is listed in pages and counted', async () => {
    const ids = [await office.begin('mail'), await office.begin('mail'), await office.begin('mail')];
    const [held] = await office.fetch({ maxTasks: 1, workerId: 'me' });
    const first = (await office.call('?topicName=mail&limit=2')).body;
    const rest = (await office.call(`?topicName=mail&limit=2&after=${first.next}`)).body;
    expect([...first.items, ...rest.items].map(({ processInstanceId }) => processInstanceId)).toEqual(ids);
    expect((await office.call('/count?locked=true')).body).toEqual({ count: 1 });
    expect((await office.call('?workerId=me')).body.items).toMatchObject([{ id: held.id, workerId: 'me' }]);
    expect((await office.call(`/${held.id}`)).body.lockExpirationTime).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{12}\+0000$/);
    expect((await office.call('?firstResult=1')).status).toBe(400);
    await office.call(`/${held.id}/unlock`, {});
  });

  it('cannot be settled while its case is suspended', async () => {
    const id = await office.begin('mail');
    const [task] = await office.fetch();
    await office.post('tungmt', `process-instances/${id}/suspend`, { reason: 'Kiểm tra', timers: 'keep-due' });
    const late = await office.call(`/${task.id}/complete`, { workerId: 'w' });
    expect([late.status, late.body.code]).toEqual([409, 'runtime.instance-suspended']);
    expect(await office.fetch()).toEqual([]);
    await office.post('tungmt', `process-instances/${id}/resume`, {});
    expect(await office.fetch()).toMatchObject([{ id: task.id }]);
  });

  it('that nobody has been told of is found within moments, and a wait that is over is answered with nothing', async () => {
    const fetchLooked = await office.watchFetches();
    const waiting = office.fetch({ asyncResponseTimeout: 20_000 });
    await fetchLooked();
    await office.office.database.transaction(async (tx) => {
      await tx.execute('alter table job disable trigger external_job_made');
    });
    await office.begin('mail');
    expect(await waiting).toHaveLength(1);
    await office.office.database.transaction(async (tx) => {
      await tx.execute('alter table job enable trigger external_job_made');
    });
    const begun = performance.now();
    expect(await office.fetch({ asyncResponseTimeout: 300 })).toEqual([]);
    expect(performance.now() - begun).toBeGreaterThanOrEqual(290);
  });

  it('is not kept by a worker that went away while it waited', async () => {
    const leaving = new AbortController();
    const body = { workerId: 'gone', maxTasks: 1, asyncResponseTimeout: 20_000, topics: [{ topicName: 'mail', lockDuration: 60_000 }] };
    const fetchLooked = await office.watchFetches();
    const arrival = once(office.app.getHttpServer(), 'request') as Promise<[IncomingMessage]>;
    const request = fetch(`${office.address}/api/v1/external-task/fetchAndLock`, {
      method: 'POST',
      headers: { authorization: `Bearer ${office.token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: leaving.signal,
    });
    const [{ socket }] = await arrival;
    await fetchLooked();
    const hungUp = once(socket, 'close');
    leaving.abort();
    await expect(request).rejects.toThrow();
    await hungUp;
    await office.begin('mail');
    expect(await eventually(async () => (await office.fetch())[0])).toBeDefined();
  });

  it('leaves the record of who did it', async () => {
    const id = await office.begin('mail');
    const [task] = await office.fetch();
    await office.call(`/${task.id}/complete`, { workerId: 'w' });
    const { body } = await office.get('tungmt', `audit-entries?subject=process-instance&subjectId=${id}&limit=1`);
    expect(body.items).toMatchObject([{ actor: 'worker:all-topics', action: 'runtime.complete-external-task' }]);
  });

  it('is refused at deployment where its topic is neither served nor declared', async () => {
    const deployed = office.deploy('nowhere', externalTask('nowhere'));
    await expect(deployed).rejects.toMatchObject({
      findings: [{ where: 'nowhere.bpmn:work', mend: expect.stringContaining('EXTERNAL_TOPICS') }],
    });
  });

  it('goes to whom its topic belongs when the settings change', async () => {
    const id = await office.begin('mail');
    const { executor, database, handlers } = office.office;
    const kind = async () => (await database.query<{ kind: string }>('select kind from job where instance_id = $1', [id]))[0]?.kind;
    const serving = { ...rerouteTopics, run: reroutedFor({ externalTopics: [], topics: ['mail'] }) };
    await database.transaction(async (tx) => {
      // The worker of this office serves no such topic; a sweep in between would let it take the job all the same.
      await tx.query(`select pg_advisory_xact_lock(hashtext('congvan.sweep'), hashtext('work'))`);
      await executor.execute(serving, undefined, { actor: 'system:start', requestId: 'test' });
      expect(await kind()).toBe('service');
      expect(await office.fetch()).toEqual([]);
      await executor.execute(rerouteTopics, undefined, { actor: 'system:start', requestId: 'test' });
    });
    expect(handlers.externalTopics).toContain('mail');
    expect(await kind()).toBe('external');
    expect(await office.fetch()).toHaveLength(1);
  });

  it('is closed to a token whose days are over', async () => {
    const { body } = await office.post('tungmt', 'worker-tokens', { name: 'ending', topics: ['mail'], days: 1 });
    office.clock.advance(25 * 3_600_000);
    expect((await office.call('/fetchAndLock', fetchBody('mail'), body.token)).status).toBe(401);
    expect((await office.call('/fetchAndLock', fetchBody('mail'))).status).toBe(200);
  });
});

/** The command as a program with other handlers runs it. */
function reroutedFor(handlers: { externalTopics: readonly string[]; topics: readonly string[] }): typeof rerouteTopics.run {
  return (context, input, opened) => rerouteTopics.run({ ...context, handlers: handlers as typeof context.handlers }, input, opened);
}
