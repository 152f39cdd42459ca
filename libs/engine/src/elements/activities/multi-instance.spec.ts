import { openActivities, RunawayLoopError, UnusableAttributeError, variablesOf } from '../../index.js';
import {
  boundaryEvent,
  mappings,
  message,
  messageTrigger,
  run,
  serviceTask,
  subProcess,
  timer,
  userTask,
} from '../../testing/model.js';

const flows = 'Start -> Each -> End';
const over = (collection: string, options: { sequential?: boolean; completionCondition?: string } = {}) =>
  `<multiInstanceLoopCharacteristics isSequential="${options.sequential ?? false}" camunda:collection="${collection}"
     camunda:elementVariable="unit">${until(options.completionCondition)}</multiInstanceLoopCharacteristics>`;
const times = (cardinality: string, sequential = false, completionCondition?: string) =>
  `<multiInstanceLoopCharacteristics isSequential="${sequential}">
     <loopCardinality>${cardinality}</loopCardinality>${until(completionCondition)}
   </multiInstanceLoopCharacteristics>`;
const until = (condition?: string) =>
  condition === undefined ? '' : `<completionCondition><![CDATA[${condition}]]></completionCondition>`;
const units = ['A', 'B', 'C'];

describe('Parallel multi-instance', () => {
  it('opens one run per element of the collection, all at once, and completes with the last', async () => {
    const elements = userTask('Each', 'camunda:candidateGroups="= &quot;unit:&quot; + unit"', over('= units'));
    const instance = await run({ elements, flows }, { units });
    expect([...instance.open.values()]).toMatchObject(units.map((unit) => ({ candidateGroups: [`unit:${unit}`] })));
    const [a, b, c] = [...instance.open.keys()];
    for (const key of [b!, a!]) instance.send({ type: 'completeTask', key });
    expect(instance.ended).toBe(false);
    instance.send({ type: 'completeTask', key: c! });
    expect(instance.ended).toBe(true);
  });

  it('counts its instances, and numbers each run from 0', async () => {
    const instance = await run({ elements: userTask('Each', '', over('= units')), flows }, { units });
    const [first, second] = [...instance.open.keys()];
    instance.send({ type: 'completeTask', key: first! });
    expect(variablesOf(instance.state!, second)).toEqual({
      units,
      nrOfInstances: 3,
      nrOfActiveInstances: 2,
      nrOfCompletedInstances: 1,
      loopCounter: 1,
      unit: 'B',
    });
  });

  it('records the body around the runs as an activity of its own', async () => {
    const instance = await run({ elements: userTask('Each', '', over('= units')), flows }, { units: ['A'] });
    const body = openActivities(instance.state!).find(({ multiInstanceBody }) => multiInstanceBody);
    const runs = openActivities(instance.state!).filter(({ parent }) => parent === body?.key);
    expect(runs).toMatchObject([{ element: 'Each', multiInstanceBody: false }]);
    const ends = instance.completeTask('Each').filter((effect) => effect.type === 'recordActivity');
    expect(ends).toMatchObject([
      { element: 'Each', elementType: 'userTask', event: 'end' },
      { element: 'Each', elementType: 'multiInstanceBody', event: 'end' },
      { element: 'End' },
      { element: 'End' },
      { element: 'P' },
    ]);
  });

  it('reads a collection that Camunda 7 models name without an expression', async () => {
    const instance = await run({ elements: userTask('Each', '', over('units')), flows }, { units });
    expect(instance.open.size).toBe(3);
  });

  it('is skipped when the collection is empty', async () => {
    const instance = await run({ elements: userTask('Each', '', over('= units')), flows }, { units: [] });
    expect(instance.ended).toBe(true);
  });

  it.each([[null], ['A'], [{ A: 1 }]])('refuses %j, which is no list', async (value) => {
    const started = run({ elements: userTask('Each', '', over('= units')), flows }, { units: value });
    await expect(started).rejects.toThrow(UnusableAttributeError);
    await expect(started).rejects.toMatchObject({ element: 'Each' });
  });

  it('runs as often as the cardinality says', async () => {
    const instance = await run({ elements: userTask('Each', '', times('= n + 1')), flows }, { n: 3 });
    expect(instance.open.size).toBe(4);
  });

  it.each(['-1', '1.5', 'many', '= null'])('refuses %s as cardinality', async (cardinality) => {
    await expect(run({ elements: userTask('Each', '', times(cardinality)), flows })).rejects.toMatchObject({
      element: 'Each',
    });
  });

  it('refuses to start more runs than one step may have, before it starts any', async () => {
    await expect(run({ elements: userTask('Each', '', times('1000000000')), flows })).rejects.toThrow(RunawayLoopError);
  });

  it('cancels the rest once the completion condition holds', async () => {
    const elements = userTask('Each', '', over('= units', { completionCondition: '= nrOfCompletedInstances >= 2' }));
    const instance = await run({ elements, flows }, { units });
    const [a, b, c] = [...instance.open.keys()];
    instance.send({ type: 'completeTask', key: b! });
    const effects = instance.send({ type: 'completeTask', key: c! });
    expect(effects).toContainEqual({ type: 'closeTask', key: a, reason: 'cancelled' });
    expect(instance.ended).toBe(true);
  });

  it('shows the completion condition the run that has just completed', async () => {
    const elements = userTask('Each', '', over('= units', { completionCondition: '= unit = "B"' }));
    const instance = await run({ elements, flows }, { units });
    const [a, b] = [...instance.open.keys()];
    instance.send({ type: 'completeTask', key: a! });
    expect(instance.ended).toBe(false);
    instance.send({ type: 'completeTask', key: b! });
    expect(instance.ended).toBe(true);
  });

  it('does not start the runs that are left when a run that needs no wait fulfils the condition', async () => {
    const task = `<task id="Each">${times('5', false, '= nrOfCompletedInstances = 2')}</task>`;
    const instance = await run({ elements: task, flows });
    const started = instance.history.filter(({ element, event }) => element === 'Each' && event === 'start');
    expect(started).toHaveLength(1 + 2);
    expect(instance.ended).toBe(true);
  });

  it('keeps the variables of sub-process runs apart where the sub-process declares them', async () => {
    const content = mappings({ contribution: '' }) + over('= units');
    const inside = userTask('Contribute') + serviceTask('Record');
    const instance = await run(
      { elements: subProcess('Each', inside, 'Contribute -> Record', content), flows },
      { units },
    );
    for (const unit of units) instance.completeTask('Contribute', { contribution: `from ${unit}`, shared: unit });
    expect([...instance.open.keys()].map((key) => variablesOf(instance.state!, key))).toMatchObject(
      units.map((unit) => ({ unit, contribution: `from ${unit}`, shared: 'C' })),
    );
    for (const _ of units) instance.completeJob('Record');
    expect(instance.outcome?.variables).toEqual({ units, shared: 'C' });
  });

  it('begins no run that is left when it is done, also while a job stands behind it', async () => {
    const content = times('5', false, '= nrOfCompletedInstances = 2');
    const instance = await run({ elements: `<task id="Each" camunda:asyncAfter="true">${content}</task>`, flows });
    const runs = instance.history.filter(({ elementType, event }) => elementType === 'task' && event === 'start');
    expect(runs).toHaveLength(2);
    instance.completeJob('Each');
    expect(instance.ended).toBe(true);
  });

  it('repeats loops within loops', async () => {
    const inner = userTask('In', 'camunda:assignee="= unit + name"', over('= names').replace('"unit"', '"name"'));
    const elements = subProcess('Each', `<startEvent id="S"/>${inner}`, 'S -> In', over('= units'));
    const instance = await run({ elements, flows }, { units: ['A', 'B'], names: ['x', 'y'] });
    expect([...instance.open.values()].map((it) => it.type === 'openTask' && it.assignee).sort()).toEqual([
      'Ax',
      'Ay',
      'Bx',
      'By',
    ]);
    for (let task = 0; task < 4; task++) instance.completeTask('In');
    expect(instance.ended).toBe(true);
  });

  it('repeats a call activity', async () => {
    const call = `<callActivity id="Each" calledElement="child">
      <extensionElements><camunda:in source="unit" target="unit"/></extensionElements>${over('= units')}</callActivity>`;
    const instance = await run({ elements: call, flows }, { units });
    expect([...instance.open.values()]).toMatchObject(
      units.map((unit) => ({ type: 'startChild', variables: { unit } })),
    );
    for (const _ of units) instance.endChild('Each');
    expect(instance.ended).toBe(true);
  });
});

