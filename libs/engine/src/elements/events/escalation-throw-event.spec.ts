import {
  boundaryEvent,
  escalation,
  escalationTrigger,
  eventSubProcess,
  run,
  subProcess,
  throwEvent,
  userTask,
} from '../../testing/model.js';

const definitions = escalation('late') + escalation('lost');
const inside = `<startEvent id="S"/>${throwEvent('Throw', escalationTrigger('late'))}${userTask('On')}`;
const sub = (more = '', id = 'Sub') => subProcess(id, inside + more, 'S -> Throw -> On');
const flows = 'Start -> Sub -> End\nCaught -> Handle';

describe('Intermediate escalation throw event', () => {
  it('is passed where nothing catches it, and tells a caller', async () => {
    const instance = await run({ elements: sub(), flows: 'Start -> Sub -> End', definitions });
    expect(instance.waitingFor).toEqual(['On']);
    expect(instance.sent).toEqual([{ type: 'escalate', element: 'Throw', escalationCode: 'late' }]);
  });

  it('ends a called process whose caller is interrupted by it, and no other', async () => {
    const model = { elements: sub(), flows: 'Start -> Sub -> End', definitions };
    const stopped = await run(model, { unit: 'QLCN' }, { callerInterrupts: (code) => code === 'late' });
    expect(stopped.sent).toEqual([{ type: 'escalate', element: 'Throw', escalationCode: 'late' }]);
    expect(stopped.outcome).toEqual({ type: 'endInstance', outcome: 'cancelled', variables: { unit: 'QLCN' } });
    expect(stopped.history.map(({ element }) => element)).not.toContain('On');
    const going = await run(model, {}, { callerInterrupts: (code) => code === 'lost' });
    expect(going.waitingFor).toEqual(['On']);
  });

  it('goes on while a non-interrupting event handles it', async () => {
    const caught = boundaryEvent('Caught', 'Sub', escalationTrigger('late'), false) + userTask('Handle');
    const instance = await run({ elements: sub() + caught, flows, definitions });
    expect(instance.waitingFor).toEqual(['Handle', 'On']);
    expect(instance.sent).toEqual([]);
    instance.completeTask('On');
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
  });

  it('goes no further where an interrupting event catches it', async () => {
    const caught = boundaryEvent('Caught', 'Sub', escalationTrigger('late')) + userTask('Handle');
    const instance = await run({ elements: sub() + caught, flows, definitions });
    expect(instance.waitingFor).toEqual(['Handle']);
    const lines = instance.history.map(({ element, event }) => `${element} ${event}`);
    expect(lines.slice(lines.indexOf('Throw start'))).toEqual([
      'Throw start',
      'Throw end',
      'Sub cancel',
      'Caught start',
      'Caught end',
      'Handle start',
    ]);
  });

  it('reaches the innermost scope that catches it, and in that the event for its code', async () => {
    const caughtNot = boundaryEvent('Inner', 'Sub', escalationTrigger('lost'));
    const outer = subProcess('Outer', `<startEvent id="SO"/>${sub()}${caughtNot}`, 'SO -> Sub');
    const events =
      boundaryEvent('Any', 'Outer', escalationTrigger(), false) +
      boundaryEvent('Exact', 'Outer', escalationTrigger('late'), false);
    const instance = await run({
      elements: `${outer}${events}${userTask('A')}${userTask('E')}`,
      flows: 'Start -> Outer -> End\nAny -> A\nExact -> E',
      definitions,
    });
    expect(instance.waitingFor).toEqual(['E', 'On']);
  });

  it('reaches only one event: what the innermost has caught goes no further outward', async () => {
    const esp = eventSubProcess('Esp', escalationTrigger(), userTask('Near'), 'On_Esp -> Near', false);
    const caught = boundaryEvent('Caught', 'Sub', escalationTrigger('late'), false) + userTask('Handle');
    const instance = await run({ elements: sub(esp) + caught, flows, definitions });
    expect(instance.waitingFor).toEqual(['Near', 'On']);
  });

  it('is caught again each time it is thrown', async () => {
    const loop = `<startEvent id="S"/><exclusiveGateway id="Merge"/>
      ${throwEvent('Throw', escalationTrigger('late'))}${userTask('On')}`;
    const caught = boundaryEvent('Caught', 'Sub', escalationTrigger('late'), false) + userTask('Handle');
    const elements = subProcess('Sub', loop, 'S -> Merge -> Throw -> On -> Merge') + caught;
    const instance = await run({ elements, flows, definitions });
    instance.completeTask('On');
    expect(instance.waitingFor).toEqual(['Handle', 'Handle', 'On']);
  });
});
