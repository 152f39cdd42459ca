import { DefinitionStore, getInstance, migrateInstances } from '../index.js';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

/** A process whose second version leaves the task `check` at once where the amount is large. */
const versions = (key: string, behind: string, roots = '') => {
  const large = `<boundaryEvent id="large" attachedToRef="check"><conditionalEventDefinition>
    <condition xsi:type="tFormalExpression">= amount > 100</condition></conditionalEventDefinition></boundaryEvent>
    ${behind}<sequenceFlow id="f" sourceRef="large" targetRef="behind"/>`;
  return [userTask('check'), userTask('check') + large].map((elements) => bpmn(key, sequence(elements, 'check'), roots));
};

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
});
afterEach(() => desk.close());

const deploy = async (files: Readonly<Record<string, string>>) => (await desk.deploy(files)).definitions[0]!.id;
const migrateAll = async (from: string, to: string, dryRun = false) => {
  const tools = { executor: desk.executor, database: desk.database, definitions: new DefinitionStore() };
  const input = { from, to, dryRun, withCalled: true, limit: 10 };
  return (await migrateInstances(tools, input, desk.as('tungmt'))).items;
};

describe('a migration that lets the instance go on at once', () => {
  it('asks the decisions that the new version was deployed with', async () => {
    const dmn = (days: number) => `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="file" name="file" namespace="test">
      <decision id="deadline" name="Deadline"><decisionTable id="table" hitPolicy="UNIQUE">
        <output id="o" name="days" typeRef="number"/>
        <rule id="r"><outputEntry id="d"><text>${days}</text></outputEntry></rule></decisionTable></decision></definitions>`;
    const asking = `<businessRuleTask id="behind" camunda:decisionRef="deadline" camunda:decisionRefBinding="deployment"
      camunda:mapDecisionResult="singleEntry" camunda:resultVariable="days"/>
      ${userTask('work')}<sequenceFlow id="g" sourceRef="behind" targetRef="work"/>`;
    const [first, second] = versions('case', asking);
    const from = await deploy({ 'case.bpmn': first! });
    const id = await desk.start('case', { amount: 150 });
    const to = await deploy({ 'case.bpmn': second!, 'deadline.dmn': dmn(3) });
    await deploy({ 'case.bpmn': second!, 'deadline.dmn': dmn(9) });
    expect(await migrateAll(from, to, true)).toMatchObject([{ outcome: 'possible' }]);
    expect(await migrateAll(from, to)).toEqual([{ instanceId: id, outcome: 'migrated', findings: [] }]);
    expect(await desk.openTasks(id)).toMatchObject([{ name: 'work' }]);
    expect((await getInstance(desk.database, id)).variables).toMatchObject({ days: 3 });
  });

  it('hands an error to the caller that catches it', async () => {
    const error = '<error id="e" name="too large" errorCode="TOO_LARGE"/>';
    const failing = '<endEvent id="behind"><errorEventDefinition errorRef="e"/></endEvent>';
    const [first, second] = versions('called', failing, error);
    const call = `<callActivity id="call" calledElement="called"><extensionElements><camunda:in variables="all"/></extensionElements>
      </callActivity><boundaryEvent id="caught" attachedToRef="call"><errorEventDefinition errorRef="e"/></boundaryEvent>
      ${userTask('mend')}<sequenceFlow id="f" sourceRef="caught" targetRef="mend"/>`;
    const from = await deploy({ 'called.bpmn': first! });
    await deploy({ 'caller.bpmn': bpmn('caller', sequence(call, 'call'), error) });
    const caller = await desk.start('caller', { amount: 150 });
    const to = await deploy({ 'called.bpmn': second! });
    const [called] = await migrateAll(from, to);
    expect(await getInstance(desk.database, called!.instanceId)).toMatchObject({ status: 'cancelled', endReason: 'TOO_LARGE' });
    await desk.runDueJobs();
    expect(await desk.openTasks(caller)).toMatchObject([{ name: 'mend' }]);
  });
});
