import type { GraphNode } from '../graph.js';
import { compileProcess } from '../read-processes.js';
import { around, bpmnText, extensions, findingsOf, flow, flows, input, mappedTask } from '../testing/bpmn-text.js';

/** The compiled element `T` of a document around it. */
async function compiled(element: string, definitions = '', more = ''): Promise<GraphNode> {
  const graph = await compileProcess(bpmnText(around(element, more), definitions), 'P');
  return graph.nodes['T'] as GraphNode;
}

const bare = {
  id: 'T',
  scope: 'P',
  incoming: ['Start-T'],
  outgoing: ['T-End'],
  boundaryEvents: [],
  inputs: [],
  outputs: [],
};

describe('a user task', () => {
  it('carries its camunda attributes', async () => {
    expect(
      await compiled(
        `<userTask id="T" name="Ký" camunda:assignee="= drafter" camunda:candidateUsers="a, b"
          camunda:candidateGroups="leader,\${f(a, b)},head" camunda:dueDate="= dueAt" camunda:priority="70"
          camunda:followUpDate="2026-11-21T10:00:00Z" camunda:formKey="signature"/>`,
      ),
    ).toEqual({
      ...bare,
      type: 'userTask',
      name: 'Ký',
      assignee: '= drafter',
      candidateUsers: ['a', 'b'],
      candidateGroups: ['leader', '${f(a, b)}', 'head'],
      dueDate: '= dueAt',
      followUpDate: '2026-11-21T10:00:00Z',
      priority: '70',
      formKey: 'signature',
    });
  });

  it('keeps a FEEL expression with commas whole', async () => {
    expect(await compiled('<userTask id="T" camunda:candidateGroups="= [a, b]"/>')).toMatchObject({
      candidateGroups: ['= [a, b]'],
    });
  });

  it('may name its form by formRef', async () => {
    expect(await compiled('<userTask id="T" camunda:formRef="f" camunda:formRefBinding="latest"/>')).toMatchObject({
      formKey: 'f',
    });
    await expect(compiled('<userTask id="T" camunda:formRef="f" camunda:formRefBinding="version"/>')).rejects.toThrow(
      'formRefBinding',
    );
  });
});

describe('a service task', () => {
  it('names its handler by topic', async () => {
    const retry = extensions('<camunda:failedJobRetryTimeCycle> R3/PT10S </camunda:failedJobRetryTimeCycle>');
    expect(
      await compiled(
        `<serviceTask id="T" camunda:type="external" camunda:topic="x" camunda:resultVariable="r">
          ${retry}</serviceTask>`,
      ),
    ).toEqual({ ...bare, type: 'serviceTask', topic: 'x', resultVariable: 'r', retryTimeCycle: 'R3/PT10S' });
    expect(await compiled('<serviceTask id="T" camunda:topic="x"/>')).toMatchObject({ topic: 'x' });
  });

  it.each([
    ['', 'no-topic'],
    ['camunda:type="external"', 'no-topic'],
    ['camunda:type="mail"', 'unsupported-service-type'],
    ['camunda:class="a.B" camunda:topic="x"', 'unsupported'],
  ])('with %s is refused', async (attributes, code) => {
    expect(await findingsOf(bpmnText(around(`<serviceTask id="T" ${attributes}/>`)))).toEqual([`error T bpmn.${code}`]);
  });
});

describe('input and output parameters', () => {
  it('may be texts, simple lists, or nothing', async () => {
    expect(
      await compiled(
        mappedTask(
          input('a', '= x') +
            input('b', '') +
            input(
              'c',
              '<camunda:list><camunda:value>u</camunda:value><camunda:value>= v</camunda:value></camunda:list>',
            ) +
            '<camunda:outputParameter name="d">literal</camunda:outputParameter>',
        ),
      ),
    ).toMatchObject({
      inputs: [
        { source: '= x', target: 'a' },
        { source: '= null', target: 'b' },
        { source: '= ["u",  v]', target: 'c' },
      ],
      outputs: [{ source: 'literal', target: 'd' }],
    });
  });

  it.each([
    input('a', '<camunda:script scriptFormat="js">1</camunda:script>'),
    input('a', '<camunda:map><camunda:entry key="k">v</camunda:entry></camunda:map>'),
    input('a', '<camunda:list><camunda:value>${x}</camunda:value></camunda:list>'),
    '<camunda:inputParameter>= x</camunda:inputParameter>',
  ])('of another kind are refused: %s', async (content) => {
    expect(await findingsOf(bpmnText(around(mappedTask(content))))).toEqual([
      expect.stringMatching(/^error T .*parameter$/),
    ]);
  });
});

