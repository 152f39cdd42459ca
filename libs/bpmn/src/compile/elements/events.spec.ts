import { around, bpmnText, findingsOf, flows } from '../../testing/bpmn-text.js';
import { compiled, graphOf } from '../../testing/compiled.js';

const definitions = `<message id="M" name="m"/><signal id="S" name="s"/><error id="Err" errorCode="E"/>
  <escalation id="Esc" escalationCode="C"/>`;

const TRIGGERS = {
  none: '',
  message: '<messageEventDefinition messageRef="M"/>',
  timer: '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>',
  signal: '<signalEventDefinition signalRef="S"/>',
  conditional: '<conditionalEventDefinition><condition>= x</condition></conditionalEventDefinition>',
  error: '<errorEventDefinition errorRef="Err"/>',
  escalation: '<escalationEventDefinition escalationRef="Esc"/>',
  compensation: '<compensateEventDefinition/>',
  cancel: '<cancelEventDefinition/>',
  link: '<linkEventDefinition name="l"/>',
  terminate: '<terminateEventDefinition/>',
};
type Kind = keyof typeof TRIGGERS;

/** Where events may stand, with the triggers that BPMN 2.0.2, table 10.93, allows there. */
const PLACES: Readonly<Record<string, readonly [allowed: readonly Kind[], element: (trigger: string) => string]>> = {
  'the start of a process': [
    ['none', 'message', 'timer', 'signal', 'conditional'],
    (trigger) => `<startEvent id="Event">${trigger}</startEvent>`,
  ],
  'the start of a sub-process': [
    ['none'],
    (trigger) => `<subProcess id="Sub"><startEvent id="Event">${trigger}</startEvent></subProcess>`,
  ],
  'the start of an event sub-process': [
    ['none', 'message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'],
    (trigger) =>
      `<subProcess id="Sub" triggeredByEvent="true"><startEvent id="Event">${trigger}</startEvent></subProcess>`,
  ],
  'a place to wait': [
    ['message', 'timer', 'signal', 'conditional', 'link'],
    (trigger) => `<intermediateCatchEvent id="Event">${trigger}</intermediateCatchEvent>`,
  ],
  'a place to throw': [
    ['none', 'message', 'signal', 'escalation', 'compensation', 'link'],
    (trigger) => `<intermediateThrowEvent id="Event">${trigger}</intermediateThrowEvent>`,
  ],
  'a border': [
    ['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation', 'cancel'],
    (trigger) => `<task id="Host"/><boundaryEvent id="Event" attachedToRef="Host">${trigger}</boundaryEvent>`,
  ],
  'an end': [
    ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate'],
    (trigger) => `<endEvent id="Event">${trigger}</endEvent>`,
  ],
};

describe.each(Object.entries(PLACES))('an event at %s', (_name, [allowed, element]) => {
  it.each(Object.keys(TRIGGERS) as Kind[])('with the trigger %s compiles where BPMN has it', async (kind) => {
    const compiling = graphOf(element(TRIGGERS[kind]), definitions);
    if (!allowed.includes(kind)) await expect(compiling).rejects.toThrow('BPMN has no');
    else if (kind === 'none') expect((await compiling).nodes['Event']).not.toHaveProperty('trigger');
    else expect((await compiling).nodes['Event']).toMatchObject({ trigger: { kind } });
  });
});

describe('an event', () => {
  it('with several triggers keeps the first, and is refused for deployment', async () => {
    const both = `<startEvent id="Event">${TRIGGERS.message}${TRIGGERS.timer}</startEvent>`;
    expect((await graphOf(both, definitions)).nodes['Event']).toMatchObject({ trigger: { kind: 'message' } });
    expect(await findingsOf(bpmnText(both, definitions))).toContain('error Event bpmn.several-triggers');
  });

  it('may refer to an event definition beside the process', async () => {
    const graph = await graphOf(
      '<startEvent id="Event"><eventDefinitionRef>D</eventDefinitionRef></startEvent>',
      '<message id="M" name="m"/><messageEventDefinition id="D" messageRef="M"/>',
    );
    expect(graph.nodes['Event']).toMatchObject({ trigger: { kind: 'message', message: 'm' } });
  });

  it('that starts a process may name the variable of who starts it', async () => {
    const graph = await graphOf('<startEvent id="Event" camunda:initiator="who"/>');
    expect(graph.nodes['Event']).toMatchObject({ type: 'startEvent', initiator: 'who' });
  });
});

describe('a boundary event', () => {
  const boundary = (id: string, attributes: string, trigger: string) =>
    `<boundaryEvent id="${id}" attachedToRef="T" ${attributes}>${trigger}</boundaryEvent>${flows(`${id}-End`)}`;

  it('interrupts its activity unless it says otherwise', async () => {
    const events = boundary('B1', '', TRIGGERS.timer) + boundary('B2', 'cancelActivity="false"', TRIGGERS.timer);
    const graph = await graphOf(around('<task id="T"/>', events));
    expect(graph.nodes['T']).toMatchObject({ boundaryEvents: ['B1', 'B2'] });
    expect(graph.nodes['B1']).toMatchObject({ attachedTo: 'T', interrupting: true, trigger: { kind: 'timer' } });
    expect(graph.nodes['B2']).toMatchObject({ interrupting: false });
  });

  it('for compensation interrupts nothing, and leads to its handler by an association', async () => {
    const undo = `<boundaryEvent id="B" attachedToRef="T">${TRIGGERS.compensation}</boundaryEvent>
      <task id="Undo" isForCompensation="true"/><association id="A" sourceRef="B" targetRef="Undo"/>`;
    const graph = await graphOf(around('<task id="T"/>', undo));
    expect(graph.nodes['B']).toMatchObject({
      interrupting: false,
      trigger: { kind: 'compensation', handler: 'Undo' },
    });
    expect(graph.nodes['Undo']).toMatchObject({ forCompensation: true });
    expect(await findingsOf(bpmnText(around('<task id="T"/>', undo)))).toEqual([]);
  });

  it('in another scope than its activity, or attached to nothing, is refused', async () => {
    const elsewhere = `<subProcess id="Sub"><startEvent id="S"/>
      <boundaryEvent id="B" attachedToRef="T">${TRIGGERS.timer}</boundaryEvent></subProcess>`;
    await expect(compiled('<task id="T"/>', '', elsewhere)).rejects.toThrow('another scope');
    const loose = `<boundaryEvent id="B">${TRIGGERS.timer}</boundaryEvent>`;
    await expect(compiled('<task id="T"/>', '', loose)).rejects.toThrow('attached to nothing');
  });
});
