import { newId } from '#foundation';
import { deployProcesses } from '#runtime';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { instancesCommand } from '../../../apps/cli/src/commands/instances.js';
import { jobsCommand } from '../../../apps/cli/src/commands/jobs.js';
import { migrateCommand } from '../../../apps/cli/src/commands/migrate.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

// Closes a document that there is not: the job fails.
const PROCESS = `<?xml version="1.0" encoding="UTF-8"?>
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
    <message id="m" name="reply.sent"/>
    <process id="standing" isExecutable="true">
      <startEvent id="begin"/><parallelGateway id="fork"/>
      <intermediateCatchEvent id="wait"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>
      <intermediateCatchEvent id="late"><timerEventDefinition><timeDuration>P9D</timeDuration></timerEventDefinition></intermediateCatchEvent>
      <serviceTask id="close" camunda:type="external" camunda:topic="documents.close-incoming"><extensionElements>
        <camunda:failedJobRetryTimeCycle>R1/PT10S</camunda:failedJobRetryTimeCycle></extensionElements></serviceTask>
      <sequenceFlow id="f1" sourceRef="begin" targetRef="fork"/><sequenceFlow id="f2" sourceRef="fork" targetRef="wait"/>
      <sequenceFlow id="f3" sourceRef="fork" targetRef="late"/><sequenceFlow id="f4" sourceRef="fork" targetRef="close"/>
    </process>
  </definitions>`;

