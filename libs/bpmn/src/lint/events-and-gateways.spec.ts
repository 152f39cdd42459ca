import { readProcesses } from '../read-processes.js';
import { around, bpmnText, findingsOf, flow, flows } from '../testing/bpmn-text.js';

const definitions = `<message id="M" name="m"/><error id="E1" name="e" errorCode="E1"/>
  <escalation id="C1" name="c" escalationCode="C1"/>`;
const message = '<messageEventDefinition messageRef="M"/>';

/** The findings about a process, but for those on style. */
async function problems(elements: string): Promise<string[]> {
  const style = /bpmn\.(?:global|fake-join|superfluous-gateway|no-implicit-split)$/;
  return (await findingsOf(bpmnText(elements, definitions))).filter((finding) => !style.test(finding));
}

describe('a process', () => {
  it('may begin at an event, a receive task or an event-based gateway only', async () => {
    expect(await problems(`<startEvent id="S">${message}</startEvent><endEvent id="E"/>${flows('S-E')}`)).toEqual([]);
    const receiving = '<receiveTask id="R" instantiate="true" messageRef="M"/><endEvent id="E"/>';
    expect(await problems(receiving + flows('R-E'))).toEqual([]);
  });
});

describe('a link', () => {
  const jump = (id: string, name: string) =>
    `<intermediateThrowEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateThrowEvent>`;
  const land = (id: string, name: string) =>
    `<intermediateCatchEvent id="${id}"><linkEventDefinition name="${name}"/></intermediateCatchEvent>`;
  const start = '<startEvent id="S"/><endEvent id="E"/>';

  it('leads on, and what follows counts as reachable', async () => {
    expect(await problems(start + jump('J', 'a') + land('L', 'a') + flows('S-J', 'L-E'))).toEqual([]);
  });

  it('without a target, or with two, is an error', async () => {
    expect(await problems(start + jump('J', 'a') + land('L', 'b') + flows('S-J', 'L-E'))).toEqual([
      'error E bpmn.unreachable',
      'error J bpmn.link',
      'error L bpmn.unreachable',
    ]);
    const twice = jump('J', 'a') + land('L', 'a') + land('L2', 'a');
    expect(await problems(start + twice + flows('S-J', 'L-E', 'L2-E'))).toEqual(['error L2 bpmn.link']);
  });

  it('has no flow behind it or before its target', async () => {
    const found = await problems(start + jump('J', 'a') + land('L', 'a') + flows('S-J', 'J-L', 'L-E'));
    expect(found).toEqual(['error J bpmn.flow-out-of-end', 'error L bpmn.flow-into-event']);
  });
});

describe('an event-based gateway', () => {
  const timer = '<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>';
  const gateway = (targets: string, ...pairs: string[]) =>
    problems(`<startEvent id="S"/><eventBasedGateway id="G"/>${targets}<endEvent id="E"/>${flows('S-G', ...pairs)}`);
  const wait = (id: string, trigger: string) =>
    `<intermediateCatchEvent id="${id}">${trigger}</intermediateCatchEvent>`;

  it('leads to two events or more that nothing else leads to', async () => {
    const two = wait('A', timer) + '<receiveTask id="B" messageRef="M"/>';
    expect(await gateway(two, 'G-A', 'G-B', 'A-E', 'B-E')).toEqual([]);
    expect(await gateway(wait('A', timer), 'G-A', 'A-E')).toEqual(['error G bpmn.event-gateway']);
    expect(await gateway(`${two}<task id="C"/>`, 'G-A', 'G-B', 'A-E', 'B-C', 'C-A')).toEqual([
      'error A bpmn.event-gateway',
    ]);
    expect(await gateway(`${wait('A', message)}<task id="B"/>`, 'G-A', 'G-B', 'A-E', 'B-E')).toEqual([
      'error B bpmn.event-gateway',
    ]);
  });

  it('of the parallel kind is not supported', async () => {
    const elements = `<eventBasedGateway id="G" instantiate="true" eventGatewayType="Parallel"/>
      ${wait('A', message)}<receiveTask id="B" messageRef="M"/><endEvent id="E"/>`;
    expect(await problems(elements + flows('G-A', 'G-B', 'A-E', 'B-E'))).toEqual(['error G bpmn.unsupported']);
  });
});

