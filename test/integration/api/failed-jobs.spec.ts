import { newId } from '#foundation';
import { deployProcesses, tellFailedJobs } from '#runtime';
import { jobsCommand } from '../../../apps/cli/src/commands/jobs.js';
import { tellOperators } from '../../../apps/office/src/tell.js';
import { bpmn, sequence, userTask } from '../../support/bpmn-text.js';
import { eventually } from '../../support/eventually.js';
import { runCommand } from '../../support/run-command.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

/** Somebody files what came of the step. */
const filed = (key: string, step: string) => bpmn(key, sequence(step + userTask('file'), 'step', 'file'));
const once = '<extensionElements><camunda:failedJobRetryTimeCycle>R1/PT10S</camunda:failedJobRetryTimeCycle></extensionElements>';
// Closes a document that there is not.
const CLOSING = filed('closing', `<serviceTask id="step" camunda:type="external" camunda:topic="documents.close-incoming">${once}</serviceTask>`);
// Calls what a variable says, which is not there at first.
const CALLING = filed('calling', `<callActivity id="step" calledElement="= next" camunda:asyncBefore="true">${once}</callActivity>`);

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  const resources = Object.entries({ CLOSING, CALLING }).map(([name, text]) => ({
    name: `${name}/${name}.bpmn`,
    content: Buffer.from(text),
  }));
  await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
});
afterAll(() => api.close());

/** A case with a failed job, and that job. */
const standing = async (key: string) => {
  const { instanceId } = (await api.post('tungmt', 'process-instances', { key })).body;
  const job = await eventually(async () => (await api.get('tungmt', `jobs?instanceId=${instanceId}`)).body.items[0]);
  return { instanceId: instanceId as string, jobId: job.id as string };
};
const statusOf = async (instanceId: string) => (await api.get('tungmt', `process-instances/${instanceId}`)).body.status;

