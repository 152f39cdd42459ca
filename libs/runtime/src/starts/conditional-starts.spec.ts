import type { JsonObject } from '#foundation';
import { evaluateConditionalStarts, getInstance } from '../index.js';
import { setDefinitionSuspension } from '../live-change/set-definition-suspension.command.js';
import { bpmn, sequence, startingWith, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

/** A process with one task that begins where the condition holds. */
const conditional = (key: string, condition: string, attributes = '') =>
  bpmn(
    key,
    startingWith(
      `<conditionalEventDefinition ${attributes}>
       <condition xsi:type="tFormalExpression">${condition}</condition></conditionalEventDefinition>`,
      sequence(userTask('answer'), 'answer'),
    ),
  );

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
});
afterEach(() => desk.close());

const deploy = async (key: string, condition: string, attributes?: string) =>
  (await desk.deploy({ [`${key}.bpmn`]: conditional(key, condition, attributes) })).definitions[0]!.id;
const evaluate = (variables: JsonObject, key?: string) =>
  desk.executor.execute(evaluateConditionalStarts, { variables, key, businessKey: 'order-1' }, desk.as('vanthu'));
const outcomes = async (variables: JsonObject) =>
  Object.fromEntries((await evaluate(variables)).starts.map(({ processKey, outcome }) => [processKey, outcome]));

describe('a condition that a process begins with', () => {
  it('begins an instance when it holds for what is asked', async () => {
    await deploy('large', '= amount > 100');
    expect(await evaluate({ amount: 50 })).toEqual({
      instanceIds: [],
      starts: [{ processKey: 'large', elementId: 'begin', outcome: 'does-not-hold', instanceId: null, findings: [] }],
    });
    const { instanceIds, starts } = await evaluate({ amount: 150 });
    expect(starts).toMatchObject([{ outcome: 'started', instanceId: instanceIds[0] }]);
    expect(await getInstance(desk.database, instanceIds[0]!)).toMatchObject({
      businessKey: 'order-1',
      variables: { amount: 150 },
    });
  });

  it('is not asked where another process is meant, or where the variable that it names is not given', async () => {
    await deploy('large', '= true', 'camunda:variableName="amount"');
    expect(await evaluate({ amount: 150 }, 'another')).toEqual({ instanceIds: [], starts: [] });
    expect(await outcomes({ total: 150 })).toEqual({ large: 'not-asked' });
    expect(await outcomes({ amount: 150 })).toEqual({ large: 'started' });
  });

  it('does not hold where it yields null, as for a variable that nobody has given', async () => {
    await deploy('feel', '= amount > 100');
    await deploy('juel', '${urgent}');
    expect(await outcomes({ total: 1 })).toEqual({ feel: 'does-not-hold', juel: 'does-not-hold' });
    expect(await outcomes({ amount: null, urgent: true })).toEqual({ feel: 'does-not-hold', juel: 'started' });
  });

  it('begins nothing while operators hold its process', async () => {
    const definitionId = await deploy('large', '= amount > 100');
    const suspend = (suspended: boolean) =>
      desk.executor.execute(setDefinitionSuspension, { definitionId, suspended }, desk.as('it'));
    await suspend(true);
    expect(await evaluate({ amount: 150 })).toMatchObject({ instanceIds: [], starts: [{ outcome: 'suspended' }] });
    await suspend(false);
    expect(await outcomes({ amount: 150 })).toEqual({ large: 'started' });
  });

  it('that cannot be evaluated is named, and keeps the others back neither before nor behind it', async () => {
    await deploy('a-large', '= amount > 100');
    await deploy('b-wrong', '= amount');
    await deploy('c-large', '= amount > 10');
    const { instanceIds, starts } = await evaluate({ amount: 150 });
    expect(instanceIds).toHaveLength(2);
    expect(starts.map(({ outcome }) => outcome)).toEqual(['started', 'failed', 'started']);
    expect(starts[1]!.findings).toEqual([
      {
        where: 'b-wrong:begin',
        code: 'expressions.value',
        what: expect.any(String),
        mend: expect.stringContaining('Correct the condition'),
      },
    ]);
  });
});
