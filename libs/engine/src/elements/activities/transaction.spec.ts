import {
  boundaryEvent,
  compensable,
  compensate,
  endEvent,
  error,
  errorTrigger,
  flows,
  run,
  serviceTask,
  throwEvent,
  userTask,
} from '../../testing/model.js';

const cancelled = '<cancelEventDefinition/>';
const booked = (id: string) =>
  compensable(serviceTask(id), id, serviceTask(`Undo${id}`, 'isForCompensation="true"'), `Undo${id}`);

/** Books a seat and a room, waits, and is then confirmed or cancelled. */
const transaction = (more = '', moreFlows = '') =>
  `<transaction id="Trip">${booked('Seat')}${booked('Room')}${userTask('Wait')}${endEvent('Cancel', cancelled)}
    <exclusiveGateway id="Choice" default="Choice_Done"/><endEvent id="Done"/>${more}
    ${flows(`Seat -> Room -> Wait -> Choice -> Done\nChoice -> Cancel : = no\n${moreFlows}`)}</transaction>`;

const model = {
  elements: `${transaction()}${boundaryEvent('Cancelled', 'Trip', cancelled)}${userTask('Apologise')}${userTask('Enjoy')}`,
  flows: 'Start -> Trip -> Enjoy -> End\nCancelled -> Apologise -> End',
};

async function atWait(of = model) {
  const instance = await run(of);
  instance.completeJob('Seat');
  instance.completeJob('Room');
  return instance;
}

describe('Transaction', () => {
  it('that completes goes on along its flow and undoes nothing', async () => {
    const instance = await atWait();
    instance.completeTask('Wait', { no: false });
    expect(instance.waitingFor).toEqual(['Enjoy']);
  });

  it('that is cancelled undoes all that has completed, the latest first, and leaves by the cancel boundary event', async () => {
    const instance = await atWait();
    instance.completeTask('Wait', { no: true });
    expect(instance.waitingFor).toEqual(['UndoRoom']);
    instance.completeJob('UndoRoom');
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.completeJob('UndoSeat');
    expect(instance.waitingFor).toEqual(['Apologise']);
    const ends = instance.history.filter(({ element }) => ['Cancel', 'Trip', 'Cancelled'].includes(element));
    expect(ends.map(({ element, event }) => `${element} ${event}`).slice(-4)).toEqual([
      'Cancel end',
      'Trip cancel',
      'Cancelled start',
      'Cancelled end',
    ]);
  });

  it('that is cancelled first cancels what else goes on in it', async () => {
    const beside = '<parallelGateway id="Fork"/><startEvent id="Begin"/>' + userTask('Beside');
    const instance = await run({
      elements: `${transaction(beside, 'Begin -> Fork -> Seat\nFork -> Beside')}${boundaryEvent('Cancelled', 'Trip', cancelled)}`,
      flows: 'Start -> Trip -> End\nCancelled -> End',
    });
    instance.completeJob('Seat');
    instance.completeJob('Room');
    instance.completeTask('Wait', { no: true });
    expect(instance.waitingFor).toEqual(['UndoRoom']);
  });

  it('that is cancelled without a cancel boundary event ends there with its token', async () => {
    const instance = await atWait({ elements: `${transaction()}${userTask('Enjoy')}`, flows: 'Start -> Trip -> Enjoy' });
    instance.completeTask('Wait', { no: true });
    instance.completeJob('UndoRoom');
    instance.completeJob('UndoSeat');
    expect(instance.outcome).toMatchObject({ outcome: 'completed' });
    expect(instance.history.map(({ element }) => element)).not.toContain('Enjoy');
  });

  it('that an error leaves undoes nothing', async () => {
    const instance = await atWait({
      elements: `${transaction(serviceTask('Pay'), 'Wait -> Pay')}${boundaryEvent('Hazard', 'Trip', errorTrigger('E'))}${userTask('Mend')}`,
      flows: 'Start -> Trip -> End\nHazard -> Mend',
      definitions: error('E'),
    } as typeof model);
    instance.completeTask('Wait', { no: false });
    instance.failJob('Pay', 'E');
    expect(instance.waitingFor).toEqual(['Mend']);
  });

  it('that has completed can be undone later', async () => {
    const instance = await atWait({
      elements: `${transaction()}${throwEvent('Back', compensate())}`,
      flows: 'Start -> Trip -> Back -> End',
    });
    instance.completeTask('Wait', { no: false });
    expect(instance.waitingFor).toEqual(['UndoRoom']);
  });
});
