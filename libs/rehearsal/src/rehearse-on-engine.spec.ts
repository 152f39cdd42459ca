import type { JsonObject } from '#foundation';
import { play } from './testing/play.js';

const inSeries = (...elements: string[]) =>
  `<startEvent id="S"/>${elements.join('')}<endEvent id="E"/>
  ${['S', ...elements.map((element) => /id="(\w+)"/.exec(element)?.[1]), 'E']
    .map((id, index, all) => (index === 0 ? '' : `${all[index - 1]} > ${id}`))
    .join('\n')}\n`;
const duration = (text: string) =>
  `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${text}</timeDuration></timerEventDefinition>`;

describe('what completes by itself', () => {
  it.each([
    ['a service task without work', '<serviceTask id="T"/>'],
    ['a Java delegate', '<serviceTask id="T" camunda:class="org.example.Delegate"/>'],
    ['a delegate expression', '<serviceTask id="T" camunda:delegateExpression="${mailer}"/>'],
    ['a call of a bean', '<serviceTask id="T" camunda:expression="${mailer.send(order)}"/>'],
    ['an expression over what is not there', '<serviceTask id="T" camunda:expression="${order.total}"/>'],
    ['a send task', '<sendTask id="T" camunda:type="external" camunda:topic="mail"/>'],
    ['a script in an unknown language', '<scriptTask id="T" scriptFormat="groovy"><script>x()</script></scriptTask>'],
    ['a script that needs a bean', '<scriptTask id="T" scriptFormat="javascript"><script>mailer.send()</script></scriptTask>'],
    ['a business rule task with a class', '<businessRuleTask id="T" camunda:class="org.example.Rules"/>'],
    ['a decision that is not there', '<businessRuleTask id="T" camunda:decisionRef="duty"/>'],
    ['a task with a listener', '<serviceTask id="T"><extensionElements><camunda:executionListener event="start" class="a.B"/></extensionElements></serviceTask>'],
    ['an asynchronous task', '<serviceTask id="T" camunda:asyncBefore="true" camunda:asyncAfter="true"/>'],
  ])('%s', async (_, task) => {
    expect(await play(inSeries(task))).toMatchObject({
      trace: 'S+ S- T+ T- E+ E-',
      open: [],
      ended: true,
      outcome: 'completed',
      error: null,
    });
  });

  it('but scripts and expressions that can be run are', async () => {
    const played = await play(
      inSeries(
        '<scriptTask id="A" scriptFormat="javascript" camunda:resultVariable="a"><script>execution.setVariable("b", n + 1); n * 2</script></scriptTask>',
        '<scriptTask id="B" scriptFormat="feel" camunda:resultVariable="c"><script>a + b</script></scriptTask>',
        '<serviceTask id="C" camunda:expression="${c + 1}" camunda:resultVariable="d"/>',
      ),
      { variables: { n: 2 } },
    );
    expect(played.variables).toEqual({ n: 2, a: 4, b: 3, c: 7, d: 8 });
  });

  it('without touching the variable that would take what it brings home', async () => {
    const task = '<serviceTask id="T" camunda:class="a.B" camunda:resultVariable="ok"/>';
    expect((await play(inSeries(task), { variables: { ok: true } })).variables).toEqual({ ok: true });
  });

  it('decisions that lie beside the model are asked', async () => {
    const dmn = `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:test">
      <decision id="duty" name="duty"><literalExpression id="l"><text>n + 1</text></literalExpression>
      <variable id="v" name="result"/></decision></definitions>`;
    const task = '<businessRuleTask id="T" camunda:decisionRef="duty" camunda:mapDecisionResult="singleEntry" camunda:resultVariable="r"/>';
    const played = await play(inSeries(task), { variables: { n: 1 } }, { files: { 'duty.dmn': dmn } });
    expect(played).toMatchObject({ error: null, variables: { r: 2 } });
  });
});

