import { graphOf, boundaryEvent, catchEvent, message, messageTrigger, type Model, subProcess, timer, userTask } from '../testing/model.js';
import { generateMigrationPlan } from './generate-migration-plan.js';
import type { ElementMapping } from './migration-plan.js';
import { validateMigration } from './validate-migration.js';

const M = message('M');
const each = (sequential: boolean) =>
  `<multiInstanceLoopCharacteristics isSequential="${sequential}"><loopCardinality>2</loopCardinality></multiInstanceLoopCharacteristics>`;
const plain: Model = { elements: userTask('A') + userTask('B'), flows: 'Start -> A -> B -> End' };

async function codes(source: Model, target: Model, ...mappings: ElementMapping[]): Promise<(string | undefined)[]> {
  const findings = validateMigration(await graphOf(source), await graphOf(target), { mappings });
  for (const { what, mend } of findings) expect([what, mend]).not.toContain(undefined);
  return findings.map(({ code }) => code);
}
const map = (from: string, to = from, updateTrigger?: boolean): ElementMapping => ({
  from,
  to,
  ...(updateTrigger !== undefined && { updateTrigger }),
});

describe('A migration plan', () => {
  it('is right where every element keeps its kind, whatever it is called', async () => {
    const renamed: Model = { elements: userTask('A2') + userTask('B'), flows: 'Start -> A2 -> B -> End' };
    expect(await codes(plain, renamed, map('A', 'A2'), map('B'))).toEqual([]);
  });

  it('is told all at once what elements there are not, and what is mapped twice', async () => {
    const found = await codes(plain, plain, map('X', 'A'), map('A', 'constructor'), map('B'), map('B', 'A'), map('P', 'A'));
    expect(found).toEqual([
      'migration.unknown-source',
      'migration.unknown-target',
      'migration.process-moved',
      'migration.mapped-twice',
    ]);
  });

  it('keeps the type of an element, the kind of its loop and the kind of its event', async () => {
    const source: Model = {
      elements: userTask('A', '', each(false)) + catchEvent('T', timer('timeDuration', 'PT1H')) + catchEvent('U', messageTrigger('M')),
      flows: 'Start -> A -> T -> U -> End',
      definitions: M,
    };
    const target: Model = {
      elements: userTask('A', '', each(true)) + userTask('B') + catchEvent('T', timer('timeDuration', 'PT1H')),
      flows: 'Start -> A -> B -> T -> End',
    };
    expect(await codes(source, target, map('A'), map('T', 'B'), map('U', 'T'))).toEqual([
      'migration.loop-differs',
      'migration.type-differs',
      'migration.trigger-differs',
      'migration.trigger-differs',
    ]);
  });

  it('takes a boundary event along with its host only', async () => {
    const guarded: Model = {
      elements: plain.elements + boundaryEvent('E', 'A', timer('timeDuration', 'PT1H')),
      flows: `${plain.flows}\nE -> B`,
    };
    expect(await codes(guarded, guarded, map('E'))).toEqual(['migration.host-differs']);
    expect(await codes(guarded, guarded, map('A', 'B'), map('E'))).toEqual(['migration.host-differs']);
    expect(await codes(guarded, guarded, map('A'), map('E'))).toEqual([]);
  });

  it('lets nothing cross the border of a scope that goes along', async () => {
    const inner = userTask('A') + '<startEvent id="S"/>';
    const nested: Model = {
      elements: subProcess('Sub', inner, 'S -> A') + userTask('B') + subProcess('Other', userTask('C'), ''),
      flows: 'Start -> Sub -> B -> Other -> End',
    };
    expect(await codes(nested, nested, map('Sub'), map('A', 'B'))).toEqual(['migration.scope-left']);
    expect(await codes(nested, nested, map('Other'), map('B', 'C'))).toEqual(['migration.scope-entered']);
    expect(await codes(nested, nested, map('Sub'), map('A'))).toEqual([]);
  });

  it('may put a plain sub-process around what runs or take it away, but no loop', async () => {
    const nested = (loop = ''): Model => ({
      elements: subProcess('Sub', userTask('A') + '<startEvent id="S"/>', 'S -> A', loop) + userTask('B'),
      flows: 'Start -> Sub -> B -> End',
    });
    expect(await codes(plain, nested(), map('A'))).toEqual([]);
    expect(await codes(nested(), plain, map('A'))).toEqual([]);
    expect(await codes(plain, nested(each(false)), map('A'))).toEqual(['migration.scope-cannot-begin']);
    expect(await codes(nested(each(false)), plain, map('A'))).toEqual(['migration.scope-cannot-go']);
  });

  it('leaves no waiting token of a join without a flow, and merges no two gateways', async () => {
    const joining = (ways: readonly string[]): Model => ({
      elements: `<parallelGateway id="F"/><parallelGateway id="J"/>${ways.map((id) => userTask(id)).join('')}`,
      flows: ['Start -> F', ...ways.map((id) => `F -> ${id} -> J`), 'J -> End'].join('\n'),
    });
    expect(await codes(joining(['A', 'B', 'C']), joining(['A', 'B']), map('J'))).toEqual(['migration.join-has-fewer-flows']);
    expect(await codes(joining(['A', 'B']), joining(['A', 'B', 'C']), map('J'))).toEqual([]);
    expect(await codes(joining(['A', 'B']), joining(['A', 'B']), map('J'), map('F', 'J'))).toEqual([
      'migration.gateway-twice',
      'migration.gateway-twice',
    ]);
  });

  it('arms anew only what waits for something', async () => {
    const waiting: Model = { elements: userTask('A') + catchEvent('T', timer('timeDuration', 'PT1H')), flows: 'Start -> A -> T -> End' };
    expect(await codes(waiting, waiting, map('A', 'A', true), map('T', 'T', true))).toEqual(['migration.no-trigger']);
  });
});

describe('The plan by equal ids', () => {
  it('maps what can be mapped and leaves out the rest with all that hangs on it', async () => {
    const source: Model = {
      elements: plain.elements + boundaryEvent('E', 'A', timer('timeDuration', 'PT1H')),
      flows: `${plain.flows}\nE -> B`,
    };
    const target: Model = { ...source, elements: source.elements!.replaceAll('userTask', 'receiveTask').replace('<receiveTask id="B" ></receiveTask>', userTask('B')) };
    const [from, to] = [await graphOf(source), await graphOf(target)];
    const plan = generateMigrationPlan(from, to);
    expect(plan.mappings.map((mapping) => mapping.from).sort()).toEqual(['B', 'End', 'Start']);
    expect(validateMigration(from, to, plan)).toEqual([]);
  });
});
