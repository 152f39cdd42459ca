import {
  boundaryEvent,
  message,
  messageTrigger,
  run,
  serviceTask,
  subProcess,
  mappings,
  userTask,
} from '../../testing/model.js';

const flows = 'Start -> Task -> End\nRecall -> Handle';
const definitions = message('recall');
const elements = (interrupting: boolean) =>
  userTask('Task') + boundaryEvent('Recall', 'Task', messageTrigger('recall'), interrupting) + serviceTask('Handle');

describe('Interrupting message boundary event', () => {
  it('cancels the activity, unsubscribes and hands the content on', async () => {
    const instance = await run({ elements: elements(true), flows, definitions });
    const effects = instance.deliverMessage('Recall', { reason: 'wrong address' });
    expect(effects[0]).toEqual({ type: 'unsubscribe', key: 4 });
    expect(effects[1]).toEqual({ type: 'closeTask', key: 3, reason: 'cancelled' });
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.variables).toEqual({ reason: 'wrong address' });
  });

  it('unsubscribes when the activity completes', async () => {
    const instance = await run({ elements: elements(true), flows, definitions });
    expect(instance.completeTask('Task')).toContainEqual({ type: 'unsubscribe', key: 4 });
    expect(instance.ended).toBe(true);
  });

  it('writes its content to the scope around the activity, not into the activity', async () => {
    const sub = subProcess('Task', userTask('A'), '', mappings({ reason: 'inside' }));
    const model = sub + boundaryEvent('Recall', 'Task', messageTrigger('recall'), false) + serviceTask('Handle');
    const instance = await run({ elements: model, flows, definitions });
    instance.deliverMessage('Recall', { reason: 'outside' });
    instance.completeJob('Handle');
    instance.completeTask('A');
    expect(instance.outcome?.variables).toEqual({ reason: 'outside' });
  });
});

describe('Non-interrupting message boundary event', () => {
  it('may be triggered again and again, each time as an activity of its own', async () => {
    const instance = await run({ elements: elements(false), flows, definitions });
    const keys = [1, 2, 3].map((n) => {
      const [start] = instance.deliverMessage('Recall', { n });
      return start?.type === 'recordActivity' ? start.key : undefined;
    });
    expect(new Set(keys).size).toBe(3);
    expect(instance.waitingFor).toEqual(['Task', 'Recall', 'Handle', 'Handle', 'Handle']);
  });
});
