import { type DeploymentRefusedError, deployOwnFolder } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

let desk: ProcessDesk;
beforeAll(async () => {
  desk = await openProcessDesk();
});
afterAll(() => desk.close());

describe('a deployment', () => {
  const good = bpmn('stable', sequence(userTask('check'), 'check'));

  it('of the same content makes no new version, of other content the next one', async () => {
    expect((await desk.deploy({ 'stable.bpmn': good })).definitions).toMatchObject([{ version: 1, unchanged: false }]);
    expect(await desk.deploy({ 'stable.bpmn': good })).toMatchObject({ deploymentId: null, definitions: [{ version: 1, unchanged: true }] });
    const id = await desk.start('stable');
    const changed = good.replace('name="check"', 'name="look"');
    expect((await desk.deploy({ 'stable.bpmn': changed })).definitions).toMatchObject([{ version: 2, unchanged: false }]);
    expect((await desk.openTasks(id))[0]!.name).toBe('check');
    expect((await desk.openTasks(await desk.start('stable')))[0]!.name).toBe('look');
  });

  it('of the program’s own folder leaves in place what people have deployed since', async () => {
    const own = good.replaceAll('stable', 'own');
    const fromFolder = (...texts: string[]) => {
      const resources = texts.map((text, index) => ({ name: `${index}.bpmn`, content: Buffer.from(text) }));
      return desk.executor.execute(deployOwnFolder, { resources }, desk.as('system:deploy'));
    };
    const nameOfNext = async () => (await desk.openTasks(await desk.start('own')))[0]!.name;
    await fromFolder(own);
    await desk.deploy({ 'own.bpmn': own.replace('name="check"', 'name="mine"') });
    await fromFolder(own);
    expect(await nameOfNext()).toBe('mine');
    await fromFolder(own, good.replaceAll('stable', 'newcomer'));
    expect(await nameOfNext()).toBe('mine');
    await desk.start('newcomer');
    await fromFolder(own.replace('name="check"', 'name="better"'));
    expect(await nameOfNext()).toBe('better');
  });

  it('of the program’s own folder is read once: the next start with the same reads none of it', async () => {
    const deploy = (content: string) =>
      desk.executor.execute(deployOwnFolder, { resources: [{ name: 'broken.bpmn', content: Buffer.from(content) }] }, desk.as('system:deploy'));
    const refusals = [deploy('<x'), deploy('<x')].map((each) => each.catch((error: DeploymentRefusedError) => error.code));
    expect(await Promise.all(refusals)).toEqual(['runtime.deployment-refused', 'runtime.deployment-refused']);

    const text = good.replaceAll('stable', 'read-once');
    await deploy(text);
    // Whoever read it would find it missing, and deploy it.
    await desk.database.query(`delete from process_definition where key = 'read-once'`);
    await deploy(text);
    await expect(desk.start('read-once')).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
  });

  it('sent by several at once makes one version', async () => {
    const files = { 'twin.bpmn': good.replaceAll('stable', 'twin') };
    const results = await Promise.all(Array.from({ length: 5 }, () => desk.deploy(files)));
    expect(results.map(({ definitions }) => definitions[0]!.version)).toEqual([1, 1, 1, 1, 1]);
    expect(results.filter(({ deploymentId }) => deploymentId !== null)).toHaveLength(1);
  });

  it('with errors is refused whole, with every finding of every file', async () => {
    const steps = `${userTask('noform', 'camunda:candidateGroups="clerk" camunda:formKey="missing"')}
      <serviceTask id="notopic" camunda:type="external" camunda:topic="unheard-of"/>
      <sendTask id="nosender" camunda:type="external" camunda:topic="unheard-of"/>
      <businessRuleTask id="norule" camunda:type="external" camunda:topic="unheard-of"/>
      <manualTask id="listened"><extensionElements>
        <camunda:executionListener event="start" delegateExpression="\${unheardOf}"/></extensionElements></manualTask>
      <callActivity id="nocall" calledElement="nothing-there"/>`;
    const files = {
      'fine.bpmn': good.replaceAll('stable', 'fine'),
      'bad.bpmn': bpmn('bad', sequence(steps, 'noform', 'notopic', 'nosender', 'norule', 'listened', 'nocall')),
      'broken.bpmn': '<x',
    };
    const refusal = await desk.deploy(files).catch((error: DeploymentRefusedError) => error);
    expect(refusal).toMatchObject({ code: 'runtime.deployment-refused' });
    const where = (refusal as DeploymentRefusedError).findings.map((finding) => finding.where).join(' ');
    for (const part of ['noform', 'notopic', 'nosender', 'norule', 'listened', 'nocall', 'broken.bpmn']) {
      expect(where).toContain(part);
    }
    await expect(desk.start('fine')).rejects.toMatchObject({ code: 'runtime.definition-not-found' });
  });
});