describe('a multi-instance activity', () => {
  const task = (attributes: string, content = '') =>
    `<task id="T"><multiInstanceLoopCharacteristics ${attributes}>${content}</multiInstanceLoopCharacteristics></task>`;

  it('has a collection or a cardinality, and may end early', async () => {
    expect(await compiled(task('camunda:collection="units" camunda:elementVariable="unit"'))).toMatchObject({
      multiInstance: { sequential: false, collection: 'units', elementVariable: 'unit' },
    });
    expect(
      await compiled(
        task(
          'isSequential="true"',
          '<loopCardinality>3</loopCardinality><completionCondition>= done</completionCondition>',
        ),
      ),
    ).toMatchObject({ multiInstance: { sequential: true, cardinality: '3', completionCondition: '= done' } });
  });

  it('with neither, and a standard loop, are refused', async () => {
    expect(await findingsOf(bpmnText(around(task(''))))).toEqual(['error T bpmn.endless-multi-instance']);
    expect(await findingsOf(bpmnText(around('<task id="T"><standardLoopCharacteristics/></task>')))).toEqual([
      'error T bpmn.unsupported-loop',
    ]);
  });
});

describe('a call activity', () => {
  const call = (attributes: string, extensions = '') =>
    `<callActivity id="T" ${attributes}><extensionElements>${extensions}</extensionElements></callActivity>`;

  it('carries its binding and mappings', async () => {
    expect(
      await compiled(
        call(
          'calledElement="reply" camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="1.0"',
          `<camunda:in businessKey="= documentId"/><camunda:in variables="all"/><camunda:in source="a" target="b"/>
           <camunda:out sourceExpression="= c" target="d"/>`,
        ),
      ),
    ).toEqual({
      ...bare,
      type: 'callActivity',
      calledElement: 'reply',
      binding: 'versionTag',
      bindingValue: '1.0',
      businessKey: '= documentId',
      allIn: true,
      allOut: false,
      in: [{ source: 'a', target: 'b' }],
      out: [{ source: '= c', target: 'd' }],
    });
  });

  it.each([
    ['', '', 'no-called-element'],
    ['calledElement="x" camunda:calledElementBinding="newest"', '', 'unsupported-binding'],
    ['calledElement="x" camunda:calledElementBinding="version"', '', 'no-binding-value'],
    ['calledElement="x"', '<camunda:in source="a"/>', 'incomplete-mapping'],
    ['calledElement="x"', '<camunda:in variables="all" local="true"/>', 'unsupported-mapping'],
  ])('with %s %s is refused', async (attributes, extensions, code) => {
    expect(await findingsOf(bpmnText(around(call(attributes, extensions))))).toEqual([`error T bpmn.${code}`]);
  });
});