describe('held tasks', () => {
  it.each([
    '<serviceTask id="T" camunda:expression="${n}"/>',
    '<sendTask id="T" camunda:class="a.B"/>',
    '<scriptTask id="T" scriptFormat="feel"><script>1</script></scriptTask>',
    '<businessRuleTask id="T" camunda:decisionRef="duty"/>',
  ])('wait for their job: %s', async (task) => {
    const script = { hold: ['T'] };
    expect(await play(inSeries(task), script)).toMatchObject({ trace: 'S+ S- T+', open: ['T'], ended: false, outcome: null });
    const done = await play(inSeries(task), { ...script, steps: [{ job: 'T', output: { x: 1 } }] });
    expect(done).toMatchObject({ trace: 'S+ S- T+ T- E+ E-', variables: { x: 1 } });
  });

  it('fail with an error that the model catches', async () => {
    const model = `${inSeries('<serviceTask id="T" camunda:class="a.B"/>')}
      <boundaryEvent id="B" attachedToRef="T"><errorEventDefinition/></boundaryEvent><userTask id="U"/>
      B > U`;
    const played = await play(model, { hold: ['T'], steps: [{ error: 'T', code: 'BAD' }] });
    expect(played).toMatchObject({ trace: 'S+ S- T+ Tx B+ B- U+', open: ['U'], error: null });
  });

  it('that nothing waits at are an error that tells what is open', async () => {
    const played = await play(inSeries('<userTask id="U"/>'), { steps: [{ job: 'T' }, { complete: 'U' }] });
    expect(played).toMatchObject({
      open: ['U'],
      error: { code: 'rehearsal.nothing-open', message: 'nothing is open for T. Open: U.', element: 'T', step: 0 },
    });
  });
});

describe('time', () => {
  const model = `${inSeries('<userTask id="U"/>')}
    <boundaryEvent id="Late" attachedToRef="U">${duration('PT2H')}</boundaryEvent>
    <boundaryEvent id="Remind" attachedToRef="U" cancelActivity="false"><timerEventDefinition>
      <timeCycle xsi:type="tFormalExpression">R2/PT30M</timeCycle></timerEventDefinition></boundaryEvent>`;

  it('fires what falls due on the way, in its order, and lists each firing once', async () => {
    const played = await play(model, { steps: [{ advance: 'PT45M' }, { advance: 'PT2H' }] });
    expect(played).toMatchObject({ trace: 'S+ S- U+ Remind+ Remind- Remind+ Remind- Ux Late+ Late-', ended: true });
  });

  it('does not list armed boundary events as open', async () => {
    expect((await play(model)).open).toEqual(['U']);
  });

  it('of a loop that takes none is stopped', async () => {
    const loop = `<startEvent id="S"/><serviceTask id="T" camunda:class="a.B"/>
      S > T
      T > G
      G > T
      <exclusiveGateway id="G"/>`;
    expect((await play(loop)).error).toMatchObject({ code: 'rehearsal.endless' });
  });
});

