import type { ProcessGraph } from '#bpmn';
import fc from 'fast-check';
import { InMemoryProcess, openActivities, waitingTokens } from '../index.js';
import { context, gateway, graphOf, type Model, userTask } from '../testing/model.js';

interface RandomNode {
  readonly kind: 'task' | 'exclusive' | 'inclusive';
  /** Numbers of the nodes that it leads to. */
  readonly targets: readonly number[];
}

const randomNodes = fc.array(
  fc.record<RandomNode>({
    kind: fc.constantFrom('task', 'exclusive', 'inclusive'),
    targets: fc.array(fc.nat({ max: 8 }), { minLength: 1, maxLength: 3 }),
  }),
  { minLength: 4, maxLength: 9 },
);

/** Any graph of tasks and gateways in which every loop leads through a task, so that it waits. */
function modelOf(nodes: readonly RandomNode[]): Model {
  const name = (i: number) => (i < nodes.length ? `N${i}` : 'End');
  const written = nodes.map(({ kind, targets }, i) => {
    const id = name(i);
    if (kind === 'task') return { elements: userTask(id), flows: `${id} -> ${name(targets[0]!)}` };
    const [first, ...others] = targets.map((to) => name(to > i || nodes[to]?.kind === 'task' ? to : nodes.length));
    const conditional = others.map((to, index) => `${id} -> ${to} : = n > ${index}`);
    return {
      elements: gateway(kind, id, `default="${id}_${first}"`),
      flows: [`${id} -> ${first}`, ...conditional].join('\n'),
    };
  });
  return {
    elements: written.map(({ elements }) => elements).join(''),
    flows: ['Start -> N0', 'Start -> N1', 'Start -> N2', ...written.map(({ flows }) => flows)].join('\n'),
  };
}

/** The flows that a token can come to, those that it is on included, without visiting the gateway. */
function flowsAhead({ nodes, flows }: ProcessGraph, from: readonly string[], avoiding: string): Set<string> {
  const ahead = new Set(from);
  for (const id of ahead) {
    const target = flows[id]!.target;
    if (target !== avoiding) for (const next of nodes[target]!.outgoing) ahead.add(next);
  }
  return ahead;
}

/** Whether the rule of BPMN 2.0.2 §13.4.3 lets a join go on that waits in this instance, word for word. */
function isActivated({ graph, state }: InMemoryProcess, join: string): boolean {
  const held = waitingTokens(state!);
  const arrived = new Set(held.filter((token) => token.gateway === join).map(({ flow }) => flow));
  const missing = graph.nodes[join]!.incoming.filter((flow) => !arrived.has(flow));
  const tokens = [
    ...held.map(({ flow }) => [flow]),
    ...openActivities(state!).map(({ element }) => graph.nodes[element]!.outgoing),
  ];
  return tokens.every((from) => {
    const ahead = flowsAhead(graph, from, join);
    return !missing.some((flow) => ahead.has(flow)) || [...arrived].some((flow) => ahead.has(flow));
  });
}

describe('Inclusive joins of any graph, with loops across each other', () => {
  const happenings = fc.array(fc.record({ pick: fc.nat({ max: 100 }), n: fc.nat({ max: 2 }) }), { maxLength: 12 });

  it('go on as soon as the rule allows, and never leave an instance with nothing to do', () =>
    fc.assert(
      fc.asyncProperty(randomNodes, happenings, async (nodes, all) => {
        const instance = new InMemoryProcess(await graphOf(modelOf(nodes)), context);
        instance.start({ n: 1 });
        for (const { pick, n } of all) {
          if (instance.ended) return;
          const keys = [...instance.open.keys()];
          expect(keys).not.toEqual([]);
          for (const { gateway: join } of waitingTokens(instance.state!)) {
            expect(isActivated(instance, join)).toBe(false);
          }
          instance.send({ type: 'completeTask', key: keys[pick % keys.length]!, variables: { n } });
        }
      }),
    ));
});
