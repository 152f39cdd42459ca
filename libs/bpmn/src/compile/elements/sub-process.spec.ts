import { around, bpmnText, findingsOf, flows } from '../../testing/bpmn-text.js';
import { bare, compiled, graphOf } from '../../testing/compiled.js';

const inner = `<startEvent id="S"/><task id="X"/><endEvent id="E"/>${flows('S-X', 'X-E')}`;

describe('a sub-process', () => {
  it('is a scope of its own', async () => {
    const graph = await graphOf(around(`<subProcess id="T">${inner}</subProcess>`));
    expect(graph.nodes['T']).toEqual({ ...bare, type: 'subProcess', starts: ['S'], eventSubProcesses: [] });
    expect(graph.nodes['X']).toMatchObject({ scope: 'T', incoming: ['S-X'], outgoing: ['X-E'] });
    expect(graph.flows['S-X']).toEqual({ id: 'S-X', source: 'S', target: 'X' });
  });

  it('cannot be left by a sequence flow', async () => {
    const leaving = '<startEvent id="S"/><task id="X"/>';
    const text = bpmnText(around(`<subProcess id="T">${leaving}${flows('S-X', 'X-End')}</subProcess>`));
    expect(await findingsOf(text)).toEqual(['error X-End bpmn.crossing-flow']);
  });

  it('without start event begins with all that no flow leads to, and is refused for deployment', async () => {
    const element = `<subProcess id="T"><task id="A"/><task id="B"/><task id="C"/>${flows('B-C')}
      <task id="Undo" isForCompensation="true"/><receiveTask id="R" instantiate="true"/></subProcess>`;
    expect(await compiled(element)).toMatchObject({ starts: ['A', 'B'] });
    expect(await compiled('<subProcess id="T"><task id="A"/></subProcess>')).toMatchObject({ starts: ['A'] });
    expect(await findingsOf(bpmnText(around('<subProcess id="T"><task id="A"/></subProcess>')))).toEqual([
      'error T bpmn.no-start',
    ]);
  });

  it('may be a transaction', async () => {
    expect(await compiled(`<transaction id="T">${inner}</transaction>`)).toEqual({
      ...bare,
      type: 'transaction',
      starts: ['S'],
      eventSubProcesses: [],
    });
  });
});

describe('an event sub-process', () => {
  const start = (attributes: string, trigger: string) =>
    `<subProcess id="Event" triggeredByEvent="true"><startEvent id="ES" ${attributes}>${trigger}</startEvent>
     <endEvent id="EE"/>${flows('ES-EE')}</subProcess>`;
  const signal = '<signalEventDefinition signalRef="Sig"/>';
  const definitions = '<signal id="Sig" name="sig"/><error id="Err" errorCode="E"/>';

  it('is known to its scope, and its start says whether it interrupts', async () => {
    const graph = await graphOf(around('<task id="T"/>', start('isInterrupting="false"', signal)), definitions);
    expect(graph.root).toMatchObject({ starts: ['Start'], eventSubProcesses: ['Event'] });
    expect(graph.nodes['Event']).toMatchObject({ type: 'eventSubProcess', starts: [], incoming: [] });
    expect(graph.nodes['ES']).toMatchObject({ interrupting: false, trigger: { kind: 'signal', signal: 'sig' } });
    const interrupting = await graphOf(around('<task id="T"/>', start('', signal)), definitions);
    expect(interrupting.nodes['ES']).toMatchObject({ interrupting: true });
    expect(interrupting.nodes['Start']).not.toHaveProperty('interrupting');
  });

  it('for an error interrupts, and a file that says otherwise is warned', async () => {
    const error = start('isInterrupting="false"', '<errorEventDefinition errorRef="Err"/>');
    const text = bpmnText(around('<task id="T"/>', error), definitions);
    expect(await findingsOf(text)).toContain('warning ES bpmn.always-interrupting');
  });

  it.each([
    ['no trigger', start('', '')],
    ['two starts', start('', `${signal}</startEvent><startEvent id="S2">${signal}`)],
    ['no start', '<subProcess id="Event" triggeredByEvent="true"><task id="X"/></subProcess>'],
  ])('with %s is refused for deployment', async (_name, element) => {
    const findings = await findingsOf(bpmnText(around('<task id="T"/>', element), definitions));
    expect(findings).toContain('error Event bpmn.no-start');
  });
});

describe('an ad-hoc sub-process', () => {
  const adHoc = (attributes: string, content: string) =>
    `<adHocSubProcess id="T" ${attributes}>${content}</adHocSubProcess>`;

  it('offers the activities that no flow leads to', async () => {
    const content = `<task id="A"/><task id="B"/>${flows('A-B')}<task id="C"/>
      <task id="Undo" isForCompensation="true"/><subProcess id="Event" triggeredByEvent="true"/>
      <intermediateThrowEvent id="N"/><completionCondition>= enough</completionCondition>`;
    expect(await compiled(adHoc('ordering="Sequential" cancelRemainingInstances="false"', content))).toEqual({
      ...bare,
      type: 'adHocSubProcess',
      starts: [],
      eventSubProcesses: ['Event'],
      choices: ['A', 'C'],
      ordering: 'sequential',
      completionCondition: '= enough',
      cancelRemainingInstances: false,
    });
    expect(await compiled(adHoc('', '<task id="A"/>'))).toMatchObject({
      ordering: 'parallel',
      cancelRemainingInstances: true,
    });
  });

  it.each([
    ['<startEvent id="S"/><task id="A"/>', 'start-in-ad-hoc'],
    ['', 'no-choice'],
  ])('with "%s" inside is refused for deployment', async (content, code) => {
    expect(await findingsOf(bpmnText(around(adHoc('', content))))).toContain(`error T bpmn.${code}`);
  });
});
