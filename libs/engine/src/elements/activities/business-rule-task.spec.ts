import { DecisionNotFoundError, type DecisionResult } from '#decisions';
import type { JsonObject } from '#foundation';
import { type DecisionRequest, UnusableAttributeError } from '../../index.js';
import { mappings, run } from '../../testing/model.js';

const flows = 'Start -> Rule -> End';
const rule = (attributes: string, content = '') => ({
  elements: `<businessRuleTask id="Rule" ${attributes}>${content}</businessRuleTask>`,
  flows,
});
const single = 'camunda:decisionRef="route" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="unit"';

/** Decides by listing what it was asked. */
function decider(outputs: readonly JsonObject[]) {
  const asked: { request: DecisionRequest; variables: JsonObject }[] = [];
  const decide = (request: DecisionRequest, variables: JsonObject): DecisionResult => {
    asked.push({ request, variables });
    return { outputs, matchedRules: [] };
  };
  return { asked, decide };
}

describe('Business rule task', () => {
  it('stores what its decision yields, mapped as it says', async () => {
    const { asked, decide } = decider([{ unit: 'QLCN' }]);
    const instance = await run(rule(single), { topic: 'tax' }, { decide });
    expect(asked).toEqual([{ request: { key: 'route', binding: 'latest' }, variables: { topic: 'tax' } }]);
    expect(instance.outcome?.variables).toEqual({ topic: 'tax', unit: 'QLCN' });
  });

  it('asks for the decision and the version that its expressions name, with its inputs', async () => {
    const { asked, decide } = decider([]);
    const attributes = `camunda:decisionRef="= kind + &quot;-route&quot;" camunda:decisionRefBinding="version"
      camunda:decisionRefVersion="= v"`;
    await run(rule(attributes, mappings({ topic: '= "x"' })), { kind: 'in', v: 2 }, { decide });
    expect(asked).toMatchObject([
      { request: { key: 'in-route', binding: 'version', bindingValue: '2' }, variables: { topic: 'x' } },
    ]);
  });

  it('shows the result to its output mappings, also without a result variable', async () => {
    const { decide } = decider([{ unit: 'A', days: 3 }, { unit: 'B', days: 5 }]);
    const content = mappings({}, { units: '= decisionResult.unit' });
    const instance = await run(rule('camunda:decisionRef="route"', content), {}, { decide });
    expect(instance.outcome?.variables).toEqual({ units: ['A', 'B'] });
  });

  it.each([
    ['more rows than fit', { decide: decider([{ a: 1 }, { a: 2 }]).decide }, 'decision route'],
    [
      'no such decision',
      {
        decide: () => {
          throw new DecisionNotFoundError('route');
        },
      },
      'decision route',
    ],
    ['no decisions at all', {}, 'decisionRef'],
  ])('names itself where there are %s', async (_, world, what) => {
    const started = run(rule(single), {}, world);
    await expect(started).rejects.toThrow(UnusableAttributeError);
    await expect(started).rejects.toMatchObject({ element: 'Rule', message: expect.stringContaining(`Rule: ${what}`) });
  });

  it('gives a handler a job where it names no decision', async () => {
    const instance = await run(rule('camunda:type="external" camunda:topic="rules" camunda:resultVariable="r"'));
    expect([...instance.open.values()]).toMatchObject([{ type: 'scheduleJob', topic: 'rules' }]);
    instance.completeJob('Rule', { n: 1 });
    expect(instance.outcome?.variables).toEqual({ r: { n: 1 } });
  });
});