describe('a parallel join', () => {
  const split = (kind: string, more = '') =>
    problems(
      `<startEvent id="S"/><${kind} id="G" default="G-B"/><task id="A"/><task id="B"/>
       <parallelGateway id="J"/><endEvent id="E"/>${flows('S-G', 'G-B', 'A-J', 'B-J', 'J-E')}
       ${flow('G-A', '= x')}${more}`,
    );

  it('of branches of which only one is taken waits for ever', async () => {
    expect(await split('exclusiveGateway')).toEqual(['warning J bpmn.dead-join']);
    expect(await split('inclusiveGateway')).toEqual([]);
  });

  it('is not suspected where a branch has another way in', async () => {
    const event = `<boundaryEvent id="T" attachedToRef="A" cancelActivity="false"><timerEventDefinition>
      <timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>${flows('T-B')}`;
    expect(await split('exclusiveGateway', event)).toEqual([]);
  });
});

describe('a complex gateway', () => {
  it('that joins should say when', async () => {
    const elements = (condition: string) =>
      `<startEvent id="S"/><parallelGateway id="F"/><task id="A"/><task id="B"/><complexGateway id="G">${condition}
       </complexGateway><endEvent id="E"/>${flows('S-F', 'F-A', 'F-B', 'A-G', 'B-G', 'G-E')}`;
    expect(await problems(elements(''))).toEqual(['warning G bpmn.no-activation-condition']);
    expect(await problems(elements('<activationCondition>= activationCount > 0</activationCondition>'))).toEqual([]);
  });
});

describe('compensation', () => {
  const event = '<boundaryEvent id="B" attachedToRef="T"><compensateEventDefinition/></boundaryEvent>';
  const undo = (handler: string) => problems(around('<task id="T"/>', event + handler));
  const association = '<association id="A" sourceRef="B" targetRef="U"/>';

  it('has a handler beside the flows', async () => {
    expect(await undo(`<task id="U" isForCompensation="true"/>${association}`)).toEqual([]);
    expect(await undo('')).toEqual(['error B bpmn.no-compensation-handler']);
    expect(await undo(`<task id="U"/>${association}`)).toEqual(['error U bpmn.not-for-compensation']);
    expect(await undo(`<task id="U" isForCompensation="true"/>${association}${flows('U-End')}`)).toEqual([
      'error U bpmn.compensation-flow',
    ]);
    expect(await undo('<task id="U" isForCompensation="true"/>')).toEqual([
      'error B bpmn.no-compensation-handler',
      'error U bpmn.unreachable',
    ]);
  });

  it('is waited for by whatever throws it, so that it cannot ask for the contrary', async () => {
    const definition = (wait: boolean) => `<compensateEventDefinition waitForCompletion="${wait}"/>`;
    const thrown = (wait: boolean, tag: string) => `<${tag} id="T">${definition(wait)}</${tag}>`;
    const ended = (wait: boolean) => `<startEvent id="S"/>${thrown(wait, 'endEvent')}${flows('S-T')}`;
    expect(await problems(around(thrown(true, 'intermediateThrowEvent')))).toEqual([]);
    expect(await problems(around(thrown(false, 'intermediateThrowEvent')))).toEqual(['error T bpmn.unsupported']);
    expect(await problems(ended(false))).toEqual(['error T bpmn.unsupported']);
    const caught = event.replace('<compensateEventDefinition/>', definition(false));
    const handler = `<task id="U" isForCompensation="true"/>${association}`;
    expect(await problems(around('<task id="T"/>', caught + handler))).toEqual([]);
  });
});

describe('a cancel event', () => {
  const cancel = '<cancelEventDefinition/>';
  const scope = (tag: string) =>
    problems(
      around(
        `<${tag} id="T"><startEvent id="S"/><endEvent id="X">${cancel}</endEvent>${flows('S-X')}</${tag}>`,
        `<boundaryEvent id="B" attachedToRef="T">${cancel}</boundaryEvent><endEvent id="BE"/>${flows('B-BE')}`,
      ),
    );

  it('belongs to a transaction', async () => {
    expect(await scope('transaction')).toEqual([]);
    expect(await scope('subProcess')).toEqual(['error B bpmn.no-transaction', 'error X bpmn.no-transaction']);
  });

  it('should be seen from the border of the innermost transaction, or its token is gone', async () => {
    const ending = `<startEvent id="S"/><endEvent id="X">${cancel}</endEvent>${flows('S-X')}`;
    const inner = `<startEvent id="S1"/><transaction id="I">${ending}</transaction>${flows('S1-I')}`;
    const border = `<boundaryEvent id="B" attachedToRef="T">${cancel}</boundaryEvent>${flows('B-End')}`;
    const unseen = 'warning X bpmn.no-cancel-boundary';
    expect(await problems(around(`<transaction id="T">${ending}</transaction>`))).toEqual([unseen]);
    expect(await problems(around(`<transaction id="T">${inner}</transaction>`, border))).toEqual([unseen]);
  });
});

