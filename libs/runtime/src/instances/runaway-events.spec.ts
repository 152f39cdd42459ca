import { broadcastSignal, listFailedJobs, retryJob } from '../index.js';
import { bpmn, sequence, startingWith, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const EVENTS = '<message id="m" name="go.on"/><signal id="s" name="go.on"/>';
const definitionOf = { message: '<messageEventDefinition messageRef="m"/>', signal: '<signalEventDefinition signalRef="s"/>' };
const thrown = (kind: 'message' | 'signal') => `<intermediateThrowEvent id="throw">${definitionOf[kind]}</intermediateThrowEvent>`;

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
});
afterEach(() => desk.close());

const jobs = () =>
  desk.database.query<{ id: string; kind: string; hops: number }>(
    `select id, kind, (payload ->> 'hops')::integer as hops from job order by number`,
  );
const runOne = async () => desk.deliver((await jobs())[0]!.id);

describe.each(['message', 'signal'] as const)('a process that throws the %s with which it begins', (kind) => {
  const deploy = (before = '', ...ids: string[]) => {
    const elements = sequence(before + thrown(kind), ...ids, 'throw');
    const both = `<startEvent id="hand"/><sequenceFlow id="f" sourceRef="hand" targetRef="${ids[0] ?? 'throw'}"/>`;
    return desk.deploy({ 'round.bpmn': bpmn('round', startingWith(definitionOf[kind], elements) + both, EVENTS) });
  };

  it('is counted from one instance to the next, and laid aside when that has no end', async () => {
    await deploy();
    await desk.start('round');
    await runOne();
    await runOne();
    expect(await jobs()).toMatchObject([{ hops: 3 }]);
    await desk.database.query(`update job set payload = payload || '{"hops": 1001}'`);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await desk.runDueJobs();
      desk.clock.advance(120_000);
    }
    const { items } = await listFailedJobs(desk.database, { limit: 10 });
    expect(items).toMatchObject([{ error: { code: 'runtime.runaway-events', message: expect.stringContaining('"go.on"') } }]);
    expect(items[0]!.error.message).toContain('process "round"');
    expect(await desk.database.query('select 1 from process_instance')).toHaveLength(3);
    await desk.executor.execute(retryJob, { jobId: items[0]!.id }, desk.as('it'));
    await runOne();
    expect(await jobs()).toMatchObject([{ hops: 2 }]);
  });

  it('begins a new count where it waits on the way', async () => {
    await deploy(userTask('work'), 'work');
    const complete = async () => {
      const [task] = await desk.database.query<{ id: string }>(`select id from user_task where status = 'open'`);
      await desk.complete(task!.id);
    };
    await desk.start('round');
    for (let round = 1; round <= 2; round++) {
      await complete();
      expect(await jobs()).toMatchObject([{ hops: 1 }]);
      await runOne();
    }
  });
});

it('the count goes on through an instance that waits for the signal', async () => {
  const caught = `<intermediateCatchEvent id="wait">${definitionOf.signal}</intermediateCatchEvent>`;
  await desk.deploy({ 'relay.bpmn': bpmn('relay', sequence(caught + thrown('message'), 'wait', 'throw'), EVENTS) });
  await desk.start('relay');
  await desk.executor.execute(broadcastSignal, { signal: 'go.on', variables: {} }, desk.as('it'));
  await runOne();
  expect(await jobs()).toMatchObject([{ kind: 'message', hops: 2 }]);
});

describe('an instance that sends itself the message for which it waits next', () => {
  it('is stopped within its transaction, and nothing has happened', async () => {
    const wait = `<exclusiveGateway id="again"/>${thrown('message')}
      <intermediateCatchEvent id="wait">${definitionOf.message}</intermediateCatchEvent>`;
    const flows = [['begin', 'again'], ['again', 'throw'], ['throw', 'wait'], ['wait', 'again']];
    const path = flows.map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`);
    const end = '<endEvent id="end"/><sequenceFlow id="never" sourceRef="again" targetRef="end"><conditionExpression>= false</conditionExpression></sequenceFlow>';
    const gateway = wait.replace('id="again"', 'id="again" default="again-throw"');
    await desk.deploy({ 'self.bpmn': bpmn('self', `<startEvent id="begin"/>${gateway}${path.join('')}${end}`, EVENTS) });
    await expect(desk.start('self')).rejects.toMatchObject({
      code: 'runtime.runaway-events',
      message: expect.stringContaining('"go.on"'),
    });
    expect(await desk.database.query('select 1 from process_instance')).toEqual([]);
  }, 120_000); // a thousand steps before it is stopped
});
