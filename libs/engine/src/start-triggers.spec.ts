import { nextStartTimer, startTimer, startTriggers, UnusableAttributeError } from './index.js';
import {
  catchEvent,
  conditionalTrigger,
  context,
  eventSubProcess,
  graphOf,
  message,
  messageTrigger,
  signal,
  signalTrigger,
  timer,
} from './testing/model.js';

const definitions = message('recall', '${documentId}') + signal('alarm');
const start = (id: string, trigger = '') => `<startEvent id="${id}">${trigger}</startEvent>`;
const triggersOf = async (elements: string, flows: string) =>
  startTriggers(await graphOf({ elements, flows, definitions }));

describe('What begins instances of a process', () => {
  it('is each of its start events with a trigger, not the one without', async () => {
    const elements =
      start('Plain') +
      start('Daily', timer('timeCycle', 'R/P1D')) +
      start('Came', messageTrigger('recall')) +
      start('Alarmed', signalTrigger('alarm')) +
      start('Full', conditionalTrigger('= stock > 5'));
    expect(await triggersOf(elements, '')).toEqual([
      { element: 'Daily', trigger: { kind: 'timer', timer: 'cycle', value: 'R/P1D' } },
      { element: 'Came', trigger: { kind: 'message', message: 'recall', correlationKey: '${documentId}' } },
      { element: 'Alarmed', trigger: { kind: 'signal', signal: 'alarm' } },
      { element: 'Full', trigger: { kind: 'conditional', condition: '= stock > 5' } },
    ]);
  });

  it('is not the start event of an event sub-process, nor what merely waits', async () => {
    const waiting = catchEvent('Wait', messageTrigger('recall'));
    const elements = waiting + eventSubProcess('Esp', signalTrigger('alarm'), '', '');
    expect(await triggersOf(elements, 'Start -> Wait')).toEqual([]);
  });

  it('is an instantiating receive task, and what lies behind an instantiating event-based gateway', async () => {
    const elements = `<receiveTask id="First" instantiate="true" messageRef="Message_recall"/>
      <receiveTask id="Later" messageRef="Message_recall"/>
      <eventBasedGateway id="Either" instantiate="true"/>${catchEvent('Reply', messageTrigger('recall'))}
      <receiveTask id="Receive"/>`;
    const triggers = await triggersOf(elements, 'First -> Later\nEither -> Reply\nEither -> Receive');
    expect(triggers.map(({ element, trigger }) => [element, trigger.kind === 'message' && trigger.message])).toEqual([
      ['First', 'recall'],
      ['Reply', 'recall'],
      ['Receive', 'Receive'],
    ]);
  });
});

describe('The timer of a start event', () => {
  const cycle = (value: string) => ({ kind: 'timer', timer: 'cycle', value }) as const;

  it('fires first when its definition says, and then goes on until it is used up', () => {
    const trigger = cycle('R2/2026-01-06T08:00:00/P1D');
    const first = startTimer('Daily', trigger, context);
    expect(first?.due).toBe('2026-01-06T01:00:00.000Z');
    const second = nextStartTimer(first!.cycle!, trigger, { ...context, now: first!.due });
    expect(second?.due).toBe('2026-01-07T01:00:00.000Z');
    expect(nextStartTimer(second!.cycle!, trigger, { ...context, now: second!.due })).toBeNull();
  });

  it('may be an expression, which sees no variables', () => {
    const trigger = { kind: 'timer', timer: 'duration', value: '= "PT" + string(2 * 4) + "H"' } as const;
    expect(startTimer('Later', trigger, context)).toEqual({ due: '2026-01-05T09:00:00.000Z' });
  });

  it('never fires where it yields nothing, and is refused where that is no timer', () => {
    expect(startTimer('Daily', cycle('= unknown'), context)).toBeNull();
    expect(() => startTimer('Daily', cycle('daily'), context)).toThrow(UnusableAttributeError);
  });
});
