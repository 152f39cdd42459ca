import { getInstance, type InstanceFilter, type JobHandler, listInstances, listTimers, suspendInstance } from '../index.js';
import { bpmn, messageCatch, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const ROOTS = '<message id="m" name="reply.sent"/><signal id="s" name="office.closed"/>';
const broken: JobHandler = { topic: 'print', handle: () => Promise.reject(new Error('out of paper')) };
const fork = (...branches: string[]) =>
  `<startEvent id="begin"/><parallelGateway id="fork"/><sequenceFlow id="f" sourceRef="begin" targetRef="fork"/>${branches
    .map((id) => `<sequenceFlow id="to-${id}" sourceRef="fork" targetRef="${id}"/>`)
    .join('')}`;
const timer = (id: string, duration: string) =>
  `<intermediateCatchEvent id="${id}"><timerEventDefinition><timeDuration>${duration}</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
const part = `<subProcess id="part"><extensionElements><camunda:inputOutput>
    <camunda:inputParameter name="pages">3</camunda:inputParameter></camunda:inputOutput></extensionElements>
    ${sequence(userTask('read'), 'read').replaceAll('"begin', '"part-begin').replaceAll('end"', 'part-end"')}</subProcess>`;

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([broken]);
  await desk.deploy({
    'called.bpmn': bpmn('called', sequence(userTask('draft'), 'draft')),
    'standing.bpmn': bpmn(
      'standing',
      fork('wait', 'closed', 'late', 'later', 'print', 'call', 'part') +
        messageCatch('wait', '= order') +
        '<intermediateCatchEvent id="closed"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>' +
        timer('later', 'P9D') +
        timer('late', 'P2D') +
        serviceTask('print', 'print', 'R1/PT10S') +
        '<callActivity id="call" calledElement="called"/>' +
        part,
      ROOTS,
    ),
  });
});
afterAll(() => desk.close());

const ids = async (filter: InstanceFilter) =>
  (await listInstances(desk.database, { ...filter, limit: 50 })).items.map(({ id }) => id);

describe('a case', () => {
  let id: string;
  beforeAll(async () => {
    id = await desk.start('standing', { order: 'A' });
    await desk.runDueJobs();
  });

  it('tells all that it waits for and what has failed in it', async () => {
    const { activeActivities, waitsFor, failedJobs, calls } = await getInstance(desk.database, id);
    const keyOf = (elementId: string) => activeActivities.find((activity) => activity.elementId === elementId)!.key;
    expect(waitsFor).toEqual({
      messages: [{ key: keyOf('wait'), elementId: 'wait', message: 'reply.sent', correlationKey: 'A' }],
      signals: [{ key: keyOf('closed'), elementId: 'closed', signal: 'office.closed' }],
      timers: 2,
    });
    expect(failedJobs).toMatchObject([{ elementId: 'print', topic: 'print', error: { message: 'out of paper' } }]);
    const [called] = await ids({ parentId: id });
    expect(calls).toEqual([{ id: called, key: keyOf('call'), definitionKey: 'called', status: 'active' }]);
  });

  it('tells of its scopes the names of their own variables', async () => {
    const { scopes, activeActivities } = await getInstance(desk.database, id);
    const { key } = activeActivities.find(({ elementId }) => elementId === 'part')!;
    expect(scopes).toContainEqual({ key, elementId: 'part', variables: ['pages'] });
    expect(scopes[0]).toMatchObject({ elementId: 'standing', variables: ['order'] });
  });

  it('lists its timers in pages, the next to fire first', async () => {
    const first = await listTimers(desk.database, id, { limit: 1 });
    expect(first.items).toMatchObject([{ elementId: 'late' }]);
    const second = await listTimers(desk.database, id, { limit: 1, after: first.next! });
    expect(second).toMatchObject({ items: [{ elementId: 'later' }], next: null });
  });

  it('that has ended waits for nothing and still names what it called', async () => {
    const [called] = await ids({ parentId: id });
    await desk.complete((await desk.openTasks(called!))[0]!.id);
    expect(await getInstance(desk.database, called!)).toMatchObject({
      status: 'completed',
      waitsFor: { messages: [], signals: [], timers: 0 },
      scopes: [],
    });
    expect((await getInstance(desk.database, id)).calls).toMatchObject([{ id: called, status: 'completed' }]);
  });

  it('is found by where it stands, not by where it stood', async () => {
    const [waiting, done] = [await desk.start('called'), await desk.start('called')];
    await desk.complete((await desk.openTasks(done))[0]!.id);
    expect(await ids({ standsAt: 'draft', definitionKey: 'called' })).toContain(waiting);
    expect(await ids({ standsAt: 'draft' })).not.toContain(done);
    expect(await ids({ standsAt: 'nowhere' })).toEqual([]);
  });

  it('is found by whether it is suspended', async () => {
    const [held, free] = [await desk.start('called'), await desk.start('called')];
    await desk.executor.execute(suspendInstance, { instanceId: held, timers: 'keep-due', reason: 'x' }, desk.as('tungmt'));
    expect(await ids({ suspended: true })).toEqual([held]);
    const going = await ids({ suspended: false });
    expect([going.includes(free), going.includes(held)]).toEqual([true, false]);
  });

  it('is found by the version of its process', async () => {
    const old = await desk.start('called');
    const renewed = bpmn('called', sequence(userTask('rewrite'), 'rewrite'));
    const { definitions } = await desk.deploy({ 'called.bpmn': renewed });
    const young = await desk.start('called');
    expect(await ids({ definitionId: definitions[0]!.id })).toEqual([young]);
    expect(await ids({ definitionKey: 'called', version: 2 })).toEqual([young]);
    expect(await ids({ definitionKey: 'called', version: 1 })).toContain(old);
  });
});