describe('Sequential multi-instance', () => {
  it('opens one run after the other, in order', async () => {
    const elements = userTask('Each', 'camunda:assignee="= unit"', over('= units', { sequential: true }));
    const instance = await run({ elements, flows }, { units });
    for (const unit of units) {
      expect([...instance.open.values()]).toMatchObject([{ assignee: unit }]);
      expect(variablesOf(instance.state!, instance.keyOf('openTask', 'Each'))).toMatchObject({
        nrOfActiveInstances: 1,
      });
      instance.completeTask('Each');
    }
    expect(instance.ended).toBe(true);
  });

  it('goes over the collection as it was when it began', async () => {
    const elements = userTask('Each', 'camunda:assignee="= unit"', over('= units', { sequential: true }));
    const instance = await run({ elements, flows }, { units });
    instance.completeTask('Each', { units: [] });
    expect([...instance.open.values()]).toMatchObject([{ assignee: 'B' }]);
  });

  it('stops once the completion condition holds', async () => {
    const instance = await run({ elements: userTask('Each', '', times('5', true, '= done')), flows }, { done: false });
    instance.completeTask('Each');
    instance.completeTask('Each', { done: true });
    expect(instance.ended).toBe(true);
  });

  it('runs thousands of times without a wait and without a deeper stack', async () => {
    const instance = await run({ elements: `<task id="Each">${times('20000', true)}</task>`, flows });
    expect(instance.ended).toBe(true);
  });
});

describe('Boundary event on a multi-instance activity', () => {
  it('is armed once, for the whole body, and cancels all runs', async () => {
    const elements =
      userTask('Each', '', over('= units')) + boundaryEvent('Late', 'Each', timer('timeDuration', 'P30D'));
    const instance = await run({ elements, flows: `${flows}\nLate -> End` }, { units });
    expect(instance.waitingFor.filter((element) => element === 'Late')).toHaveLength(1);
    instance.fireTimer('Late');
    expect(instance.ended).toBe(true);
    expect(instance.open.size).toBe(0);
  });

  it('is not armed when there is nothing to do', async () => {
    const elements =
      userTask('Each', '', over('= units')) + boundaryEvent('Late', 'Each', timer('timeDate', '= dueAt'));
    const instance = await run({ elements, flows: `${flows}\nLate -> End` }, { units: [], dueAt: null });
    expect(instance.ended).toBe(true);
  });

  it('is disarmed when the last run completes', async () => {
    const elements =
      userTask('Each', '', over('= units')) + boundaryEvent('Note', 'Each', messageTrigger('note'), false);
    const instance = await run({ elements, flows: `${flows}\nNote -> End`, definitions: message('note') }, { units });
    for (const _ of units) instance.completeTask('Each');
    expect(instance.open.size).toBe(0);
  });
});
