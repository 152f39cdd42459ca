import {
  correlateMessage,
  getInstance,
  type JobContext,
  type JobHandler,
  JobHandlerRegistry,
  JobRunner,
  modifyInstance,
  resumeInstance,
  suspendInstance,
} from '../index.js';
import { bpmn, messageCatch, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { testLogger } from '../../../../test/support/database.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let seen: JobContext[];
const file: JobHandler = {
  topic: 'file',
  handle: (job) => {
    seen.push(job);
    return Promise.resolve({});
  },
};

const flow = (source: string, target: string) =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;
const fork = (key: string, ...rest: string[]) =>
  bpmn(
    key,
    `<startEvent id="begin"/><parallelGateway id="fork"/>${serviceTask('file', 'file')}${messageCatch('wait', '= order')}
     ${flow('begin', 'fork')}${flow('fork', 'file')}${flow('fork', 'wait')}${rest.join('')}`,
    '<message id="m" name="scan.arrived"/>',
  );
/** Beside the service task, a message that may have come before. It goes to its end, or ends all. */
const beside = fork('beside', '<endEvent id="end"/>', flow('file', 'end'), flow('wait', 'end'));
const ending = fork(
  'ending',
  `<endEvent id="end"/><endEvent id="stop"><terminateEventDefinition/></endEvent>`,
  flow('file', 'end'),
  flow('wait', 'stop'),
);

let desk: ProcessDesk;
let runner: JobRunner;
beforeAll(async () => {
  desk = await openProcessDesk([file]);
  await desk.deploy({
    'beside.bpmn': beside,
    'ending.bpmn': ending,
    'plain.bpmn': bpmn('plain', sequence(userTask('check') + serviceTask('file', 'file'), 'check', 'file')),
  });
});
beforeEach(() => {
  seen = [];
  const handlers = new JobHandlerRegistry([file]);
  runner = new JobRunner({ executor: desk.executor, handlers, logger: testLogger, leaseSeconds: 30, concurrency: 1 });
  desk.executor.attach(runner);
});
afterEach(() => runner.drain());
afterAll(() => desk.close());

/** Keeps a message for whoever comes to wait for this order. */
const keepMessage = (order: string) => {
  const message = { message: 'scan.arrived', correlationKey: order, variables: { pages: 3 }, timeToLive: 'P1D' };
  return desk.executor.execute(correlateMessage, message, desk.as('vanthu'));
};
/** All that is at hand has been run. */
const settled = async () => {
  await runner.drain();
  return seen.map(({ instanceId, elementId }) => ({ instanceId, elementId }));
};
const operate = <Input>(command: Parameters<typeof desk.executor.execute<Input, unknown, never>>[0], input: Input) =>
  desk.executor.execute(command, input, desk.as('tungmt'));

describe('a job at hand, when a later step of its transaction', () => {
  it('has moved its instance on, sees what was committed', async () => {
    await keepMessage('A');
    const instanceId = await desk.start('beside', { order: 'A' });
    expect(await settled()).toEqual([{ instanceId, elementId: 'file' }]);
    expect(seen[0]!.variables).toEqual({ order: 'A', pages: 3 });
    expect((await getInstance(desk.database, instanceId)).status).toBe('completed');
  });

  it('has cancelled it, is never run, and its place is free for the next', async () => {
    await keepMessage('B');
    const ended = await desk.start('ending', { order: 'B' });
    expect((await getInstance(desk.database, ended)).status).toBe('completed');
    const next = await desk.start('beside', { order: 'C' });
    expect(await settled()).toEqual([{ instanceId: next, elementId: 'file' }]);
  });
});

it('a job of a suspended instance is not at hand: it waits until the instance is resumed', async () => {
  const instanceId = await desk.start('plain');
  await operate(suspendInstance, { instanceId, timers: 'keep-due', reason: 'x' });
  await operate(modifyInstance, { instanceId, reason: 'x', instructions: [{ type: 'startBefore', element: 'file' }] });
  const [job] = await desk.database.query('select lease_owner as owner, attempt from job where instance_id = $1', [instanceId]);
  expect(job).toEqual({ owner: null, attempt: 0 });
  await operate(resumeInstance, { instanceId, withCalled: false });
  await desk.runDueJobs();
  expect(await settled()).toEqual([{ instanceId, elementId: 'file' }]);
});
