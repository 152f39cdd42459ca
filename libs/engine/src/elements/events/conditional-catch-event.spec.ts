import { UnusableAttributeError } from '../../index.js';
import { catchEvent, conditionalTrigger, run, serviceTask, userTask } from '../../testing/model.js';

const waiting = (condition: string, attributes = '') => ({
  elements: catchEvent('Wait', conditionalTrigger(condition, attributes)) + userTask('After'),
  flows: 'Start -> Wait -> After',
});

describe('Intermediate conditional catch event', () => {
  it.each(['= amount > 5', '${amount > 5}'])('is passed at once where %s holds already', async (condition) => {
    expect((await run(waiting(condition), { amount: 6 })).waitingFor).toEqual(['After']);
  });

  it.each(['= amount > 5', '${amount > 5}'])(
    'waits until a variable of %s makes it hold, also one that does not exist yet',
    async (condition) => {
      const instance = await run(waiting(condition));
      expect(instance.waitingFor).toEqual([]);
      instance.setVariables({ amount: 5 });
      expect(instance.waitingFor).toEqual([]);
      instance.setVariables({ amount: 6 });
      expect(instance.waitingFor).toEqual(['After']);
    },
  );

  it('notices what another branch writes, before any token goes on, also after the state was stored', async () => {
    const instance = await run({
      elements: `<parallelGateway id="Split"/>${serviceTask('Task')}
        ${catchEvent('Wait', conditionalTrigger('= approved = true'))}`,
      flows: 'Start -> Split -> Wait -> End\nSplit -> Task -> End',
    });
    instance.state = JSON.parse(JSON.stringify(instance.state));
    instance.completeJob('Task', { approved: true });
    expect(instance.ended).toBe(true);
  });

  it('is not asked again where only other variables have changed, or nothing really has', async () => {
    const instance = await run(waiting('= x > 0 and now() > date and time("2026-02-01T00:00:00Z")'), { x: 1 });
    instance.passTimeUntil('2026-03-01T00:00:00.000Z');
    instance.setVariables({ other: 1, x: 1 });
    expect(instance.waitingFor).toEqual([]);
    instance.setVariables({ x: 2 });
    expect(instance.waitingFor).toEqual(['After']);
  });

  it.each([
    [{ a: 1, b: [{ c: null }] }, { b: [{ c: null }], a: 1 }, true],
    [{ a: 1, b: [{ c: null }] }, { a: 1, b: [{ c: 0 }] }, false],
    [[1, 2], [1], false],
    [[], {}, false],
    [{ a: null }, { b: null }, false],
    [null, 0, false],
  ])('takes %j for a change to %j: the same is %s', async (before, after, same) => {
    const condition = '= x = null or now() > date and time("2026-02-01T00:00:00Z")';
    const instance = await run({ ...waiting(condition, 'camunda:variableName="y"') }, { x: 1, y: before });
    instance.passTimeUntil('2026-03-01T00:00:00.000Z');
    instance.setVariables({ y: after });
    expect(instance.waitingFor).toEqual(same ? [] : ['After']);
  });

  it('watches the variable that camunda:variableName says, and no other', async () => {
    const instance = await run(waiting('= amount > 5', 'camunda:variableName="checked"'));
    instance.setVariables({ amount: 6 });
    expect(instance.waitingFor).toEqual([]);
    instance.setVariables({ checked: true });
    expect(instance.waitingFor).toEqual(['After']);
  });

  it.each([
    ['create', ['After'], []],
    ['update', [], ['After']],
    ['create, update', ['After'], ['After']],
  ])('watches only %s where camunda:variableEvents says so', async (events, created, updated) => {
    const model = waiting('= x > 0', `camunda:variableName="y" camunda:variableEvents="${events}"`);
    const creating = await run(model);
    creating.setVariables({ x: 1 });
    creating.setVariables({ y: 1 });
    expect(creating.waitingFor).toEqual(created);
    const updating = await run(model, { y: 1 });
    updating.setVariables({ x: 1 });
    updating.setVariables({ y: 2 });
    expect(updating.waitingFor).toEqual(updated);
  });

  it('is refused where its condition is neither true nor false', async () => {
    await expect(run(waiting('= amount'), { amount: 5 })).rejects.toThrow(UnusableAttributeError);
  });

  it('is passed once while a job behind it is open', async () => {
    const instance = await run({
      elements: `<intermediateCatchEvent id="Wait" camunda:asyncAfter="true">
        ${conditionalTrigger('= n > 0')}
      </intermediateCatchEvent>`,
      flows: 'Start -> Wait -> End',
    });
    instance.setVariables({ n: 1 });
    expect(instance.setVariables({ n: 2 })).toEqual([]);
    instance.completeJob('Wait');
    expect(instance.ended).toBe(true);
  });

  it('has nothing to withdraw when it is cancelled', async () => {
    const instance = await run(waiting('= amount > 5'));
    expect(instance.send({ type: 'cancel' }).map(({ type }) => type)).toEqual([
      'recordActivity',
      'recordActivity',
      'endInstance',
    ]);
  });
});
