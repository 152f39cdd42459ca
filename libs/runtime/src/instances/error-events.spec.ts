import { BpmnError, getInstance, type JobHandler, listFailedJobs } from '../index.js';
import { bpmn, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

/** Throws the error whose code is in the variable `fails`, or fails with the message in `breaks`, if there is one. */
const assign: JobHandler = {
  topic: 'assign',
  handle: ({ variables: { fails, breaks } }) => {
    if (typeof breaks === 'string') return Promise.reject(new Error(breaks));
    return typeof fails === 'string' ? Promise.reject(new BpmnError(fails, 'there is no such unit')) : Promise.resolve({});
  },
};

const errors = '<error id="e" name="no unit" errorCode="NO_UNIT"/>';
const caught = (host: string) => `<boundaryEvent id="caught" attachedToRef="${host}">
    <errorEventDefinition errorRef="e" camunda:errorCodeVariable="code" camunda:errorMessageVariable="message"/>
  </boundaryEvent>${userTask('mend')}<sequenceFlow id="f" sourceRef="caught" targetRef="mend"/>`;
const call = (called: string) => `<callActivity id="call" calledElement="${called}"><extensionElements>
    <camunda:in variables="all"/><camunda:out source="draft" target="draft"/></extensionElements></callActivity>`;
/** A process that ends with the error. */
const failing = (key: string, elements: string, ...ids: string[]) => {
  const end = '<endEvent id="end"><errorEventDefinition errorRef="e"/></endEvent>';
  return bpmn(key, sequence(elements, ...ids).replace('<endEvent id="end"/>', end), errors);
};

/** A failure that tells of a unit is no technical one to this task. */
const mapping = serviceTask('assign', 'assign', 'R1/PT10S').replace(
  '</extensionElements>',
  `<camunda:errorEventDefinition errorRef="e" expression="\${errorMessage.contains('unit')}"/></extensionElements>`,
);

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk([assign]);
  await desk.deploy({
    'job.bpmn': bpmn('job', sequence(serviceTask('assign', 'assign', 'R1/PT10S') + caught('assign'), 'assign'), errors),
    'mapped.bpmn': bpmn('mapped', sequence(mapping + caught('assign'), 'assign'), errors),
    'mapped-in-vain.bpmn': bpmn('mapped-in-vain', sequence(mapping, 'assign'), errors),
    'failing-job.bpmn': bpmn('failing-job', sequence(serviceTask('assign', 'assign', 'R1/PT10S'), 'assign')),
    'failing-end.bpmn': failing('failing-end', userTask('draft'), 'draft'),
    'between.bpmn': bpmn('between', sequence(call('failing-end'), 'call')),
    'catching.bpmn': bpmn('catching', sequence(call('failing-job') + caught('call'), 'call'), errors),
    'careless.bpmn': bpmn('careless', sequence(call('failing-job'), 'call')),
    'catching-far.bpmn': bpmn('catching-far', sequence(call('between') + caught('call'), 'call'), errors),
  });
});
afterAll(() => desk.close());

const instance = (id: string) => getInstance(desk.database, id);
const openElements = async (id: string) => (await instance(id)).activeActivities.map(({ elementId }) => elementId);
const calledBy = async (caller: string) => {
  const rows = await desk.database.query<{ id: string }>(
    'select id from process_instance where parent_instance_id = $1',
    [caller],
  );
  return rows[0]!.id;
};
const failedJobsOf = async (id: string) =>
  (await listFailedJobs(desk.database, { limit: 50 })).items.filter(({ instanceId }) => instanceId === id);
const jobsOf = (id: string) => desk.database.query('select 1 from job where instance_id = $1', [id]);

