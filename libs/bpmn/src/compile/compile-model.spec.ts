import { around, bpmnText, extensions, findingsOf, flow, flows } from '../testing/bpmn-text.js';
import { compiled, graphOf } from '../testing/compiled.js';
import { compileProcess } from '../read-processes.js';

describe('a process', () => {
  const named = (attributes: string) => bpmnText(around('<task id="T"/>')).replace('id="P"', `id="P" ${attributes}`);

  it('carries its name, version tag and how long its history is kept', async () => {
    const graph = await compileProcess(named('name="Ký" camunda:versionTag="1.2" camunda:historyTimeToLive="P30D"'));
    expect(graph).toMatchObject({ key: 'P', name: 'Ký', versionTag: '1.2', historyTimeToLive: 30 });
    expect(graph.root).toMatchObject({ id: 'P', type: 'process', name: 'Ký', starts: ['Start'] });
    expect(await compileProcess(named('camunda:historyTimeToLive="365"'))).toMatchObject({ historyTimeToLive: 365 });
    expect(await findingsOf(named('camunda:historyTimeToLive="a year"'))).toEqual(['error P bpmn.bad-history-time']);
  });
});

describe('flows', () => {
  const gateway = (condition: string, attributes = '') =>
    bpmnText(
      `<startEvent id="S"/><exclusiveGateway id="G" default="G-B"/><endEvent id="A"/><endEvent id="B"/>
       ${flows('S-G', 'G-B')}<sequenceFlow id="G-A" name="ja" sourceRef="G" targetRef="A">
       <conditionExpression ${attributes}>${condition}</conditionExpression></sequenceFlow>`,
    );

  it('carry conditions and the default', async () => {
    const graph = await compileProcess(gateway(' = x '));
    expect(graph.flows['G-A']).toEqual({ id: 'G-A', name: 'ja', source: 'G', target: 'A', condition: '= x' });
    expect(graph.nodes['G']).toMatchObject({ defaultFlow: 'G-B', outgoing: ['G-B', 'G-A'] });
  });

  it.each([
    ['x', 'language="feel"', '= x'],
    ['x', 'xsi:type="tFormalExpression" language="http://www.omg.org/spec/FEEL/20140401"', '= x'],
    ['${x}', 'language="feel"', '${x}'],
    ['#{x}', 'language="http://www.java.com/javaTypes/juel"', '#{x}'],
    ['return x;', 'language="http://www.java.com/java"', 'return x;'],
    ["x == 'yes'", '', "${x == 'yes'}"],
  ])('have the condition %s with %s', async (text, attributes, condition) => {
    expect((await compileProcess(gateway(text, attributes))).flows['G-A']).toMatchObject({ condition });
  });

  it('have conditions in the language of the document', async () => {
    const feel = 'id="Definitions" expressionLanguage="https://www.omg.org/spec/DMN/20191111/FEEL/"';
    const graph = await compileProcess(gateway('x').replace('id="Definitions"', feel));
    expect(graph.flows['G-A']).toMatchObject({ condition: '= x' });
  });

  it('that do not say what they are written in are a guess, and refused for deployment', async () => {
    expect(await findingsOf(gateway('x'))).toEqual(['error G-A bpmn.bad-literal']);
    expect(await findingsOf(gateway('x y'))).toEqual(['error G-A bpmn.bad-literal']);
  });

  it('in a language that is not run are refused for deployment', async () => {
    expect(await findingsOf(gateway('= x', 'language="http://www.java.com/java"'))).toContainEqual(
      'error G-A bpmn.unsupported',
    );
  });
});

