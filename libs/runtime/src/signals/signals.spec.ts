import { broadcastSignal, getInstance, listFailedJobs } from '../index.js';
import { bpmn, sequence, startingWith, userTask } from '../../../../test/support/bpmn-text.js';
import { openProcessDesk, type ProcessDesk } from '../testing/process-desk.js';

const SIGNAL = '<signal id="s" name="office.closed"/>';
const DEFINITION = '<signalEventDefinition signalRef="s"/>';
const caught = (id: string) => `<intermediateCatchEvent id="${id}">${DEFINITION}</intermediateCatchEvent>`;

let desk: ProcessDesk;
beforeEach(async () => {
  desk = await openProcessDesk();
  await desk.deploy({
    'waiting.bpmn': bpmn('waiting', sequence(caught('wait'), 'wait'), SIGNAL),
    'broken.bpmn': bpmn(
      'broken',
      sequence(`${caught('wait')}<callActivity id="call" calledElement="= next"/>`, 'wait', 'call'),
      SIGNAL,
    ),
    'begun.bpmn': bpmn('begun', startingWith(DEFINITION, sequence(userTask('tidy'), 'tidy')), SIGNAL),
  });
});
afterEach(() => desk.close());

const statusOf = async (id: string) => (await getInstance(desk.database, id)).status;
const broadcast = (signal = 'office.closed') =>
  desk.executor.execute(broadcastSignal, { signal, variables: { why: 'storm' } }, desk.as('namcn'));

describe('a signal', () => {
  it('reaches every instance that waits for it, and begins what begins with it', async () => {
    const waiting = [await desk.start('waiting'), await desk.start('waiting')];
    expect(await broadcast()).toEqual({ instances: 2, starts: 1 });
    await desk.runDueJobs();
    for (const id of waiting) {
      expect(await getInstance(desk.database, id)).toMatchObject({ status: 'completed', variables: { why: 'storm' } });
    }
    const begun = await desk.database.query<{ id: string }>(
      `select i.id from process_instance i join process_definition d on d.id = i.definition_id where d.key = 'begun'`,
    );
    expect(begun).toHaveLength(1);
    expect((await getInstance(desk.database, begun[0]!.id)).variables).toMatchObject({ why: 'storm' });
    expect(await broadcast('office.opened')).toEqual({ instances: 0, starts: 0 });
  });

  it('reaches the others where one cannot go on', async () => {
    const [broken, waiting] = [await desk.start('broken'), await desk.start('waiting')];
    await broadcast();
    for (let attempt = 1; attempt <= 3; attempt++) {
      await desk.runDueJobs();
      desk.clock.advance(120_000);
    }
    expect([await statusOf(broken), await statusOf(waiting)]).toEqual(['active', 'completed']);
    expect((await listFailedJobs(desk.database, { limit: 10 })).items).toMatchObject([{ kind: 'signal', instanceId: broken }]);
  });

  it('does not reach who comes to wait for it afterwards', async () => {
    await broadcast();
    const late = await desk.start('waiting');
    await desk.runDueJobs();
    expect(await statusOf(late)).toBe('active');
  });

  it('reaches what was armed when it was thrown, not what the instance has come to since', async () => {
    const twice = sequence(caught('first') + caught('second'), 'first', 'second');
    await desk.deploy({ 'twice.bpmn': bpmn('twice', twice, SIGNAL) });
    const id = await desk.start('twice');
    expect([await broadcast(), await broadcast()]).toMatchObject([{ instances: 1 }, { instances: 1 }]);
    await desk.runDueJobs();
    expect((await getInstance(desk.database, id)).activeActivities).toMatchObject([{ elementId: 'second' }]);
    await broadcast();
    await desk.runDueJobs();
    expect(await statusOf(id)).toBe('completed');
  });

  it('that a process throws does not come back to what lies behind the throw', async () => {
    const thrown = `<intermediateThrowEvent id="throw">${DEFINITION}</intermediateThrowEvent>`;
    await desk.deploy({ 'throwing.bpmn': bpmn('throwing', sequence(thrown + caught('wait'), 'throw', 'wait'), SIGNAL) });
    const thrower = await desk.start('throwing');
    await desk.runDueJobs();
    expect(await statusOf(thrower)).toBe('active');
  });

  it('that a process throws reaches the other instances', async () => {
    const thrown = `<intermediateThrowEvent id="throw">${DEFINITION}</intermediateThrowEvent>`;
    await desk.deploy({ 'throwing.bpmn': bpmn('throwing', sequence(thrown, 'throw'), SIGNAL) });
    const waiting = await desk.start('waiting');
    const thrower = await desk.start('throwing');
    expect(await statusOf(thrower)).toBe('completed');
    await desk.runDueJobs();
    expect(await statusOf(waiting)).toBe('completed');
  });
});
