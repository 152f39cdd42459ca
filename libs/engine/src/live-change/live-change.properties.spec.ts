import type { ProcessGraph } from '#bpmn';
import fc from 'fast-check';
import type { EngineCommand } from '../command.js';
import { InMemoryProcess } from '../in-memory-process.js';
import { migrated } from '../testing/migrated.js';
import { context, graphOf, type Model } from '../testing/model.js';
import { randomModel } from '../testing/random-model.js';
import { generateMigrationPlan } from './generate-migration-plan.js';
import { validateMigration } from './validate-migration.js';

const picks = fc.array(fc.nat({ max: 1000 }), { maxLength: 25 });
const variables = { n: 1, again: false };

/** One of the open things has happened. */
function happening({ open }: InMemoryProcess, pick: number): EngineCommand {
  const { type, key } = [...open.values()][pick % open.size]!;
  switch (type) {
    case 'openTask':
      return { type: 'completeTask', key, variables };
    case 'scheduleJob':
      return { type: 'completeJob', key, output: variables };
    case 'armTimer':
      return { type: 'fireTimer', key };
    case 'startChild':
      return { type: 'childEnded', key, variables };
    default:
      return { type: 'deliverMessage', key, variables };
  }
}

async function runThrough(model: Model, all: readonly number[]): Promise<InMemoryProcess> {
  const instance = new InMemoryProcess(await graphOf(model), context);
  instance.start(variables);
  for (const pick of all) if (!instance.ended) instance.send(happening(instance, pick));
  return instance;
}

/** Lets what stands in the flow happen, the earliest first, until the end; an event on a border may happen for ever. */
function runOut(instance: InMemoryProcess): void {
  for (let steps = 0; !instance.ended && steps < 1000; steps++) {
    const inFlow = ({ element }: { readonly element: string }) => instance.graph.nodes[element]?.type !== 'boundaryEvent';
    instance.send(happening(instance, [...instance.open.values()].findIndex(inFlow)));
  }
}

describe('Any instance of any block-structured model', () => {
  it('is not changed by a migration to the same model, and goes on to its end', () =>
    fc.assert(
      fc.asyncProperty(randomModel, picks, async (model, all) => {
        const before = await runThrough(model, all);
        fc.pre(!before.ended);
        const target = await graphOf(model);
        expect(validateMigration(before.graph, target, generateMigrationPlan(before.graph, target))).toEqual([]);
        const { instance, effects } = migrated(before, target);
        expect(effects).toEqual([]);
        expect(JSON.stringify(instance.state)).toBe(JSON.stringify(before.state));
        runOut(instance);
        expect([instance.ended, instance.open.size]).toEqual([true, 0]);
      }),
    ));

  it('goes on to its end also where every element has another id', () =>
    fc.assert(
      fc.asyncProperty(randomModel, picks, async (model, all) => {
        const before = await runThrough(model, all);
        fc.pre(!before.ended);
        const target = renamed(before.graph);
        const mappings = Object.keys(before.graph.nodes)
          .filter((id) => id !== 'P')
          .map((id) => ({ from: id, to: rename(id) }));
        expect(validateMigration(before.graph, target, { mappings })).toEqual([]);
        const { instance, effects } = migrated(before, target, { mappings });
        expect(new Set(effects.map(({ type }) => type))).toEqual(new Set(['moveActivity']));
        runOut(instance);
        runOut(before);
        expect([instance.ended, instance.open.size]).toEqual([true, 0]);
        expect(instance.variables).toEqual(before.variables);
      }),
    ));

  it('has nothing open left when tokens were started anywhere in it and all is cancelled then', () =>
    fc.assert(
      fc.asyncProperty(randomModel, picks, fc.nat(), async (model, all, pick) => {
        const instance = await runThrough(model, all);
        fc.pre(!instance.ended);
        const flows = Object.keys(instance.graph.flows);
        const flow = flows[pick % flows.length]!;
        fc.pre(isReachable(instance, flow));
        instance.send({ type: 'modify', instructions: [{ type: 'startTransition', flow }] });
        if (!instance.ended) instance.send({ type: 'cancel' });
        expect([...instance.open.values()]).toEqual([]);
        expect(instance.ended).toBe(true);
      }),
    ));
});

/** Whether one scope can be meant: none around the flow is a loop, which may run several times or not at all. */
function isReachable({ graph }: InMemoryProcess, flow: string): boolean {
  const { target } = graph.flows[flow]!;
  for (let node = graph.nodes[target]; node?.scope !== undefined; node = graph.nodes[node.scope]) {
    const around = graph.nodes[node.scope];
    if (around && ('multiInstance' in around || 'standardLoop' in around)) return false;
  }
  return true;
}

function rename(id: string): string {
  return `${id}x`;
}

/** The same graph with other ids of its elements. */
function renamed(graph: ProcessGraph): ProcessGraph {
  const known = (text: unknown): text is string => typeof text === 'string' && text !== graph.key && Object.hasOwn(graph.nodes, text);
  const nodes = Object.fromEntries(Object.entries(graph.nodes).map(([id, node]) => [known(id) ? rename(id) : id, node]));
  const text = JSON.stringify({ ...graph, nodes }, (_name, value: unknown) => (known(value) ? rename(value) : value));
  return JSON.parse(text) as ProcessGraph;
}
