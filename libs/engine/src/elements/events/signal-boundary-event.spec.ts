import { boundaryEvent, run, serviceTask, signal, signalTrigger, userTask } from '../../testing/model.js';

const model = (interrupting: boolean) => ({
  elements:
    userTask('Task') + boundaryEvent('Recall', 'Task', signalTrigger('recall'), interrupting) + serviceTask('Handle'),
  flows: 'Start -> Task -> End\nRecall -> Handle',
  definitions: signal('recall'),
});

describe('Interrupting signal boundary event', () => {
  it('cancels the activity, unsubscribes and hands on what came with the signal', async () => {
    const instance = await run(model(true));
    const effects = instance.deliverSignal('recall', { reason: 'wrong address' });
    expect(effects.slice(0, 2)).toEqual([
      { type: 'unsubscribe', key: 4 },
      { type: 'closeTask', key: 3, reason: 'cancelled' },
    ]);
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.variables).toEqual({ reason: 'wrong address' });
  });

  it('unsubscribes when the activity completes', async () => {
    const instance = await run(model(true));
    expect(instance.completeTask('Task')).toContainEqual({ type: 'unsubscribe', key: 4 });
    expect(instance.open.size).toBe(0);
  });
});

describe('Non-interrupting signal boundary event', () => {
  it('may be triggered again and again, each time as an activity of its own', async () => {
    const instance = await run(model(false));
    for (const n of [1, 2, 3]) instance.deliverSignal('recall', { n });
    expect(instance.waitingFor).toEqual(['Task', 'Recall', 'Handle', 'Handle', 'Handle']);
    const starts = instance.history.filter(({ element, event }) => element === 'Recall' && event === 'start');
    expect(new Set(starts.map(({ key }) => key)).size).toBe(3);
  });
});
