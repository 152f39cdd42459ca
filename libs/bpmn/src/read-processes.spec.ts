import { UnusableBpmnFileError } from './findings.js';
import { compileProcess, readProcesses } from './read-processes.js';
import { around, bpmnText, findingsOf, flows } from './testing/bpmn-text.js';

const read = (source: string | Uint8Array) => readProcesses(source, { file: 'test.bpmn' });
const task = '<task id="T"/>';

describe('readProcesses', () => {
  it('gives the graph of every executable process, and what it refers to', async () => {
    const { processes, findings } = await read(
      bpmnText(
        around(
          `<userTask id="T" camunda:assignee="cuongpv" camunda:candidateGroups="leader,= x"
            camunda:dueDate="= dueAt" camunda:formKey="f"/>`,
        ),
        '<process id="Other"><startEvent id="S"/></process>',
      ),
    );
    expect(findings).toEqual([]);
    expect(processes.map(({ graph }) => graph.key)).toEqual(['P']);
    expect(processes[0]?.references).toEqual({
      forms: [{ element: 'T', key: 'f' }],
      topics: [],
      called: [],
      users: [{ element: 'T', name: 'cuongpv' }],
      groups: [{ element: 'T', name: 'leader' }],
    });
  });

  it('lists all findings at once, and what the file refers to even so', async () => {
    const { processes, findings } = await read(
      bpmnText(around('<serviceTask id="T"/>', '<userTask id="Lost" camunda:formKey="f"/><inclusiveGateway id="G"/>')),
    );
    expect(processes[0]?.references.forms).toEqual([{ element: 'Lost', key: 'f' }]);
    expect(findings.map(({ where, code }) => `${where} ${code}`)).toEqual([
      'test.bpmn:T bpmn.no-topic',
      'test.bpmn:G bpmn.unsupported',
      'test.bpmn:Lost bpmn.unreachable',
      'test.bpmn:Lost bpmn.no-owner',
      'test.bpmn:Lost bpmn.no-due-date',
    ]);
    expect(findings[0]).toEqual({
      where: 'test.bpmn:T',
      what: 'The service task does not say what it does.',
      mend: 'Give camunda:type="external" and the camunda:topic of a handler.',
      code: 'bpmn.no-topic',
      severity: 'error',
      element: 'T',
    });
  });

  it('takes the only process as executable when the file does not say, with a warning', async () => {
    expect(await findingsOf(bpmnText(around(task)).replace(' isExecutable="true"', ''))).toEqual([
      'warning P bpmn.not-marked-executable',
    ]);
    expect(await findingsOf(bpmnText(around(task)).replace('="true"', '="false"'))).toEqual(['error  bpmn.no-process']);
    expect(await findingsOf(bpmnText(around(task)).replace(' id="P"', ''))).toEqual(['error  bpmn.no-process-id']);
  });

  it('gives equal checksums to equal texts, whatever their line ends', async () => {
    const text = bpmnText(around(task));
    const checksum = async (source: string) => (await read(source)).processes[0]?.graph.checksum;
    expect(await checksum(text)).toMatch(/^[0-9a-f]{64}$/);
    expect(await checksum(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe(await checksum(text));
    expect(await checksum(text.replace('<task', '<manualTask'))).not.toBe(await checksum(text));
  });
});

describe('a file that is no BPMN 2.0', () => {
  it.each([
    ['empty', ''],
    ['text', 'hello'],
    ['HTML', '<html><body/></html>'],
    ['BPMN without its namespace', '<definitions><process id="P"/></definitions>'],
    ['cut off', bpmnText(around(task)).slice(0, 400)],
    ['bytes', Uint8Array.from({ length: 500 }, (_, index) => index % 256)],
  ])('(%s) is an error without an element', async (_name, source) => {
    const findings = await findingsOf(source);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatch(/^error {2}bpmn\.(no-bpmn|unreadable)$/);
  });

  it('cannot hide an entity bomb or an external entity', async () => {
    const doctype = '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>';
    expect(await findingsOf(bpmnText(around(task)).replace('?>', `?>${doctype}`))).toEqual(['error  bpmn.unreadable']);
    expect(await findingsOf(bpmnText(around(task), '<!-- <!DOCTYPE x> -->'))).toEqual([]);
    expect(
      await findingsOf(bpmnText(around('<task id="T"><documentation><![CDATA[<!DOCTYPE x>]]></documentation></task>'))),
    ).toEqual([]);
  });

  it('cannot exhaust memory or stack', async () => {
    const deep = '<subProcess>'.repeat(10_000) + '</subProcess>'.repeat(10_000);
    expect(await findingsOf(bpmnText(deep))).toEqual(['error  bpmn.unreadable']);
    expect(await findingsOf('<a '.repeat(1_000_000))).toEqual([expect.stringMatching(/^error {2}/)]);
    expect(await findingsOf(Buffer.alloc(20_000_001, ' '))).toEqual(['error  bpmn.unreadable']);
  });

  it('is not taken for deep because of ">" in attributes', async () => {
    const many = Array.from({ length: 300 }, (_, index) => `<dataObject id="D${index}" name="x > ${index}"/>`).join('');
    expect(await findingsOf(bpmnText(around(task, many)))).toEqual([]);
  });
});

describe('encodings', () => {
  const name = 'Văn bản đến — ý kiến';
  const text = (encoding: string) => bpmnText(around(`<task id="T" name="${name}"/>`)).replace('UTF-8', encoding);
  const nameIn = async (source: Uint8Array) => (await read(source)).processes[0]?.graph.nodes['T']?.name;

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

describe('compileProcess', () => {
  it('leaves the lint rules out, so that what runs goes on running', async () => {
    const text = bpmnText(`${around('<userTask id="T"/>')}<task id="Lost"/>`);
    expect(await findingsOf(text)).toContain('error Lost bpmn.unreachable');
    expect(Object.keys((await compileProcess(text, 'P')).nodes)).toEqual(['P', 'Start', 'T', 'End', 'Lost']);
  });

  it('throws our own error with every reason', async () => {
    await expect(compileProcess(bpmnText(around('<scriptTask id="T"/>')), 'P')).rejects.toThrow(UnusableBpmnFileError);
    await expect(compileProcess(bpmnText(around(task)), 'Q')).rejects.toThrow('no process "Q"');
    await expect(compileProcess('hello', 'P')).rejects.toMatchObject({
      code: 'bpmn.unusable-file',
      kind: 'invalid',
      findings: [expect.objectContaining({ element: '', code: 'bpmn.no-bpmn' })],
    });
  });

  it('gives the same graph as readProcesses, as plain data', async () => {
    const text = bpmnText(
      around(
        `<subProcess id="T">
          <startEvent id="S"/><endEvent id="E"/><sequenceFlow sourceRef="S" targetRef="E"/>
        </subProcess>`,
      ),
    );
    const graph = await compileProcess(text, 'P');
    expect((await read(text)).processes[0]?.graph).toEqual(graph);
    expect(JSON.parse(JSON.stringify(graph))).toEqual(graph);
  });
});

describe('ids', () => {
  it('that are missing are generated, the same each time', async () => {
    const text = bpmnText(
      `<startEvent id="S"/><task id="T"/><endEvent id="E"/><task/>
       <sequenceFlow sourceRef="S" targetRef="T"/>
       <sequenceFlow sourceRef="T" targetRef="E"/>
       <sequenceFlow sourceRef="T" targetRef="E"/>`,
    );
    const graph = await compileProcess(text, 'P');
    expect(Object.keys(graph.flows)).toEqual(['S~T~1~gen', 'T~E~1~gen', 'T~E~2~gen']);
    expect(Object.keys(graph.nodes)).toEqual(['P', 'S', 'T', 'E', 'task~1~gen']);
    expect(graph.nodes['T']).toMatchObject({ incoming: ['S~T~1~gen'], outgoing: ['T~E~1~gen', 'T~E~2~gen'] });
  });

  it('that occur twice are an error', async () => {
    expect(await findingsOf(bpmnText(`${around(task)}<task id="T"/>`))).toEqual(['error  bpmn.unparsable']);
  });
});

describe('what moddle cannot read or resolve', () => {
  it('is an error at the element', async () => {
    const broken = `<startEvent id="Start"/>
      <userTask id="T" default="Nope" camunda:assignee="a" camunda:dueDate="= d" camunda:foo="1">
      <extensionElements><camunda:unknown/></extensionElements></userTask><fooTask id="F"/>
      <intermediateCatchEvent id="C"><messageEventDefinition id="M" messageRef="Gone"/></intermediateCatchEvent>
      <boundaryEvent id="B" attachedToRef="Gone"><timerEventDefinition/></boundaryEvent>
      <endEvent id="End"/>${flows('Start-T', 'T-C', 'C-End', 'T-Gone')}`;
    expect(await findingsOf(bpmnText(broken))).toEqual([
      'error  bpmn.unparsable',
      'error  bpmn.unparsable',
      'error B bpmn.unresolved',
      'error C bpmn.unresolved',
      'error T bpmn.unresolved',
      'error T-Gone bpmn.unresolved',
      'warning T bpmn.unknown-attribute',
    ]);
  });
});
