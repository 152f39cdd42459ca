import { around, bpmnText, extensions, findingsOf, flow, flows, input, mappedTask } from '../testing/bpmn-text.js';

const owned = 'camunda:assignee="a" camunda:dueDate="= dueAt"';

describe('start and end', () => {
  it('need one start event without trigger in every scope', async () => {
    expect(await findingsOf(bpmnText('<task id="T"/>'))).toEqual(['error P bpmn.no-start']);
    expect(await findingsOf(bpmnText(`${around('<task id="T"/>')}<startEvent id="S2"/>${flows('S2-T')}`))).toEqual([
      'error P bpmn.several-starts',
      'warning T bpmn.fake-join',
    ]);
    expect(await findingsOf(bpmnText(around('<subProcess id="T"><task id="X"/></subProcess>')))).toEqual([
      'error T bpmn.no-start',
    ]);
  });

  it('a scope in which every path goes round can never end', async () => {
    expect(await findingsOf(bpmnText(`<startEvent id="S"/><task id="T"/>${flows('S-T', 'T-T')}`))).toContainEqual(
      'error P bpmn.endless',
    );
  });

  it('flows do not lead into a start or out of an end', async () => {
    const text = bpmnText(`<startEvent id="S"/><endEvent id="E"/><task id="T"/>${flows('S-E', 'E-T', 'T-S')}`);
    expect(await findingsOf(text)).toEqual([
      'error E bpmn.flow-out-of-end',
      'error P bpmn.endless',
      'error S bpmn.flow-into-event',
    ]);
  });

  it('a node that no path leads to is an error', async () => {
    expect(await findingsOf(bpmnText(around('<task id="T"/>', `<task id="X"/><task id="Y"/>${flows('X-Y')}`)))).toEqual(
      ['error X bpmn.unreachable', 'error Y bpmn.unreachable'],
    );
  });

  it('a sequence flow that lacks an end is an error', async () => {
    const text = bpmnText(around('<task id="T"/>', '<sequenceFlow id="F" sourceRef="T"/>'));
    expect(await findingsOf(text)).toEqual(['error F bpmn.loose-flow']);
  });
});

describe('boundary events', () => {
  const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';

  it('are attached to an activity of their scope', async () => {
    const boundary = (attached: string) =>
      findingsOf(
        bpmnText(
          around('<task id="T"/>', `<boundaryEvent id="B" ${attached}>${timer}</boundaryEvent>${flows('B-End')}`),
        ),
      );
    expect(await boundary('attachedToRef="T"')).toEqual(['warning End bpmn.fake-join']);
    expect(await boundary('')).toContainEqual('error B bpmn.unattached');
    expect(await boundary('attachedToRef="Start"')).toContainEqual('error B bpmn.unattached');
  });
});

describe('error boundary events', () => {
  const errors = '<error id="A" name="a" errorCode="A"/><error id="B" name="b" errorCode="B"/>';
  const boundary = (id: string, attributes: string, error = '') => `<boundaryEvent id="${id}" ${attributes}>
    <errorEventDefinition ${error}/></boundaryEvent>${flows(`${id}-${id}End`)}<endEvent id="${id}End"/>`;
  const on = (...events: string[]) => findingsOf(bpmnText(around('<task id="T"/>', events.join('')), errors));

  it('of one activity catch different errors', async () => {
    const [a, b, all] = ['errorRef="A"', 'errorRef="B"', ''];
    const T = 'attachedToRef="T"';
    expect(await on(boundary('X', T, a), boundary('Y', T, b), boundary('Z', T, all))).toEqual([]);
    expect(await on(boundary('X', T, a), boundary('Y', T, a))).toContainEqual('error Y bpmn.caught-twice');
    expect(await on(boundary('X', T, all), boundary('Y', T, all))).toContainEqual('error Y bpmn.caught-twice');
  });

  it('interrupt, and a file that says otherwise is warned', async () => {
    const event = boundary('X', 'attachedToRef="T" cancelActivity="false"', 'errorRef="A"');
    expect(await on(event, boundary('Y', 'attachedToRef="T"', 'errorRef="B"'))).toEqual([
      'warning X bpmn.always-interrupting',
    ]);
  });
});

describe('conditions', () => {
  const gateway = (attributes: string, sequence: string) =>
    findingsOf(
      bpmnText(
        `<startEvent id="S"/><exclusiveGateway id="G" ${attributes}/><endEvent id="A"/><endEvent id="B"/>
         ${flows('S-G')}${sequence}`,
      ),
    );

  it('are needed on every way out of an exclusive gateway but the default', async () => {
    expect(await gateway('default="G-B"', flow('G-A', '= x') + flow('G-B'))).toEqual([]);
    expect(await gateway('', flow('G-A', '= x') + flow('G-B', '= not(x)'))).toEqual(['warning G bpmn.no-default']);
    expect(await gateway('', flow('G-A', '= x') + flow('G-B'))).toEqual([
      'error G-B bpmn.no-condition',
      'warning G bpmn.no-default',
    ]);
    expect(await gateway('default="G-B"', flow('G-A', '= x') + flow('G-B', '= y'))).toEqual([
      'warning G-B bpmn.ignored-condition',
    ]);
    expect(await gateway('default="S-G"', flow('G-A', '= x') + flow('G-B', '= y'))).toEqual([
      'error G bpmn.foreign-default',
    ]);
  });

  it('on the way out of a parallel gateway are pointless, out of a task are a choice', async () => {
    const split = (element: string) =>
      findingsOf(
        bpmnText(
          `<startEvent id="S"/>${element}<endEvent id="A"/><endEvent id="B"/>
           ${flows('S-G')}${flow('G-A', '= x')}${flow('G-B', '= y')}`,
        ),
      );
    expect(await split('<parallelGateway id="G"/>')).toEqual([
      'warning G-A bpmn.ignored-condition',
      'warning G-B bpmn.ignored-condition',
    ]);
    expect(await split('<task id="G"/>')).toEqual(['warning G bpmn.no-default']);
  });

  it('must be expressions that can be read', async () => {
    expect(await gateway('default="G-B"', flow('G-A', 'approve') + flow('G-B'))).toEqual([
      'error G-A bpmn.bad-literal',
    ]);
    expect(await gateway('default="G-B"', flow('G-A', '= a = ') + flow('G-B'))).toEqual([
      'error G-A bpmn.bad-expression',
    ]);
    expect(await gateway('default="G-B"', flow('G-A', '${a ==}') + flow('G-B'))).toEqual([
      'error G-A bpmn.bad-expression',
    ]);
  });
});