describe('several instances', () => {
  const pools = {
    definitions: `<message id="Message_1" name="order"/><signal id="Signal_1" name="alarm"/>
      <process id="Customer" isExecutable="true">${inSeries(
        '<intermediateThrowEvent id="Order"><messageEventDefinition messageRef="Message_1"/></intermediateThrowEvent>',
        '<intermediateCatchEvent id="Alarm"><signalEventDefinition signalRef="Signal_1"/></intermediateCatchEvent>',
      )}</process>
      <process id="Shop" isExecutable="true"><startEvent id="Ordered"><messageEventDefinition messageRef="Message_1"/></startEvent>
        <userTask id="Pack"/><endEvent id="Ring"><signalEventDefinition signalRef="Signal_1"/></endEvent>
        Ordered > Pack
        Pack > Ring
      </process>`,
  };

  it('talk by messages and signals, and are over when all have ended', async () => {
    expect(await play(pools)).toMatchObject({ open: ['Alarm', 'Pack'], ended: false });
    expect(await play(pools, { steps: [{ complete: 'Pack' }] })).toMatchObject({
      trace: 'S+ S- Order+ Order- Alarm+ Ordered+ Ordered- Pack+ Pack- Ring+ Ring- Alarm- E+ E-',
      open: [],
      ended: true,
    });
  });

  it('of one process begin by the message that the first step brings, with the variables of the script', async () => {
    const played = await play(pools, {
      process: 'Shop',
      variables: { a: 1 },
      steps: [{ message: 'Message_1', variables: { b: 2 } }],
    });
    expect(played).toMatchObject({ trace: 'Ordered+ Ordered- Pack+', variables: { a: 1, b: 2 } });
  });

  it('begin by hand where the first step begins another process', async () => {
    const model = { definitions: `${pools.definitions}<message id="Message_2" name="other"/>
      <process id="Idle" isExecutable="true"><startEvent id="Woken"><messageEventDefinition messageRef="Message_2"/></startEvent>
      </process>` };
    const played = await play(model, { process: 'Idle', steps: [{ message: 'order' }] });
    expect(played.trace).toBe('Woken+ Woken- Ordered+ Ordered- Pack+');
  });

  it('begin at their first start event where the first step is about something else', async () => {
    expect(await play(pools, { process: 'Shop', steps: [{ complete: 'Pack' }] })).toMatchObject({ ended: true, error: null });
  });

  it('begin by hand where the first step does not reach the start timer, which then begins no other', async () => {
    const model = `<startEvent id="S"><timerEventDefinition><timeDate xsi:type="tFormalExpression">2030-01-01T00:00:00Z</timeDate>
      </timerEventDefinition></startEvent><userTask id="U"/>
      S > U`;
    const played = await play(model, { steps: [{ advance: 'P1D' }, { advance: 'P9Y' }] });
    expect(played).toMatchObject({ trace: 'S+ S- U+', open: ['U'] });
  });

  it('begin as often as a start timer fires', async () => {
    const model = `<startEvent id="S"><timerEventDefinition><timeCycle xsi:type="tFormalExpression">R2/PT1H</timeCycle>
      </timerEventDefinition></startEvent><userTask id="U"/>
      S > U`;
    expect((await play(model, { steps: [{ advance: 'P1D' }] })).open).toEqual(['U', 'U']);
  });

  it('take a message that came before they waited for it', async () => {
    const steps: JsonObject[] = [{ message: 'paid', variables: { sum: 3 } }, { complete: 'U' }];
    const definitions = `<message id="M" name="paid"/><process id="P" isExecutable="true">${inSeries(
      '<userTask id="U"/>',
      '<receiveTask id="R" messageRef="M"/>',
    )}</process>`;
    expect(await play({ definitions }, { steps })).toMatchObject({ ended: true, variables: { sum: 3 } });
  });

  it('take the message with their key and no other', async () => {
    const correlation = '<extensionElements><camunda:properties><camunda:property name="correlationKey" value="= id"/></camunda:properties></extensionElements>';
    const definitions = `<message id="M" name="paid"/><process id="P" isExecutable="true">${inSeries(
      `<receiveTask id="R" messageRef="M">${correlation}</receiveTask>`,
    )}</process>`;
    const script = (key: string) => ({ variables: { id: 'a' }, steps: [{ message: 'paid', key }] });
    expect(await play({ definitions }, script('b'))).toMatchObject({ open: ['R'], error: null });
    expect(await play({ definitions }, script('a'))).toMatchObject({ ended: true });
  });
});

describe('called processes', () => {
  const caller = inSeries('<callActivity id="Call" calledElement="Child"/>');
  const boundary = `<boundaryEvent id="B" attachedToRef="Call"><errorEventDefinition/></boundaryEvent>`;
  const child = (elements: string) => `<process id="Child" isExecutable="false">${elements}</process>`;

  it('run inside the call, and their tasks are completed like all others', async () => {
    const definitions = `<process id="P" isExecutable="true">${caller}</process>${child('<userTask id="U"/>')}`;
    expect((await play({ definitions })).open).toEqual(['U']);
    expect(await play({ definitions }, { steps: [{ complete: 'U' }] })).toMatchObject({
      trace: 'S+ S- Call+ U+ U- Call- E+ E-',
      ended: true,
    });
  });

  it('that end with an error give it to the caller', async () => {
    const fails = '<startEvent id="CS"/><endEvent id="CE"><errorEventDefinition errorRef="Bad"/></endEvent>\n CS > CE\n';
    const definitions = `<error id="Bad" errorCode="BAD"/><process id="P" isExecutable="true">${caller}${boundary}</process>${child(fails)}`;
    expect(await play({ definitions })).toMatchObject({ trace: 'S+ S- Call+ CS+ CS- CE+ CE- Callx B+ B-', error: null });
  });

  it('that are not there stay open until a job or an error ends them', async () => {
    expect(await play(caller)).toMatchObject({ open: ['Call'], ended: false });
    expect(await play(caller, { steps: [{ job: 'Call' }] })).toMatchObject({ ended: true });
    expect(await play(`${caller}${boundary}`, { steps: [{ error: 'Call', code: 'X' }] })).toMatchObject({
      trace: 'S+ S- Call+ Callx B+ B-',
    });
  });

  it('go when their call is cancelled', async () => {
    const late = `<boundaryEvent id="Late" attachedToRef="Call">${duration('PT1H')}</boundaryEvent>`;
    const definitions = `<process id="P" isExecutable="true">${caller}${late}</process>${child('<userTask id="U"/>')}`;
    const played = await play({ definitions }, { steps: [{ advance: 'PT1H' }] });
    expect(played).toMatchObject({ ended: true, open: [] });
    expect(played.trace).toContain('Ux');
  });
});

