import {
  boundaryEvent,
  compensable,
  endEvent,
  eventSubProcess,
  flows,
  message,
  messageTrigger,
  run,
  serviceTask,
  subProcess,
  userTask,
  userTasks,
} from '../../testing/model.js';

const cancelled = '<cancelEventDefinition/>';

describe('Cancel end event', () => {
  it('cancels its own transaction only, not the one around it', async () => {
    const inner = `<transaction id="Inner">${userTask('A')}${endEvent('Stop', cancelled)}${flows('A -> Stop')}</transaction>`;
    const outer = `<transaction id="Outer">${inner}${boundaryEvent('InnerGone', 'Inner', cancelled)}${userTask('B')}${flows('InnerGone -> B')}</transaction>`;
    const instance = await run({
      elements: `${outer}${boundaryEvent('OuterGone', 'Outer', cancelled)}`,
      flows: 'Start -> Outer -> End\nOuterGone -> End',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('without a boundary event on its transaction is not taken for the cancellation of the one around it', async () => {
    const inner = `<transaction id="Inner">${userTask('A')}${endEvent('Stop', cancelled)}${flows('A -> Stop')}</transaction>`;
    const outer = `<transaction id="Outer">${inner}${userTask('B')}</transaction>`;
    const instance = await run({
      elements: `${outer}${boundaryEvent('OuterGone', 'Outer', cancelled)}${userTask('C')}`,
      flows: 'Start -> Outer -> End\nOuterGone -> C',
    });
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('without a boundary event on its transaction ends every run of that', async () => {
    const loop = `<multiInstanceLoopCharacteristics>
      <loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`;
    const content = `${loop}${userTask('A')}${endEvent('Stop', cancelled)}${flows('A -> Stop')}`;
    const instance = await run({
      elements: `<transaction id="T">${content}</transaction>`,
      flows: 'Start -> T -> End',
    });
    instance.completeTask('A');
    expect(instance.outcome).toMatchObject({ outcome: 'completed' });
    expect(instance.history.map(({ element }) => element)).not.toContain('End');
  });

  const undoable = (id: string) =>
    compensable(serviceTask(id), id, serviceTask(`Undo${id}`, 'isForCompensation="true"'), `Undo${id}`);
  const around = (inside: string, flowText: string) => ({
    elements: `<transaction id="T">${undoable('A')}${inside}${flows(flowText)}</transaction>
      ${boundaryEvent('Gone', 'T', cancelled)}${userTask('After')}`,
    flows: 'Start -> T -> End\nGone -> After',
    definitions: message('recall'),
  });

  it('in a sub-process cancels the transaction around that, and undoes what has completed in both', async () => {
    const inner = undoable('B') + userTasks('C', 'Beside') + endEvent('Stop', cancelled);
    const instance = await run(around(subProcess('Sub', inner, 'B -> C -> Stop'), 'A -> Sub'));
    instance.completeJob('A');
    instance.completeJob('B');
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['UndoB']);
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.completeJob('UndoB');
    instance.completeJob('UndoA');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('in an event sub-process cancels the transaction that this lies in, and no other can begin there', async () => {
    const end = endEvent('Stop', cancelled);
    const stop = eventSubProcess('Recall', messageTrigger('recall'), end, 'On_Recall -> Stop', false);
    const instance = await run(around(userTask('B') + stop, 'A -> B'));
    instance.completeJob('A');
    instance.deliverMessage('On_Recall');
    expect(instance.waitingFor).toEqual(['UndoA']);
    instance.completeJob('UndoA');
    expect(instance.waitingFor).toEqual(['After']);
  });
});
