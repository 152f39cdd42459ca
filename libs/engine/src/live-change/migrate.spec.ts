import {
  boundaryEvent,
  catchEvent,
  graphOf,
  message,
  messageTrigger,
  type Model,
  run,
  serviceTask,
  subProcess,
  timer,
  userTask,
} from '../testing/model.js';
import { migrated } from '../testing/migrated.js';

const plain: Model = { elements: userTask('A') + userTask('B'), flows: 'Start -> A -> B -> End' };
const hour = timer('timeDuration', 'PT1H');
const inParallel = (loop = 'PT1H'): Model => ({
  elements: `<parallelGateway id="F"/><parallelGateway id="J"/>${userTask('A')}${userTask('B')}${catchEvent('T', timer('timeDuration', loop))}`,
  flows: 'Start -> F\nF -> A -> J\nF -> B -> J\nF -> T -> J\nJ -> End',
});

describe('A migration', () => {
  it('keeps what is open under its key, at the element that takes over, and goes on from there', async () => {
    const before = await run(plain);
    const target = await graphOf({
      elements: userTask('A2', 'name="New"') + userTask('C'),
      flows: 'Start -> A2 -> C -> End',
    });
    const { instance, effects } = migrated(before, target, { mappings: [{ from: 'A', to: 'A2' }] });
    expect(effects).toEqual([{ type: 'moveActivity', key: 3, parent: 1, element: 'A2', name: 'New' }]);
    expect(instance.waitingFor).toEqual(['A2']);
    instance.completeTask('A2');
    expect(instance.waitingFor).toEqual(['C']);
    instance.completeTask('C');
    expect(instance.ended).toBe(true);
  });

  it('is refused with everything that has no place, and changes nothing then', async () => {
    const before = await run(inParallel());
    before.completeTask('A');
    const stored = JSON.stringify(before.state);
    const target = await graphOf(plain);
    expect(() => migrated(before, target, { mappings: [{ from: 'B', to: 'B' }] })).toThrow(
      expect.objectContaining({
        code: 'engine.migration-impossible',
        findings: [
          expect.objectContaining({ where: 'J', code: 'migration.token-lost' }),
          expect.objectContaining({ where: 'T', code: 'migration.not-mapped' }),
        ],
      }),
    );
    expect(JSON.stringify(before.state)).toBe(stored);
  });

  it('carries tokens that wait at a join, which then waits for what it did not have before', async () => {
    const before = await run(inParallel());
    before.completeTask('A');
    const { elements, flows } = inParallel();
    const target = await graphOf({ elements: elements + userTask('C'), flows: `${flows}\nC -> J` });
    const { instance } = migrated(before, target);
    instance.completeTask('B');
    instance.fireTimer('T');
    expect(instance.ended).toBe(false);
    instance.send({ type: 'modify', instructions: [{ type: 'startBefore', element: 'C' }] });
    instance.completeTask('C');
    expect(instance.ended).toBe(true);
  });

  it('keeps timers as they were armed, and arms them anew only where the plan says so', async () => {
    const [before, target] = [await run(inParallel()), await graphOf(inParallel('PT5H'))];
    expect(migrated(before, target).effects).toEqual([]);
    const mappings = ['A', 'B', 'J'].map((id) => ({ from: id, to: id }));
    const renewed = migrated(before, target, { mappings: [...mappings, { from: 'T', to: 'T', updateTrigger: true }] });
    const moved = { type: 'rescheduleTimer', key: expect.any(Number), due: '2026-01-05T06:00:00.000Z', renewed: true };
    expect(renewed.effects).toEqual([moved]);
    renewed.instance.fireTimer('T');
    expect(renewed.instance.waitingFor).toEqual(['A', 'B']);
  });

  it('waits for the new message under the old key where the plan renews it', async () => {
    const waiting = (name: string): Model => ({
      elements: catchEvent('W', messageTrigger(name)),
      flows: 'Start -> W -> End',
      definitions: message(name),
    });
    const before = await run(waiting('old'));
    const { effects } = migrated(before, await graphOf(waiting('new')), {
      mappings: [{ from: 'W', to: 'W', updateTrigger: true }],
    });
    expect(effects).toEqual([{ type: 'subscribe', key: before.keyOf('subscribe', 'W'), element: 'W', message: 'new' }]);
  });

  it('arms the boundary events that only the target has, withdraws those it has not, and leaves fired ones alone', async () => {
    const guarded = (id: string): Model => ({
      elements: plain.elements + boundaryEvent(id, 'A', hour, false),
      flows: `${plain.flows}\n${id} -> B`,
    });
    const before = await run(guarded('E'));
    expect(migrated(before, await graphOf(plain)).instance.waitingFor).toEqual(['A']);
    expect(migrated(before, await graphOf(guarded('N'))).instance.waitingFor).toEqual(['A', 'N']);
    before.fireTimer('E');
    expect(migrated(before, await graphOf(guarded('E'))).effects).toEqual([]);
    expect(migrated(before, await graphOf(guarded('N'))).instance.waitingFor).toEqual(['A', 'B', 'N']);
  });

  it('arms nothing new around an activity whose work is done, while a job behind it is open', async () => {
    const leaving = (more = '', line = ''): Model => ({
      elements: userTask('A', 'camunda:asyncAfter="true"') + userTask('B') + more,
      flows: `Start -> A -> B -> End${line}`,
    });
    const before = await run(leaving());
    before.completeTask('A');
    const target = await graphOf(leaving(boundaryEvent('N', 'A', hour), '\nN -> B'));
    const { instance, effects } = migrated(before, target);
    expect(effects).toEqual([]);
    instance.completeJob('A');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('adds up the tokens at one join of scopes that are dissolved', async () => {
    const join = `<parallelGateway id="F"/><parallelGateway id="J"/>${userTask('A')}${userTask('B')}`;
    const line = 'F -> A -> J\nF -> B -> J';
    const twice: Model = {
      elements: subProcess('Sub', `<startEvent id="S"/>${join}`, `S -> ${line}`) + userTask('After'),
      flows: 'Start -> Sub -> After\nStart -> Sub',
    };
    const before = await run(twice);
    for (let each = 0; each < 2; each++) before.completeTask('A');
    const flat: Model = { elements: join + userTask('After'), flows: `Start -> ${line}\nJ -> After` };
    const { instance } = migrated(before, await graphOf(flat));
    for (let each = 0; each < 2; each++) instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['After', 'After']);
  });

  it('begins a scope that the target has around what runs, once, and dissolves one that it has not', async () => {
    const both: Model = { ...inParallel() };
    const inner = `<startEvent id="S"/><parallelGateway id="F"/><parallelGateway id="J"/>${userTask('A')}${userTask('B')}${catchEvent('T', hour)}`;
    const wrapped: Model = {
      elements: subProcess('Sub', inner, 'S -> F\nF -> A -> J\nF -> B -> J\nF -> T -> J') + boundaryEvent('E', 'Sub', hour),
      flows: 'Start -> Sub -> End\nE -> End',
    };
    const before = await run(both);
    before.completeTask('A');
    const there = migrated(before, await graphOf(wrapped));
    expect(there.effects.filter(({ type }) => type === 'recordActivity')).toMatchObject([{ element: 'Sub', event: 'start' }]);
    expect([...there.instance.waitingFor].sort()).toEqual(['B', 'E', 'T']);
    const back = migrated(there.instance, before.graph);
    expect([...back.instance.waitingFor].sort()).toEqual(['B', 'T']);
    for (const { instance } of [there, back]) {
      instance.completeTask('B');
      instance.fireTimer('T');
      expect(instance.ended).toBe(true);
      expect([...instance.open.values()]).toEqual([]);
    }
  });

  it('keeps the progress of loops', async () => {
    const each = (more = ''): Model => {
      const loop = '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>';
      return { elements: userTask('A', '', loop) + more, flows: `Start -> A -> ${more ? 'B -> ' : ''}End` };
    };
    const before = await run(each());
    before.completeTask('A');
    const { instance } = migrated(before, await graphOf(each(userTask('B'))));
    instance.completeTask('A');
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it('keeps a job before an element where the target has it too, and is refused where not', async () => {
    const asynchronous = (attributes: string): Model => ({
      elements: serviceTask('A', attributes),
      flows: 'Start -> A -> End',
    });
    const before = await run(asynchronous('camunda:asyncBefore="true"'));
    const same = migrated(before, await graphOf(asynchronous('camunda:asyncBefore="true" name="renamed"')));
    same.instance.completeJob('A');
    same.instance.completeJob('A');
    expect(same.instance.ended).toBe(true);
    const target = await graphOf(asynchronous(''));
    expect(() => migrated(before, target)).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ where: 'A', code: 'migration.job-lost' })] }),
    );
  });

  it('keeps a race between events going, with the events that only the target has', async () => {
    const racing = (...ids: string[]): Model => ({
      elements: `<eventBasedGateway id="G"/>${ids.map((id) => catchEvent(id, hour)).join('')}`,
      flows: ['Start -> G', ...ids.map((id) => `G -> ${id} -> End`)].join('\n'),
    });
    const before = await run(racing('T', 'U'));
    const { instance } = migrated(before, await graphOf(racing('T', 'V')));
    expect(instance.waitingFor).toEqual(['T', 'V']);
    instance.fireTimer('V');
    expect([instance.ended, instance.open.size]).toEqual([true, 0]);
  });

  it('arms event sub-processes that only the target has, but not where another one has interrupted the scope', async () => {
    const guarded = (...ids: string[]): Model => ({
      elements: `${userTask('A')}${ids
        .map((id) => `<subProcess id="Sub_${id}" triggeredByEvent="true"><startEvent id="${id}">${hour}</startEvent>${userTask(`Late_${id}`)}
          <sequenceFlow id="f_${id}" sourceRef="${id}" targetRef="Late_${id}"/></subProcess>`)
        .join('')}`,
      flows: 'Start -> A -> End',
    });
    const before = await run(guarded('E'));
    const target = await graphOf(guarded('E', 'N'));
    expect(migrated(before, target).instance.waitingFor).toEqual(['E', 'A', 'N']);
    before.fireTimer('E');
    expect(migrated(before, target).instance.waitingFor).toEqual(['Late_E']);
  });

  it('offers people what the target lets them choose in an ad-hoc sub-process', async () => {
    const adHoc = (...ids: string[]): Model => ({
      elements: `<adHocSubProcess id="Work">${ids.map((id) => userTask(id)).join('')}</adHocSubProcess>`,
      flows: 'Start -> Work -> End',
    });
    const before = await run(adHoc('A', 'B'));
    const { instance, effects } = migrated(before, await graphOf(adHoc('B', 'C')));
    expect(effects).toEqual([{ type: 'offerActivities', key: expect.any(Number), element: 'Work', activities: ['B', 'C'] }]);
    instance.startActivity('Work', 'C');
    expect(instance.waitingFor).toEqual(['Work', 'C']);
  });

  it('can still undo what had completed, and is refused where it could not', async () => {
    const undoable = (id: string): Model => ({
      elements: `${userTask(id)}<boundaryEvent id="C" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent>
        <userTask id="Undo" isForCompensation="true"/><association id="a" sourceRef="C" targetRef="Undo"/>${userTask('B')}
        <intermediateThrowEvent id="Throw"><compensateEventDefinition/></intermediateThrowEvent>`,
      flows: `Start -> ${id} -> B -> Throw -> End`,
    });
    const before = await run(undoable('A'));
    before.completeTask('A');
    const mappings = [{ from: 'B', to: 'B' }];
    const target = await graphOf(undoable('A2'));
    expect(() => migrated(before, target, { mappings })).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ where: 'A', code: 'migration.compensation-lost' })] }),
    );
    const { instance } = migrated(before, target, { mappings: [...mappings, { from: 'A', to: 'A2' }] });
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['Undo']);
    instance.completeTask('Undo');
    expect(instance.ended).toBe(true);
  });

  it('of an instance that has ended is refused', async () => {
    const ended = await run({ flows: 'Start -> End' });
    const target = await graphOf(plain);
    expect(() => migrated(ended, target)).toThrow(expect.objectContaining({ code: 'engine.not-open' }));
  });
});
