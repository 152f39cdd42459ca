import { correlateMessage, type CorrelateMessageInput, getInstance, listFailedJobs } from '../index.js';
import { leaseJob } from '../worker/lease-job.command.js';
import { settleDetachedJob } from '../jobs/settle-detached-job.command.js';
import { setDefinitionSuspension } from '../live-change/set-definition-suspension.command.js';
import { bpmn, sequence, startingWith, userTask } from '../../../../test/support/bpmn-text.js';
import { holdBeforeCommit, waitingForLocks } from '../testing/held-transaction.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const HOUR = 3_600_000;
const MESSAGES = '<message id="m" name="request.arrived"/><message id="n" name="request.renewed"/>';

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
});
afterEach(() => desk.close());

/** A process with one task that begins by an event. */
const begun = (key: string, eventDefinition: string, roots = '') =>
  bpmn(key, startingWith(eventDefinition, sequence(userTask('answer'), 'answer')), roots);
const byMessage = (ref = 'm') => begun('begun', `<messageEventDefinition messageRef="${ref}"/>`, MESSAGES);
const byTimer = (timer: string, properties = '') => {
  const text = begun('timed', `<timerEventDefinition>${timer}</timerEventDefinition>`);
  return text.replace('<startEvent id="begin">', `<startEvent id="begin">${properties}`);
};
const send = (input: Partial<CorrelateMessageInput>) =>
  desk.executor.execute(correlateMessage, { message: 'request.arrived', ...input }, desk.as('vanthu'));
const instancesOf = (key: string) =>
  desk.database.query<{ id: string; version: number; startedBy: string; businessKey: string | null }>(
    `select i.id, d.version, i.started_by as "startedBy", i.business_key as "businessKey"
     from process_instance i join process_definition d on d.id = i.definition_id where d.key = $1 order by i.started_at`,
    [key],
  );
const end = async (instanceId: string) => desk.complete((await desk.openTasks(instanceId))[0]!.id);

describe('a message that a process begins with', () => {
  it('begins an instance with its variables and its business key', async () => {
    await desk.deploy({ 'begun.bpmn': byMessage() });
    const { outcome, instanceId } = await send({ businessKey: 'doc-7', variables: { urgent: true } });
    expect(outcome).toBe('started');
    expect(await getInstance(desk.database, instanceId!)).toMatchObject({
      businessKey: 'doc-7',
      startedBy: 'vanthu',
      variables: { urgent: true },
      activeActivities: [{ elementId: 'answer' }],
    });
  });

  it('is that of the newest version alone', async () => {
    await desk.deploy({ 'begun.bpmn': byMessage('m') });
    await desk.deploy({ 'begun.bpmn': byMessage('n') });
    expect(await send({})).toMatchObject({ outcome: 'nobody' });
    await send({ message: 'request.renewed' });
    expect(await instancesOf('begun')).toMatchObject([{ version: 2 }]);
  });

  it('begins one instance for each key at a time; those kept begin the next ones, in their order', async () => {
    await desk.deploy({ 'begun.bpmn': byMessage() });
    const first = await send({ correlationKey: 'A', timeToLive: 'P1D', variables: { n: 1 } });
    expect(await send({ correlationKey: 'A', timeToLive: 'P1D', variables: { n: 2 } })).toMatchObject({ outcome: 'kept' });
    expect(await send({ correlationKey: 'A', timeToLive: 'P1D', variables: { n: 3 } })).toMatchObject({ outcome: 'kept' });
    expect(await send({ correlationKey: 'B' })).toMatchObject({ outcome: 'started' });
    await expect(send({ correlationKey: 'A', mustMatch: true })).rejects.toMatchObject({
      code: 'runtime.message-not-correlated',
      message: expect.stringContaining('still active'),
    });
    await end(first.instanceId!);
    await desk.runDueJobs();
    const running = await desk.database.query<{ id: string }>(
      `select id from process_instance where start_key = 'begun:A' and status = 'active'`,
    );
    expect(running).toHaveLength(1);
    expect((await getInstance(desk.database, running[0]!.id)).variables).toMatchObject({ n: 2 });
  });

  it('that was kept begins the process when it is deployed', async () => {
    await send({ timeToLive: 'P1D' });
    await desk.deploy({ 'begun.bpmn': byMessage() });
    await desk.runDueJobs();
    expect(await instancesOf('begun')).toHaveLength(1);
  });

  it('that was kept begins a process that was suspended once that is over', async () => {
    const { definitions } = await desk.deploy({ 'begun.bpmn': byMessage() });
    const suspend = (suspended: boolean) =>
      desk.executor.execute(setDefinitionSuspension, { definitionId: definitions[0]!.id, suspended }, desk.as('it'));
    await suspend(true);
    expect(await send({ timeToLive: 'P1D' })).toMatchObject({ outcome: 'kept' });
    await suspend(false);
    await desk.runDueJobs();
    expect(await instancesOf('begun')).toHaveLength(1);
  });

  it('begins nothing where two processes begin with it', async () => {
    await desk.deploy({ 'begun.bpmn': byMessage(), 'other.bpmn': byMessage().replace('id="begun"', 'id="other"') });
    await expect(send({})).rejects.toMatchObject({ message: expect.stringContaining('2 processes that begin with it') });
  });
});

