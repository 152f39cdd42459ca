import { waitingTokens } from '../../index.js';
import { run, subProcess, userTask } from '../../testing/model.js';

const gateways = '<parallelGateway id="Split"/><parallelGateway id="Join"/>';
const tasks = (...ids: string[]) => ids.map((id) => userTask(id)).join('');

describe('Parallel gateway', () => {
  it('sends a token along each outgoing flow and joins one of each incoming flow', async () => {
    const instance = await run({
      elements: gateways + tasks('A', 'B', 'C'),
      flows: 'Start -> Split -> A -> Join -> C -> End\nSplit -> B -> Join',
    });
    expect(instance.waitingFor).toEqual(['A', 'B']);
    instance.completeTask('B');
    expect(waitingTokens(instance.state!)).toEqual([{ gateway: 'Join', flow: 'B_Join', count: 1, scope: 1 }]);
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['C']);
    expect(waitingTokens(instance.state!)).toEqual([]);
  });

  it('counts a branch once, also when a loop in it comes round again', async () => {
    const instance = await run({
      elements: `${gateways}<exclusiveGateway id="Merge"/><exclusiveGateway id="Again" default="Again_Join"/>${tasks('A', 'B')}`,
      flows: `Start -> Split -> Merge -> A -> Again -> Join -> End
              Again -> Merge : = again
              Split -> B -> Join`,
    });
    instance.completeTask('A', { again: true });
    instance.completeTask('A', { again: false });
    expect(instance.ended).toBe(false);
    instance.completeTask('B');
    expect(instance.ended).toBe(true);
  });

  it('keeps a second token on one flow for the next round', async () => {
    const instance = await run({
      elements: `<exclusiveGateway id="Left"/><exclusiveGateway id="Right"/><parallelGateway id="Join"/>${tasks('L1', 'L2', 'R1', 'R2', 'After')}`,
      flows: `Start -> L1 -> Left -> Join -> After
              Start -> L2 -> Left
              Start -> R1 -> Right -> Join
              Start -> R2 -> Right`,
    });
    instance.completeTask('L1');
    instance.completeTask('L2');
    expect(waitingTokens(instance.state!)).toMatchObject([{ flow: 'Left_Join', count: 2 }]);
    expect(instance.waitingFor).toEqual(['R1', 'R2']);
    instance.completeTask('R1');
    expect(instance.waitingFor).toEqual(['R2', 'After']);
    instance.completeTask('R2');
    expect(instance.waitingFor).toEqual(['After', 'After']);
  });

  it('sends two tokens along two flows to one target, and joins two flows from one node', async () => {
    const twice = await run({ elements: gateways + tasks('A'), flows: 'Start -> Split -> A -> End\nSplit -> A' });
    expect(twice.waitingFor).toEqual(['A', 'A']);
    const joined = await run({ elements: gateways + tasks('A'), flows: 'Start -> Split -> Join -> A\nSplit -> Join' });
    expect(joined.waitingFor).toEqual(['A']);
  });

  it('joins what split elsewhere: pairs need not be nested', async () => {
    const more = '<parallelGateway id="Split2"/><parallelGateway id="Join2"/>';
    const instance = await run({
      elements: gateways + more + tasks('A', 'B', 'C', 'After'),
      flows: `Start -> Split -> A -> Split2 -> Join -> Join2 -> After\nSplit -> B -> Join\nSplit2 -> C -> Join2`,
    });
    instance.completeTask('A');
    instance.completeTask('C');
    expect(instance.waitingFor).toEqual(['B']);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['After']);
  });

  it('joins within one run of a scope, not across runs', async () => {
    const inside = `<startEvent id="S"/>${gateways}${tasks('A', 'B', 'C')}`;
    const loop =
      '<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>';
    const elements = subProcess('Sub', inside, 'S -> Split -> A -> Join -> C\nSplit -> B -> Join', loop);
    const instance = await run({ elements, flows: 'Start -> Sub' });
    instance.completeTask('A');
    instance.completeTask('A');
    expect(instance.waitingFor).toEqual(['B', 'B']);
    instance.completeTask('B');
    expect(instance.waitingFor).toEqual(['B', 'C']);
  });

  it('waits for a branch that has died rather than pass early', async () => {
    const instance = await run({
      elements: `${gateways}<exclusiveGateway id="Gate" default="Gate_B"/>${tasks('A', 'B')}`,
      flows: 'Start -> Split -> A -> Join -> End\nSplit -> Gate -> Join : = false\nGate -> B',
    });
    instance.completeTask('A');
    instance.completeTask('B');
    expect(waitingTokens(instance.state!)).toMatchObject([{ gateway: 'Join', flow: 'A_Join' }]);
    expect(instance.open.size).toBe(0);
    expect(instance.ended).toBe(false);
  });
});
