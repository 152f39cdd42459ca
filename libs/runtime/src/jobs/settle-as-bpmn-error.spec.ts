import type { Delivery } from '#queue';
import { deployProcesses, type JobHandler, JobHandlerRegistry, JobRunner, listFailedJobs, startInstance } from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { createTestDatabase, type TestDatabase, testLogger } from '../../../../test/support/database.js';
import { createTestExecutor, type TestExecutor } from '../../../../test/support/executor.js';
import { forgetfulQueue } from '../../../../test/support/queues.js';

/** Elements that have been attempted. */
let attempts: string[];
let published: Delivery[];
const handlers: readonly JobHandler[] = [
  {
    topic: 'assign',
    handle: ({ elementId }) => {
      attempts.push(elementId);
      return Promise.reject(new Error('no such unit'));
    },
  },
  {
    topic: 'tell',
    handle: ({ elementId }) => {
      attempts.push(elementId);
      return Promise.resolve({});
    },
  },
];

const errors = '<error id="e" name="no unit" errorCode="NO_UNIT"/>';
const mapped = serviceTask('assign', 'assign', 'R1/PT10S').replace(
  '</extensionElements>',
  `<camunda:errorEventDefinition errorRef="e" expression="\${errorMessage.contains('no')}"/></extensionElements>`,
);
const flow = (source: string, target: string, condition = '') =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}">${condition}</sequenceFlow>`;
/** A task whose failure is mapped, and elements behind its error, the first of them `next`. */
const behindError = (key: string, elements: string) =>
  bpmn(
    key,
    sequence(
      `${mapped}<boundaryEvent id="caught" attachedToRef="assign"><errorEventDefinition errorRef="e"/></boundaryEvent>
       ${flow('caught', 'next')}${elements}`,
      'assign',
    ),
    errors,
  );
const condition = '<conditionExpression xsi:type="tFormalExpression">= amount &gt; 3</conditionExpression>';
const onlyAbove3 = `<exclusiveGateway id="next"/>${flow('next', 'end', condition)}`;
const PROCESSES = {
  'no-way.bpmn': behindError('no-way', onlyAbove3),
  'unreadable.bpmn': behindError('unreadable', onlyAbove3),
  'missing.bpmn': behindError(
    'missing',
    `<parallelGateway id="next"/>${flow('next', 'tell')}${serviceTask('tell', 'tell')}${flow('tell', 'end')}
     ${flow('next', 'call')}<callActivity id="call" calledElement="\${process}"/>${flow('call', 'end')}`,
  ),
};

let test: TestDatabase;
let office: TestExecutor;
beforeAll(async () => {
  test = await createTestDatabase();
  const { executor, as } = createTestExecutor(test.database, { handlers });
  const resources = Object.entries(PROCESSES).map(([name, text]) => ({ name, content: Buffer.from(text) }));
  await executor.execute(deployProcesses, { resources }, as('designer'));
});
beforeEach(() => {
  [attempts, published] = [[], []];
  const queue = { ...forgetfulQueue, publish: async (due: readonly Delivery[]) => void published.push(...due) };
  office = createTestExecutor(test.database, { handlers, queue });
});
afterAll(() => test.close());

const start = async (key: string, variables = {}) =>
  (await office.executor.execute(startInstance, { key, variables }, office.as('clerk'))).instanceId;
const failedOf = async (instanceId: string) => (await listFailedJobs(test.database, { instanceId, limit: 9 })).items;
const trailOf = async (instanceId: string) =>
  (
    await test.database.query<{ action: string }>('select action from audit_entry where subject_id = $1 order by id', [instanceId])
  ).map(({ action }) => action);

describe('a failure that the model makes a BPMN error of', () => {
  it('stands as a failed job where the instance cannot go on by the error, and says both', async () => {
    const id = await start('no-way', { amount: 1 });
    await office.runDueJobs();
    const [failed, ...others] = await failedOf(id);
    expect([failed!.error.message, others]).toEqual([expect.stringMatching(/^no such unit \(.*next/), []]);
    expect([attempts, await office.runDueJobs()]).toEqual([['assign'], 0]);
  });

  it('leaves nothing of the way behind the error where that fails in the middle', async () => {
    const id = await start('missing', { process: 'unheard-of' });
    // The task behind the error would be taken at hand.
    const { executor } = office;
    const runner = new JobRunner({ executor, handlers: new JobHandlerRegistry(handlers), logger: testLogger, leaseSeconds: 30 });
    executor.attach(runner);
    published = [];
    const [job] = await test.database.query<{ id: string }>('select id from job where instance_id = $1', [id]);
    await runner.run(job!.id);
    await runner.drain();
    expect(await failedOf(id)).toMatchObject([{ id: job!.id, error: { message: expect.stringContaining('unheard-of') } }]);
    expect([attempts, published]).toEqual([['assign'], []]);
    expect(await test.database.query('select element_id as at from job where instance_id = $1', [id])).toEqual([{ at: 'assign' }]);
    expect(await trailOf(id)).toEqual(['runtime.start-instance', 'runtime.fail-job']);
  });

  it('stands as a failed job where the definition cannot be read', async () => {
    const id = await start('unreadable', { amount: 4 });
    await test.database.query(`update process_definition set bpmn = '<nothing/>' where key = 'unreadable'`);
    await createTestExecutor(test.database, { handlers }).runDueJobs();
    expect(await failedOf(id)).toMatchObject([{ error: { message: expect.stringMatching(/^no such unit \(/) } }]);
  });

  it('is left to an operator where nobody knows what its attempts have done', async () => {
    const id = await start('no-way', { amount: 4 });
    await test.database.query('update job set attempt = 10 where instance_id = $1', [id]);
    await office.runDueJobs();
    expect(await failedOf(id)).toMatchObject([{ error: { code: 'runtime.workers-lost', message: expect.stringContaining('no word') } }]);
    expect(attempts).toEqual([]);
  });
});