describe('events', () => {
  const message = `<message id="M" name="scanned"/>`;
  const property = (value: string) =>
    extensions(`<camunda:properties><camunda:property name="correlationKey" value="${value}"/></camunda:properties>`);
  const catching = (content: string) => `<intermediateCatchEvent id="T">${content}</intermediateCatchEvent>`;

  it('wait for a timer', async () => {
    const timer =
      '<timerEventDefinition><timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition>';
    expect(await compiled(catching(timer))).toMatchObject({
      trigger: { kind: 'timer', timer: 'duration', value: 'PT1H' },
    });
  });

  it('wait for a message, with the correlation key of the event or of the message', async () => {
    const definition = '<messageEventDefinition messageRef="M"/>';
    expect(await compiled(catching(definition), message)).toMatchObject({
      trigger: { kind: 'message', message: 'scanned' },
    });
    const keyed = `<message id="M" name="scanned">${property('= b')}</message>`;
    expect(await compiled(catching(definition), keyed)).toMatchObject({ trigger: { correlationKey: '= b' } });
    expect(await compiled(catching(property('= a') + definition), keyed)).toMatchObject({
      trigger: { correlationKey: '= a' },
    });
  });

  it('on the border of an activity interrupt it unless they say otherwise', async () => {
    const timer = '<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>';
    const graph = await compileProcess(
      bpmnText(
        around(
          '<task id="T"/>',
          `<boundaryEvent id="B1" attachedToRef="T">${timer}</boundaryEvent>
           <boundaryEvent id="B2" attachedToRef="T" cancelActivity="false">${timer}</boundaryEvent>
           ${flows('B1-End', 'B2-End')}`,
        ),
      ),
      'P',
    );
    expect(graph.nodes['T']).toMatchObject({ boundaryEvents: ['B1', 'B2'] });
    expect(graph.nodes['B1']).toMatchObject({
      attachedTo: 'T',
      interrupting: true,
      trigger: { timer: 'cycle', value: 'R3/PT1H' },
    });
    expect(graph.nodes['B2']).toMatchObject({ interrupting: false });
  });

  it('catch errors of a code, or all of them, and keep what was caught', async () => {
    const names = 'camunda:errorCodeVariable="c" camunda:errorMessageVariable="m"';
    const graph = await compileProcess(
      bpmnText(
        around(
          '<task id="T"/>',
          `<boundaryEvent id="B1" attachedToRef="T"><errorEventDefinition errorRef="E" ${names}/></boundaryEvent>
           <boundaryEvent id="B2" attachedToRef="T"><errorEventDefinition/></boundaryEvent>${flows('B1-End', 'B2-End')}`,
        ),
        '<error id="E" name="refused" errorCode="REFUSED"/>',
      ),
      'P',
    );
    const trigger = { kind: 'error', errorCode: 'REFUSED', errorCodeVariable: 'c', errorMessageVariable: 'm' };
    expect(graph.nodes['B1']).toMatchObject({ interrupting: true, trigger });
    expect(graph.nodes['B2']).toMatchObject({ interrupting: true, trigger: { kind: 'error' } });
  });

  it('throw an error with code and message at an end, and must say which', async () => {
    const ending = (attribute: string, roots = '') =>
      bpmnText(
        `<startEvent id="S"/><endEvent id="E"><errorEventDefinition ${attribute}/></endEvent>${flows('S-E')}`,
        roots,
      );
    const known = ending('errorRef="X"', '<error id="X" name="x" errorCode="C" camunda:errorMessage="= why"/>');
    const graph = await compileProcess(known, 'P');
    expect(graph.nodes['E']).toMatchObject({ trigger: { kind: 'error', errorCode: 'C', errorMessage: '= why' } });
    expect(await findingsOf(known)).toEqual([]);
    const withoutCode = ending('errorRef="X"', '<error id="X" name="x"/>');
    expect(await findingsOf(withoutCode)).toEqual(['error E bpmn.no-error-code']);
    expect(await findingsOf(ending(''))).toEqual(['error E bpmn.no-error-code']);
    expect(await findingsOf(ending('errorRef="Y"'))).toEqual(['error E bpmn.unresolved']);
  });

  it('may terminate', async () => {
    const graph = await compileProcess(
      bpmnText(`<startEvent id="S"/><endEvent id="E"><terminateEventDefinition/></endEvent>${flows('S-E')}`),
      'P',
    );
    expect(graph.nodes['E']).toMatchObject({ type: 'endEvent', trigger: { kind: 'terminate' } });
    expect(graph.root.starts).toEqual(['S']);
  });

  it.each([
    ['', 'unsupported-event'],
    ['<signalEventDefinition/>', 'unsupported'],
    ['<terminateEventDefinition/>', 'unsupported-event'],
    ['<errorEventDefinition/>', 'unsupported-event'],
    ['<timerEventDefinition/>', 'bad-timer'],
    ['<timerEventDefinition><timeCycle>R3/PT1H</timeCycle></timerEventDefinition>', 'bad-timer'],
    [
      '<timerEventDefinition><timeDate>= a</timeDate><timeDuration>PT1H</timeDuration></timerEventDefinition>',
      'bad-timer',
    ],
    ['<messageEventDefinition/>', 'no-message'],
    ['<timerEventDefinition/><messageEventDefinition/>', 'several-triggers'],
  ])('with %s cannot be waited for', async (content, code) => {
    expect(await findingsOf(bpmnText(around(catching(content))))).toEqual([`error T bpmn.${code}`]);
  });
});

