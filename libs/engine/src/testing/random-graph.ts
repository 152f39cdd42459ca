import fc from 'fast-check';
import { endEvent, gateway, type Model, serviceTask, userTask } from './model.js';

/** A kind of node and the nodes that its flows lead to, by number. */
interface Drawn {
  readonly kind: string;
  readonly targets: readonly number[];
}

/** How nodes of each kind are written. */
type Nodes = Readonly<Record<string, (id: string, attributes: string) => string>>;

const tasks: Nodes = {
  user: (id) => userTask(id),
  service: (id) => serviceTask(id),
  manual: (id) => `<manualTask id="${id}"/>`,
};

const gateways = (kinds: readonly ('exclusive' | 'parallel' | 'inclusive')[]) =>
  Object.fromEntries(kinds.map((kind) => [kind, (id: string, attributes: string) => gateway(kind, id, attributes)]));

/** Tasks and exclusive and parallel gateways, joined at random: loops, dead ends, unbalanced splits and joins. */
export const randomGraph = graphsOf({ ...tasks, ...gateways(['exclusive', 'parallel']) });

/** With inclusive and complex gateways too, and ends that stop everything else. */
export const randomGraphOfAllGateways = graphsOf({
  ...tasks,
  async: (id) => `<task id="${id}" camunda:asyncBefore="true" camunda:asyncAfter="true"/>`,
  ...gateways(['exclusive', 'parallel', 'inclusive']),
  all: (id) => gateway('complex', id),
  first: (id) => gateway('complex', id, '', '<activationCondition>= activationCount > 0</activationCondition>'),
  terminate: (id) => endEvent(id, '<terminateEventDefinition/>'),
});

/** Flows that are chosen read `n`; the last of a gateway is its default, so that there is always one. */
function graphsOf(nodes: Nodes): fc.Arbitrary<Model> {
  const drawn = fc.array(
    fc.record({
      // Tasks more often than the rest: fewer loops without a wait.
      kind: fc.constantFrom(...Object.keys(nodes), ...Object.keys(tasks), 'user'),
      targets: fc.uniqueArray(fc.nat({ max: 11 }), { minLength: 1, maxLength: 3 }),
    }),
    { minLength: 3, maxLength: 12, size: 'max' },
  );
  return drawn.map((all) => {
    const written = all.map((each, number) => write(nodes, each, number, all.length));
    return {
      elements: written.map(({ element }) => element).join('\n'),
      flows: [...starts, ...written.flatMap(({ flows }) => flows)].join('\n'),
    };
  });
}

/** Several tokens from the beginning, so that there is something to join. */
const starts = ['Start -> N0', 'Start -> N1', 'Start -> N2'];

/** The last node is a dead end always. */
function write(nodes: Nodes, { kind, targets }: Drawn, number: number, count: number) {
  const id = `N${number}`;
  const isEnd = kind === 'terminate' || number === count - 1;
  const ways = isEnd ? [] : [...new Set(targets.map((target) => `N${target % count}`))];
  const last = ways.at(-1);
  const chooses = kind === 'exclusive' || kind === 'inclusive';
  const attributes = chooses && last !== undefined ? `default="${id}_${last}"` : '';
  const flows = ways.map((way, i) => `${id} -> ${way}${chooses && way !== last ? ` : = n > ${i}` : ''}`);
  return { element: nodes[kind]!(id, attributes), flows };
}
