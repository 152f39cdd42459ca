import type { EventTrigger } from '../../triggers.js';
import { around, bpmnText, extensions, findingsOf, flows } from '../../testing/bpmn-text.js';
import { graphOf } from '../../testing/compiled.js';

const property = (name: string, value: string) =>
  `<camunda:properties><camunda:property name="${name}" value="${value}"/></camunda:properties>`;

async function triggerOf(tag: string, content: string, definitions = ''): Promise<EventTrigger | undefined> {
  const graph = await graphOf(`<${tag} id="T">${content}</${tag}>`, definitions);
  const node = graph.nodes['T'];
  return node !== undefined && 'trigger' in node ? node.trigger : undefined;
}

const caught = (content: string, definitions?: string) => triggerOf('intermediateCatchEvent', content, definitions);
const thrown = (content: string, definitions?: string) => triggerOf('intermediateThrowEvent', content, definitions);
const ended = (content: string, definitions?: string) => triggerOf('endEvent', content, definitions);

/** The findings of a process that consists of one end event. */
const findingsAtEnd = (content: string, definitions = '') =>
  findingsOf(
    bpmnText(`<startEvent id="S"/><endEvent id="T">${content}</endEvent>${flows('S-T')}`, definitions),
  );

describe('a timer', () => {
  const timer = (content: string) => `<timerEventDefinition>${content}</timerEventDefinition>`;

  it.each([
    ['timeDate', '2026-11-21T17:00:00Z', 'date'],
    ['timeDuration', 'PT1H', 'duration'],
    ['timeCycle', 'R3/PT1H', 'cycle'],
    ['timeCycle', '0 0 8 * * ?', 'cycle'],
    ['timeDuration', '${wait}', 'duration'],
  ])('takes a %s: %s', async (tag, value, kind) => {
    const typed = `<${tag} xsi:type="tFormalExpression">${value}</${tag}>`;
    expect(await caught(timer(typed))).toEqual({ kind: 'timer', timer: kind, value });
  });

  it('makes up for missed firings where it says so', async () => {
    const cycle = timer('<timeCycle>R/P1D</timeCycle>');
    expect(await caught(extensions(property('missedFirings', 'all')) + cycle)).toMatchObject({ fireMissed: true });
    expect(await caught(extensions(property('missedFirings', 'skip')) + cycle)).not.toHaveProperty('fireMissed');
  });

  it('without a time, or with two, is refused for deployment', async () => {
    const two = '<timeDate>= a</timeDate><timeDuration>PT1H</timeDuration>';
    for (const times of ['', two]) {
      const event = `<intermediateCatchEvent id="T">${timer(times)}</intermediateCatchEvent>`;
      expect(await findingsOf(bpmnText(around(event)))).toContain('error T bpmn.bad-timer');
    }
    expect(await caught(timer(''))).toEqual({ kind: 'timer', timer: 'duration', value: '' });
  });
});

describe('a message', () => {
  const definition = '<messageEventDefinition messageRef="M"/>';
  const plain = '<message id="M" name="scanned"/>';

  it('has the correlation key of the event or of the message', async () => {
    expect(await caught(definition, plain)).toEqual({ kind: 'message', message: 'scanned' });
    const keyed = `<message id="M" name="scanned">${extensions(property('correlationKey', '= b'))}</message>`;
    expect(await caught(definition, keyed)).toMatchObject({ correlationKey: '= b' });
    expect(await caught(extensions(property('correlationKey', '= a')) + definition, keyed)).toMatchObject({
      correlationKey: '= a',
    });
  });

  it('is sent by a handler where the definition names one', async () => {
    const sending = '<messageEventDefinition messageRef="M" camunda:type="external" camunda:topic="mail"/>';
    const implementation = { kind: 'topic', topic: 'mail' };
    expect(await ended(sending, plain)).toEqual({ kind: 'message', message: 'scanned', implementation });
    expect(await findingsAtEnd('<messageEventDefinition camunda:class="a.B"/>')).toEqual([]);
  });

  it('carries what its thrower says', async () => {
    const content = extensions('<camunda:in source="a" target="b"/>');
    const sending = `<messageEventDefinition messageRef="M">${content}</messageEventDefinition>`;
    expect(await thrown(sending, plain)).toMatchObject({ payload: [{ source: 'a', target: 'b' }] });
    expect(await caught(sending, plain)).not.toHaveProperty('payload');
  });

  it('without name has an id for one, which is refused for deployment', async () => {
    expect(await caught('<messageEventDefinition/>')).toEqual({ kind: 'message', message: 'T' });
    expect(await caught(definition, '<message id="M"/>')).toEqual({ kind: 'message', message: 'M' });
    expect(await findingsAtEnd('<messageEventDefinition/>')).toEqual(['error T bpmn.no-message']);
    expect(await findingsAtEnd(definition, '<message id="M"/>')).toContain('error T bpmn.nameless');
  });
});