describe('sub-processes', () => {
  it('are scopes of their own', async () => {
    const inner = `<startEvent id="S"/><task id="X"/><endEvent id="E"/>${flows('S-X', 'X-E')}`;
    const graph = await compileProcess(bpmnText(around(`<subProcess id="T">${inner}</subProcess>`)), 'P');
    expect(graph.nodes['T']).toEqual({ ...bare, type: 'subProcess', starts: ['S'] });
    expect(graph.nodes['X']).toMatchObject({ scope: 'T', incoming: ['S-X'], outgoing: ['X-E'] });
    expect(graph.flows['S-X']).toEqual({ id: 'S-X', source: 'S', target: 'X' });
  });

  it('cannot be left by a sequence flow', async () => {
    const inner = '<startEvent id="S"/><task id="X"/>';
    const text = bpmnText(around(`<subProcess id="T">${inner}${flows('S-X', 'X-End')}</subProcess>`));
    expect(await findingsOf(text)).toEqual(['error X-End bpmn.crossing-flow']);
  });
});

describe('flows', () => {
  it('carry conditions and the default', async () => {
    const text = bpmnText(
      `<startEvent id="S"/><exclusiveGateway id="G" default="G-B"/><endEvent id="A"/><endEvent id="B"/>
       ${flows('S-G', 'G-B')}${flow('G-A', ' = x > 1 ')}`,
    );
    const graph = await compileProcess(text, 'P');
    expect(graph.flows['G-A']?.condition).toBe('= x > 1');
    expect(graph.nodes['G']).toMatchObject({ defaultFlow: 'G-B', outgoing: ['G-B', 'G-A'] });
  });
});

describe('what is not supported', () => {
  it.each([
    ['<inclusiveGateway id="T"/>', 'T'],
    ['<complexGateway id="T"/>', 'T'],
    ['<scriptTask id="T"/>', 'T'],
    ['<sendTask id="T"/>', 'T'],
    ['<businessRuleTask id="T"/>', 'T'],
    ['<transaction id="T"/>', 'T'],
    ['<adHocSubProcess id="T"/>', 'T'],
    ['<subProcess id="T" triggeredByEvent="true"/>', 'T'],
    ['<task id="T" isForCompensation="true"/>', 'T'],
    ['<intermediateThrowEvent id="T"><linkEventDefinition name="l"/></intermediateThrowEvent>', 'T'],
    [`<task id="T">${extensions('<camunda:executionListener event="start" class="a.B"/>')}</task>`, 'T'],
    ['<exclusiveGateway id="T"><extensionElements><camunda:inputOutput/></extensionElements></exclusiveGateway>', 'T'],
  ])('%s is an error at the element, and no crash', async (element, id) => {
    const findings = await findingsOf(bpmnText(around(element)));
    expect(findings.filter((finding) => finding.startsWith('error'))).toEqual([`error ${id} bpmn.unsupported`]);
  });
});

describe('what has no behaviour', () => {
  it('is passed over', async () => {
    const inert = `<dataObject id="D"/><dataObjectReference id="R" dataObjectRef="D"/><textAnnotation id="A"/>
      <laneSet><lane id="L"><flowNodeRef>T</flowNodeRef></lane></laneSet>`;
    const roots = `<itemDefinition id="I"/><message id="M" name="m"/>
      <interface id="If" name="x"><operation id="O" name="o"><inMessageRef>M</inMessageRef></operation></interface>
      <collaboration id="C"><participant id="X" name="Dân"/><participant id="Y" processRef="P"/>
        <messageFlow id="F" sourceRef="X" targetRef="T" messageRef="M"/></collaboration>`;
    expect(await findingsOf(bpmnText(`${inert}${around('<task id="T"/>')}`, roots))).toEqual([]);
  });
});
