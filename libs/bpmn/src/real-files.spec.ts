import { compileProcess, readProcesses } from './read-processes.js';
import { around, bpmnText, extensions, findingsOf, flows } from './testing/bpmn-text.js';
import { graphOf } from './testing/compiled.js';

const task = '<task id="T"/>';
const plain = bpmnText(around(task));
const findings = (elements: string, definitions = '') => findingsOf(bpmnText(elements, definitions));

describe('ids', () => {
  it('that are missing are generated, the same each time', async () => {
    const graph = await graphOf(
      `<startEvent id="S"/><task id="T"/><endEvent id="E"/><task/>
       <sequenceFlow sourceRef="S" targetRef="T"/>
       <sequenceFlow sourceRef="T" targetRef="E"/>
       <sequenceFlow sourceRef="T" targetRef="E"/>`,
    );
    expect(Object.keys(graph.flows)).toEqual(['S~T~1~gen', 'T~E~1~gen', 'T~E~2~gen']);
    expect(Object.keys(graph.nodes)).toEqual(['P', 'S', 'T', 'E', 'task~1~gen']);
    expect(graph.nodes['T']).toMatchObject({ incoming: ['S~T~1~gen'], outgoing: ['T~E~1~gen', 'T~E~2~gen'] });
  });

  it('may have the letters of any language, or begin with a digit', async () => {
    const elements = `<startEvent id="1"/><userTask id="bước_duyệt" name="bước_duyệt" default="luồng">
      <extensionElements><camunda:formData><camunda:formField id="họ tên" type="string"/></camunda:formData>
      <camunda:inputOutput><camunda:inputParameter name="x">\${step == 'bước_duyệt'}</camunda:inputParameter>
      </camunda:inputOutput></extensionElements><outgoing> luồng </outgoing></userTask><endEvent id='2 kết thúc'/>
      <sequenceFlow id="1a" sourceRef="1" targetRef="bước_duyệt"/>
      <sequenceFlow id="luồng" sourceRef="bước_duyệt" targetRef="2 kết thúc"/>`;
    const graph = await graphOf(elements);
    expect(Object.keys(graph.flows)).toEqual(['1a', 'luồng']);
    expect(graph.nodes['1']).toMatchObject({ outgoing: ['1a'] });
    expect(graph.nodes['bước_duyệt']).toMatchObject({
      name: 'bước_duyệt',
      defaultFlow: 'luồng',
      outgoing: ['luồng'],
      inputs: [{ target: 'x', source: "${step == 'bước_duyệt'}" }],
    });
    expect(graph.nodes['2 kết thúc']).toMatchObject({ incoming: ['luồng'] });
    const unresolved = elements.replace('sourceRef="1"', 'sourceRef="hỏng"');
    await expect(graphOf(unresolved)).rejects.toThrow('1a: sourceRef refers to "hỏng", which is not in the file.');
  });

  it('that nobody can read leave out what has them, which is said', async () => {
    await expect(graphOf(around('<task id="T"/>').replace('id="Start-T"', 'id="a&amp;b"'))).rejects.toThrow('illegal ID <a&b>');
  });

  it('that two elements of the process share leave open which is meant', async () => {
    await expect(graphOf(`${around(task)}<userTask id="T"/>`)).rejects.toThrow('duplicate ID <T>');
    await expect(graphOf(`${around(task)}${flows('Start-T')}`)).rejects.toThrow('duplicate ID <Start-T>');
  });

  it('that the diagram or an artifact shares do no harm', async () => {
    const diagram = '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="T"/>';
    const text = plain.replace('</definitions>', `${diagram}</definitions>`);
    expect((await compileProcess(text)).nodes['T']).toMatchObject({ type: 'task' });
    expect(await findingsOf(text)).toEqual(['warning  bpmn.unparsable']);
    expect((await graphOf(around(task, '<textAnnotation id="T"/>'))).nodes['T']).toMatchObject({ type: 'task' });
  });
});

