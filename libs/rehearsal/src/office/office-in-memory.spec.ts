import { play } from '../testing/play.js';

const signals = '<signal id="Sig" name="alarm"/>';
const timer = (text: string) =>
  `<timerEventDefinition><timeDuration xsi:type="tFormalExpression">${text}</timeDuration></timerEventDefinition>`;

it('lets what throws a signal hear it once', async () => {
  const definitions = `${signals}<process id="P" isExecutable="true"><startEvent id="S"/>
    <intermediateThrowEvent id="Throw"><signalEventDefinition signalRef="Sig"/></intermediateThrowEvent><userTask id="U"/>
    <subProcess id="Sub" triggeredByEvent="true"><startEvent id="Heard" isInterrupting="false">
      <signalEventDefinition signalRef="Sig"/></startEvent></subProcess>
    S > Throw
    Throw > U
    </process>`;
  const { trace } = await play({ definitions });
  expect(trace.match(/Heard\+/g)).toHaveLength(1);
});

it('does not give a signal to what is armed only after it was thrown', async () => {
  const definitions = `<message id="M" name="go"/>${signals}<process id="P" isExecutable="true"><startEvent id="S"/><userTask id="U"/>
    <intermediateThrowEvent id="Send"><messageEventDefinition messageRef="M"/></intermediateThrowEvent>
    <intermediateThrowEvent id="Throw"><signalEventDefinition signalRef="Sig"/></intermediateThrowEvent>
    <callActivity id="Call" calledElement="Q"/><parallelGateway id="G"/>
    S > G
    G > Call
    G > U
    U > Send
    Send > Throw
    </process>
    <process id="Q" isExecutable="false"><startEvent id="QS"/><receiveTask id="R" messageRef="M"/>
    <intermediateCatchEvent id="Later"><signalEventDefinition signalRef="Sig"/></intermediateCatchEvent>
    <subProcess id="Sub" triggeredByEvent="true"><startEvent id="Heard" isInterrupting="false">
      <signalEventDefinition signalRef="Sig"/></startEvent></subProcess>
    QS > R
    R > Later
    </process>`;
  const { trace, open, error } = await play({ definitions }, { steps: [{ complete: 'U' }] });
  expect({ open, error }).toEqual({ open: ['Later'], error: null });
  expect(trace).toContain('Heard-');
});

it('tells a caller nothing of a call that it has just cancelled', async () => {
  const definitions = `${signals}<process id="P" isExecutable="true"><startEvent id="S"/><callActivity id="Call" calledElement="Child"/><userTask id="U"/>
    <boundaryEvent id="B" attachedToRef="Call"><signalEventDefinition signalRef="Sig"/></boundaryEvent>
    S > Call
    B > U
    </process>
    <process id="Child" isExecutable="false"><startEvent id="CS"/><userTask id="V"/>
    <intermediateThrowEvent id="T"><signalEventDefinition signalRef="Sig"/></intermediateThrowEvent><endEvent id="CE"/>
    CS > V
    V > T
    T > CE
    </process>`;
  const { trace, open, error } = await play({ definitions }, { steps: [{ complete: 'V' }] });
  expect({ open, error }).toEqual({ open: ['U'], error: null });
  expect(trace).toMatch(/CE- Callx B\+ B- U\+$/);
});

it('fires the older of two timers that are due at once first', async () => {
  const model = `<startEvent id="S"/><parallelGateway id="G"/>
    <intermediateCatchEvent id="A">${timer('PT1H')}</intermediateCatchEvent>
    <intermediateCatchEvent id="B">${timer('PT1H')}</intermediateCatchEvent>
    S > G
    G > A
    G > B`;
  expect((await play(model, { steps: [{ advance: 'PT1H' }] })).trace).toMatch(/A\+ B\+ A- B-$/);
});

it('gives what the first instance starts with to none that it calls', async () => {
  const definitions = `<process id="P" isExecutable="true"><startEvent id="S"/><callActivity id="Call" calledElement="Child">
    <extensionElements><camunda:out variables="all"/></extensionElements></callActivity>
    S > Call
    </process>
    <process id="Child" isExecutable="false"><startEvent id="CS"/>
    <serviceTask id="T" camunda:expression="= a" camunda:resultVariable="seen"/>
    CS > T
    </process>`;
  const played = await play({ definitions }, { variables: { a: 1 } });
  expect(played).toMatchObject({ ended: true, variables: { a: 1, seen: null } });
});