describe('a failed job', () => {
  it('is shown with its failures, their stacks and the variables that its element sees', async () => {
    const { jobId } = await standing('closing');
    expect((await api.get('tungmt', `jobs/${jobId}`)).body).toMatchObject({
      id: jobId,
      status: 'failed',
      elementId: 'step',
      attempts: 1,
      mostAttempts: 1,
      retryCycle: 'R1/PT10S',
      dueAt: null,
      failures: [{ attempt: 1, message: expect.any(String), stack: expect.stringContaining('at ') }],
      variables: {},
    });
    expect(await api.get('tuanda', `jobs/${jobId}`)).toMatchObject({ status: 403 });
    expect(await api.get('tungmt', `jobs/${newId()}`)).toMatchObject({ status: 404, body: { code: 'runtime.job-not-found' } });
  });

  it('is told to operators, once an hour for a step, by case, step and code and nothing of the case', async () => {
    const resources = [{ name: 'paging/paging.bpmn', content: Buffer.from(CLOSING.replaceAll('"closing"', '"paging"')) }];
    await api.office.executor.execute(deployProcesses, { resources }, { actor: 'namcn', requestId: newId() });
    const { jobId } = await standing('paging');
    const heard = async (login: string) => (await api.get(login, 'notifications?limit=100')).body.items.filter(({ title }: { title: string }) => title.includes('paging'));
    const [notice] = await eventually(async () => ((await heard('tungmt')).length > 0 ? heard('tungmt') : undefined));
    expect(notice).toMatchObject({ kind: 'escalation', title: 'Việc tự động đã dừng: paging, bước step', body: expect.stringContaining(`congvan jobs show ${jobId}`) });
    await standing('paging');
    await api.post('tungmt', `jobs/${jobId}/retry`, { wait: 10 });
    await api.office.executor.execute(tellFailedJobs, { tell: tellOperators, groups: ['it', 'admin'] }, { actor: 'system:jobs', requestId: newId() });
    expect([await heard('tungmt'), await heard('sonlt'), await heard('dungnh')]).toMatchObject([[{ title: notice.title }], [{ title: notice.title }], []]);
  });

  it('is found by what it failed with', async () => {
    const { instanceId, jobId } = await standing('calling');
    const found = async (query: string) =>
      (await api.get('tungmt', `jobs?instanceId=${instanceId}&${query}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await found('elementId=step&error=CALLEDELEMENT&failedSince=2026-01-01T00:00:00Z')).toEqual([jobId]);
    expect(await found('error=paper')).toEqual([]);
    expect(await found('status=retrying')).toEqual([]);
    expect(await api.get('tungmt', 'jobs?status=done')).toMatchObject({ status: 400 });
  });

  it('is retried, and the answer tells what came of it', async () => {
    const { instanceId, jobId } = await standing('calling');
    const again = await api.post('tungmt', `jobs/${jobId}/retry`, { wait: 10 });
    expect(again).toMatchObject({ status: 200, body: { jobId, outcome: 'failed', error: { message: expect.any(String) } } });
    const mended = await api.post('tungmt', `jobs/${jobId}/retry`, { variables: { next: 'closing' }, wait: 10 });
    expect(mended.body).toEqual({ jobId, outcome: 'succeeded', error: null, dueAt: null });
    expect((await api.get('tungmt', `process-instances/${instanceId}`)).body.calls).toHaveLength(1);
    expect(await api.post('tungmt', `jobs/${jobId}/retry`)).toMatchObject({ status: 404 });
    expect(await api.post('tungmt', `jobs/${jobId}/retry`, { wait: 31 })).toMatchObject({ status: 400 });
  });

  it('is resolved with the output of its handler', async () => {
    const { instanceId, jobId } = await standing('closing');
    const body = { output: { closedBy: 'phone' }, reason: 'closed by hand' };
    expect(await api.post('tuanda', `jobs/${jobId}/resolve`, body)).toMatchObject({ status: 403 });
    expect(await api.post('tungmt', `jobs/${jobId}/resolve`, { output: {} })).toMatchObject({ status: 400 });
    expect((await api.post('tungmt', `jobs/${jobId}/resolve`, body)).body).toEqual({
      jobId,
      outcome: 'resolved',
      instance: { id: instanceId, status: 'active' },
    });
    const { activeActivities, variables } = (await api.get('tungmt', `process-instances/${instanceId}`)).body;
    expect([activeActivities, variables]).toEqual([[expect.objectContaining({ elementId: 'file' })], { closedBy: 'phone' }]);
  });

  it('is cancelled with its step', async () => {
    const { instanceId, jobId } = await standing('closing');
    const cancelled = await api.post('tungmt', `jobs/${jobId}/cancel`, { reason: 'not needed' });
    expect(cancelled.body).toEqual({ jobId, outcome: 'activity-cancelled', instance: { id: instanceId, status: 'cancelled' } });
    expect(await statusOf(instanceId)).toBe('cancelled');
  });
});

it('many failed jobs are changed together, with a result for each', async () => {
  const [one, other] = [await standing('calling'), await standing('closing')];
  const ids = [one.jobId, other.jobId];
  const resolved = await api.post('tungmt', 'jobs/resolve', { ids, reason: 'done by hand' });
  expect(resolved.body.items).toMatchObject([
    { jobId: one.jobId, outcome: 'refused', findings: [{ code: 'runtime.job-not-resolvable', mend: expect.any(String) }] },
    { jobId: other.jobId, outcome: 'resolved' },
  ]);
  expect(await api.post('tungmt', 'jobs/cancel', { ids, error: 'x', reason: 'x' })).toMatchObject({ status: 400 });
  const cancelled = await api.post('tungmt', 'jobs/cancel', { instanceId: one.instanceId, reason: 'x' });
  expect(cancelled.body).toMatchObject({ items: [{ jobId: one.jobId, outcome: 'activity-cancelled' }], next: null });
});

describe('at a terminal', () => {
  const keep = { ...process.env };
  beforeAll(async () => {
    const token = (await api.as('tungmt')).authorization.replace('Bearer ', '');
    Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_TOKEN: token });
  });
  afterAll(() => {
    process.env = keep;
  });
  const jobs = (...args: string[]) => runCommand(jobsCommand, ...args);

  it('a failed job is listed and shown', async () => {
    const { instanceId, jobId } = await standing('closing');
    const listed = await jobs('list', '--instance', instanceId, '--element', 'step', '--error', 'documents');
    expect(listed.output).toMatch(new RegExp(`^${jobId} +failed +closing +${instanceId} +step +documents.close-incoming`, 'm'));
    expect((await jobs('list', '--instance', instanceId, '--status', 'retrying', '--json')).output).toBe('[]\n');
    const { output } = await jobs('show', jobId);
    for (const part of [/status +failed/, /attempts +1 of 1 \(R1\/PT10S\)/, / +1 +\S*/, /^ {4}at /m]) expect(output).toMatch(part);
  });

  it('a retry tells what came of it, and ends with 1 where the job failed again', async () => {
    const { jobId } = await standing('calling');
    expect(await jobs('retry', jobId, '--wait', '10')).toEqual({
      output: expect.stringMatching(new RegExp(`^${jobId} +failed .*\n\nretry: 0 of 1 job`, 'm')),
      exitCode: 1,
    });
    const mended = await jobs('retry', jobId, '--set', 'next=closing', '--wait', '10', '--json');
    expect([JSON.parse(mended.output), mended.exitCode]).toEqual([[expect.objectContaining({ outcome: 'succeeded' })], 0]);
    await expect(jobs('retry', jobId, '--wait', 'long')).rejects.toMatchObject({ code: 'cli.usage' });
  });

  it('jobs are resolved and cancelled, with what has become of their cases', async () => {
    const [one, other] = [await standing('closing'), await standing('closing')];
    const resolved = await jobs('resolve', one.jobId, '--reason', 'by hand', '--output', 'number=7');
    expect(resolved.output).toContain(`${one.jobId}  resolved  ${one.instanceId} active`);
    expect((await api.get('tungmt', `process-instances/${one.instanceId}`)).body.variables).toEqual({ number: 7 });
    await expect(jobs('cancel', other.jobId)).rejects.toMatchObject({ code: 'cli.usage' });
    const cancelled = await jobs('cancel', '--instance', other.instanceId, '--reason', 'x');
    expect(cancelled.output).toContain(`${other.jobId}  activity-cancelled  ${other.instanceId} cancelled`);
  });
});