describe('scopes', () => {
  it('list sub-processes, every run of a multi-instance activity and no process', async () => {
    const model = `<startEvent id="S"/><subProcess id="Sub"><userTask id="U">
      <multiInstanceLoopCharacteristics camunda:collection="units" camunda:elementVariable="unit"/></userTask></subProcess>
      S > Sub`;
    const played = await play(model, { variables: { units: ['a', 'b'] }, steps: [{ complete: 'U' }, { complete: 'U' }] });
    expect(played.trace).toBe('S+ S- Sub+ U+ U+ U- U- Sub-');
  });

  it('list every run of a standard loop', async () => {
    const model = `<startEvent id="S"/><userTask id="U"><standardLoopCharacteristics>
      <loopCondition xsi:type="tFormalExpression">\${again}</loopCondition></standardLoopCharacteristics></userTask>
      S > U`;
    const steps: JsonObject[] = [{ complete: 'U' }, { complete: 'U', variables: { again: false } }];
    expect((await play(model, { variables: { again: true }, steps })).trace).toBe('S+ S- U+ U- U+ U-');
  });

  it('start an event sub-process once it is triggered, and not before', async () => {
    const definitions = `<message id="M" name="stop"/><process id="P" isExecutable="true">${inSeries('<userTask id="U"/>')}
      <subProcess id="Sub" triggeredByEvent="true"><startEvent id="Stop"><messageEventDefinition messageRef="M"/></startEvent>
      <endEvent id="Stopped"/>
      Stop > Stopped
      </subProcess></process>`;
    expect((await play({ definitions })).open).toEqual(['U']);
    const played = await play({ definitions }, { steps: [{ message: 'stop' }] });
    expect(played).toMatchObject({ trace: 'S+ S- U+ Ux Sub+ Stop+ Stop- Stopped+ Stopped- Sub-', ended: true });
  });

  it('wait for a condition, and go on when a variable makes it true', async () => {
    const model = inSeries(
      '<parallelGateway id="G"/>',
      '<intermediateCatchEvent id="C"><conditionalEventDefinition><condition xsi:type="tFormalExpression">${n == 2}</condition></conditionalEventDefinition></intermediateCatchEvent>',
    );
    const withTask = `${model}<userTask id="U"/>
      G > U`;
    expect((await play(withTask, { variables: { n: 1 } })).open.toSorted()).toEqual(['C', 'U']);
    const steps = [{ complete: 'U', variables: { n: 2 } }];
    expect(await play(withTask, { variables: { n: 1 }, steps })).toMatchObject({ ended: true });
  });

  it('offer the activities of an ad-hoc sub-process, which begin as they are completed', async () => {
    const model = inSeries('<adHocSubProcess id="A"><userTask id="X"/><userTask id="Y"/><completionCondition xsi:type="tFormalExpression">${done}</completionCondition></adHocSubProcess>');
    expect((await play(model, { variables: { done: false } })).open).toEqual(['X', 'Y']);
    const steps: JsonObject[] = [{ complete: 'Y' }, { complete: 'X', variables: { done: true } }];
    expect(await play(model, { variables: { done: false }, steps })).toMatchObject({
      trace: 'S+ S- A+ Y+ Y- X+ X- A- E+ E-',
      ended: true,
    });
  });
});

it('reports what stopped the engine with all that happened before', async () => {
  const model = `<startEvent id="S"/><exclusiveGateway id="G"/><endEvent id="E"/>
    S > G
    <sequenceFlow id="F" sourceRef="G" targetRef="E"><conditionExpression xsi:type="tFormalExpression">\${n > 5}</conditionExpression></sequenceFlow>`;
  expect(await play(model, { variables: { n: 1 } })).toMatchObject({ ended: false, error: { code: 'engine.no-outgoing-flow', element: 'G' } });
});

it('reports a model that cannot be compiled', async () => {
  expect(await play({ definitions: '<process id="P"><userTask' })).toMatchObject({ trace: '', error: { code: 'bpmn.unusable-file' } });
});
