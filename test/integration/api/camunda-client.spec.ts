import { type Client, Variables } from 'camunda-external-task-client-js';
import { eventually } from '../../support/eventually.js';
import { externalTask, type OfficeWithWorkers, openOfficeWithWorkers, TOPICS } from './office-with-workers.js';

const extensions = (inside: string) => `<extensionElements>${inside}</extensionElements>`;

/** The client that Camunda gives to writers of workers for its version 7, against this API. */
describe('a worker written for Camunda 7', () => {
  let office: OfficeWithWorkers;
  beforeAll(async () => {
    office = await openOfficeWithWorkers();
    for (const topic of TOPICS) await office.deploy(topic, externalTask(topic));
  });
  afterAll(() => office.close());
  let client: Client | undefined;
  afterEach(() => client?.stop());

  const ended = (id: string) =>
    eventually(async () => {
      const { status, variables } = await office.instance(id);
      return status === 'active' ? undefined : { status, variables };
    });

  it('waits for work, gets it within moments, and brings variables of every type back', async () => {
    const fetchLooked = await office.watchFetches();
    let polled = 0;
    const done: { at: number; polled: number }[] = [];
    client = office.client('waiting');
    client.on('poll:success', () => (polled += 1));
    client.subscribe('mail', async ({ task, taskService }) => {
      done.push({ at: performance.now(), polled });
      const letter = task.variables.get('letter') as { number: number };
      const answer = new Variables()
        .set('text', `Số ${letter.number}`)
        .set('yes', true)
        .set('small', 7)
        .set('large', 2 ** 40)
        .set('half', 0.5)
        .set('none', null)
        .set('nested', { copies: [letter, { to: task.businessKey }] })
        .set('at', new Date('2026-01-05T01:00:00.000Z'))
        .setTyped('object', { type: 'Object', value: '{"a":1}', valueInfo: { serializationDataFormat: 'application/json' } });
      await taskService.complete(task, answer);
    });
    await fetchLooked();
    const begun = performance.now();
    const id = await office.begin('mail', { letter: { number: 47 }, seen: 'an' });
    expect((await ended(id)).variables).toEqual({
      letter: { number: 47 },
      seen: 'an',
      text: 'Số 47',
      yes: true,
      small: 7,
      large: 2 ** 40,
      half: 0.5,
      none: null,
      nested: { copies: [{ number: 47 }, { to: 'case-1' }] },
      at: '2026-01-05T01:00:00.000Z',
      object: { a: 1 },
    });
    expect(done).toEqual([{ at: expect.any(Number), polled: 1 }]);
    expect(done[0]!.at - begun).toBeLessThan(1000);
  });

  it('sees variables with their types, only those it asked for, and the properties of the element', async () => {
    const property = extensions('<camunda:properties><camunda:property name="paper" value="A4"/></camunda:properties>');
    await office.deploy('print', externalTask('print', '', property));
    const seen: unknown[] = [];
    client = office.client('typed');
    const options = { variables: ['n', 'd', 'big', 's', 'b', 'nil', 'list'], includeExtensionProperties: true };
    client.subscribe('print', options, async ({ task, taskService }) => {
      const types = options.variables.map((name) => task.variables.getTyped(name)?.type);
      seen.push(types, task.variables.get('list'), task.variables.getTyped('hidden'), task.extensionProperties);
      await taskService.complete(task);
    });
    await ended(await office.begin('print', { n: 1, d: 1.5, big: 2 ** 33, s: 'x', b: false, nil: null, list: [1], hidden: 1 }));
    // The client writes the types of what it reads in lower case itself.
    expect(seen).toEqual([['integer', 'double', 'long', 'string', 'boolean', 'null', 'json'], [1], null, { paper: 'A4' }]);
  });

  it('hands local variables to the output mappings alone', async () => {
    const kept = '<camunda:outputParameter name="kept">${secret}!</camunda:outputParameter>';
    const output = extensions(`<camunda:inputOutput>${kept}</camunda:inputOutput>`);
    await office.deploy('local', externalTask('local', '', output));
    client = office.client('local');
    client.subscribe('local', ({ task, taskService }) =>
      taskService.complete(task, new Variables(), new Variables().set('secret', 'x')),
    );
    expect((await ended(await office.begin('local'))).variables).toEqual({ kept: 'x!' });
  });

  it('fails with attempts left, gets the task again after its pause, and leaves it to an operator at none', async () => {
    const attempts: { retries: number | null; said: string | null; at: number }[] = [];
    const failing = (client = office.client('failing'));
    failing.subscribe('failing', async ({ task, taskService }) => {
      if (attempts.length === 1) failing.stop(); // the next attempt is ours
      attempts.push({ retries: task.retries, said: task.errorMessage, at: performance.now() });
      const retries = (task.retries ?? 2) - 1;
      await taskService.handleFailure(task, { errorMessage: 'SMTP 451', errorDetails: 'at line 1', retries, retryTimeout: 400 });
    });
    const id = await office.begin('failing');
    const failed = await eventually(async () => {
      const { body } = await office.get('tungmt', `jobs?instanceId=${id}`);
      return body.items[0];
    });
    expect(attempts).toMatchObject([
      { retries: null, said: null },
      { retries: 1, said: 'SMTP 451' },
    ]);
    expect(attempts[1]!.at - attempts[0]!.at).toBeGreaterThanOrEqual(390);
    expect(failed).toMatchObject({ kind: 'external', topic: 'failing', error: { message: 'SMTP 451' } });

    await office.post('tungmt', `jobs/${failed.id}/retry`);
    const [again] = await office.fetch({}, { topicName: 'failing' });
    expect(again).toMatchObject({ id: failed.id, retries: null });
    await office.call(`/${again.id}/complete`, { workerId: 'w' });
  });

  it('ends a task with a BPMN error that the model catches, with variables', async () => {
    const caught = `<boundaryEvent id="caught" attachedToRef="work"><errorEventDefinition errorRef="E"
      camunda:errorMessageVariable="why"/></boundaryEvent>`;
    await office.deploy('rate', `${externalTask('rate')}${caught}`, '<error id="E" errorCode="TOO_LOW"/>');
    client = office.client('erring');
    client.subscribe('rate', ({ task, taskService }) =>
      taskService.handleBpmnError(task, 'TOO_LOW', 'chỉ có 2', new Variables().set('score', 2)),
    );
    expect((await ended(await office.begin('rate'))).variables).toEqual({ score: 2, why: 'chỉ có 2' });
  });

  it('raises a BPMN error that nothing catches: an operator sees it', async () => {
    client = office.client('erring-alone');
    client.subscribe('alone', ({ task, taskService }) => taskService.handleBpmnError(task, 'NOBODY'));
    const id = await office.begin('alone');
    const failed = await eventually(async () => (await office.get('tungmt', `jobs?instanceId=${id}`)).body.items[0]);
    expect(failed.error.code).toBe('engine.uncaught-bpmn-error');
    await office.post('tungmt', `process-instances/${id}/cancel`, { reason: 'Thử xong' });
  });

  it('gives work back, and another gets it', async () => {
    const hands: string[] = [];
    client = office.client('first', { interval: 500 });
    client.subscribe('returned', async ({ task, taskService }) => {
      hands.push('first');
      await taskService.unlock(task);
    });
    const id = await office.begin('returned');
    await eventually(async () => hands[0]);
    client.stop();
    client = office.client('second');
    client.subscribe('returned', async ({ task, taskService }) => {
      hands.push('second');
      await taskService.lock(task, 30_000);
      await taskService.complete(task);
    });
    await ended(id);
    expect(hands.at(-1)).toBe('second');
  });

  it('keeps a task by extending its lock; without that it is lost, and a late completion refused', async () => {
    const errors: any[] = []; // eslint-disable-line @typescript-eslint/no-explicit-any
    const release: (() => void)[] = [];
    const slow = office.client('slow', { interval: 300 });
    slow.on('complete:error', (_task: never, error: never) => errors.push(error));
    slow.subscribe('slow', { lockDuration: 60_000 }, async ({ task, taskService }) => {
      slow.stop();
      await taskService.extendLock(task, 120_000);
      await new Promise<void>((resolve) => release.push(resolve));
      await taskService.complete(task);
    });
    const id = await office.begin('slow');
    await eventually(async () => release[0]);
    office.clock.advance(90_000);
    expect(await office.fetch({}, { topicName: 'slow' })).toEqual([]);
    office.clock.advance(60_000);
    const [task] = await office.fetch({ workerId: 'quick' }, { topicName: 'slow' });
    expect(task.processInstanceId).toBe(id);

    release[0]!();
    await eventually(async () => errors[0]);
    expect(errors[0]).toMatchObject({ httpStatusCode: 400, code: 'runtime.external-task-not-locked' });
    expect(errors[0].engineMsg).toContain('not locked by the worker "slow"');
    expect((await office.call(`/${task.id}/complete`, { workerId: 'quick' })).status).toBe(204);
    expect((await office.call(`/${task.id}/complete`, { workerId: 'quick' })).status).toBe(404);
  });

  it('never gets what another has, however many fetch at once', async () => {
    const worked: string[] = [];
    const clients = ['a', 'b', 'c', 'd'].map((name) => {
      const competing = office.client(name, { maxTasks: 3 });
      competing.subscribe('many', async ({ task, taskService }) => {
        worked.push(task.id);
        await taskService.complete(task);
      });
      return competing;
    });
    const ids = await Promise.all(Array.from({ length: 40 }, () => office.begin('many')));
    await Promise.all(ids.map(ended));
    for (const each of clients) each.stop();
    expect(worked).toHaveLength(40);
    expect(new Set(worked).size).toBe(40);
  });
});
