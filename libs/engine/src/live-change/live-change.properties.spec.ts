import type { ProcessGraph } from '#bpmn';
import fc from 'fast-check';
import { migrated } from '../testing/migrated.js';
import { graphOf } from '../testing/model.js';
import { randomModel } from '../testing/random-model.js';
import { happenings, runOut, runThrough } from '../testing/random-run.js';
import { ModificationImpossibleError } from './errors.js';
import { generateMigrationPlan } from './generate-migration-plan.js';
import { validateMigration } from './validate-migration.js';

describe('Any instance of any block-structured model', () => {
  it('is not changed by a migration to the same model, and goes on to its end', () =>
    fc.assert(
      fc.asyncProperty(randomModel, happenings, fc.context(), async (model, all, log) => {
        const before = await runThrough(model, all, log);
        fc.pre(!before.ended);
        const target = await graphOf(model);
        expect(validateMigration(before.graph, target, generateMigrationPlan(before.graph, target))).toEqual([]);
        const { instance, effects } = migrated(before, target);
        expect(effects).toEqual([]);
        expect(JSON.stringify(instance.state)).toBe(JSON.stringify(before.state));
        runOut(instance, log);
        expect([instance.ended, instance.open.size]).toEqual([true, 0]);
      }),
    ));

  it('goes on to its end also where every element has another id', () =>
    fc.assert(
      fc.asyncProperty(randomModel, happenings, fc.context(), async (model, all, log) => {
        const before = await runThrough(model, all, log);
        fc.pre(!before.ended);
        const target = renamed(before.graph);
        const mappings = Object.keys(before.graph.nodes)
          .filter((id) => id !== 'P')
          .map((id) => ({ from: id, to: rename(id) }));
        expect(validateMigration(before.graph, target, { mappings })).toEqual([]);
        const { instance, effects } = migrated(before, target, { mappings });
        // What can be chosen has other ids too, so it is offered anew.
        const others = effects.filter(({ type }) => type !== 'moveActivity' && type !== 'offerActivities');
        expect(others).toEqual([]);
        runOut(instance, log);
        runOut(before, log);
        expect([instance.ended, instance.open.size]).toEqual([true, 0]);
        expect(instance.variables).toEqual(before.variables);
      }),
    ));

  it('has nothing open left when tokens were started anywhere in it and all is cancelled then', () =>
    fc.assert(
      fc.asyncProperty(randomModel, happenings, fc.nat(), fc.context(), async (model, all, pick, log) => {
        const instance = await runThrough(model, all, log);
        fc.pre(!instance.ended);
        const flows = Object.keys(instance.graph.flows);
        const flow = flows[pick % flows.length]!;
        try {
          instance.send({ type: 'modify', instructions: [{ type: 'startTransition', flow }] });
        } catch (error) {
          // Of several runs of the scope around the flow none is named.
          if (!(error instanceof ModificationImpossibleError)) throw error;
          fc.pre(false);
        }
        if (!instance.ended) instance.send({ type: 'cancel' });
        expect([...instance.open.values()]).toEqual([]);
        expect(instance.ended).toBe(true);
      }),
    ));
});

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
