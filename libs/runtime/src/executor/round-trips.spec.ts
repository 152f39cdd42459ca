import type { Caller } from '#audit';
import { generateMigrationPlan } from '#engine';
import { roundTripsOf } from '../../../../test/support/round-trips.js';
import { bpmn, messageCatch, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import {
  broadcastSignal,
  cancelInstance,
  type Command,
  completeUserTask,
  correlateMessage,
  modifyInstance,
  resumeInstance,
  retryJob,
  setVariables,
  startInstance,
  suspendInstance,
} from '../index.js';
import { DefinitionStore } from '../definitions/definition-store.js';
import { failJob } from '../jobs/fail-job.command.js';
import { type JobOutcome, settleJob } from '../jobs/settle-job.command.js';
import { migrateInstance } from '../live-change/migrate-instance.command.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const CAUGHT = `<boundaryEvent id="caught" attachedToRef="work"><errorEventDefinition errorRef="e"/></boundaryEvent>
  <endEvent id="caughtEnd"/><sequenceFlow id="toCaughtEnd" sourceRef="caught" targetRef="caughtEnd"/>`;
const PAUSE = `<intermediateCatchEvent id="pause"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>
  </intermediateCatchEvent>`;
const ALARM = `<intermediateCatchEvent id="alarm"><signalEventDefinition signalRef="s"/></intermediateCatchEvent>`;
const PROCESSES = {
  answering: bpmn('answering', sequence(userTask('answer') + userTask('file'), 'answer', 'file')),
  working: bpmn('working', sequence(serviceTask('work', 'count') + CAUGHT, 'work'), '<error id="e" errorCode="E"/>'),
  chain: bpmn('chain', sequence(serviceTask('first', 'count') + serviceTask('second', 'count'), 'first', 'second')),
  pausing: bpmn('pausing', sequence(PAUSE + userTask('answer'), 'pause', 'answer')),
  asking: bpmn('asking', sequence(messageCatch('ask') + userTask('answer'), 'ask', 'answer'), '<message id="m" name="m"/>'),
  moving: bpmn('moving', sequence(userTask('answer'), 'answer')),
  alarmed: bpmn('alarmed', sequence(ALARM + userTask('answer'), 'alarm', 'answer'), '<signal id="s" name="s"/>'),
};

const SUSPENSION = { timers: 'keep-due', reason: 'x' } as const;
const START_FILING = { type: 'startBefore', element: 'file' } as const;

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([{ topic: 'count', handle: () => Promise.resolve({ output: { counted: true } }) }]);
  for (const [key, text] of Object.entries(PROCESSES)) await desk.deploy({ [`${key}.bpmn`]: text });
});
afterAll(() => desk.close());

type Sent = () => Promise<unknown>;
const send =
  <Input, Output, Row>(command: Command<Input, Output, Row>, input: Input, caller: Caller = desk.as('vanthu')): Sent =>
  () =>
    desk.executor.execute(command, input, caller);
let keys = 0;
const withKey = (): Caller => ({ ...desk.as('vanthu'), idempotencyKey: `key-${++keys}` });

const taskOf = async (key: string) => ({ taskId: (await desk.openTasks(await desk.start(key)))[0]!.id, variables: {} });
/** The one job of a new instance, in the hands of somebody who settles it. */
const heldJob = async (key: string) => {
  const owner = 'worker/1';
  const [job] = await desk.database.query<{ id: string }>(
    `update job set lease_owner = $2, lease_until = business_now() + interval '1 hour', due_at = business_now(), attempt = 1
     where instance_id = $1 returning id`,
    [await desk.start(key), owner],
  );
  return { jobId: job!.id, owner };
};
const settle = async (key: string, outcome: JobOutcome) => send(settleJob, { ...(await heldJob(key)), outcome });
const open = async () => ({ instanceId: await desk.start('answering') });
const suspended = async () => {
  const instance = await open();
  await send(suspendInstance, { ...instance, ...SUSPENSION })();
  return instance;
};
const failed = async () => {
  const held = await heldJob('working');
  await send(failJob, { ...held, error: { message: 'broken', permanent: true } })();
  return { jobId: held.jobId };
};
/** To the next version, which is the same but for another text. */
const migration = async () => {
  const instanceId = await desk.start('moving');
  const sql = 'select definition_id as "from" from process_instance where id = $1';
  const { from } = (await desk.database.query<{ from: string }>(sql, [instanceId]))[0]!;
  const [to] = (await desk.deploy({ 'moving.bpmn': `${PROCESSES.moving}<!-- ${from} -->` })).definitions;
  await desk.start('moving'); // Its graph is cached from now on.
  const store = new DefinitionStore();
  const [source, target] = [await store.graph(desk.database, from), await store.graph(desk.database, to!.id)];
  return { instanceId, from, to: to!.id, plan: generateMigrationPlan(source, target) };
};

/**
 * What reads one row and writes goes in two: the row is read with the beginning, the writing goes out with the commit.
 * Three where an answer must be seen in between: the row of the failed job, for its delivery; the instance that a message
 * goes to; the jobs of a signal; what a resumed instance was held from.
 * Four to retry: whose job it is must be known before its instance can be locked, which must be before the job is, since
 * a job may have none; and its delivery needs the row. It is an operator who waits, not a case.
 */
const COMMANDS: readonly [name: string, roundTrips: number, prepare: () => Promise<Sent>][] = [
  ['start', 2, async () => send(startInstance, { key: 'answering', variables: {} })],
  ['start, with a key', 2, async () => send(startInstance, { key: 'answering', variables: {} }, withKey())],
  ['complete', 2, async () => send(completeUserTask, await taskOf('answering'))],
  ['complete, with a key', 2, async () => send(completeUserTask, await taskOf('answering'), withKey())],
  ['settle', 2, async () => settle('working', { kind: 'done', result: {} })],
  ['fail', 3, async () => send(failJob, { ...(await heldJob('working')), error: { message: 'broken' } })],
  ['end with a BPMN error', 2, async () => settle('working', { kind: 'bpmn-error', errorCode: 'E', errorMessage: '' })],
  ['fire a timer', 2, async () => settle('pausing', { kind: 'due' })],
  ['correlate a message', 3, async () => (await desk.start('asking'), send(correlateMessage, { message: 'm' }))],
  ['broadcast a signal', 3, async () => (await desk.start('alarmed'), send(broadcastSignal, { signal: 's' }))],
  ['set variables', 2, async () => send(setVariables, { ...(await open()), variables: { a: 1 } })],
  ['cancel', 2, async () => send(cancelInstance, { ...(await open()), reason: 'x' })],
  ['suspend', 2, async () => send(suspendInstance, { ...(await open()), ...SUSPENSION })],
  ['resume', 3, async () => send(resumeInstance, await suspended())],
  ['modify', 2, async () => send(modifyInstance, { ...(await open()), reason: 'x', instructions: [START_FILING] })],
  ['migrate', 2, async () => send(migrateInstance, await migration())],
  ['retry', 4, async () => send(retryJob, await failed())],
];

describe('round trips to Postgres, of which the last is the commit', () => {
  it.each(COMMANDS)('to %s: %i', async (_name, roundTrips, prepare) => {
    await (await prepare())(); // What is cached is there from now on.
    expect(await roundTripsOf(await prepare())).toBe(roundTrips);
  });

  it('to answer a repeated request: one for the key, one for the answer, and the end', async () => {
    const again = send(startInstance, { key: 'answering', variables: {} }, withKey());
    await again();
    expect(await roundTripsOf(again)).toBe(3);
  });

  it('to run a job: one for its lease, two for its settlement, and two more for the next of its chain', async () => {
    const id = await desk.start('chain');
    const [first] = await desk.database.query<{ id: string }>('select id from job where instance_id = $1', [id]);
    // A worker goes on along a chain for its slice of time, however slow the machine is.
    const monotonicTime = jest.spyOn(performance, 'now').mockReturnValue(0);
    try {
      expect(await roundTripsOf(() => desk.deliver(first!.id))).toBe(1 + 2 + 2);
    } finally {
      monotonicTime.mockRestore();
    }
  });
});
