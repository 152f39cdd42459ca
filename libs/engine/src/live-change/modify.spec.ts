import type { ModificationInstruction } from '../command.js';
import type { InMemoryProcess } from '../in-memory-process.js';
import { boundaryEvent, mappings, type Model, run, subProcess, timer, userTask } from '../testing/model.js';

const hour = timer('timeDuration', 'PT1H');
const each = '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>';
const plain: Model = {
  elements: `${userTask('A')}${userTask('B')}<exclusiveGateway id="G" default="G_B"/>${userTask('C')}`,
  flows: 'Start -> A -> G -> B -> End\nG -> C : = rush\nC -> End',
};
const nested = (content = ''): Model => ({
  elements: `${userTask('A')}${subProcess('Sub', `<startEvent id="S"/>${userTask('X')}${userTask('Y')}`, 'S -> X -> Y', content)}
    ${boundaryEvent('E', 'Sub', hour)}${userTask('Late')}`,
  flows: 'Start -> A -> Sub -> End\nE -> Late -> End',
});

const modify = (instance: InMemoryProcess, ...instructions: ModificationInstruction[]) =>
  instance.send({ type: 'modify', instructions });
const keyOf = (instance: InMemoryProcess, element: string): number =>
  instance.state!.instances.find((it) => it.element === element)!.key;