describe('a BPMN error of a handler', () => {
  it('goes to the error event on the border of its task, with code and message', async () => {
    const id = await desk.start('job', { fails: 'NO_UNIT' });
    await desk.runDueJobs();
    expect(await openElements(id)).toEqual(['mend']);
    expect((await instance(id)).variables).toMatchObject({ code: 'NO_UNIT', message: 'there is no such unit' });
    expect(await jobsOf(id)).toEqual([]);
  });

  it('leaves a called process whose caller catches it', async () => {
    const id = await desk.start('catching', { fails: 'NO_UNIT' });
    await desk.runDueJobs();
    await desk.runDueJobs();
    expect(await openElements(id)).toEqual(['mend']);
    expect((await instance(id)).variables).toMatchObject({ code: 'NO_UNIT', message: 'there is no such unit' });
    expect(await instance(await calledBy(id))).toMatchObject({
      status: 'cancelled',
      endReason: 'NO_UNIT: there is no such unit',
    });
  });

  it('stands as a failed job where it was thrown when no caller catches it', async () => {
    const id = await desk.start('careless', { fails: 'NO_UNIT' });
    await desk.runDueJobs();
    const child = await calledBy(id);
    expect(await instance(child)).toMatchObject({ status: 'active', activeActivities: [{ elementId: 'assign' }] });
    expect(await failedJobsOf(child)).toMatchObject([{ error: { code: 'engine.uncaught-bpmn-error' } }]);
  });
});

describe('an error end event of a called process', () => {
  it('reaches the caller of its caller, the first that catches it; what the calls pass out comes along', async () => {
    const id = await desk.start('catching-far');
    const between = await calledBy(id);
    const child = await calledBy(between);
    await desk.complete((await desk.openTasks(child))[0]!.id, { draft: 'v1' });
    await desk.runDueJobs();
    await desk.runDueJobs();
    expect(await instance(child)).toMatchObject({ status: 'cancelled', endReason: 'NO_UNIT' });
    expect(await instance(between)).toMatchObject({ status: 'cancelled', endReason: 'NO_UNIT' });
    expect(await openElements(id)).toEqual(['mend']);
    expect((await instance(id)).variables).toMatchObject({ code: 'NO_UNIT', message: null, draft: 'v1' });
  });

  it('reaches its caller also from a process that ends as it begins', async () => {
    await desk.deploy({
      'at-once.bpmn': failing('at-once', ''),
      'catching-at-once.bpmn': bpmn('catching-at-once', sequence(call('at-once') + caught('call'), 'call'), errors),
    });
    const id = await desk.start('catching-at-once');
    await desk.runDueJobs();
    expect(await instance(await calledBy(id))).toMatchObject({ status: 'cancelled', endReason: 'NO_UNIT' });
    expect(await openElements(id)).toEqual(['mend']);
  });

  it('only ends its path when no caller catches it', async () => {
    const id = await desk.start('between');
    const child = await calledBy(id);
    await desk.complete((await desk.openTasks(child))[0]!.id, { draft: 'v1' });
    await desk.runDueJobs();
    expect((await instance(child)).status).toBe('completed');
    expect(await instance(id)).toMatchObject({ status: 'completed', variables: { draft: 'v1' } });
  });
});

it('a call that is cancelled takes the news of its end along', async () => {
  const loop =
    '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';
  const each = call('failing-end').replace('</callActivity>', `${loop}</callActivity>`);
  await desk.deploy({ 'each.bpmn': bpmn('each', sequence(each + caught('call'), 'call'), errors) });
  const id = await desk.start('each');
  const children = await desk.database.query<{ id: string }>(
    'select id from process_instance where parent_instance_id = $1',
    [id],
  );
  for (const child of children) await desk.complete((await desk.openTasks(child.id))[0]!.id);
  expect(await jobsOf(id)).toHaveLength(2);
  await desk.runDueJobs();
  expect(await openElements(id)).toEqual(['mend']);
  expect(await jobsOf(id)).toEqual([]);
});

describe('a technical failure', () => {
  it('becomes the BPMN error that the model maps it to', async () => {
    const id = await desk.start('mapped', { breaks: 'no such unit' });
    await desk.runDueJobs();
    expect(await openElements(id)).toEqual(['mend']);
    expect((await instance(id)).variables).toMatchObject({ code: 'NO_UNIT', message: 'no such unit' });
  });

  it.each([
    ['mapped', 'mail server away'],
    ['mapped-in-vain', 'no such unit'],
  ])('stays one where no mapping holds, or nothing catches the error: %s', async (key, breaks) => {
    const id = await desk.start(key, { breaks });
    await desk.runDueJobs();
    expect(await failedJobsOf(id)).toMatchObject([{ error: { message: breaks } }]);
  });
});