describe('a signal', () => {
  const definition = (content = '') => `<signalEventDefinition signalRef="S">${content}</signalEventDefinition>`;
  const payload = extensions('<camunda:in source="a" target="b"/><camunda:in sourceExpression="= c" target="d"/>');

  it('is known by its name, and carries what its thrower says', async () => {
    const signal = '<signal id="S" name="closed-${unit}"/>';
    expect(await caught(definition(payload), signal)).toEqual({ kind: 'signal', signal: 'closed-${unit}' });
    expect(await thrown(definition(payload), signal)).toEqual({
      kind: 'signal',
      signal: 'closed-${unit}',
      payload: [
        { source: 'a', target: 'b' },
        { source: '= c', target: 'd' },
      ],
    });
  });

  it('without name has an id for one, which is refused for deployment', async () => {
    expect(await caught('<signalEventDefinition/>')).toEqual({ kind: 'signal', signal: 'T' });
    expect(await findingsAtEnd('<signalEventDefinition/>')).toEqual(['error T bpmn.no-signal']);
    expect(await findingsAtEnd(definition(), '<signal id="S"/>')).toContain('error T bpmn.nameless');
  });
});

describe('an error', () => {
  const definition = '<errorEventDefinition errorRef="X"/>';

  it('is thrown with code and message', async () => {
    const error = '<error id="X" name="x" errorCode="C" camunda:errorMessage="= why"/>';
    expect(await ended(definition, error)).toEqual({ kind: 'error', errorCode: 'C', errorMessage: '= why' });
  });

  it('is caught by code or without, into variables', async () => {
    const boundary = async (event: string) => {
      const on = `<task id="Host"/><boundaryEvent id="T" attachedToRef="Host">${event}</boundaryEvent>`;
      const node = (await graphOf(on, '<error id="X" errorCode="C"/>')).nodes['T'];
      return node !== undefined && 'trigger' in node ? node.trigger : undefined;
    };
    const names = 'camunda:errorCodeVariable="c" camunda:errorMessageVariable="m"';
    expect(await boundary(`<errorEventDefinition errorRef="X" ${names}/>`)).toEqual({
      kind: 'error',
      errorCode: 'C',
      errorCodeVariable: 'c',
      errorMessageVariable: 'm',
    });
    expect(await boundary('<errorEventDefinition/>')).toEqual({ kind: 'error' });
  });

  it('without code has an id for one, which is refused for deployment', async () => {
    expect(await ended(definition, '<error id="X" name="x"/>')).toMatchObject({ errorCode: 'X' });
    expect(await ended('<errorEventDefinition/>')).toMatchObject({ errorCode: 'T' });
    expect(await findingsAtEnd('<errorEventDefinition/>')).toContain('error T bpmn.no-error-code');
  });
});

describe('an escalation', () => {
  it('is known by its code', async () => {
    const definition = '<escalationEventDefinition escalationRef="X" camunda:escalationCodeVariable="c"/>';
    const escalation = '<escalation id="X" name="x" escalationCode="LATE"/>';
    expect(await thrown(definition, escalation)).toEqual({
      kind: 'escalation',
      escalationCode: 'LATE',
      escalationCodeVariable: 'c',
    });
    expect(await thrown('<escalationEventDefinition/>')).toMatchObject({ escalationCode: 'T' });
    expect(await findingsAtEnd('<escalationEventDefinition/>')).toContain('error T bpmn.no-escalation-code');
  });
});

describe('a condition', () => {
  it('may be asked only when one variable changes, and in some ways', async () => {
    const attributes = 'camunda:variableName="x" camunda:variableEvents="delete, create"';
    const definition = (given: string) =>
      `<conditionalEventDefinition ${given}><condition xsi:type="tFormalExpression">\${x}</condition>
       </conditionalEventDefinition>`;
    expect(await caught(definition(''))).toEqual({ kind: 'conditional', condition: '${x}' });
    expect(await caught(definition(attributes))).toEqual({
      kind: 'conditional',
      condition: '${x}',
      variableName: 'x',
      variableEvents: ['create', 'delete'],
    });
  });

  it('that is missing never holds, and is refused for deployment', async () => {
    expect(await caught('<conditionalEventDefinition/>')).toEqual({ kind: 'conditional', condition: '= false' });
    const event = '<intermediateCatchEvent id="T"><conditionalEventDefinition/></intermediateCatchEvent>';
    expect(await findingsOf(bpmnText(around(event)))).toContain('error T bpmn.no-condition');
  });
});

describe('compensation, links and the rest', () => {
  it('of one activity names it', async () => {
    const graph = await graphOf(
      `<task id="A"/><intermediateThrowEvent id="T"><compensateEventDefinition activityRef="A"/>
       </intermediateThrowEvent>`,
    );
    expect(graph.nodes['T']).toMatchObject({ trigger: { kind: 'compensation', activity: 'A' } });
    expect(await thrown('<compensateEventDefinition/>')).toEqual({ kind: 'compensation' });
    await expect(thrown('<compensateEventDefinition activityRef="Gone"/>')).rejects.toThrow('Gone');
  });

  it('by a link have its name, or that of the event', async () => {
    expect(await caught('<linkEventDefinition name="page 2"/>')).toEqual({ kind: 'link', link: 'page 2' });
    const named = await graphOf(
      '<intermediateThrowEvent id="T" name="p2"><linkEventDefinition/></intermediateThrowEvent>',
    );
    expect(named.nodes['T']).toMatchObject({ trigger: { kind: 'link', link: 'p2' } });
    expect(await thrown('<linkEventDefinition/>')).toEqual({ kind: 'link', link: '' });
  });

  it('cancel and terminate', async () => {
    expect(await ended('<cancelEventDefinition/>')).toEqual({ kind: 'cancel' });
    expect(await ended('<terminateEventDefinition/>')).toEqual({ kind: 'terminate' });
  });
});
