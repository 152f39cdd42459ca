import { waitingTokens } from '../index.js';
import {
  boundaryEvent,
  catchEvent,
  error,
  errorTrigger,
  flows as flowsOf,
  gateway,
  message,
  messageTrigger,
  run,
  serviceTask,
  subProcess,
  throwEvent,
  userTask,
  userTasks,
} from '../testing/model.js';

const join = gateway('inclusive', 'Join');
const link = (name: string) => `<linkEventDefinition name="${name}"/>`;

describe('An inclusive join (BPMN 2.0.2 §13.4.3)', () => {
  it('waits for a token far away that can still come, however long the way', async () => {
    const instance = await run({
      elements: join + userTasks('A', 'B1', 'B2', 'After'),
      flows: 'Start -> A -> Join -> After\nStart -> B1 -> B2 -> Join',
    });
    instance.completeTask('A');
    instance.completeTask('B1');
    expect(instance.waitingFor).toEqual(['B2']);
    instance.completeTask('B2');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('does not wait for a token that can come only on a flow that has brought one', async () => {
    const gateways = gateway('exclusive', 'Merge') + gateway('exclusive', 'Never', 'default="Never_End"');
    const instance = await run({
      elements: join + gateways + userTasks('A', 'B', 'C', 'After'),
      flows: `Start -> A -> Merge -> Join -> After\nStart -> B -> Merge
              Start -> Never -> End\nNever -> C : = false\nC -> Join`,
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B', 'After']);
  });

  it('does not wait for a token that can come on an empty flow, but as well on one that has brought one', async () => {
    const elements = join + gateway('exclusive', 'Gate', 'default="Gate_Left"') + userTasks('A', 'B', 'After');
    const instance = await run({
      elements: elements + gateway('exclusive', 'Left'),
      flows: 'Start -> A -> Left -> Join -> After\nStart -> B -> Gate -> Join : = false\nGate -> Left',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B', 'After']);
  });

  it('does not wait for its own later rounds: a way that passes the gateway itself does not count', async () => {
    const instance = await run(
      {
        elements:
          join + gateway('exclusive', 'Gate', 'default="Gate_End"') + userTasks('A', 'Work', 'Other'),
        flows: 'Start -> A -> Join -> Work -> Gate -> End\nGate -> Other : = again\nOther -> Join',
      },
      { again: true },
    );
    instance.completeTask('A');
    for (let round = 0; round < 3; round++) {
      instance.completeTask('Work');
      instance.completeTask('Other');
    }
    expect(instance.waitingFor).toEqual(['Work']);
  });

  it('waits for a branch that is in a rework loop', async () => {
    const instance = await run({
      elements: join + gateway('exclusive', 'Merge') + gateway('exclusive', 'Gate') + userTasks('A', 'B', 'After'),
      flows: 'Start -> A -> Join -> After\nStart -> Merge -> B -> Gate -> Merge : = again\nGate -> Join : = not(again)',
    });
    instance.completeTask('A');
    instance.completeTask('B', { again: true });
    expect(instance.waitingFor).toEqual(['B']);
    instance.completeTask('B', { again: false });
    expect(instance.waitingFor).toEqual(['After']);
  });

  it.each([
    ['a message', boundaryEvent('Out', 'B', messageTrigger('M'), false)],
    ['an error', boundaryEvent('Out', 'B', errorTrigger('E'))],
  ])('waits for what %s may still send from the border of a running activity, and no longer', async (_, event) => {
    const instance = await run({
      elements: join + userTasks('A', 'After') + serviceTask('B') + event,
      flows: 'Start -> A -> Join -> After\nStart -> B -> End\nOut -> Join',
      definitions: message('M') + error('E'),
    });
    instance.completeTask('A');
    expect(instance.waitingFor).not.toContain('After');
    instance.completeJob('B');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('waits for an activity whose boundary event has sent a token and has not interrupted it', async () => {
    const instance = await run({
      elements: `${join}${userTasks('A', 'After')}${boundaryEvent('Out', 'A', messageTrigger('M'), false)}`,
      flows: 'Start -> A -> Join -> After -> End\nOut -> Join',
      definitions: message('M'),
    });
    instance.deliverMessage('Out');
    expect(instance.waitingFor).toEqual(['A', 'Out']);
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('waits for what is inside a sub-process, and its own joins know nothing of the scope around', async () => {
    const inside = join + `<startEvent id="S"/>${userTasks('In1', 'In2', 'Joined')}`;
    const instance = await run({
      elements:
        subProcess('Sub', inside, 'S -> In1 -> Join -> Joined\nS -> In2 -> Join') +
        gateway('inclusive', 'Outer') +
        userTasks('A', 'After'),
      flows: 'Start -> Sub -> Outer -> After\nStart -> A -> Outer',
    });
    instance.completeTask('A');
    instance.completeTask('In1');
    expect(instance.waitingFor).toEqual(['In2']);
    instance.completeTask('In2');
    instance.completeTask('Joined');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('knows the way from a throwing link event to the catching one', async () => {
    const instance = await run({
      elements: join + throwEvent('Throw', link('L')) + catchEvent('Catch', link('L')) + userTasks('A', 'B', 'After'),
      flows: 'Start -> A -> Join -> After\nStart -> B -> Throw\nCatch -> Join',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('does not wait for an event sub-process, from which no flow leads out', async () => {
    const handler = `<subProcess id="Esp" triggeredByEvent="true">
      <startEvent id="On" isInterrupting="false">${messageTrigger('M')}</startEvent>${userTask('Handle')}
      ${flowsOf('On -> Handle')}</subProcess>`;
    const instance = await run({
      elements: join + handler + userTasks('A', 'B', 'After'),
      flows: 'Start -> A -> Join -> After\nStart -> B -> Join',
      definitions: message('M'),
    });
    instance.deliverMessage('On');
    instance.completeTask('A');
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['On', 'Handle', 'After']);
  });

  it('waits for a token that is held at a parallel join before it', async () => {
    const instance = await run({
      elements: join + gateway('parallel', 'And') + userTasks('A', 'B', 'C', 'After'),
      flows: 'Start -> A -> Join -> After\nStart -> B -> And -> Join\nStart -> C -> And',
    });
    instance.completeTask('A');
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['C']);
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('goes on in order where one waits for another before it', async () => {
    const instance = await run({
      elements: gateway('inclusive', 'J1') + gateway('inclusive', 'J2') + userTasks('A', 'B', 'C', 'After'),
      flows: 'Start -> A -> J1 -> J2 -> After\nStart -> B -> J1\nStart -> C -> J2',
    });
    instance.completeTask('C');
    instance.completeTask('A');
    expect(waitingTokens(instance.state!)).toHaveLength(2);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('lets the first go where two on one loop would wait for each other for ever', async () => {
    const model = {
      elements:
        ['J1', 'J2'].map((id) => gateway('inclusive', id)).join('') +
        ['G1', 'G2'].map((id) => gateway('exclusive', id, `default="${id}_End"`)).join('') +
        userTasks('A', 'B', 'Far', 'W1', 'W2'),
      flows: `Start -> A -> J1 -> W1 -> G1 -> J2 : = again\nG1 -> End
              Start -> B -> J2 -> W2 -> G2 -> J1 : = again\nG2 -> End\nStart -> Far -> End`,
    };
    const instance = await run(model);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['A', 'Far']);
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['Far', 'W2']);
    instance.completeTask('W2', { again: false });
    expect(instance.waitingFor).toEqual(['Far', 'W1']);
  });

  it('waits for a token that a job holds if its decided way leads there, and not if it leads past', async () => {
    const flows = `Start -> A -> Join -> After\nStart -> Gate -> Join : = toJoin\nGate -> End`;
    const elements =
      join +
      gateway('exclusive', 'Gate', 'default="Gate_End" camunda:asyncAfter="true"') +
      userTasks('A', 'After');
    const past = await run({ elements, flows }, { toJoin: false });
    past.completeTask('A');
    expect(past.waitingFor).toEqual(['Gate', 'After']);
    const coming = await run({ elements, flows }, { toJoin: true });
    coming.completeTask('A');
    expect(coming.waitingFor).toEqual(['Gate']);
    coming.completeJob('Gate');
    expect(coming.waitingFor).toEqual(['After']);
  });

  it('joins hundreds of rounds in one step', async () => {
    const instance = await run(
      {
        elements:
          gateway('exclusive', 'Merge') +
          gateway('inclusive', 'Split') +
          join +
          '<task id="A"/><task id="B"/>' +
          '<scriptTask id="Count" scriptFormat="feel" camunda:resultVariable="n"><script>n + 1</script></scriptTask>' +
          gateway('exclusive', 'Gate', 'default="Gate_End"'),
        flows: `Start -> Merge -> Split -> A -> Join -> Count -> Gate -> Merge : = n < 500
                Split -> B -> Join\nGate -> End`,
      },
      { n: 0 },
    );
    expect(instance.ended).toBe(true);
    expect(instance.history.filter(({ element, event }) => element === 'Join' && event === 'end')).toHaveLength(500);
  });
});
