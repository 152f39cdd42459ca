import { type Announce, type JobHandler, PermanentFailure, retryJob, tellFailedJobs } from '../index.js';
import { bpmn, sequence, serviceTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const HOUR = 3_600_000;
const call: JobHandler = { topic: 'call', handle: () => Promise.reject(new PermanentFailure('the words of a letter')) };

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([call]);
  await desk.deploy({ 'calling.bpmn': bpmn('calling', sequence(serviceTask('step', 'call', 'R1/PT10S'), 'step')) });
});
afterAll(() => desk.close());

let heard: { readonly groups: readonly string[]; readonly title: string; readonly body: string; readonly event: string }[] = [];
const tell: Announce = async (_context, { groups }, notice) => {
  heard.push({ groups, ...notice });
};
const look = () => desk.executor.execute(tellFailedJobs, { tell, groups: ['it'] }, desk.as('system:jobs'));
const failing = async (cases: number) => {
  for (let begun = 0; begun < cases; begun++) await desk.start('calling');
  await desk.runDueJobs();
};
const failedJobs = () => desk.database.query<{ id: string }>(`select id from job where status = 'failed' order by id`);
beforeEach(() => {
  heard = [];
  desk.clock.advance(2 * HOUR);
});

it('a step that stops many cases is told once, without the words of the error, and what fails within the hour with the next notice', async () => {
  await failing(5);
  expect(await Promise.all([look(), look()])).toEqual(expect.arrayContaining([5, 0]));
  expect(heard).toMatchObject([{ groups: ['it'], title: expect.stringContaining('step'), body: expect.stringContaining('Còn 4 việc khác') }]);
  expect(JSON.stringify(heard)).not.toContain('letter');
  await failing(2);
  desk.clock.advance(HOUR - 60_000);
  expect(await look()).toBe(0);
  desk.clock.advance(60_001);
  expect(await look()).toBe(2);
  expect(heard).toHaveLength(2);
});

it('a job is told anew once it has failed anew after a retry, and not before', async () => {
  const jobId = (await failedJobs())[0]!.id;
  await look();
  desk.clock.advance(2 * HOUR);
  expect(await look()).toBe(0);
  await desk.executor.execute(retryJob, { jobId }, desk.as('tungmt'));
  expect(await look()).toBe(0);
  await desk.runDueJobs();
  expect(await look()).toBe(1);
  expect(heard).toHaveLength(1);
});
