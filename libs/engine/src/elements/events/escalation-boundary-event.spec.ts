import { boundaryEvent, escalation, escalationTrigger, run, subProcess, userTask } from '../../testing/model.js';

const definitions = escalation('late') + escalation('lost');
const call = '<callActivity id="Call" calledElement="other"/>';
const model = (trigger: string, interrupting: boolean) => ({
  elements: call + boundaryEvent('Caught', 'Call', trigger, interrupting) + userTask('Handle'),
  flows: 'Start -> Call -> End\nCaught -> Handle',
  definitions,
});

describe('Escalation boundary event of a call activity', () => {
  it('cancels the called process where it interrupts', async () => {
    const instance = await run(model(escalationTrigger('late'), true));
    expect(instance.escalateChild('Call', 'late')).toContainEqual({ type: 'cancelChild', key: 3 });
    expect(instance.waitingFor).toEqual(['Handle']);
  });

  it('leaves the called process alone where it does not interrupt, as often as it escalates', async () => {
    const instance = await run(model(escalationTrigger('late'), false));
    instance.escalateChild('Call', 'late');
    instance.escalateChild('Call', 'late');
    expect(instance.waitingFor).toEqual(['Call', 'Handle', 'Handle']);
    instance.endChild('Call');
    expect(instance.waitingFor).toEqual(['Handle', 'Handle']);
  });

  it('takes the code into the variable that it names', async () => {
    const trigger = escalationTrigger(undefined, 'camunda:escalationCodeVariable="code"');
    const instance = await run(model(trigger, false));
    instance.escalateChild('Call', 'lost');
    expect(instance.variables).toEqual({ code: 'lost' });
    instance.escalateChild('Call');
    expect(instance.variables).toEqual({ code: null });
  });

  it('lets an escalation with another code go on to the next caller', async () => {
    const instance = await run(model(escalationTrigger('late'), true));
    expect(instance.escalateChild('Call', 'lost')).toEqual([
      { type: 'escalate', element: 'Call', escalationCode: 'lost' },
    ]);
    expect(instance.waitingFor).toEqual(['Call']);
  });

  it('catches at the scope around the call what the call does not', async () => {
    const instance = await run({
      elements:
        subProcess('Sub', `<startEvent id="S"/>${call}`, 'S -> Call') +
        boundaryEvent('Caught', 'Sub', escalationTrigger()) +
        userTask('Handle'),
      flows: 'Start -> Sub -> End\nCaught -> Handle',
      definitions,
    });
    expect(instance.escalateChild('Call', 'lost')).toContainEqual({ type: 'cancelChild', key: 5 });
    expect(instance.waitingFor).toEqual(['Handle']);
  });
});