describe('A modification', () => {
  it('starts before an element, after it by its conditions, and on one of its flows', async () => {
    const instance = await run(plain);
    modify(
      instance,
      { type: 'startBefore', element: 'B' },
      { type: 'startAfter', element: 'A', variables: { rush: true } },
      { type: 'startTransition', flow: 'G_B' },
    );
    expect([...instance.waitingFor].sort()).toEqual(['A', 'B', 'B', 'C']);
    expect(instance.variables).toEqual({ rush: true });
  });

  it('moves the only token without the instance ending in between', async () => {
    const instance = await run(plain);
    modify(instance, { type: 'cancelAll', element: 'A' }, { type: 'startBefore', element: 'C' });
    expect(instance.waitingFor).toEqual(['C']);
    instance.completeTask('C');
    expect(instance.outcome).toMatchObject({ outcome: 'completed' });
  });

  it('that leaves nothing ends the instance as cancelled, with every scope that it empties', async () => {
    const instance = await run(nested());
    modify(instance, { type: 'cancelAll', element: 'A' }, { type: 'startBefore', element: 'X' });
    modify(instance, { type: 'cancel', key: instance.keyOf('openTask', 'X') });
    expect(instance.outcome).toMatchObject({ outcome: 'cancelled' });
    expect([...instance.open.values()]).toEqual([]);
    const ends = instance.history.filter(({ element }) => element === 'Sub').map(({ event }) => event);
    expect(ends).toEqual(['start', 'cancel']);
  });

  it('begins the scopes around that do not run, with their inputs and boundary events but not their start events', async () => {
    const instance = await run(nested(mappings({ local: '= 7' })));
    modify(instance, { type: 'startBefore', element: 'Y' }, { type: 'startBefore', element: 'X' });
    expect([...instance.waitingFor].sort()).toEqual(['A', 'E', 'X', 'Y']);
    const scopes = instance.state!.instances.filter(({ element }) => element === 'Sub');
    expect(scopes).toMatchObject([{ variables: { local: 7 } }]);
    instance.fireTimer('E');
    expect(instance.waitingFor).toEqual(['A', 'Late']);
  });

  it('takes the live scope that is named where several run, and asks for it where none is', async () => {
    const instance = await run(nested(each));
    instance.completeTask('A');
    const start: ModificationInstruction = { type: 'startBefore', element: 'Y' };
    const [, second] = instance.state!.instances.filter(({ element, loop }) => element === 'Sub' && !loop);
    expect(() => modify(instance, start)).toThrow(
      expect.objectContaining({ code: 'engine.modification-impossible', message: expect.stringContaining(`${second!.key}`) }),
    );
    modify(instance, { ...start, scope: second!.key });
    const [added] = instance.state!.instances.filter(({ element }) => element === 'Y');
    expect(added).toMatchObject({ parent: second!.key });
  });

  it('lets a parallel loop go on with one run less', async () => {
    const instance = await run({ elements: userTask('A', '', each) + userTask('B'), flows: 'Start -> A -> B -> End' });
    modify(instance, { type: 'cancel', key: instance.keyOf('openTask', 'A') });
    expect(instance.waitingFor).toEqual(['A', 'A']);
    instance.completeTask('A');
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('counts a run as left out also where the last activity inside it is cancelled', async () => {
    const instance = await run(nested(each));
    instance.completeTask('A');
    modify(instance, { type: 'cancel', key: instance.keyOf('openTask', 'X') });
    for (const element of ['X', 'X', 'Y', 'Y']) instance.completeTask(element);
    expect(instance.outcome).toMatchObject({ outcome: 'completed' });
  });

  it('leaves an ad-hoc sub-process that still offers its activities', async () => {
    const instance = await run({
      elements: `<adHocSubProcess id="Work">${userTask('A')}</adHocSubProcess>`,
      flows: 'Start -> Work -> End',
    });
    instance.startActivity('Work', 'A');
    modify(instance, { type: 'cancelAll', element: 'A' });
    expect(instance.waitingFor).toEqual(['Work']);
  });

  it('begins and ends what lies in an event sub-process like in any scope', async () => {
    const inner = `<startEvent id="S">${hour}</startEvent>${userTask('X')}<sequenceFlow id="f" sourceRef="S" targetRef="X"/>`;
    const instance = await run({
      elements: `${userTask('A')}<subProcess id="Sub" triggeredByEvent="true">${inner}</subProcess>`,
      flows: 'Start -> A -> End',
    });
    modify(instance, { type: 'startBefore', element: 'X' });
    expect([...instance.waitingFor].sort()).toEqual(['A', 'S', 'X']);
    instance.completeTask('X');
    instance.completeTask('A');
    expect([instance.ended, instance.open.size]).toEqual([true, 0]);
  });

  it('cancels a whole loop by its element, and begins it anew', async () => {
    const instance = await run({ elements: userTask('A', '', each), flows: 'Start -> A -> End' });
    instance.completeTask('A');
    modify(instance, { type: 'cancelAll', element: 'A' }, { type: 'startBefore', element: 'A' });
    expect(instance.waitingFor).toEqual(['A', 'A', 'A']);
  });

  it('is done wholly or not at all', async () => {
    const instance = await run(plain);
    const stored = JSON.stringify(instance.state);
    const first: ModificationInstruction = { type: 'cancelAll', element: 'A' };
    for (const wrong of [
      { type: 'startBefore', element: 'nowhere' },
      { type: 'startTransition', flow: 'nowhere' },
      { type: 'cancelAll', element: 'constructor' },
      { type: 'startBefore', element: 'P' },
      { type: 'startBefore', element: 'B', scope: 99 },
      { type: 'cancel', key: 99 },
    ] as const) {
      expect(() => modify(instance, first, wrong)).toThrow();
      expect(JSON.stringify(instance.state)).toBe(stored);
    }
  });

  it('begins nothing that only what it waits for can begin, but goes on after it', async () => {
    const instance = await run(nested());
    expect(() => modify(instance, { type: 'startBefore', element: 'E' })).toThrow(
      expect.objectContaining({ code: 'engine.modification-impossible' }),
    );
    modify(instance, { type: 'startAfter', element: 'E' });
    expect(instance.waitingFor).toEqual(['A', 'Late']);
  });

  it('cancels a sub-process with everything in it by its key', async () => {
    const instance = await run(nested());
    instance.completeTask('A');
    modify(instance, { type: 'startBefore', element: 'Late' }, { type: 'cancel', key: keyOf(instance, 'Sub') });
    expect(instance.waitingFor).toEqual(['Late']);
  });
});
