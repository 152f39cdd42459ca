import { UnusableBpmnFileError } from './findings.js';
import { compileProcess, processKeys, readProcesses } from './read-processes.js';
import { around, bpmnText, extensions, findingsOf } from './testing/bpmn-text.js';

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
      decisions: [],
      users: [{ element: 'T', name: 'cuongpv' }],
      groups: [{ element: 'T', name: 'leader' }],
      calendars: [],
    });
  });

  it('lists all findings at once, and what the file refers to even so', async () => {
    const { processes, findings } = await read(
      bpmnText(around('<serviceTask id="T"/>', '<userTask id="Lost" camunda:formKey="f"/><choreographyTask id="G"/>')),
    );
    expect(processes[0]?.references.forms).toEqual([{ element: 'Lost', key: 'f' }]);
    expect(findings.map(({ where, code }) => `${where} ${code}`)).toEqual([
      'test.bpmn:G bpmn.unsupported',
      'test.bpmn:Lost bpmn.unreachable',
      'test.bpmn:T bpmn.no-topic',
      'test.bpmn:Lost bpmn.no-owner',
      'test.bpmn:Lost bpmn.no-due-date',
    ]);
    expect(findings[2]).toEqual({
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
    expect(await findingsOf(bpmnText(around(task)).replace(' id="P"', ''))).toEqual([
      'error  bpmn.no-process-id',
    ]);
  });

  it('gives equal checksums to equal texts, whatever their line ends', async () => {
    const text = bpmnText(around(task));
    const checksum = async (source: string) => (await read(source)).processes[0]?.graph.checksum;
    expect(await checksum(text)).toMatch(/^[0-9a-f]{64}$/);
    expect(await checksum(`\uFEFF${text.replaceAll('\n', '\r\n')}`)).toBe(await checksum(text));
    expect(await checksum(text.replace('<task', '<manualTask'))).not.toBe(await checksum(text));
  });
});

describe('compileProcess', () => {
  it('leaves the lint rules out, so that what runs goes on running', async () => {
    const text = bpmnText(`${around('<userTask id="T"/>')}<task id="Lost"/>`);
    expect(await findingsOf(text)).toContain('error Lost bpmn.unreachable');
    expect(Object.keys((await compileProcess(text, 'P')).nodes)).toEqual(['P', 'Start', 'T', 'End', 'Lost']);
  });

  it('throws our own error with every reason', async () => {
    const misplaced = '<intermediateCatchEvent id="T"><terminateEventDefinition/></intermediateCatchEvent>';
    await expect(compileProcess(bpmnText(around(misplaced)), 'P')).rejects.toThrow(UnusableBpmnFileError);
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

describe('several processes in one file', () => {
  const process = (id: string, attributes: string, content = '') =>
    `<process id="${id}" ${attributes}>${content}</process>`;
  const file = (...processes: string[]) => bpmnText('').replace(/<process .*<\/process>/, processes.join(''));
  const keyOf = async (text: string, key?: string) => (await compileProcess(text, key)).key;

  it('are listed with what the file says of them', async () => {
    expect(await processKeys(file(process('A', 'name="a"'), process('B', 'isExecutable="false"')))).toEqual([
      { key: 'A', name: 'a' },
      { key: 'B', isExecutable: false },
    ]);
    await expect(processKeys('hello')).rejects.toThrow(UnusableBpmnFileError);
  });

  it('are chosen by key, else the first that is executable, else the first', async () => {
    const both = file(process('A', ''), process('B', 'isExecutable="true"'));
    expect(await keyOf(both, 'A')).toBe('A');
    expect(await keyOf(both)).toBe('B');
    expect(await keyOf(file(process('A', ''), process('B', 'isExecutable="false"')))).toBe('A');
    await expect(compileProcess(file())).rejects.toThrow('no process');
  });

  it('do not suffer from what is wrong in another', async () => {
    const broken = `<startEvent id="S"/><sequenceFlow id="F" sourceRef="S" targetRef="Gone"/>
      <subProcess id="Sub"><startEvent id="X"><timerEventDefinition/></startEvent></subProcess>`;
    const text = file(process('A', '', broken), process('B', 'isExecutable="true"', around(task)));
    expect(await findingsOf(text)).toEqual(['warning F bpmn.unresolved']);
    expect(await keyOf(text, 'B')).toBe('B');
    await expect(compileProcess(text, 'A')).rejects.toThrow('Gone');
  });

  it('may have no id, and are refused for deployment then', async () => {
    const text = file('<process isExecutable="true"><startEvent id="S"/></process>');
    expect(await keyOf(text)).toBe('process~1~gen');
    expect(await findingsOf(text)).toEqual(['error  bpmn.no-process-id']);
  });
});

describe('what a process refers to', () => {
  it('is listed with the element that does', async () => {
    const listener = extensions('<camunda:executionListener event="end" class="a.Listener"/>');
    const text = bpmnText(
      around(
        `<businessRuleTask id="T" camunda:decisionRef="urgency">${listener}</businessRuleTask>`,
        `<sendTask id="Send" camunda:class="a.Sender"/><serviceTask id="Sum" camunda:expression="= 1 + 1"/>
         <businessRuleTask id="Any" camunda:decisionRef="\${which}"/>
         <callActivity id="Call" calledElement="reply" camunda:calledElementBinding="deployment"/>
         <callActivity id="CallAny" calledElement="= which"/>
         <userTask id="Ask" camunda:assignee="an" camunda:dueDate="= working days after(now(), 2, &quot;KT&quot;)"/>
         <userTask id="Odd" camunda:assignee="an" camunda:dueDate="= working days after(now(), 2, &quot;TC&quot;"/>
         <endEvent id="Told"><messageEventDefinition camunda:topic="mail"/></endEvent>`,
      ),
    );
    const { references } = (await read(text)).processes[0] ?? {};
    expect(references).toMatchObject({
      topics: [
        { element: 'T', topic: 'a.Listener' },
        { element: 'Send', topic: 'a.Sender' },
        { element: 'Told', topic: 'mail' },
      ],
      decisions: [{ element: 'T', key: 'urgency', binding: 'latest' }],
      called: [{ element: 'Call', key: 'reply', binding: 'deployment' }],
      calendars: [{ element: 'Ask', name: 'KT' }],
    });
  });
});
