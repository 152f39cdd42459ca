import {
  boundaryEvent,
  compensable,
  compensate,
  error,
  errorTrigger,
  mappings,
  run,
  serviceTask,
  subProcess,
  throwEvent,
  userTask,
} from '../../testing/model.js';

/** A service task that can be undone by another, `Undo<id>`. */
const undoable = (id: string, attributes = '', content = ''): string =>
  compensable(serviceTask(id, attributes, content), id, undoing(id), `Undo${id}`);

const undoing = (id: string, content = ''): string => serviceTask(`Undo${id}`, 'isForCompensation="true"', content);

const three = {
  elements: undoable('A') + undoable('B') + undoable('C') + throwEvent('Back', compensate()) + userTask('After'),
  flows: 'Start -> A -> B -> C -> Back -> After -> End',
};

describe('Compensation throw event', () => {
  it('undoes what has completed in its scope, the latest first, and waits for each handler', async () => {
    const instance = await run(three);
    for (const task of ['A', 'B', 'C']) instance.completeJob(task);
    const undone = [];
    for (let [open] = instance.waitingFor; open !== 'After'; [open] = instance.waitingFor) {
      expect(instance.waitingFor).toHaveLength(1);
      undone.push(open);
      instance.completeJob(open!);
      instance.state = JSON.parse(JSON.stringify(instance.state));
    }
    expect(undone).toEqual(['UndoC', 'UndoB', 'UndoA']);
    expect(instance.history.filter(({ element }) => element === 'Back').map(({ event }) => event)).toEqual([
      'start',
      'end',
    ]);
  });

  it('undoes nothing that has not completed, and nothing twice', async () => {
    const instance = await run({
      elements: `<parallelGateway id="Fork"/>${undoable('A')}${undoable('B')}${throwEvent('Back', compensate())}
        ${throwEvent('Again', compensate())}`,
      flows: 'Start -> Fork\nFork -> A -> Back -> Again -> End\nFork -> B -> End',
    });
    instance.completeJob('A');
    expect(instance.waitingFor).toEqual(['B', 'UndoA']);
    instance.completeJob('UndoA');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('passes at once where there is nothing to undo', async () => {
    const instance = await run({ elements: throwEvent('Back', compensate()), flows: 'Start -> Back -> End' });
    expect(instance.ended).toBe(true);
  });

  it('undoes each completed run of the activity that it names, and of no other', async () => {
    const instance = await run({
      elements: `${undoable('A')}${undoable('B')}<exclusiveGateway id="Merge"/>
        <exclusiveGateway id="Gate" default="Gate_Back"/>${throwEvent('Back', compensate('A'))}`,
      flows: 'Start -> Merge -> A -> B -> Gate -> Back -> End\nGate -> Merge : = again',
    });
    for (const again of [true, false]) {
      instance.completeJob('A');
      instance.completeJob('B', { again });
    }
    instance.completeJob('UndoA');
    instance.completeJob('UndoA');
    expect(instance.ended).toBe(true);
  });

  it('shows each handler the variables that its activity had, and takes what it writes outward', async () => {
    const inner = mappings({ seat: '= number' });
    const handler = serviceTask('UndoA', 'isForCompensation="true"', mappings({ back: '= seat' }, { freed: '= back' }));
    const instance = await run(
      {
        elements: compensable(serviceTask('A', '', inner), 'A', handler, 'UndoA') + throwEvent('Back', compensate()),
        flows: 'Start -> A -> Back -> End',
      },
      { number: 7 },
    );
    instance.completeJob('A', { number: 8 });
    instance.completeJob('UndoA');
    expect(instance.variables).toEqual({ number: 8, freed: 7 });
  });

  it('undoes each run of a multi-instance activity with the variables of that run, the last to end first', async () => {
    const loop = `<multiInstanceLoopCharacteristics camunda:collection="seats" camunda:elementVariable="seat"/>`;
    const handler = undoing('A', mappings({ mine: '= seat' }, { freed: '= append(freed, mine)' }));
    const instance = await run(
      {
        elements: compensable(serviceTask('A', '', loop), 'A', handler, 'UndoA') + throwEvent('Back', compensate()),
        flows: 'Start -> A -> Back -> End',
      },
      { seats: [1, 2, 3], freed: [] },
    );
    for (let i = 0; i < 3; i++) instance.completeJob('A');
    for (let i = 0; i < 3; i++) instance.completeJob('UndoA');
    expect(instance.variables['freed']).toEqual([3, 2, 1]);
  });

  it('undoes a completed sub-process by what has completed inside, with its variables', async () => {
    const handler = undoing('A', mappings({ mine: '= local' }, { seen: '= mine' }));
    const inside = `${compensable(serviceTask('A'), 'A', handler, 'UndoA')}${undoable('B')}`;
    const instance = await run({
      elements:
        subProcess('Sub', inside, 'A -> B', mappings({ local: '= "inside"' })) + throwEvent('Back', compensate('Sub')),
      flows: 'Start -> Sub -> Back -> End',
    });
    instance.completeJob('A');
    instance.completeJob('B');
    instance.completeJob('UndoB');
    instance.completeJob('UndoA');
    expect(instance.ended).toBe(true);
    expect(instance.variables).toEqual({ seen: 'inside' });
  });

  it('undoes a sub-process by its own handler where it has one, and not by what is inside', async () => {
    const sub = subProcess('Sub', undoable('A'), '');
    const instance = await run({
      elements: compensable(sub, 'Sub', undoing('Sub'), 'UndoSub') + throwEvent('Back', compensate()),
      flows: 'Start -> Sub -> Back -> End',
    });
    instance.completeJob('A');
    expect(instance.waitingFor).toEqual(['UndoSub']);
    instance.completeJob('UndoSub');
    expect(instance.ended).toBe(true);
  });

  it('in an event sub-process undoes what the scope around it has completed', async () => {
    const rescue = `<subProcess id="Rescue" triggeredByEvent="true">
      <startEvent id="Failed">${errorTrigger('E')}</startEvent>${throwEvent('Back', compensate())}
      <sequenceFlow id="r" sourceRef="Failed" targetRef="Back"/></subProcess>`;
    const instance = await run({
      elements: `${undoable('A')}${serviceTask('B')}${rescue}`,
      flows: 'Start -> A -> B -> End',
      definitions: error('E'),
    });
    instance.completeJob('A');
    instance.failJob('B', 'E');
    expect(instance.waitingFor).toEqual(['UndoA']);
    instance.completeJob('UndoA');
    expect(instance.ended).toBe(true);
  });

  it('hands an error of a handler to what catches errors around the event', async () => {
    const inside = undoable('A') + throwEvent('Back', compensate());
    const instance = await run({
      elements: subProcess('Sub', inside, 'A -> Back') + boundaryEvent('Caught', 'Sub', errorTrigger()) + userTask('Mend'),
      flows: 'Start -> Sub -> End\nCaught -> Mend',
    });
    instance.completeJob('A');
    instance.failJob('UndoA', 'E');
    expect(instance.waitingFor).toEqual(['Mend']);
  });

  it('takes its handlers with it when it is cancelled', async () => {
    const instance = await run(three);
    for (const task of ['A', 'B', 'C']) instance.completeJob(task);
    instance.send({ type: 'cancel' });
    expect([...instance.open]).toEqual([]);
    expect(instance.ended).toBe(true);
  });
});

describe('What can be undone', () => {
  it('is remembered only where the model can undo it, and forgotten with its scope', async () => {
    const without = await run({ elements: undoable('A') + userTask('T'), flows: 'Start -> A -> T -> End' });
    without.completeJob('A');
    expect(JSON.stringify(without.state)).not.toContain('compensable');

    const inSub = await run({
      elements: `${subProcess('Sub', `${undoable('A')}${userTask('T')}<endEvent id="Stop"><terminateEventDefinition/></endEvent>`, 'A -> T -> Stop')}
        ${boundaryEvent('Late', 'Sub', errorTrigger())}${userTask('After')}${throwEvent('Back', compensate())}`,
      flows: 'Start -> Sub -> After -> Back -> End',
    });
    inSub.completeJob('A');
    inSub.completeTask('T');
    expect(inSub.state?.instances[0]?.compensable).toEqual([
      { key: expect.any(Number), element: 'Sub', inside: [{ key: expect.any(Number), element: 'A' }] },
    ]);
  });
});