describe('user tasks', () => {
  it('need an owner and should have a deadline', async () => {
    expect(await findingsOf(bpmnText(around('<userTask id="T"/>')))).toEqual([
      'error T bpmn.no-owner',
      'warning T bpmn.no-due-date',
    ]);
    expect(await findingsOf(bpmnText(around(`<userTask id="T" ${owned}/>`)))).toEqual([]);
  });
});

describe('literals in the place of an expression', () => {
  it.each([
    'camunda:dueDate="2026-11-21T17:00:00"',
    'camunda:dueDate="P1D"',
    'camunda:followUpDate="tomorrow"',
    'camunda:priority="high"',
  ])('of a task are checked: %s', async (attribute) => {
    const task = `<userTask id="T" camunda:assignee="a" ${attribute}/>`;
    expect((await findingsOf(bpmnText(around(task)))).filter((finding) => finding.startsWith('error'))).toEqual([
      'error T bpmn.bad-literal',
    ]);
  });

  it.each([
    ['7', []],
    ['= urgency', []],
    ['high', ['error T bpmn.bad-literal']],
    ['1.5', ['error T bpmn.bad-literal']],
    ['3000000000', ['error T bpmn.bad-literal']],
  ])('of a priority among external tasks are checked: %s', async (value, findings) => {
    const task = `<serviceTask id="T" camunda:type="external" camunda:topic="x" camunda:taskPriority="${value}"/>`;
    expect(await findingsOf(bpmnText(around(task)))).toEqual(findings);
  });

  it.each([
    ['timeDate', '2026-11-21T17:00:00+07:00', []],
    ['timeDate', '2026-11-21T17:00:00', ['error T bpmn.bad-literal']],
    ['timeDuration', 'PT8H', []],
    ['timeDuration', '8 hours', ['error T bpmn.bad-literal']],
    ['timeDuration', '= escalateAfter', []],
  ])('of a timer are checked: %s %s', async (kind, value, findings) => {
    const timer = `<intermediateCatchEvent id="T">
      <timerEventDefinition><${kind}>${value}</${kind}></timerEventDefinition></intermediateCatchEvent>`;
    expect(await findingsOf(bpmnText(around(timer)))).toEqual(findings);
  });

  it.each([
    ['R3/PT10M', []],
    ['R1/P1D', []],
    ['R0/PT10M', ['error T bpmn.bad-literal']],
    ['R/PT10M', ['error T bpmn.bad-literal']],
    ['R3/PT0S', ['error T bpmn.bad-literal']],
    ['R3/2026-11-21T10:00:00Z/PT10M', ['error T bpmn.bad-literal']],
    ['three times', ['error T bpmn.bad-literal']],
    ['= cycle', ['error T bpmn.bad-literal']],
    ['R${times}/PT10M', ['error T bpmn.bad-literal']],
  ])('of retries are checked, and cannot be expressions: %s', async (retry, findings) => {
    const cycle = extensions(`<camunda:failedJobRetryTimeCycle>${retry}</camunda:failedJobRetryTimeCycle>`);
    const task = `<serviceTask id="T" camunda:topic="x">${cycle}</serviceTask>`;
    expect(await findingsOf(bpmnText(around(task)))).toEqual(findings);
  });

  it('of collections and parameters are checked', async () => {
    const repeated = (collection: string) =>
      `<task id="T"><multiInstanceLoopCharacteristics camunda:collection="${collection}"/></task>`;
    expect(await findingsOf(bpmnText(around(repeated('a, b'))))).toEqual(['error T bpmn.bad-literal']);
    expect(await findingsOf(bpmnText(around(repeated('units'))))).toEqual([]);
    expect(await findingsOf(bpmnText(around(mappedTask(input('a', '= a +')))))).toEqual([
      'error T bpmn.bad-expression',
    ]);
    expect(await findingsOf(bpmnText(around(mappedTask(input('a', 'any text')))))).toEqual([]);
  });
});

describe('matters of style', () => {
  it('are warnings, from the core rules of bpmnlint', async () => {
    const text = bpmnText(
      `<startEvent id="S"/><exclusiveGateway id="G"/><task id="T"/><endEvent id="E"/><endEvent id="E2"/>
       ${flows('S-G', 'G-T', 'T-E', 'T-E2')}`,
      '<message id="Unused" name="unused"/>',
    );
    expect(await findingsOf(text)).toEqual([
      'warning G bpmn.superfluous-gateway',
      'warning T bpmn.no-implicit-split',
      'warning Unused bpmn.global',
    ]);
  });

  it('of one file say nothing about the next', async () => {
    const text = bpmnText(around('<task id="T"/>'));
    await findingsOf(text);
    expect(await findingsOf(text)).toEqual([]);
  });
});