describe('the operator', () => {
  let api: ApiUnderTest;
  let ids: string[];
  beforeAll(async () => {
    api = await startApi();
    const resources = [{ name: 'standing/standing.bpmn', content: Buffer.from(PROCESS) }];
    await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
    const start = async () => (await api.post('tungmt', 'process-instances', { key: 'standing' })).body.instanceId;
    ids = [await start(), await start()];
    await failedJobs(2);
  });
  afterAll(() => api.close());

  /** All of them, once there are so many. */
  const failedJobs = (count: number) =>
    eventually(async () => {
      const { items } = (await api.get('tungmt', 'jobs?definitionKey=standing')).body;
      return items.length === count ? (items as { id: string; instanceId: string; attempts: number }[]) : undefined;
    });

  it('is told why a case stands', async () => {
    const { body } = await api.get('tungmt', `process-instances/${ids[0]}`);
    expect(body).toMatchObject({
      waitsFor: { messages: [{ elementId: 'wait', message: 'reply.sent', correlationKey: null }], signals: [], timers: 1 },
      failedJobs: [{ elementId: 'close', instanceId: ids[0], error: { message: expect.any(String) } }],
      calls: [],
      scopes: [{ elementId: 'standing' }],
    });
    expect(body.failedJobs[0].error).not.toHaveProperty('stack');
  });

  it('finds cases by where they stand, by version and by suspension', async () => {
    await api.post('tungmt', `process-instances/${ids[1]}/suspend`, { timers: 'keep-due', reason: 'x' });
    const found = async (query: string) =>
      (await api.get('tungmt', `process-instances?${query}`)).body.items.map(({ id }: { id: string }) => id).sort();
    expect(await found('standsAt=late')).toEqual(ids.toSorted());
    expect(await found('standsAt=late&suspended=false')).toEqual([ids[0]]);
    expect(await found('definitionKey=standing&version=1&suspended=true')).toEqual([ids[1]]);
    expect(await found('definitionKey=standing&version=2')).toEqual([]);
    expect(await found(`parentId=${ids[0]}`)).toEqual([]);
    await api.post('tungmt', `process-instances/${ids[1]}/resume`, {});
    expect(await api.get('tungmt', 'process-instances?suspended=perhaps')).toMatchObject({ status: 400 });
  });

  it('retries failed jobs together, with a result for each', async () => {
    const [first] = await failedJobs(2);
    expect(await api.post('tuanda', 'jobs/retry', {})).toMatchObject({ status: 403 });
    expect(await api.post('tungmt', 'jobs/retry', { ids: [first!.id], topic: 'x' })).toMatchObject({ status: 400 });
    const one = await api.post('tungmt', 'jobs/retry', { instanceId: first!.instanceId });
    expect(one).toMatchObject({ status: 200, body: { items: [{ jobId: first!.id, outcome: 'retried', error: null }], next: null } });
    await failedJobs(2);
    const part = await api.post('tungmt', 'jobs/retry', { topic: 'documents.close-incoming', limit: 1 });
    expect(part.body).toMatchObject({ items: [{ jobId: first!.id }], next: expect.any(String) });
    expect((await api.get('tungmt', 'jobs?topic=other')).body.items).toEqual([]);
  });

  it('pages through timers and offers', async () => {
    const timers = await api.get('tungmt', `process-instances/${ids[0]}/timers?limit=1`);
    expect(timers.body).toMatchObject({ items: [{ elementId: 'late', status: 'ready' }], next: null });
    const nonsense = await api.get('tungmt', `process-instances/${ids[0]}/timers?after=nonsense`);
    expect(nonsense.body).toMatchObject({ code: 'foundation.bad-cursor' });
    expect((await api.get('baotq', `process-instances/${ids[0]}/offers?limit=1`)).body).toEqual({ items: [], next: null });
  });

  it('sees messages that are kept, and takes one away, which the audit trail tells', async () => {
    await api.post('tungmt', 'messages', { message: 'too.early', correlationKey: 'A', timeToLive: 'PT1H', variables: { secret: 1 } });
    expect(await api.get('tuanda', 'kept-messages')).toMatchObject({ status: 403 });
    const { body } = await api.get('tungmt', 'kept-messages?message=too.early');
    expect(body).toMatchObject({ items: [{ message: 'too.early', correlationKey: 'A', sentBy: 'tungmt' }], next: null });
    expect(body.items[0]).not.toHaveProperty('variables');
    const remove = async (login: string) => {
      const url = `/api/v1/kept-messages/${body.items[0].id}`;
      return api.app.inject({ method: 'DELETE', url, headers: await api.as(login) });
    };
    expect((await remove('tuanda')).statusCode).toBe(403);
    expect((await remove('tungmt')).statusCode).toBe(204);
    expect((await remove('tungmt')).json()).toMatchObject({ status: 404, code: 'runtime.kept-message-not-found' });
  });

  it('sees which decisions are deployed', async () => {
    const { body } = await api.get('tuanda', 'decision-definitions?allVersions=true');
    const files = readdirSync('processes', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.dmn'));
    const keys = files.flatMap((file) => [...readFileSync(join('processes', file), 'utf8').matchAll(/<decision id="([^"]+)"/g)].map(([, key]) => key));
    expect(keys).toContain('incident-asked');
    expect(body).toMatchObject({ items: keys.sort().map((key) => ({ key, version: 1 })), next: null });
  });

  describe('at a terminal', () => {
    let [printed, hints] = ['', ''];
    const keep = { ...process.env };
    beforeEach(async () => {
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => (printed += String(text)) !== '');
      jest.spyOn(process.stderr, 'write').mockImplementation((text) => (hints += String(text)) !== '');
      const token = (await api.as('tungmt')).authorization.replace('Bearer ', '');
      Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_TOKEN: token });
    });
    afterEach(() => {
      jest.restoreAllMocks();
      process.env = { ...keep };
      process.exitCode = undefined;
    });
    const run = async (command: { run(args: string[]): Promise<void> }, ...args: string[]) => {
      [printed, hints] = ['', ''];
      await command.run(args);
      return printed;
    };

    it('lists cases in parts and is told how to go on', async () => {
      const query = ['list', '--definition', 'standing:1', '--stands-at', 'late', '--suspended', 'false', '--json'];
      const [young] = JSON.parse(await run(instancesCommand, ...query, '--limit', '1'));
      const [, next] = /add --after (\S+)/.exec(hints)!;
      const [old, ...rest] = JSON.parse(await run(instancesCommand, ...query, '--limit', '1', '--after', next!));
      expect([old.id, young.id, rest, hints]).toEqual([...ids, [], '']);
      expect(JSON.parse(await run(instancesCommand, 'list', '--definition', 'standing:2', '--json'))).toEqual([]);
      await expect(run(instancesCommand, ...query, '--limit', 'few')).rejects.toMatchObject({ code: 'cli.usage' });
    });

    it('shows what a case waits for and what has failed in it', async () => {
      await failedJobs(2);
      const shown = await run(instancesCommand, 'show', ids[0]!);
      for (const part of [/wait +reply\.sent/, /late +\d{4}-/, /close +documents\.close-incoming/, /standing\n/]) {
        expect(shown).toMatch(part);
      }
    });

    it('lists failed jobs and retries them by id or by what they have in common', async () => {
      await failedJobs(2);
      expect(await run(jobsCommand, 'list', '--instance', ids[0]!)).toContain(`standing  ${ids[0]}  close`);
      expect(await run(jobsCommand, 'retry', '--topic', 'documents.close-incoming')).toContain('retry: 2 of 2 job(s).');
      const gone = newId();
      expect(JSON.parse(await run(jobsCommand, 'retry', gone, '--json'))).toMatchObject([{ jobId: gone, outcome: 'refused' }]);
      expect(process.exitCode).toBe(1);
      await expect(run(jobsCommand, 'retry')).rejects.toMatchObject({ code: 'cli.usage' });
      await expect(run(jobsCommand, 'retry', gone, '--all')).rejects.toMatchObject({ code: 'cli.usage' });
    });

    it('is shown the plan that a migration would follow', async () => {
      await failedJobs(2);
      const resources = [{ name: 'standing/standing.bpmn', content: Buffer.from(PROCESS.replace('P9D', 'P8D')) }];
      await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
      const text = await run(migrateCommand, '--from', 'standing:1', '--to', 'standing:2', '--dry-run');
      const plan = JSON.parse(/^plan: (\{.*?^\})$/ms.exec(text)![1]!);
      expect(plan.mappings).toContainEqual({ from: 'late', to: 'late' });
      expect(text).toContain('2 of 2 instance(s), 0 refused.');
    });
  });
});
