import { cancelJob, getInstance, getJob, type JobHandler, listFailedJobs, listTimers, retryJob } from '../index.js';
import { bpmn, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const HOUR = 3_600_000;
const call: JobHandler = { topic: 'call', handle: () => Promise.reject(new Error('nobody answers the telephone')) };

/** A case with one task, and a reminder that leads to `step`. */
const reminded = (key: string, step: string, timer: string, roots = '', cancelActivity = false) =>
  bpmn(
    key,
    `${sequence(userTask('decide'), 'decide')}
     <boundaryEvent id="remind" attachedToRef="decide" cancelActivity="${cancelActivity}"><timerEventDefinition>${timer}</timerEventDefinition>
     </boundaryEvent>${step}<sequenceFlow id="reminding" sourceRef="remind" targetRef="step"/>`,
    roots,
  );
const once = '<timeDuration>PT1H</timeDuration>';
const daily = '<timeCycle>R/PT24H</timeCycle>';
// What it calls is computed, and comes to nothing.
const expression = '<callActivity id="step" calledElement="= next"/>';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([call]);
  await desk.deploy({
    'expression.bpmn': reminded('expression', expression, once),
    'handler.bpmn': reminded('handler', serviceTask('step', 'call', 'R1/PT10S'), once),
    'message.bpmn': reminded('message', '<sendTask id="step" messageRef="m"/>', once, '<message id="m" name="= whom"/>'),
    'daily.bpmn': reminded('daily', expression, daily),
    'interrupting.bpmn': reminded('interrupting', expression, once, '', true),
    'helper.bpmn': bpmn('helper', sequence(userTask('help'), 'help')),
  });
});
afterAll(() => desk.close());

/** A case whose reminder has come and failed as often as the office attempts it; gives the failed job. */
const failedReminder = async (key: string) => {
  const id = await desk.start(key);
  desk.clock.advance(25 * HOUR);
  for (let attempt = 1; attempt <= 3; attempt++) {
    await desk.runDueJobs();
    desk.clock.advance(61_000);
  }
  const { items } = await listFailedJobs(desk.database, { instanceId: id, limit: 5 });
  expect(items).toHaveLength(1);
  return { id, job: items[0]! };
};
const tasksOf = async (id: string) => (await desk.openTasks(id)).map(({ name }) => name);
const decide = async (id: string) => {
  const task = (await desk.openTasks(id)).find(({ name }) => name === 'decide');
  await desk.complete(task!.id);
};
const statusOf = async (id: string) => (await getInstance(desk.database, id)).status;
const cancel = (jobId: string) => desk.executor.execute(cancelJob, { jobId, reason: 'no reminder needed' }, desk.as('tungmt'));

describe('a reminder that cannot be done', () => {
  it.each(['expression', 'handler', 'message'])(
    'by its %s leaves the task of the case alone, and stands beside it as a failed job',
    async (key) => {
      const { id, job } = await failedReminder(key);
      expect(await tasksOf(id)).toEqual(['decide']);
      expect(job).toMatchObject({ status: 'failed', elementId: key === 'handler' ? 'step' : 'remind' });
      await decide(id);
      expect(await tasksOf(id)).toEqual([]);
    },
  );

  it.each(['expression', 'interrupting'])('by its expression goes with the task that it was for (%s)', async (key) => {
    const { id } = await failedReminder(key);
    await decide(id);
    expect(await statusOf(id)).toBe('completed');
    expect(await desk.database.query('select id from job where instance_id = $1', [id])).toEqual([]);
  });

  it('is done when an operator retries it with what was missing', async () => {
    const { id, job } = await failedReminder('expression');
    await desk.executor.execute(retryJob, { jobId: job.id, variables: { next: 'helper' } }, desk.as('tungmt'));
    await desk.runDueJobs();
    expect((await getInstance(desk.database, id)).calls).toMatchObject([{ definitionKey: 'helper' }]);
    expect(await tasksOf(id)).toEqual(['decide']);
  });

  it('can be disarmed, for all times that it would have come, and the case goes on', async () => {
    const { id, job } = await failedReminder('daily');
    expect(await cancel(job.id)).toEqual({ jobId: job.id, outcome: 'timer-disarmed', instance: { id, status: 'active' } });
    expect((await listTimers(desk.database, id, { limit: 5 })).items).toEqual([]);
    await expect(getJob(desk.database, job.id)).rejects.toMatchObject({ code: 'runtime.job-not-found' });
    desk.clock.advance(100 * HOUR);
    expect(await desk.runDueJobs()).toBe(0);
    await decide(id);
    expect(await statusOf(id)).toBe('completed');
  });

  it('is cancelled alone where its work is a step of its own', async () => {
    const { id, job } = await failedReminder('handler');
    expect(await cancel(job.id)).toMatchObject({ outcome: 'activity-cancelled', instance: { status: 'active' } });
    await decide(id);
    expect(await statusOf(id)).toBe('completed');
  });
});
