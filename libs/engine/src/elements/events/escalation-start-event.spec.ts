import {
  boundaryEvent,
  endEvent,
  escalation,
  escalationTrigger,
  eventSubProcess,
  run,
  subProcess,
  throwEvent,
  userTask,
} from '../../testing/model.js';

const definitions = escalation('late');
const thrower = throwEvent('Throw', escalationTrigger('late')) + userTask('On');
const handler = (interrupting: boolean, attributes = '') =>
  eventSubProcess('Esp', escalationTrigger('late', attributes), userTask('Handle'), 'On_Esp -> Handle', interrupting);

describe('Escalation start event of an event sub-process', () => {
  it('stops its scope, the thrower too, where it interrupts', async () => {
    const elements = `<parallelGateway id="Split"/>${userTask('Beside')}${thrower}${handler(true)}`;
    const instance = await run({ elements, flows: 'Start -> Split -> Beside\nSplit -> Throw -> On', definitions });
    expect(instance.waitingFor).toEqual(['Handle']);
    instance.completeTask('Handle');
    expect(instance.ended).toBe(true);
  });

  it('runs beside its scope where it does not, with the code in the variable that it names', async () => {
    const elements = thrower + handler(false, 'camunda:escalationCodeVariable="code"');
    const instance = await run({ elements, flows: 'Start -> Throw -> On', definitions });
    expect(instance.waitingFor).toEqual(['Handle', 'On']);
    expect(instance.variables).toEqual({ code: 'late' });
  });

  it('lets what its own sub-process throws go outward, not round', async () => {
    const again = eventSubProcess(
      'Esp',
      escalationTrigger('late'),
      endEvent('Again', escalationTrigger('late')),
      'On_Esp -> Again',
      false,
    );
    const instance = await run({
      elements:
        subProcess('Sub', `<startEvent id="S"/>${thrower}${again}`, 'S -> Throw -> On') +
        boundaryEvent('Caught', 'Sub', escalationTrigger(), false) +
        userTask('Outside'),
      flows: 'Start -> Sub -> End\nCaught -> Outside',
      definitions,
    });
    expect(instance.waitingFor.toSorted()).toEqual(['On', 'Outside']);
  });

  it('hears what an event sub-process beside it throws, unless that one has interrupted their scope', async () => {
    const runWith = (interrupting: boolean) => {
      const first = eventSubProcess(
        'First',
        escalationTrigger('late'),
        throwEvent('Further', escalationTrigger('later')) + userTask('Warn'),
        'On_First -> Further -> Warn',
        interrupting,
      );
      const second = eventSubProcess('Second', escalationTrigger('later'), userTask('Help'), 'On_Second -> Help', false);
      const elements = thrower + first + second;
      return run({ elements, flows: 'Start -> Throw -> On', definitions: definitions + escalation('later') });
    };
    expect((await runWith(false)).waitingFor.toSorted()).toEqual(['Help', 'On', 'Warn']);
    expect((await runWith(true)).waitingFor).toEqual(['Warn']);
  });
});
