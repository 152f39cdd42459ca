import { variablesOf } from '../index.js';
import { mappings, run, serviceTask, subProcess, userTask, userTasks } from '../testing/model.js';

const start = '<startEvent id="S"/>';

/** Two sub-processes, one in the other; both declare `both`, and each one of its own. */
const nested = {
  elements: subProcess(
    'Outer',
    `<startEvent id="S1"/>${subProcess(
      'Inner',
      start + userTask('Task') + serviceTask('Later'),
      'S -> Task -> Later',
      mappings({ inner: '= "i"', both: '= both + "i"' }),
    )}`,
    'S1 -> Inner',
    mappings({ outer: '= "o"', both: '= both + "o"' }),
  ),
  flows: 'Start -> Outer -> End',
};

describe('Variables', () => {
  it('are read from the scopes outward, the innermost value of a name first', async () => {
    const instance = await run(nested, { both: 'p', process: 'p' });
    expect(variablesOf(instance.state!, instance.keyOf('openTask', 'Task'))).toEqual({
      process: 'p',
      outer: 'o',
      inner: 'i',
      both: 'poi',
    });
  });

  it('are written where they are declared, a new one to the process', async () => {
    const instance = await run(nested, { both: 'p', process: 'p' });
    instance.completeTask('Task', { inner: 1, outer: 2, both: 3, process: 4, fresh: 5 });
    const [process, outer, inner] = instance.state!.instances;
    expect(process).toMatchObject({ variables: { both: 'p', process: 4, fresh: 5 } });
    expect(outer).toMatchObject({ variables: { outer: 2, both: 'po' } });
    expect(inner).toMatchObject({ variables: { inner: 1, both: 3 } });
    instance.completeJob('Later');
    expect(instance.outcome?.variables).toEqual({ both: 'p', process: 4, fresh: 5 });
  });

  it('leave a sub-process that declares none to the process alone', async () => {
    const instance = await run({
      elements: subProcess('Sub', start + userTask('Task'), 'S -> Task'),
      flows: 'Start -> Sub -> End',
    });
    instance.completeTask('Task', { a: 1 });
    expect(instance.outcome?.variables).toEqual({ a: 1 });
  });

  it('of a sub-process leave it by its output mappings, which write from the scope around it', async () => {
    const content = mappings({ a: '= 1' }, { a: '= a + 1', b: '= a' });
    const instance = await run({
      elements: subProcess('Sub', start + userTask('Task'), 'S -> Task', content),
      flows: 'Start -> Sub -> End',
    });
    instance.completeTask('Task', { a: 5 });
    expect(instance.outcome?.variables).toEqual({ a: 6, b: 5 });
  });

  it('are seen by the conditions of the flows inside, and those of the flows behind see them no more', async () => {
    const model = {
      elements:
        subProcess(
          'Sub',
          start + userTasks('Yes', 'No'),
          'S -> Yes : = local\nS -> No : = not(local)',
          mappings({ local: '= true' }),
        ) + userTasks('A', 'B'),
      flows: 'Start -> Sub -> A : = local\nSub -> B : = not(local)',
    };
    const instance = await run(model, { local: false });
    expect(instance.waitingFor).toEqual(['Yes']);
    instance.completeTask('Yes');
    expect(instance.waitingFor).toEqual(['B']);
  });

  it.each(['__proto__', 'constructor', 'toString'])('may have the name %s like any other', async (name) => {
    const model = { elements: userTask('Task') + userTask('Next'), flows: 'Start -> Task -> Next' };
    const instance = await run(model);
    instance.completeTask('Task', JSON.parse(`{ "${name}": { "a": 1 } }`));
    expect(Object.entries(instance.variables)).toEqual([[name, { a: 1 }]]);
    expect(Object.getPrototypeOf(instance.variables)).toBe(Object.prototype);
  });

  it('of a scope can be set from outside, by the key of the scope', async () => {
    const instance = await run(nested, { both: 'p' });
    const { key } = instance.state!.instances.find(({ element }) => element === 'Outer')!;
    instance.send({ type: 'setVariables', key, variables: { both: 'changed', more: 1 } });
    expect(variablesOf(instance.state!, key)).toMatchObject({ both: 'changed', more: 1 });
    expect(instance.variables).toEqual({ both: 'p' });
  });
});