describe('encodings', () => {
  const name = 'Văn bản đến — ý kiến';
  const text = (encoding: string) => bpmnText(around(`<task id="T" name="${name}"/>`)).replace('UTF-8', encoding);
  const nameIn = async (source: Uint8Array) => (await compileProcess(source)).nodes['T']?.name;

  it('are taken from the byte order mark or the declaration', async () => {
    const utf16 = Buffer.from(text('UTF-16'), 'utf16le');
    expect(await nameIn(Buffer.from(text('UTF-8')))).toBe(name);
    expect(await nameIn(Buffer.from(`\uFEFF${text('UTF-8')}`))).toBe(name);
    expect(await nameIn(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]))).toBe(name);
    expect(await nameIn(utf16)).toBe(name);
    expect(await nameIn(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]))).toBe(name);
    expect(await nameIn(Buffer.from(text('UTF-16')))).toBe(name);
    expect(await nameIn(Buffer.from(text('ISO-8859-1').replace(name, 'Größe'), 'latin1'))).toBe('Größe');
  });

  it('that are unknown or do not fit are errors', async () => {
    expect(await findingsOf(Buffer.from(text('KLINGON')))).toEqual(['error  bpmn.unreadable']);
    expect(await findingsOf(Buffer.from(text('UTF-8'), 'latin1'))).toEqual(['error  bpmn.unreadable']);
  });
});

describe('what has no behaviour', () => {
  it('is passed over', async () => {
    const inert = `<extensionElements/><documentation>d</documentation><ioSpecification><inputSet/><outputSet/>
      </ioSpecification><property id="V"/><laneSet/><laneSet id="Ls"><lane id="L"><flowNodeRef>T</flowNodeRef></lane>
      <lane/></laneSet><dataObject id="D"/><dataObjectReference id="R" dataObjectRef="D"/>
      <dataStoreReference id="Store"/><textAnnotation id="A"><text>x</text></textAnnotation><group id="G"/>
      <association id="As" sourceRef="T" targetRef="A"/><monitoring/><auditing/>`;
    const roots = `<import importType="x" location="y" namespace="z"/><itemDefinition id="I"/><message id="M" name="m"/>
      <resource id="Res" name="r"/><globalTask id="Gt"/><globalUserTask id="Gu"/><correlationProperty id="Cp"/>
      <category id="Ct"><categoryValue id="Cv"/></category><dataStore id="Ds"/><partnerRole id="Pr"/>
      <interface id="If" name="x"><operation id="O" name="o"><inMessageRef>M</inMessageRef></operation></interface>
      <collaboration id="C"><participant id="X" name="Dân"/><participant id="Y" processRef="P"/>
        <messageFlow id="F" sourceRef="X" targetRef="T" messageRef="M"/>
        <messageFlow id="F2" sourceRef="T" targetRef="X"/>
      </collaboration>`;
    expect(await findings(`${inert}${around(task)}`, roots)).toEqual([]);
  });

  it('may refer to nothing, with a warning', async () => {
    const loose = `<laneSet><lane id="L" partitionElementRef="Gone"><flowNodeRef>Gone</flowNodeRef></lane></laneSet>
      <dataObject id="D" itemSubjectRef="Gone"/><dataObjectReference id="R" dataObjectRef="Gone"/>
      <serviceTask id="T" camunda:topic="x" operationRef="Gone"><incoming>Gone</incoming><incoming/></serviceTask>`;
    const roots = '<collaboration id="C"><participant id="X" processRef="Gone"/></collaboration>';
    const found = await findings(around(loose), roots);
    expect(found).toHaveLength(7);
    expect(new Set(found.map((finding) => finding.replace(/ \S* /, ' ')))).toEqual(
      new Set(['warning bpmn.unresolved']),
    );
  });

  it('may be a link without name or a resource role without expression', async () => {
    const role = '<potentialOwner><resourceRef>Gone</resourceRef></potentialOwner>';
    const owned = `<userTask id="T" camunda:dueDate="= d">${role}</userTask>`;
    expect(await findings(around(owned))).toEqual(['error T bpmn.no-owner', 'warning T bpmn.unresolved']);
    const links = `<intermediateThrowEvent id="Jump"><linkEventDefinition/></intermediateThrowEvent>
      <intermediateCatchEvent id="Land"><linkEventDefinition/></intermediateCatchEvent>`;
    expect(await findings(`<startEvent id="S"/>${links}<endEvent id="E"/>${flows('S-Jump', 'Land-E')}`)).toEqual([
      'error Jump bpmn.no-link-name',
      'error Land bpmn.no-link-name',
    ]);
  });
});

