import { loadJavaScript } from '#expressions';
import { createTestExecutor } from '../../../../test/support/executor.js';
import { deployProcesses, getInstance, startInstance } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

/** One table: documents of a type are answered in so many days. */
const dmn = (days: number, versionTag = '') => `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:camunda="http://camunda.org/schema/1.0/dmn"
    id="file" name="file" namespace="test">
  <decision id="deadline" name="Deadline" ${versionTag}>
    <decisionTable id="table" hitPolicy="FIRST">
      <input id="i1"><inputExpression id="e1" typeRef="string"><text>kind</text></inputExpression></input>
      <output id="o1" name="days" typeRef="number"/>
      <rule id="r1"><inputEntry id="c1"><text>"urgent"</text></inputEntry><outputEntry id="d1"><text>${days}</text></outputEntry></rule>
      <rule id="r2"><inputEntry id="c2"><text>-</text></inputEntry><outputEntry id="d2"><text>20</text></outputEntry></rule>
    </decisionTable>
  </decision>
</definitions>`;
const asking = (attributes: string) =>
  bpmn(
    'asking',
    sequence(
      `<businessRuleTask id="ask" ${attributes} camunda:mapDecisionResult="singleEntry" camunda:resultVariable="days"/>${userTask('work')}`,
      'ask',
      'work',
    ),
  );
const DEADLINE = 'camunda:decisionRef="deadline"';

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
});
afterEach(() => desk.close());

const daysFor = async (kind = 'urgent') => {
  const id = await desk.start('asking', { kind, which: 'deadline' });
  return (await getInstance(desk.database, id)).variables['days'];
};

describe('a decision', () => {
  it('is asked by a business rule task', async () => {
    const { decisions } = await desk.deploy({ 'p/asking.bpmn': asking(DEADLINE), 'p/decisions/deadline.dmn': dmn(3) });
    expect(decisions).toMatchObject([{ key: 'deadline', version: 1, unchanged: false }]);
    expect([await daysFor('urgent'), await daysFor('letter')]).toEqual([3, 20]);
  });

  it('is asked in its latest version unless the task is bound to another', async () => {
    const versions = async (attributes: string) => {
      await desk.deploy({ 'p/asking.bpmn': asking(attributes), 'p/deadline.dmn': dmn(3, 'camunda:versionTag="old"') });
      await desk.deploy({ 'deadline.dmn': dmn(4) });
      return daysFor();
    };
    expect(await versions(DEADLINE)).toBe(4);
    expect(await versions(`${DEADLINE} camunda:decisionRefBinding="deployment"`)).toBe(3);
    expect(await versions(`${DEADLINE} camunda:decisionRefBinding="version" camunda:decisionRefVersion="2"`)).toBe(4);
    expect(await versions(`${DEADLINE} camunda:decisionRefBinding="versionTag" camunda:decisionRefVersionTag="old"`)).toBe(3);
  });

  it('may be named by an expression', async () => {
    await desk.deploy({ 'p/asking.bpmn': asking('camunda:decisionRef="= which"'), 'p/deadline.dmn': dmn(3) });
    expect(await daysFor()).toBe(3);
  });

  it('that has not changed makes no new version, and one that has makes one of the process too', async () => {
    const deploy = (days: number) => desk.deploy({ 'p/asking.bpmn': asking(DEADLINE), 'p/deadline.dmn': dmn(days) });
    await deploy(3);
    expect(await deploy(3)).toMatchObject({ deploymentId: null, decisions: [{ version: 1, unchanged: true }] });
    expect(await deploy(5)).toMatchObject({
      definitions: [{ version: 2, unchanged: false }],
      decisions: [{ version: 2, unchanged: false }],
    });
  });

  it('that is not deployed, or cannot be read, is refused at deployment', async () => {
    await expect(desk.deploy({ 'p/asking.bpmn': asking(DEADLINE) })).rejects.toMatchObject({
      code: 'runtime.deployment-refused',
      findings: expect.arrayContaining([expect.objectContaining({ where: 'p/asking.bpmn:ask' })]),
    });
    await expect(
      desk.deploy({ 'p/asking.bpmn': asking(DEADLINE), 'p/deadline.dmn': '<definitions' }),
    ).rejects.toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ where: expect.stringContaining('p/deadline.dmn') })]),
    });
  });
});

describe('a script in JavaScript', () => {
  const script = `<scriptTask id="count" scriptFormat="javascript" camunda:resultVariable="sum">
    <script>amount + 1</script></scriptTask>${userTask('work')}`;
  const files = [{ name: 'counting.bpmn', content: Buffer.from(bpmn('counting', sequence(script, 'count', 'work'))) }];

  it('is refused at deployment unless the operator has turned scripts on', async () => {
    await expect(
      desk.executor.execute(deployProcesses, { resources: files }, desk.as('namcn')),
    ).rejects.toMatchObject({
      findings: [{ where: 'counting.bpmn:count', mend: expect.stringContaining('CONGVAN_SCRIPTS=on') }],
    });
  });

  it('is run in the sandbox where he has', async () => {
    const { executor } = createTestExecutor(desk.database, { scripts: await loadJavaScript() });
    await executor.execute(deployProcesses, { resources: files }, desk.as('namcn'));
    const { instanceId } = await executor.execute(
      startInstance,
      { key: 'counting', variables: { amount: 41 } },
      desk.as('vanthu'),
    );
    expect((await getInstance(desk.database, instanceId)).variables).toMatchObject({ sum: 42 });
  });
});
