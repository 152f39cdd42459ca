import {
  boundaryEvent,
  catchEvent,
  endEvent,
  run,
  signal,
  signalTrigger,
  subProcess,
  userTask,
} from '../../testing/model.js';

const definitions = signal('done');

describe('Signal end event', () => {
  it('broadcasts the signal, and its token ends', async () => {
    const model = { elements: endEvent('Thrown', signalTrigger('done', { n: 'n' })), flows: 'Start -> Thrown' };
    const instance = await run({ ...model, definitions }, { n: 1 });
    expect(instance.sent).toMatchObject([{ element: 'Thrown', signal: 'done', variables: { n: 1 } }]);
    expect(instance.ended).toBe(true);
    expect(instance.history.map(({ element, event }) => `${element} ${event}`)).toEqual([
      'P start',
      'Start start',
      'Start end',
      'Thrown start',
      'Thrown end',
      'P end',
    ]);
  });

  it('reaches a sibling of its scope, and the rest of the scope goes on', async () => {
    const instance = await run({
      elements: `<parallelGateway id="Split"/>${endEvent('Thrown', signalTrigger('done'))}
        ${catchEvent('A', signalTrigger('done'))}${userTask('Task')}`,
      flows: 'Start -> Split -> Thrown\nSplit -> A -> Task',
      definitions,
    });
    expect(instance.waitingFor).toEqual(['Task']);
  });

  it('triggers a boundary event of the sub-process that it is about to end', async () => {
    const inside = `<startEvent id="S"/>${endEvent('Thrown', signalTrigger('done'))}`;
    const instance = await run({
      elements:
        subProcess('Sub', inside, 'S -> Thrown') +
        boundaryEvent('Caught', 'Sub', signalTrigger('done'), false) +
        userTask('Handle'),
      flows: 'Start -> Sub -> End\nCaught -> Handle',
      definitions,
    });
    expect(instance.waitingFor).toEqual(['Handle']);
    expect(instance.history).toContainEqual(expect.objectContaining({ element: 'Sub', event: 'end' }));
  });
});
