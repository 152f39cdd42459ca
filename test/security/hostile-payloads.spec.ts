import { evaluateDecision, readDecisions } from '#decisions';
import type { EngineCommand, InMemoryProcess } from '#engine';
import type { JsonObject } from '#foundation';
import { attacked, context, outcomeOf } from './attacked-process.js';
import { watchHost } from './host-canary.js';

watchHost();

/** As `JSON.parse` makes them of a request: with `__proto__` as a property of their own. */
const PAYLOADS: Readonly<Record<string, JsonObject>> = {
  'a prototype': JSON.parse('{"__proto__": {"polluted": true, "approved": true}}'),
  'a prototype inside': JSON.parse('{"approved": {"__proto__": {"polluted": true}}}'),
  'a constructor': { constructor: { prototype: { polluted: true } }, approved: false },
  'names of methods': { toString: 1, valueOf: 1, hasOwnProperty: 1, toJSON: 1, then: 1, approved: false },
  'names of the engine': { loopCounter: 'x', nrOfInstances: -1, nrOfCompletedInstances: 1e300, execution: 1, now: 1 },
  'nesting without end': JSON.parse(`{"approved": ${'['.repeat(1_000)}${']'.repeat(1_000)}}`),
  'a text of a megabyte': { approved: 'x'.repeat(1_000_000) },
};

const mapped = `<extensionElements><camunda:inputOutput>
  <camunda:inputParameter name="__proto__">= 1</camunda:inputParameter>
  <camunda:inputParameter name="constructor">= approved</camunda:inputParameter>
  <camunda:outputParameter name="prototype">= constructor</camunda:outputParameter>
  </camunda:inputOutput></extensionElements>`;
const roots = '<message id="M" name="m"/><signal id="S" name="s"/>';
const all = '<camunda:in variables="all"/><camunda:out variables="all"/>';
const signalled = '<signalEventDefinition signalRef="S"/>';

const MODELS: Readonly<Record<string, string>> = {
  'a user task with mappings': attacked(`<userTask id="T">${mapped}</userTask>`),
  'a service task': attacked('<serviceTask id="T" camunda:type="external" camunda:topic="t"/>'),
  'a message': attacked('<receiveTask id="T" messageRef="M"/>', roots),
  'a signal': attacked(`<intermediateCatchEvent id="T">${signalled}</intermediateCatchEvent>`, roots),
  'a called process': attacked(`<callActivity id="T" calledElement="other"><extensionElements>${all}
    </extensionElements></callActivity>`),
  'several instances': attacked(`<userTask id="T"><multiInstanceLoopCharacteristics camunda:collection="= [1, 2]"
    camunda:elementVariable="__proto__"/></userTask>`),
  'an ad-hoc sub-process': attacked('<adHocSubProcess id="T"><manualTask id="A"/></adHocSubProcess>'),
  'a condition': attacked(`<exclusiveGateway id="T" default="T-After"/>
    <sequenceFlow id="F" sourceRef="T" targetRef="After">
    <conditionExpression>= approved = true</conditionExpression></sequenceFlow>`),
};

/** Everything that brings variables from outside to what is open first. */
function deliveries({ open }: InMemoryProcess, variables: JsonObject): EngineCommand[] {
  const [first] = open.values();
  const key = first?.key ?? 0;
  switch (first?.type) {
    case 'openTask':
      return [{ type: 'completeTask', key, variables, local: variables }];
    case 'scheduleJob':
      return [{ type: 'completeJob', key, output: variables }];
    case 'subscribe':
      return [{ type: 'deliverMessage', key, variables }];
    case 'subscribeSignal':
      return [{ type: 'deliverSignal', signal: 's', variables }];
    case 'startChild':
      return [{ type: 'childEnded', key, variables }];
    case 'offerActivities':
      return [{ type: 'startActivity', key, element: 'A', variables }];
    default:
      return [];
  }
}

describe.each(Object.entries(PAYLOADS))('variables with %s', (_name, payload) => {
  it.each(Object.entries(MODELS))('are plain data to %s', async (_place, file) => {
    const outcome = await outcomeOf(file, payload, (instance) => [
      { type: 'setVariables', variables: payload },
      ...deliveries(instance, payload),
      { type: 'modify', instructions: [{ type: 'startBefore', element: 'T', variables: payload }] },
    ]);
    // What a model makes of them may be wrong; what it then says is about the model.
    if ('refusal' in outcome) expect(outcome.refusal.kind).toBe('conflict');
    else expect(Object.getPrototypeOf(outcome.left)).toBe(Object.prototype);
  });

  it('are plain data to a decision', async () => {
    const cells = ['approved', '__proto__', 'constructor'];
    const inputs = cells.map((name) => `<input><inputExpression><text>${name}</text></inputExpression></input>`);
    const entries = cells.map(() => '<inputEntry><text>-</text></inputEntry>');
    const { decisions } = await readDecisions(
      `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">
        <decision id="D"><decisionTable>${inputs.join('')}<output name="__proto__"/>
        <rule>${entries.join('')}<outputEntry><text>1</text></outputEntry></rule>
        </decisionTable></decision></definitions>`,
      { file: 'test.dmn' },
    );
    const table = new Map(decisions.map((decision) => [decision.id, decision]));
    try {
      const [row = {}] = evaluateDecision(table, 'D', payload, context).outputs;
      expect(Object.entries(row)).toEqual([['__proto__', 1]]);
    } catch (error) {
      expect(error).toMatchObject({ code: 'decisions.expression', message: expect.stringContaining('Decision "D"') });
    }
  });
});

it('an element, a signal or a flow of an inherited name is not found', async () => {
  for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    const instructions = [
      { type: 'startBefore', element: name },
      { type: 'startAfter', element: name },
      { type: 'startTransition', flow: name },
      { type: 'cancelAll', element: name },
    ] as const;
    for (const instruction of instructions) {
      const outcome = await outcomeOf(MODELS['a user task with mappings']!, {}, () => [
        { type: 'deliverSignal', signal: name },
        { type: 'modify', instructions: [instruction] },
      ]);
      expect([instruction, outcome]).toEqual([instruction, { refusal: expect.objectContaining({ kind: 'invalid' }) }]);
    }
  }
});