describe('what every node may have', () => {
  it('is jobs, retries, properties and a lane', async () => {
    const content = `<camunda:failedJobRetryTimeCycle> R3/PT10S </camunda:failedJobRetryTimeCycle>
      <camunda:properties><camunda:property name="a" value="1"/><camunda:property name="__proto__" value="2"/>
      <camunda:property value="nameless"/></camunda:properties>`;
    const gateway = `<parallelGateway id="T" camunda:async="true" camunda:asyncAfter="true">${extensions(content)}
      </parallelGateway>`;
    const lanes = `<laneSet><lane id="L1" name="outer"><flowNodeRef>T</flowNodeRef><childLaneSet>
      <lane id="L2" name="inner"><flowNodeRef>T</flowNodeRef></lane></childLaneSet></lane><lane id="L3"/></laneSet>`;
    expect(await compiled(gateway, '', lanes)).toEqual({
      id: 'T',
      type: 'parallelGateway',
      scope: 'P',
      lane: 'inner',
      incoming: ['Start-T'],
      outgoing: ['T-End'],
      asyncBefore: true,
      asyncAfter: true,
      retryTimeCycle: 'R3/PT10S',
      properties: Object.fromEntries([
        ['a', '1'],
        ['__proto__', '2'],
      ]),
    });
  });

  it('is a lane by its id, or that of the sub-process around it', async () => {
    const lanes = '<laneSet><lane id="L"><flowNodeRef>T</flowNodeRef></lane></laneSet>';
    const graph = await graphOf(around('<subProcess id="T"><startEvent id="S"/></subProcess>', lanes));
    expect(graph.nodes['T']).toMatchObject({ lane: 'L' });
    expect(graph.nodes['S']).toMatchObject({ lane: 'L' });
    expect(graph.nodes['Start']).not.toHaveProperty('lane');
  });

  it('is retries of its loop', async () => {
    const retries = extensions('<camunda:failedJobRetryTimeCycle>R3/PT10S</camunda:failedJobRetryTimeCycle>');
    const loop = `<multiInstanceLoopCharacteristics camunda:collection="c">${retries}
      </multiInstanceLoopCharacteristics>`;
    expect(await compiled(`<task id="T">${loop}</task>`)).toMatchObject({ retryTimeCycle: 'R3/PT10S' });
  });

  it('is listeners, by the class, bean or called bean', async () => {
    const listener = (attributes: string) => `<camunda:executionListener ${attributes}/>`;
    const task = `<userTask id="T">${extensions(
      `${listener('event="start" class="a.B"')}${listener('event="end" delegateExpression="${bean}"')}
       <camunda:taskListener event="complete" expression="\${log.write(task)}"/>`,
    )}</userTask>`;
    expect(await compiled(task)).toMatchObject({
      listeners: [
        { event: 'start', topic: 'a.B' },
        { event: 'end', topic: 'bean' },
        { event: 'complete', topic: 'log' },
      ],
    });
    const taken = flow('A-B').replace('></', `>${extensions(listener('event="take" class="a.B"'))}</`);
    const graph = await graphOf(`<startEvent id="A"/><endEvent id="B"/>${taken}`);
    expect(graph.flows['A-B']).toMatchObject({ listeners: [{ event: 'take', topic: 'a.B' }] });
  });

  it.each([
    '<camunda:taskListener event="assignment" class="a.B"/>',
    '<camunda:taskListener event="timeout" class="a.B"/>',
    '<camunda:executionListener event="take" class="a.B"/>',
    '<camunda:executionListener event="start"><camunda:script>x</camunda:script></camunda:executionListener>',
    '<camunda:executionListener event="start" expression="${x = 1}"/>',
  ])('is no listener that is not run: %s', async (listener) => {
    const task = `<userTask id="T" camunda:assignee="a" camunda:dueDate="= d">${extensions(listener)}</userTask>`;
    expect(await compiled(task)).not.toHaveProperty('listeners');
    expect(await findingsOf(bpmnText(around(task)))).toEqual(['error T bpmn.unsupported-listener']);
  });
});

describe('gateways', () => {
  it.each([
    ['<inclusiveGateway id="T"/>', { type: 'inclusiveGateway' }],
    ['<eventBasedGateway id="T"/>', { type: 'eventBasedGateway', instantiate: false }],
    ['<eventBasedGateway id="T" instantiate="true"/>', { instantiate: true }],
    [
      '<complexGateway id="T"><activationCondition>= activationCount &gt; 1</activationCondition></complexGateway>',
      { type: 'complexGateway', activationCondition: '= activationCount > 1' },
    ],
  ])('%s compile', async (element, expected) => {
    expect(await compiled(element)).toMatchObject(expected);
  });
});

describe('what is not supported', () => {
  it.each([
    '<choreographyTask id="T" initiatingParticipantRef="x"/>',
    '<task id="__proto__"/><task id="T"/>',
  ])('%s cannot be executed at all', async (element) => {
    await expect(compiled(element)).rejects.toMatchObject({ code: 'bpmn.unusable-file' });
  });

  it.each([
    '<exclusiveGateway id="T"><extensionElements><camunda:inputOutput/></extensionElements></exclusiveGateway>',
    `<task id="T">${extensions('<camunda:taskListener event="create" class="a.B"/>')}</task>`,
    `<userTask id="T" camunda:assignee="a" camunda:dueDate="= d">${extensions('<camunda:formData/>')}</userTask>`,
    '<task id="T" startQuantity="2"/>',
    `<serviceTask id="T" camunda:topic="x">${extensions('<camunda:field name="f"/>')}</serviceTask>`,
  ])('%s is refused for deployment, and compiles', async (element) => {
    const findings = await findingsOf(bpmnText(around(element)));
    expect(findings.filter((finding) => finding.startsWith('error'))).toEqual(['error T bpmn.unsupported']);
    expect(await compiled(element)).toMatchObject({ id: 'T' });
  });
});
