import { newId } from '#foundation';
import { deployProcesses, startInstance } from '#runtime';
import { deployCommand } from '../../../apps/cli/src/commands/deploy.js';
import { instancesCommand } from '../../../apps/cli/src/commands/instances.js';
import { migrateCommand } from '../../../apps/cli/src/commands/migrate.js';
import { DEMO_PASSWORD } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const version = (second: string) => `<?xml version="1.0" encoding="UTF-8"?>
  <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="x">
    <process id="leave" isExecutable="true">
      <startEvent id="begin"/><userTask id="ask" name="Xin nghỉ" camunda:candidateGroups="staff"/>
      <userTask id="${second}" name="Duyệt" camunda:candidateGroups="leader"/><endEvent id="end"/>
      <sequenceFlow id="f1" sourceRef="begin" targetRef="ask"/><sequenceFlow id="f2" sourceRef="ask" targetRef="${second}"/>
      <sequenceFlow id="f3" sourceRef="${second}" targetRef="end"/>
    </process>
  </definitions>`;
const caller = { actor: 'namcn', requestId: newId() };

describe('live change', () => {
  let api: ApiUnderTest;
  let [from, to] = ['', ''];
  beforeAll(async () => {
    api = await startApi();
    const deploy = async (bpmn: string) => {
      const resources = [{ name: 'leave/leave.bpmn', content: Buffer.from(bpmn) }];
      return (await api.office.executor.execute(deployProcesses, { resources }, caller)).definitions[0]!.id;
    };
    from = await deploy(version('approve'));
    await begin();
    to = await deploy(version('sign'));
  });
  afterAll(() => api.close());

  const begin = async () =>
    (await api.office.executor.execute(startInstance, { key: 'leave', variables: {} }, caller)).instanceId;
  const running = async (definitionVersion: number) => {
    const { items } = (await api.get('tungmt', 'process-instances?definitionKey=leave&status=active')).body;
    return items.filter((row: { definitionVersion: number }) => row.definitionVersion === definitionVersion);
  };

  it('tells in a dry run what a migration would do and does it afterwards, by administrators and IT alone', async () => {
    const [{ id }] = await running(1);
    const request = { from, to };
    expect((await api.post('tuanda', 'migrations', request)).status).toBe(403);
    const dry = await api.post('tungmt', 'migrations', { ...request, dryRun: true });
    expect(dry).toMatchObject({ status: 200, body: { items: [{ instanceId: id, outcome: 'possible', findings: [] }], next: null } });
    expect(dry.body.plan.mappings).toContainEqual({ from: 'ask', to: 'ask' });
    expect(await running(1)).toHaveLength(1);

    const wrong = await api.post('tungmt', 'migrations', { ...request, plan: { mappings: [{ from: 'ask', to: 'end' }] } });
    expect(wrong).toMatchObject({
      status: 422,
      body: { code: 'runtime.migration-plan-refused', findings: [{ code: 'migration.type-differs', mend: expect.any(String) }] },
    });

    expect((await api.post('tungmt', 'migrations', request)).body.items).toMatchObject([{ outcome: 'migrated' }]);
    expect(await running(2)).toMatchObject([{ id }]);
  });

  it('suspends a case, whose tasks answer 409 until it is resumed', async () => {
    const id = await begin();
    const suspension = { timers: 'keep-remaining', reason: 'kiểm tra' };
    expect((await api.post('tuanda', `process-instances/${id}/suspend`, suspension)).status).toBe(403);
    expect((await api.post('tungmt', `process-instances/${id}/suspend`, suspension)).body).toEqual({ instances: 1 });
    const [task] = await api.office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [id]);
    expect(await api.post('tuanda', `tasks/${task!.id}/complete`, {})).toMatchObject({
      status: 409,
      body: { code: 'runtime.instance-suspended', title: 'Hồ sơ đang tạm dừng', findings: [{ mend: expect.any(String) }] },
    });
    await api.post('tungmt', `process-instances/${id}/resume`, {});
    expect((await api.post('tuanda', `tasks/${task!.id}/complete`, {})).status).toBe(204);
  });

  it('moves tokens and refuses what the process does not have', async () => {
    const id = await begin();
    const modify = (instructions: object[]) => api.post('tungmt', `process-instances/${id}/modify`, { instructions, reason: 'sai bước' });
    expect(await modify([{ type: 'startBefore', element: 'nowhere' }])).toMatchObject({
      status: 422,
      body: { code: 'engine.modification-impossible', findings: [{ where: 'nowhere', mend: expect.any(String) }] },
    });
    expect((await modify([{ type: 'jump', element: 'sign' }])).status).toBe(400);
    expect((await modify([{ type: 'cancelAll', element: 'ask' }, { type: 'startBefore', element: 'sign' }])).status).toBe(204);
    const [task] = await api.office.database.query(`select name from user_task where instance_id = $1 and status = 'open'`, [id]);
    expect(task).toEqual({ name: 'Duyệt' });
  });

  it('gives an open task to others only if the office has them', async () => {
    const id = await begin();
    const [task] = await api.office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [id]);
    const change = (changes: object) => api.post('tungmt', `tasks/${task!.id}/change`, { changes, reason: 'nghỉ phép' });
    expect(await change({ assignee: 'nobody-here' })).toMatchObject({ status: 422, body: { code: 'runtime.unknown-owners' } });
    expect((await change({ assignee: 'cuongpv', dueAt: '2030-01-01T00:00:00.000Z' })).status).toBe(204);
    expect((await api.post('tuanda', `tasks/${task!.id}/change`, { changes: { priority: 1 }, reason: 'x' })).status).toBe(403);
  });

  describe('from the command line', () => {
    let printed: string[];
    const keep = { ...process.env };
    beforeEach(() => {
      printed = [];
      jest.spyOn(process.stdout, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
      Object.assign(process.env, { CONGVAN_URL: api.address, CONGVAN_LOGIN: 'tungmt', CONGVAN_PASSWORD: DEMO_PASSWORD });
    });
    afterEach(() => {
      jest.restoreAllMocks();
      process.env = { ...keep };
      process.exitCode = undefined;
    });

    it('migrates by plan file or by equal ids, and ends with 1 where an instance stays', async () => {
      const id = await begin();
      await api.post('tungmt', `process-instances/${id}/modify`, {
        reason: 'x',
        instructions: [{ type: 'cancelAll', element: 'ask' }, { type: 'startBefore', element: 'sign' }],
      });
      await migrateCommand.run(['--from', 'leave:2', '--to', 'leave:1', '--instance', id, '--dry-run', '--json']);
      expect(JSON.parse(printed.join(''))).toMatchObject({ items: [{ instanceId: id, outcome: 'refused', findings: [{ where: 'sign' }] }] });
      expect(process.exitCode).toBe(1);
      await expect(migrateCommand.run(['--from', 'leave:9', '--to', 'leave:1'])).rejects.toMatchObject({ code: 'cli.usage' });
    });

    it('deploys a folder to the server', async () => {
      await deployCommand.run(['processes', '--json']);
      const { definitions } = JSON.parse(printed.join(''));
      expect(definitions).toContainEqual(expect.objectContaining({ key: 'incoming-document', version: 1, unchanged: true }));
    });

    it('lists, suspends, resumes, sets, modifies and cancels', async () => {
      // Ten sign-ins within a minute would be too many.
      process.env['CONGVAN_TOKEN'] = (await api.as('tungmt')).authorization.replace('Bearer ', '');
      const id = await begin();
      const run = async (...args: string[]) => {
        printed.length = 0;
        await instancesCommand.run(args);
        return printed.join('');
      };
      expect(await run('suspend', id, '--reason', 'kiểm tra')).toBe('1 instance(s) suspended.\n');
      expect(await run('list', '--definition', 'leave')).toMatch(new RegExp(`${id}  leave:2 +suspended`));
      expect(await run('resume', id, '--json')).toBe('{"instances":1}\n');
      expect(await run('set', id, 'days=3', 'note=về quê')).toBe('Set days, note.\n');
      expect(await run('modify', id, 'before:sign', 'cancel-all:ask', '--reason', 'x')).toBe('2 instruction(s) done.\n');
      const shown = JSON.parse(await run('show', id, '--json'));
      expect(shown).toMatchObject({ variables: { days: 3, note: 'về quê' }, activeActivities: [{ elementId: 'sign' }], timers: [] });
      expect(await run('show', id)).toContain('leave:2');
      expect(await run('cancel', id, '--reason', 'x')).toBe(`${id} is cancelled.\n`);
      await expect(run('cancel', id, '--reason', 'x')).rejects.toMatchObject({ code: 'cli.server-refused', status: 409 });
      await expect(run('modify', id, 'jump:sign', '--reason', 'x')).rejects.toMatchObject({ code: 'cli.usage' });
    });
  });
});
