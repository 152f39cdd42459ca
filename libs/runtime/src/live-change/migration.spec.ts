import {
  correlateMessage,
  DefinitionStore,
  getInstance,
  getJob,
  type JobHandler,
  listActivities,
  listFailedJobs,
  listTimers,
  migrateInstances,
  type MigrateInstancesInput,
  suspendInstance,
} from '../index.js';
import { bpmn, sequence, serviceTask, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const timer = (id: string) =>
  `<boundaryEvent id="${id}" attachedToRef="check" cancelActivity="false"><timerEventDefinition>
   <timeDuration>PT10H</timeDuration></timerEventDefinition></boundaryEvent>
   <sequenceFlow id="late" sourceRef="${id}" targetRef="end"/>`;
const first = bpmn('case', sequence(userTask('check') + userTask('sign'), 'check', 'sign'));
const second = bpmn('case', sequence(userTask('check') + userTask('approve') + timer('remind'), 'check', 'approve'));
const fails: JobHandler = { topic: 'fails', handle: () => Promise.reject(new Error('broken')) };

let desk: ProcessDesk;
let from: string;
let to: string;
let [waiting, signing] = ['', ''];
beforeEach(async () => {
  desk = await openProcessDesk([fails]);
  from = (await desk.deploy({ 'case.bpmn': first })).definitions[0]!.id;
  [waiting, signing] = [await desk.start('case', { amount: 5 }), await desk.start('case')];
  await desk.complete((await desk.openTasks(signing))[0]!.id);
  to = (await desk.deploy({ 'case.bpmn': second })).definitions[0]!.id;
});
afterEach(() => desk.close());

const migrateAll = (input: Partial<MigrateInstancesInput> = {}) =>
  migrateInstances(
    { executor: desk.executor, database: desk.database, definitions: new DefinitionStore() },
    { from, to, limit: 50, ...input },
    desk.as('tungmt'),
  );

describe('a migration of instances to another version', () => {
  it('takes along what can go and says of each that cannot why', async () => {
    const { items, next } = await migrateAll();
    expect(items).toEqual([
      { instanceId: waiting, outcome: 'migrated', findings: [] },
      {
        instanceId: signing,
        outcome: 'refused',
        findings: [expect.objectContaining({ where: 'sign', code: 'migration.not-mapped', mend: expect.any(String) })],
      },
    ]);
    expect(next).toBeNull();
    expect((await getInstance(desk.database, waiting)).definitionId).toBe(to);
    expect((await getInstance(desk.database, signing)).definitionId).toBe(from);
  });

  it('keeps open tasks, arms what is new, and goes on by the new version', async () => {
    const [task] = await desk.openTasks(waiting);
    await migrateAll();
    expect((await desk.openTasks(waiting)).map(({ id }) => id)).toEqual([task!.id]);
    expect((await listTimers(desk.database, waiting, { limit: 5 })).items).toMatchObject([{ elementId: 'remind', status: 'ready' }]);
    await desk.complete(task!.id);
    expect(await desk.openTasks(waiting)).toMatchObject([{ name: 'approve' }]);
    await desk.complete((await desk.openTasks(waiting))[0]!.id);
    expect(await getInstance(desk.database, waiting)).toMatchObject({ status: 'completed', variables: { amount: 5 } });
  });

  it('names the new element in tasks and history where it has another id', async () => {
    const plan = {
      mappings: [
        { from: 'check', to: 'check' },
        { from: 'sign', to: 'approve' },
      ],
    };
    expect((await migrateAll({ plan })).items.map(({ outcome }) => outcome)).toEqual(['migrated', 'migrated']);
    const tasks = await desk.database.query(
      `select element_id as element from user_task where instance_id = $1 and status = 'open'`,
      [signing],
    );
    expect(tasks).toEqual([{ element: 'approve' }]);
    const { items } = await listActivities(desk.database, signing, { limit: 50 });
    expect(items.map(({ elementId }) => elementId)).toEqual(['case', 'begin', 'check', 'approve']);
  });

  it('changes nothing in a dry run, which finds the same', async () => {
    const everything = () =>
      desk.database.query(
        `select (select jsonb_agg(to_jsonb(i) order by id) from process_instance i) as instances,
           (select jsonb_agg(to_jsonb(j) order by id) from job j) as jobs,
           (select count(*) from audit_entry) as trail`,
      );
    const before = await everything();
    const { items } = await migrateAll({ dryRun: true });
    expect(items.map(({ outcome }) => outcome)).toEqual(['possible', 'refused']);
    expect(await everything()).toEqual(before);
  });

  it('looks at no instance when the plan itself is wrong, and tells all that is', async () => {
    const mappings = [
      { from: 'check', to: 'remind' },
      { from: 'sign', to: 'nowhere' },
    ];
    await expect(migrateAll({ plan: { mappings } })).rejects.toMatchObject({
      code: 'runtime.migration-plan-refused',
      findings: [{ code: 'migration.unknown-target' }, { code: 'migration.type-differs' }, expect.anything()],
    });
    expect((await getInstance(desk.database, waiting)).definitionId).toBe(from);
  });

  it('goes through many of them in parts', async () => {
    const firstPart = await migrateAll({ limit: 1 });
    expect(firstPart.items).toMatchObject([{ instanceId: waiting, outcome: 'migrated' }]);
    const secondPart = await migrateAll({ limit: 1, after: firstPart.next! });
    expect(secondPart).toMatchObject({ items: [{ instanceId: signing }], next: null });
  });

  it('in parts looks at each of them once, also where they stay', async () => {
    const started = [await desk.start('case'), await desk.start('case'), await desk.start('case')];
    const seen: string[] = [];
    for (let after: string | undefined, part = 1; part <= 3; part++) {
      const { items, next } = await migrateAll({ from: to, to: from, dryRun: true, limit: 1, after });
      seen.push(...items.map(({ instanceId }) => instanceId));
      after = next ?? undefined;
      expect(next === null).toBe(part === 3);
    }
    expect(seen).toEqual(started);
  });

  it('gives what was kept to the messages that only the new version waits for', async () => {
    const withdrawn = `<boundaryEvent id="withdrawn" attachedToRef="check"><messageEventDefinition messageRef="m"/></boundaryEvent>
      ${userTask('file')}<sequenceFlow id="f" sourceRef="withdrawn" targetRef="file"/>`;
    const elements = sequence(userTask('check') + withdrawn, 'check');
    const third = bpmn('case', elements, '<message id="m" name="case.withdrawn"/>');
    const newest = (await desk.deploy({ 'case.bpmn': third })).definitions[0]!.id;
    await desk.executor.execute(correlateMessage, { message: 'case.withdrawn', timeToLive: 'P1D' }, desk.as('vanthu'));
    await migrateAll({ to: newest, instanceIds: [waiting] });
    expect(await desk.openTasks(waiting)).toMatchObject([{ name: 'file' }]);
  });

  it('of chosen instances leaves the others, and refuses those that run something else', async () => {
    const plan = { mappings: [{ from: 'check', to: 'check' }] };
    const unknown = '00000000-0000-7000-8000-000000000000';
    const chosen = await migrateAll({ plan, instanceIds: [waiting, unknown] });
    expect(chosen.items).toMatchObject([
      { instanceId: unknown, outcome: 'refused', findings: [{ code: 'runtime.instance-not-found' }] },
      { instanceId: waiting, outcome: 'migrated' },
    ]);
    const again = await migrateAll({ plan, instanceIds: [waiting] });
    expect(again.items).toMatchObject([{ outcome: 'refused', findings: [{ mend: expect.any(String) }] }]);
  });

  it('leaves called instances where they are unless asked for, and suspended ones suspended', async () => {
    await desk.deploy({ 'caller.bpmn': bpmn('caller', sequence('<callActivity id="call" calledElement="case" camunda:calledElementBinding="version" camunda:calledElementVersion="1"/>', 'call')) });
    const caller = await desk.start('caller');
    const [called] = await desk.database.query<{ id: string }>('select id from process_instance where parent_instance_id = $1', [caller]);
    await desk.executor.execute(suspendInstance, { instanceId: called!.id, timers: 'keep-due', reason: 'x' }, desk.as('tungmt'));
    expect((await migrateAll({ dryRun: true })).items.map(({ instanceId }) => instanceId)).not.toContain(called!.id);
    const { items } = await migrateAll({ instanceIds: [caller], withCalled: true });
    expect(items).toMatchObject([
      { instanceId: caller, outcome: 'refused' },
      { instanceId: called!.id, outcome: 'migrated' },
    ]);
    expect(await getInstance(desk.database, called!.id)).toMatchObject({ definitionId: to, suspendedAt: expect.any(String) });
  });

  it('waits for the message and the instant of the new version where the plan renews what is armed', async () => {
    const waiting = (message: string, duration: string) => {
      const catching = '<intermediateCatchEvent id="catch"><messageEventDefinition messageRef="m"/></intermediateCatchEvent>';
      const late = `<boundaryEvent id="late" attachedToRef="check" cancelActivity="false"><timerEventDefinition>
        <timeDuration>${duration}</timeDuration></timerEventDefinition></boundaryEvent>
        <sequenceFlow id="f" sourceRef="late" targetRef="catch"/>`;
      return bpmn('wait', sequence(userTask('check') + late + catching, 'check', 'catch'), `<message id="m" name="${message}"/>`);
    };
    const old = (await desk.deploy({ 'wait.bpmn': waiting('old', 'PT1H') })).definitions[0]!.id;
    const [atTask, atMessage] = [await desk.start('wait'), await desk.start('wait')];
    await desk.complete((await desk.openTasks(atMessage))[0]!.id);
    const renewed = (await desk.deploy({ 'wait.bpmn': waiting('new', 'PT9H') })).definitions[0]!.id;
    const mappings = ['check', 'late', 'catch'].map((id) => ({ from: id, to: id, updateTrigger: id !== 'check' }));
    await migrateAll({ from: old, to: renewed, plan: { mappings } });
    const [timer] = (await listTimers(desk.database, atTask, { limit: 5 })).items;
    expect(Date.parse(timer!.dueAt) - Date.parse(desk.inHours(9))).toBeLessThan(0);
    expect(Date.parse(timer!.dueAt)).toBeGreaterThan(Date.parse(desk.inHours(8)));
    await desk.executor.execute(correlateMessage, { message: 'new' }, desk.as('vanthu'));
    expect(await getInstance(desk.database, atMessage)).toMatchObject({ status: 'completed' });
  });

  it('leaves an audit entry for each that was migrated', async () => {
    await migrateAll();
    const trail = await desk.database.query(
      `select actor, subject_id as id, detail from audit_entry where action = 'runtime.migrate-instance'`,
    );
    expect(trail).toEqual([{ actor: 'tungmt', id: waiting, detail: { from, to } }]);
  });
});

it('a failed job keeps its failures when its instance goes to another version', async () => {
  const version = (name: string) =>
    bpmn('moving', sequence(serviceTask('post', 'fails', 'R1/PT10S').replace('<serviceTask', `<serviceTask name="${name}"`), 'post'));
  const failing = (await desk.deploy({ 'moving.bpmn': version('old') })).definitions[0]!.id;
  const instanceId = await desk.start('moving');
  await desk.runDueJobs();
  const [failed] = (await listFailedJobs(desk.database, { instanceId, limit: 1 })).items;
  const before = await getJob(desk.database, failed!.id);
  const mended = (await desk.deploy({ 'moving.bpmn': version('new') })).definitions[0]!.id;
  await migrateAll({ from: failing, to: mended, instanceIds: [instanceId] });
  expect((await getInstance(desk.database, instanceId)).definitionId).toBe(mended);
  expect(await getJob(desk.database, before.id)).toEqual(before);
});