describe('an error or escalation that is thrown', () => {
  const throwing = (trigger: string, catcher: string, tag = 'endEvent') =>
    problems(
      around(`<subProcess id="T"><startEvent id="S"/><${tag} id="X">${trigger}</${tag}>${flows('S-X')}</subProcess>`) +
        catcher,
    );
  const border = (trigger: string) =>
    `<boundaryEvent id="B" attachedToRef="T">${trigger}</boundaryEvent><endEvent id="BE"/>${flows('B-BE')}`;
  const error = '<errorEventDefinition errorRef="E1"/>';
  const escalation = '<escalationEventDefinition escalationRef="C1"/>';

  it('is caught by its code or by a catch-all, on a border or in an event sub-process around it', async () => {
    expect(await throwing(error, border(error))).toEqual([]);
    expect(await throwing(error, border('<errorEventDefinition/>'))).toEqual([]);
    expect(await throwing(escalation, border(escalation), 'intermediateThrowEvent')).toEqual([]);
    const inside = `<subProcess id="Es" triggeredByEvent="true"><startEvent id="C">${error}</startEvent>
      <endEvent id="CE"/>${flows('C-CE')}</subProcess>`;
    expect(await throwing(error, inside)).toEqual([]);
  });

  it('and caught by nothing is a warning', async () => {
    expect(await throwing(error, '')).toEqual(['warning X bpmn.uncaught']);
    expect(await throwing(error, border(escalation))).toEqual(['warning X bpmn.uncaught']);
    expect(await throwing(escalation, '')).toEqual(['warning X bpmn.uncaught']);
  });

  it('is caught by one event only', async () => {
    const again = border(escalation).replaceAll('"B', '"Z').replaceAll('B-', 'Z-').replaceAll('-B', '-Z');
    expect(await throwing(escalation, border(escalation) + again)).toEqual(['error Z bpmn.caught-twice']);
  });
});

describe('a repeating timer', () => {
  const every = (value: string) => `<timerEventDefinition><timeCycle>${value}</timeCycle></timerEventDefinition>`;
  const cycle = every('R3/PT1H');

  it('sits where it can happen again', async () => {
    const start = `<startEvent id="S">${cycle}</startEvent><endEvent id="E"/>${flows('S-E')}`;
    expect(await problems(start)).toEqual([]);
    const border = (attributes: string) => {
      const event = `<boundaryEvent id="B" attachedToRef="T" ${attributes}>${cycle}</boundaryEvent>${flows('B-End')}`;
      return problems(around('<task id="T"/>', event));
    };
    expect(await border('cancelActivity="false"')).toEqual([]);
    expect(await border('')).toEqual(['warning B bpmn.once-only']);
    expect(await problems(around(`<intermediateCatchEvent id="T">${cycle}</intermediateCatchEvent>`))).toEqual([
      'warning T bpmn.once-only',
    ]);
  });

  it.each([
    ['R/PT0.5S', ['warning S bpmn.rapid-cycle']],
    ['R/2026-01-01T00:00:00Z/2026-01-01T00:00:00.999Z', ['warning S bpmn.rapid-cycle']],
    ['R/PT1S', []],
    ['* * * * * ?', []],
    ['= cycle', []],
    ['R/PT0S', ['error S bpmn.bad-literal']],
  ])('should leave a second between two firings: %s', async (value, findings) => {
    expect(await problems(`<startEvent id="S">${every(value)}</startEvent><endEvent id="E"/>${flows('S-E')}`)).toEqual(
      findings,
    );
  });

  it('that cannot be read may be written as an interval or as cron', async () => {
    const text = bpmnText(`<startEvent id="S">${every('hourly')}</startEvent><endEvent id="E"/>${flows('S-E')}`);
    const { findings } = await readProcesses(text, { file: 'test.bpmn' });
    expect(findings).toMatchObject([{ mend: expect.stringMatching(/R3\/PT10M, cron, e\.g\. 0 0 9/) }]);
  });
});
