import { variablesOf } from '../../index.js';
import { mappings, run, serviceTask, subProcess, userTask } from '../../testing/model.js';

const inner = subProcess(
  'Sub',
  `<startEvent id="SubStart"/>${userTask('A')}${userTask('B')}<endEvent id="EndA"/><endEvent id="EndB"/>`,
  'SubStart -> A -> EndA\nSubStart -> B -> EndB',
);
const flows = 'Start -> Sub -> End';

describe('Embedded sub-process', () => {
  it('completes when the last token inside has ended', async () => {
    const instance = await run({ elements: inner, flows });
    expect(instance.waitingFor).toEqual(['A', 'B']);
    instance.completeTask('A');
    expect(instance.ended).toBe(false);
    instance.completeTask('B');
    expect(instance.ended).toBe(true);
  });

  it('begins where no flow leads to when it has no start event', async () => {
    const instance = await run({
      elements: subProcess('Sub', userTask('A') + userTask('B') + userTask('C'), 'A -> B'),
      flows,
    });
    expect(instance.waitingFor).toEqual(['A', 'C']);
  });

  it('completes at once when it is empty', async () => {
    const instance = await run({ elements: '<subProcess id="Sub"/>', flows });
    expect(instance.ended).toBe(true);
  });

  it('reads outward, and writes to the process what nothing inside declares', async () => {
    const elements = subProcess('Sub', serviceTask('Service'), '');
    const instance = await run({ elements, flows }, { outer: 1 });
    expect(variablesOf(instance.state!, instance.keyOf('scheduleJob', 'Service'))).toEqual({ outer: 1 });
    instance.completeJob('Service', { outer: 2, fresh: 3 });
    expect(instance.outcome?.variables).toEqual({ outer: 2, fresh: 3 });
  });

  it('keeps what its input mapping declares to itself, and gives out what its output mapping names', async () => {
    const content = mappings({ note: '' }, { summary: '= note + "!"' });
    const elements = subProcess('Sub', userTask('A'), '', content);
    const instance = await run({ elements, flows }, { note: 'outer' });
    instance.completeTask('A', { note: 'inner' });
    expect(instance.outcome?.variables).toEqual({ note: 'outer', summary: 'inner!' });
  });

  it('lets an inner scope hide a variable of an outer one', async () => {
    const elements = subProcess('Sub', userTask('A', '', mappings({ x: '= x + 1' })), '', mappings({ x: '= x + 1' }));
    const instance = await run({ elements, flows }, { x: 1 });
    expect(variablesOf(instance.state!)).toEqual({ x: 1 });
    expect(variablesOf(instance.state!, instance.keyOf('openTask', 'A'))).toEqual({ x: 3 });
  });
});
