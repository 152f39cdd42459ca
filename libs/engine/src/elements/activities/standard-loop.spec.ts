import { RunawayLoopError, UnusableAttributeError, variablesOf } from '../../index.js';
import { boundaryEvent, run, serviceTask, subProcess, timer, userTask } from '../../testing/model.js';

const flows = 'Start -> Again -> End';
const loop = (condition?: string, attributes = '') =>
  `<standardLoopCharacteristics ${attributes}>${
    condition === undefined ? '' : `<loopCondition><![CDATA[${condition}]]></loopCondition>`
  }</standardLoopCharacteristics>`;
const before = 'testBefore="true"';
const again = (content: string) => ({ elements: userTask('Again', '', content), flows });

describe('Standard loop', () => {
  it('runs while the condition holds, and once at least', async () => {
    const instance = await run(again(loop('= more')), { more: false });
    instance.completeTask('Again', { more: true });
    expect(instance.waitingFor).toEqual(['Again']);
    instance.completeTask('Again', { more: false });
    expect(instance.ended).toBe(true);
  });

  it('asks before the first run too with testBefore, and may skip it', async () => {
    const skipped = await run(again(loop('= more', before)), { more: false });
    expect(skipped.ended).toBe(true);
    const instance = await run(again(loop('= more', before)), { more: true });
    instance.completeTask('Again', { more: false });
    expect(instance.ended).toBe(true);
  });

  it.each([
    ['= loopCounter < 3', ''],
    ['= loopCounter < 3', before],
  ])('counts the completed runs: %s %s', async (condition, attributes) => {
    const instance = await run(again(loop(condition, attributes)));
    for (const counter of [0, 1, 2]) {
      const key = instance.keyOf('openTask', 'Again');
      expect(variablesOf(instance.state!, key)).toEqual({ loopCounter: counter });
      instance.completeTask('Again');
    }
    expect(instance.ended).toBe(true);
    expect(instance.variables).toEqual({});
  });

  it('stops at loopMaximum, with or without a condition', async () => {
    for (const condition of ['= true', undefined]) {
      const instance = await run(again(loop(condition, 'loopMaximum="2"')));
      instance.completeTask('Again');
      expect(instance.ended).toBe(false);
      instance.completeTask('Again');
      expect(instance.ended).toBe(true);
    }
  });

  it.each(['-1', 'many'])('refuses %s as loopMaximum', async (maximum) => {
    await expect(run(again(loop(undefined, `loopMaximum="${maximum}"`)))).rejects.toThrow(UnusableAttributeError);
  });

  it('records the body around the runs as an activity of its own', async () => {
    const instance = await run(again(loop('= false')));
    expect(instance.history.slice(-2)).toMatchObject([
      { element: 'Again', elementType: 'standardLoopBody', event: 'start' },
      { element: 'Again', elementType: 'userTask', event: 'start' },
    ]);
  });

  it('repeats sub-processes, loops within loops, and call activities', async () => {
    const inner = userTask('Inner', '', loop('= loopCounter < 2'));
    const nested = subProcess('Again', `<startEvent id="S"/>${inner}`, 'S -> Inner', loop('= rounds < 2'));
    const instance = await run({ elements: nested, flows }, { rounds: 0 });
    for (const rounds of [0, 1, 1, 2]) instance.completeTask('Inner', { rounds });
    expect(instance.ended).toBe(true);
    const call = `<callActivity id="Again" calledElement="child">${loop(undefined, 'loopMaximum="2"')}</callActivity>`;
    const calling = await run({ elements: call, flows });
    calling.endChild('Again');
    calling.endChild('Again');
    expect(calling.ended).toBe(true);
  });

  it('has its boundary events once, for all runs', async () => {
    const elements =
      serviceTask('Again', '', loop('= true')) + boundaryEvent('Late', 'Again', timer('timeDuration', 'P1D'));
    const instance = await run({ elements, flows: `${flows}\nLate -> End` });
    instance.completeJob('Again');
    expect(instance.waitingFor).toEqual(['Late', 'Again']);
    instance.fireTimer('Late');
    expect(instance.ended).toBe(true);
    expect(instance.open.size).toBe(0);
  });

  it('goes on after its state went through JSON', async () => {
    const instance = await run(again(loop('= loopCounter < 2')));
    instance.completeTask('Again');
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.completeTask('Again');
    expect(instance.ended).toBe(true);
  });

  it('is stopped by name where it never waits and never ends', async () => {
    const endless = run({ elements: `<task id="Again">${loop('= true')}</task>`, flows });
    await expect(endless).rejects.toThrow(RunawayLoopError);
    await expect(endless).rejects.toMatchObject({ elements: ['Again'] });
  });
});
