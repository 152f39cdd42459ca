import { compensable, compensate, mappings, run, serviceTask, subProcess, throwEvent } from '../../testing/model.js';

const undo = (id: string) => serviceTask(`Undo${id}`, 'isForCompensation="true"');

/** A sub-process that says itself how it is undone. */
const undoneByItself = (content: string, flows: string) =>
  subProcess(
    'Sub',
    `${compensable(serviceTask('A'), 'A', undo('A'), 'UndoA')}
     <subProcess id="Undoing" triggeredByEvent="true"><startEvent id="Undone">${compensate()}</startEvent>
       ${content}${flows}</subProcess>`,
    '',
    mappings({ local: '= "inside"' }),
  );

const flow = (source: string, target: string) =>
  `<sequenceFlow id="${source}_${target}" sourceRef="${source}" targetRef="${target}"/>`;

describe('Compensation start event', () => {
  it('undoes its completed sub-process as a whole, with the variables it had', async () => {
    const task = serviceTask('Mend', '', mappings({ mine: '= local' }, { seen: '= mine' }));
    const instance = await run({
      elements: undoneByItself(task, flow('Undone', 'Mend')) + throwEvent('Back', compensate()),
      flows: 'Start -> Sub -> Back -> End',
    });
    instance.completeJob('A');
    expect(instance.waitingFor).toEqual(['Mend']);
    instance.completeJob('Mend');
    expect(instance.ended).toBe(true);
    expect(instance.variables).toEqual({ seen: 'inside' });
  });

  it('leaves it to an event inside to undo what completed in the sub-process', async () => {
    const content = serviceTask('First') + throwEvent('Inside', compensate());
    const instance = await run({
      elements: undoneByItself(content, flow('Undone', 'First') + flow('First', 'Inside')) + throwEvent('Back', compensate()),
      flows: 'Start -> Sub -> Back -> End',
    });
    instance.completeJob('A');
    instance.completeJob('First');
    expect(instance.waitingFor).toEqual(['UndoA']);
    instance.completeJob('UndoA');
    expect(instance.ended).toBe(true);
  });
});