describe('a reference that leads nowhere', () => {
  it.each([
    ['<sequenceFlow id="F" sourceRef="T" targetRef="Gone"/>', 'F'],
    ['<boundaryEvent id="B" attachedToRef="Gone"><errorEventDefinition/></boundaryEvent>', 'B'],
    ['<startEvent id="S2"><eventDefinitionRef>Gone</eventDefinitionRef></startEvent>', 'S2'],
    ['<endEvent id="E"><compensateEventDefinition activityRef="Gone"/></endEvent>', 'E'],
  ])('refuses the process where it matters: %s', async (element, id) => {
    await expect(graphOf(around(task, element))).rejects.toMatchObject({
      findings: expect.arrayContaining([expect.objectContaining({ element: id, code: 'bpmn.unresolved' })]) as unknown,
    });
  });

  it.each([
    ['<messageEventDefinition messageRef="paid"/>', { kind: 'message', message: 'paid' }],
    ['<signalEventDefinition signalRef="paid"/>', { kind: 'signal', signal: 'paid' }],
    ['<errorEventDefinition errorRef="paid"/>', { kind: 'error', errorCode: 'paid' }],
    ['<escalationEventDefinition escalationRef="paid"/>', { kind: 'escalation', escalationCode: 'paid' }],
  ])('is the name or code of what is not declared: %s', async (definition, trigger) => {
    const end = `<startEvent id="S"/><endEvent id="E">${definition}</endEvent>${flows('S-E')}`;
    expect((await graphOf(end)).nodes['E']).toMatchObject({ trigger });
    expect(await findings(end)).toContain('error E bpmn.unresolved');
  });

  it('as the default flow is refused for deployment', async () => {
    expect(await findings(around('<exclusiveGateway id="T" default="Gone"/>'))).toContain('error T bpmn.unresolved');
    expect((await graphOf(around('<exclusiveGateway id="T" default="Gone"/>'))).nodes['T']).toMatchObject({
      type: 'exclusiveGateway',
    });
  });
});

