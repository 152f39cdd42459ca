import { play } from '../testing/play.js';

describe('a called process whose escalation its caller catches', () => {
  const definitions = (interrupting: boolean) => `
    <process id="P" isExecutable="true">
      <startEvent id="S"/><callActivity id="Call" calledElement="Child"/><endEvent id="E"/>
      <boundaryEvent id="B" attachedToRef="Call" cancelActivity="${interrupting}"><escalationEventDefinition/></boundaryEvent>
      S > Call
      Call > E
    </process>
    <process id="Child" isExecutable="false">
      <startEvent id="CS"/><userTask id="U"/>
      <intermediateThrowEvent id="T"><escalationEventDefinition/></intermediateThrowEvent>
      CS > T
      T > U
    </process>`;

  it('ends where that interrupts the call, with nothing done behind the event that throws it', async () => {
    expect(await play({ definitions: definitions(true) })).toMatchObject({
      trace: 'S+ S- Call+ CS+ CS- T+ T- Callx B+ B-',
      open: [],
      ended: true,
    });
  });

  it('goes on where it does not', async () => {
    expect(await play({ definitions: definitions(false) })).toMatchObject({ open: ['U'], ended: false });
  });
});

describe('a process that calls itself', () => {
  const definitions = `<process id="P" isExecutable="true">
      <startEvent id="S"/><callActivity id="Again" calledElement="P"/>
      S > Again
    </process>`;

  it('is stopped as in an office, a hundred calls deep', async () => {
    const { trace, error } = await play({ definitions });
    expect(error).toMatchObject({ code: 'rehearsal.runaway-calls', message: expect.stringContaining('P:Again') });
    expect(trace.match(/Again\+/g)).toHaveLength(101);
  });
});
