import type { Finding } from '#foundation';
import { bpmn, sequence, userTask } from '../../../../test/support/bpmn-text.js';
import { callCycles } from './call-cycles.js';
import { readDeployment } from './read-deployment.js';

const call = (called: string, attributes = '', inside = '') =>
  `<callActivity id="call" calledElement="${called}" ${attributes}>${inside}</callActivity>`;
const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';

async function severities(processes: Readonly<Record<string, string>>): Promise<string[]> {
  const resources = Object.entries(processes).map(([key, elements]) => ({
    name: `${key}.bpmn`,
    content: Buffer.from(bpmn(key, elements)),
  }));
  const { processes: read } = await readDeployment(resources);
  const { errors, warnings } = callCycles(read);
  const line = (severity: string) => (finding: Finding) => `${severity} ${finding.where} ${finding.what}`;
  return [...errors.map(line('error')), ...warnings.map(line('warning'))];
}

describe('a process that calls itself', () => {
  it('at once is an error at the call, with the way round', async () => {
    expect(await severities({ a: sequence(call('a'), 'call') })).toEqual([
      'error a.bpmn:call The process calls itself without an end: a → a.',
    ]);
    const steps = `<manualTask id="read"/><exclusiveGateway id="join"/>${call('a', 'camunda:calledElementBinding="deployment"')}`;
    expect(await severities({ a: sequence(steps, 'read', 'join', 'call') })).toEqual([expect.stringMatching(/^error/)]);
  });

  it('through others is an error at each call of the round, and at none that only leads into it', async () => {
    const round = { a: sequence(call('b'), 'call'), b: sequence(call('c'), 'call'), c: sequence(call('a'), 'call') };
    expect(await severities({ ...round, outside: sequence(call('a'), 'call') })).toEqual([
      'error a.bpmn:call The process calls itself without an end: a → b → c → a.',
      'error b.bpmn:call The process calls itself without an end: b → c → a → b.',
      'error c.bpmn:call The process calls itself without an end: c → a → b → c.',
    ]);
  });

  const branch = `<startEvent id="begin"/><exclusiveGateway id="enough" default="no"/>${call('a')}<endEvent id="end"/>
    <sequenceFlow id="in" sourceRef="begin" targetRef="enough"/><sequenceFlow id="no" sourceRef="enough" targetRef="call"/>
    <sequenceFlow id="yes" sourceRef="enough" targetRef="end"><conditionExpression>= done</conditionExpression></sequenceFlow>`;
  const conditional = sequence(call('a'), 'call').replace(
    '<sequenceFlow id="begin-call" sourceRef="begin" targetRef="call"/>',
    '<sequenceFlow id="begin-call" sourceRef="begin" targetRef="call"><conditionExpression>= again</conditionExpression></sequenceFlow>',
  );
  const bounded = `<boundaryEvent id="late" attachedToRef="call">${timer}</boundaryEvent>`;
  const stopped = `<subProcess id="stop" triggeredByEvent="true"><startEvent id="stopping">
    <conditionalEventDefinition><condition>= done</condition></conditionalEventDefinition></startEvent></subProcess>`;
  const perUnit = '<multiInstanceLoopCharacteristics camunda:collection="units" camunda:elementVariable="unit"/>';
  const twoStarts = `<startEvent id="other"/>${sequence(call('a'), 'call')}<endEvent id="over"/>
    <sequenceFlow id="off" sourceRef="other" targetRef="over"/>`;
  const neverReached = `<startEvent id="begin"/><exclusiveGateway id="round"/>${call('a')}
    <sequenceFlow id="in" sourceRef="begin" targetRef="round"/><sequenceFlow id="on" sourceRef="round" targetRef="round"/>`;
  it.each([
    ['behind a loop', neverReached],
    ['behind a task of somebody', sequence(userTask('check') + call('a'), 'check', 'call')],
    ['behind a timer', sequence(`<intermediateCatchEvent id="wait">${timer}</intermediateCatchEvent>${call('a')}`, 'wait', 'call')],
    ['behind a gateway', branch],
    ['behind a flow with a condition', conditional],
    ['in a job', sequence(call('a', 'camunda:asyncBefore="true"'), 'call')],
    ['with an event on its border', sequence(call('a') + bounded, 'call')],
    ['beside an event sub-process', sequence(call('a') + stopped, 'call')],
    ['once for each of a list', sequence(call('a', '', perUnit), 'call')],
    ['behind one of two starts', twoStarts],
  ])('%s is a warning', async (_, elements) => {
    expect(await severities({ a: elements })).toEqual(['warning a.bpmn:call The process may call itself again and again: a → a.']);
  });

  it('through one that waits is a warning on the whole round', async () => {
    const waits = sequence(userTask('check') + call('a'), 'check', 'call');
    expect(await severities({ a: sequence(call('b'), 'call'), b: waits })).toEqual([
      'warning a.bpmn:call The process may call itself again and again: a → b → a.',
      'warning b.bpmn:call The process may call itself again and again: b → a → b.',
    ]);
  });

  it('in another version, or by a name that only the run knows, is none of this', async () => {
    const other = 'camunda:calledElementBinding="version" camunda:calledElementVersion="1"';
    expect(await severities({ a: sequence(call('a', other), 'call') })).toEqual([]);
    expect(await severities({ a: sequence(call('= next'), 'call') })).toEqual([]);
  });
});