describe('a timer that a process begins with', () => {
  it('begins one instance at its time', async () => {
    await desk.deploy({ 'timed.bpmn': byTimer('<timeDuration>PT3H</timeDuration>') });
    desk.clock.advance(2.9 * HOUR);
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toEqual([]);
    desk.clock.advance(0.2 * HOUR);
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toMatchObject([{ version: 1, startedBy: 'system:worker' }]);
    expect(await desk.database.query('select 1 from job')).toEqual([]);
  });

  it('that repeats goes on by its grid and does not make up for what was missed', async () => {
    await desk.deploy({ 'timed.bpmn': byTimer('<timeCycle>R3/PT1H</timeCycle>') });
    const nextDue = async () => (await desk.database.query<{ due: string }>('select due_at as due from job'))[0]?.due;
    const first = Date.parse((await nextDue())!);
    desk.clock.advance(5.5 * HOUR);
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toHaveLength(1);
    expect((Date.parse((await nextDue())!) - first) % HOUR).toBe(0);
    desk.clock.advance(HOUR);
    await desk.runDueJobs();
    desk.clock.advance(HOUR);
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toHaveLength(3);
    expect(await nextDue()).toBeUndefined();
  });

  it('has all its attempts again at the next firing', async () => {
    await desk.deploy({ 'timed.bpmn': byTimer('<timeCycle>R/PT1H</timeCycle>') });
    desk.clock.advance(1.1 * HOUR);
    await desk.database.query('update job set attempt = 2');
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toHaveLength(1);
    expect(await desk.database.query('select attempt from job')).toEqual([{ attempt: 0 }]);
  });

  it('makes up for what was missed where the model says so', async () => {
    const all = `<extensionElements><camunda:properties><camunda:property name="missedFirings" value="all"/></camunda:properties>
      </extensionElements>`;
    await desk.deploy({ 'timed.bpmn': byTimer('<timeCycle>R4/PT1H</timeCycle>', all) });
    desk.clock.advance(3.5 * HOUR);
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toHaveLength(3);
  });

  it('gives way to that of the next version', async () => {
    await desk.deploy({ 'timed.bpmn': byTimer('<timeCycle>R/PT1H</timeCycle>') });
    await desk.deploy({ 'timed.bpmn': byTimer('<timeCycle>R/PT2H</timeCycle>') });
    desk.clock.advance(1.5 * HOUR);
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toEqual([]);
    desk.clock.advance(HOUR);
    await desk.runDueJobs();
    expect(await instancesOf('timed')).toMatchObject([{ version: 2 }]);
  });

  it('that fires while the next version is deployed does not outlive it', async () => {
    await desk.deploy({ 'timed.bpmn': byTimer('<timeCycle>R/PT1H</timeCycle>') });
    desk.clock.advance(1.1 * HOUR);
    const [timer] = await desk.database.query<{ id: string }>('select id from job');
    const held = { jobId: timer!.id, owner: 'worker' };
    await desk.executor.execute(leaseJob, { ...held, leaseSeconds: 30 }, desk.as('system:worker'));
    const firing = holdBeforeCommit(desk, settleDetachedJob, held);
    await firing.written;
    const deploying = desk.deploy({ 'timed.bpmn': byTimer('<timeCycle>R/PT2H</timeCycle>') });
    await waitingForLocks(desk.database, 1);
    await firing.commit();
    const { definitions } = await deploying;
    expect(await desk.database.query('select definition_id as id from job')).toEqual([{ id: definitions[0]!.id }]);
    expect(await instancesOf('timed')).toMatchObject([{ version: 1 }]);
  });

  it('that cannot be read is refused at deployment', async () => {
    await expect(desk.deploy({ 'timed.bpmn': byTimer('<timeDuration>\${later}</timeDuration>') })).rejects.toMatchObject({
      code: 'runtime.deployment-refused',
      findings: [{ where: 'timed.bpmn:timed' }],
    });
  });

  it('whose process cannot begin stands as a failed job', async () => {
    const call = `<callActivity id="call" calledElement="= next"/>`;
    const calling = startingWith(
      '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>',
      sequence(call, 'call'),
    );
    await desk.deploy({ 'timed.bpmn': bpmn('timed', calling) });
    desk.clock.advance(1.1 * HOUR);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await desk.runDueJobs();
      desk.clock.advance(HOUR);
    }
    const { items } = await listFailedJobs(desk.database, { limit: 10 });
    expect(items).toMatchObject([{ kind: 'timer-start', instanceId: null, definitionKey: 'timed', elementId: 'begin' }]);
  });
});