describe('namespaces', () => {
  const model = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"';

  it.each(['http://activiti.org/bpmn', 'http://flowable.org/bpmn'])('of kin to Camunda (%s) are read', async (uri) => {
    const elements = around(
      `<userTask id="T" camunda:assignee="an" kin:candidateGroups="clerk" kin:formKey='f' kin:skipExpression="= x">
        ${extensions('<kin:taskListener event="create" class="a.B"/><kin:formProperty id="x"/><kin:made-up/>')}
       </userTask>`,
    );
    const text = bpmnText(elements).replace('xmlns:xsi', `xmlns:kin='${uri}' xmlns:xsi`);
    expect((await compileProcess(text)).nodes['T']).toMatchObject({
      assignee: 'an',
      candidateGroups: ['clerk'],
      formKey: 'f',
      listeners: [{ event: 'create', topic: 'a.B' }],
    });
    expect(await findingsOf(text)).toEqual([
      'error  bpmn.unparsable',
      'error T bpmn.unsupported',
      'warning T bpmn.no-due-date',
      'warning T bpmn.unknown-attribute',
    ]);
  });

  it('of strangers have no effect, with one warning for each', async () => {
    const vendors = `xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:signavio="http://www.signavio.com"
      xmlns:drools="http://www.jboss.org/drools"`;
    const noise = extensions('<signavio:meta key="a"/><zeebe:ioMapping><zeebe:input source="a"/></zeebe:ioMapping>');
    const more = '<signavio:other/><drools:metaData name="x"><drools:metaValue>v</drools:metaValue></drools:metaData>';
    const elements = around(`<task id="T" drools:taskName="Email" zeebe:x="1">${noise}</task>`, extensions(more));
    const text = bpmnText(elements).replace(' id="D', ` ${vendors} id="D`);
    const { findings: found } = await readProcesses(text, { file: 'f' });
    expect(found.map(({ severity, what }) => `${severity} ${what}`)).toEqual([
      'warning Extensions with the prefix "signavio" have no effect: other, meta.',
      'warning Extensions with the prefix "drools" have no effect: metaData.',
      'warning Extensions with the prefix "zeebe" have no effect: ioMapping.',
    ]);
  });

  it('of strangers outside extension elements are refused for deployment', async () => {
    const text = plain.replace('<task id="T"/>', '<task id="T"><d:script xmlns:d="urn:d">x</d:script></task>');
    const { findings: found } = await readProcesses(text, { file: 'f' });
    expect(found.map(({ what }) => what)).toEqual([expect.stringMatching(/^Line 5: <script> cannot be read: /)]);
    expect((await compileProcess(text)).nodes['T']).toMatchObject({ type: 'task' });
  });

  it.each(['bpmn2', 'semantic', 'model'])('may have the prefix %s', async (prefix) => {
    const text = `<${prefix}:definitions xmlns:${prefix}="http://www.omg.org/spec/BPMN/20100524/MODEL"
      xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><${prefix}:process id="P" isExecutable="true">
      <${prefix}:startEvent id="S"/><${prefix}:endEvent id="E"/>
      <${prefix}:sequenceFlow id="F" sourceRef="S" targetRef="E">
      <${prefix}:conditionExpression xsi:type="${prefix}:tFormalExpression">= x</${prefix}:conditionExpression>
      </${prefix}:sequenceFlow></${prefix}:process></${prefix}:definitions>`;
    expect((await compileProcess(text)).flows['F']).toMatchObject({ condition: '= x' });
  });

  it('of the file itself may stand before ids', async () => {
    const text = `<definitions ${model} xmlns:tns="urn:t" xmlns:other="urn:o" targetNamespace="urn:t"><process id="P">
      <laneSet><lane name="l"><flowNodeRef>tns:S</flowNodeRef></lane></laneSet><startEvent id="S"/><endEvent id="E">
      <messageEventDefinition messageRef="tns:M"/></endEvent>
      <endEvent id="Far"><signalEventDefinition signalRef="other:M"/></endEvent>
      <sequenceFlow id="F" sourceRef="tns:S" targetRef="tns:E"/></process><message id="M" name="m"/></definitions>`;
    const graph = await compileProcess(text);
    expect(graph.nodes['S']).toMatchObject({ lane: 'l', outgoing: ['F'] });
    expect(graph.nodes['E']).toMatchObject({ incoming: ['F'], trigger: { message: 'm' } });
    expect(graph.nodes['Far']).toMatchObject({ trigger: { signal: 'other:M' } });
  });

  it('of XML Schema may be missing', async () => {
    const timer = `<intermediateCatchEvent id="T"><timerEventDefinition>
      <timeDuration xsi:type="tFormalExpression">PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>`;
    const text = bpmnText(around(timer)).replace(/xmlns:xsi="[^"]*"/, '');
    expect((await compileProcess(text)).nodes['T']).toMatchObject({ trigger: { value: 'PT1H' } });
  });
});

describe('what moddle cannot read or resolve', () => {
  it('is an error at the element or line', async () => {
    const broken = `<startEvent id="Start"/>
      <userTask id="T" default="Nope" camunda:assignee="a" camunda:dueDate="= d" camunda:foo="1">
      <extensionElements><camunda:unknown/></extensionElements></userTask><fooTask id="F"/>
      <intermediateCatchEvent id="C"><messageEventDefinition id="M" messageRef="Gone"/></intermediateCatchEvent>
      <boundaryEvent id="B" attachedToRef="Gone"><timerEventDefinition/></boundaryEvent>
      <endEvent id="End"/>${flows('Start-T', 'T-C', 'C-End', 'T-Gone')}`;
    expect(await findings(broken)).toEqual([
      'error  bpmn.unparsable',
      'error  bpmn.unparsable',
      'error B bpmn.unresolved',
      'error C bpmn.unresolved',
      'error T bpmn.unresolved',
      'error T-Gone bpmn.unresolved',
      'warning T bpmn.unknown-attribute',
    ]);
  });

  it('and would change a way through the process is no process at all', async () => {
    const typed = '<conditionExpression xsi:type="gone:tExpression">x</conditionExpression>';
    const flow = `<sequenceFlow id="F" sourceRef="Start" targetRef="End">${typed}</sequenceFlow>`;
    await expect(graphOf(around(task, flow))).rejects.toThrow('<conditionExpression> cannot be read');
  });
});
