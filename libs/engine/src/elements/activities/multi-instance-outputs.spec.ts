import { UnusableAttributeError } from '../../index.js';
import { frozen } from '../../testing/frozen.js';
import { flows as flowsOf, mappings, run, userTask } from '../../testing/model.js';

const flows = 'Start -> Each -> End';
const units = ['A', 'B', 'C'];

/** A loop that collects the variable `vote` of each run in the variable `votes`. */
const collecting = (sequential = false, condition = '') => `
  <multiInstanceLoopCharacteristics isSequential="${sequential}" camunda:collection="units"
    camunda:elementVariable="unit">
    <loopDataOutputRef>votes</loopDataOutputRef><outputDataItem id="Item" name="vote"/>
    ${condition && `<completionCondition>${condition}</completionCondition>`}
  </multiInstanceLoopCharacteristics>`;
const data = '<dataObject id="votes"/>';
const model = (loop: string, content = '') => ({ elements: data + userTask('Each', '', content + loop), flows });

describe('Outputs of a multi-instance activity', () => {
  it('become a list in the order of the collection, in whatever order the runs complete', async () => {
    const instance = await run(model(collecting()), { units });
    const [a, b, c] = [...instance.open.keys()];
    for (const [key, vote] of [
      [c, 'no'],
      [a, 'yes'],
      [b, 'maybe'],
    ] as const) {
      instance.state = JSON.parse(JSON.stringify(instance.state));
      instance.send({ type: 'completeTask', key: key!, variables: { vote } });
    }
    expect(instance.outcome?.variables).toEqual({ units, votes: ['yes', 'maybe', 'no'] });
  });

  it('are null for the runs that the completion condition cancels', async () => {
    const instance = await run(model(collecting(false, '= vote = "no"')), { units });
    instance.send({ type: 'completeTask', key: [...instance.open.keys()][1]!, variables: { vote: 'no' } });
    expect(instance.outcome?.variables).toEqual({ units, votes: [null, 'no', null] });
  });

  it('end with the run that fulfils the completion condition where they come one after another', async () => {
    const instance = await run(model(collecting(true, '= vote = "no"')), { units });
    instance.completeTask('Each', { vote: 'yes' });
    instance.completeTask('Each', { vote: 'no' });
    expect(instance.outcome?.variables).toEqual({ units, votes: ['yes', 'no'] });
  });

  it('are an empty list for an empty collection', async () => {
    const instance = await run(model(collecting()), { units: [] });
    expect(instance.outcome?.variables).toEqual({ units: [], votes: [] });
  });

  it('belong to their run: none takes for its own what another has written', async () => {
    const inside = `<startEvent id="S"/>${userTask('Vote')}${userTask('Confirm')}${flowsOf('S -> Vote -> Confirm')}`;
    const elements = `${data}<subProcess id="Each">${collecting()}${inside}</subProcess>`;
    const instance = await run({ elements, flows }, { units });
    for (const vote of ['yes', 'no']) instance.completeTask('Vote', { vote });
    instance.completeTask('Vote');
    for (const _ of units) instance.completeTask('Confirm');
    expect(instance.outcome?.variables).toEqual({ units, votes: ['yes', 'no', null] });
  });

  it.each([false, true])('are all there of ten thousand runs in one step, one after another: %s', async (sequential) => {
    const many = Array.from({ length: 10_000 }, (_, index) => index);
    const loop = collecting(sequential).replace('name="vote"', 'name="unit"');
    const instance = await run({ elements: `${data}<manualTask id="Each">${loop}</manualTask>`, flows }, { units: many });
    expect(instance.outcome?.variables.votes).toEqual(many);
  });

  it.each([false, true])('are added without a change of the given state, one after another: %s', async (sequential) => {
    const instance = await run(model(collecting(sequential)), { units });
    for (const vote of ['yes', 'no', 'maybe']) {
      instance.state = frozen(JSON.parse(JSON.stringify(instance.state)));
      instance.completeTask('Each', { vote });
    }
    expect(instance.outcome?.variables).toEqual({ units, votes: ['yes', 'no', 'maybe'] });
  });

  it('may come of an output mapping', async () => {
    const instance = await run(model(collecting(), mappings({}, { vote: '= unit + ":" + answer' })), { units: ['A'] });
    instance.completeTask('Each', { answer: 'yes' });
    expect(instance.outcome?.variables).toMatchObject({ votes: ['A:yes'] });
  });

  it('cannot be told apart when a run overwrites its counter', async () => {
    const instance = await run(model(collecting()), { units });
    expect(() => instance.completeTask('Each', { loopCounter: 7 })).toThrow(UnusableAttributeError);
  });
});
