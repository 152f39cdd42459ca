import fc from 'fast-check';
import type { EngineEffect } from './effect.js';
import { RunawayLoopError } from './errors.js';
import { Step } from './execution/step.js';
import { waitingTokens } from './read-state.js';
import type { EngineState } from './state.js';
import { deepFreeze, HistoryBook, idle, miscounted, OpenThings } from './testing/accounts.js';
import { waitingInVain } from './testing/inclusive-wait.js';
import type { Model } from './testing/model.js';
import { randomGraph, randomGraphOfAllGateways } from './testing/random-graph.js';
import { type Happening, happenings, runThrough, type Visit } from './testing/random-run.js';
import { type Marking, TokenGame } from './testing/token-game.js';

type Log = { log(text: string): void };

type Run = (model: Model, all: readonly Happening[], log: Log) => Promise<void>;

const always = (graphs: fc.Arbitrary<Model>, run: Run) =>
  fc.assert(fc.asyncProperty(graphs, happenings, fc.context(), run), { numRuns: 150 });

/** As `runThrough`, with states that cannot be changed. A loop without a wait ends the run. */
async function runGraph(model: Model, all: readonly Happening[], log: Log, visit: Visit): Promise<void> {
  try {
    await runThrough(model, all, log, (instance, command, effects) => {
      deepFreeze(instance.state);
      visit(instance, command, effects);
    });
  } catch (error) {
    if (!(error instanceof RunawayLoopError)) throw error;
  }
}

describe('Any run of any graph of tasks and gateways', () => {
  it('has its tokens where the token game of BPMN has them', () =>
    always(randomGraph, async (model, all, log) => {
      let game: TokenGame | undefined;
      const at = new Map<number, string>();
      await runGraph(model, all, log, ({ graph, state, open }, command) => {
        if (!game) {
          game = new TokenGame(graph);
          game.start(1);
        } else if ('key' in command && command.key !== undefined) {
          game.leave(at.get(command.key)!, numberIn(command));
        }
        for (const { key, element } of open.values()) at.set(key, element);
        expect(markingOf(state!)).toEqual(game.tokens);
      });
    }));

  it('is the same again to the byte, also when each state goes through JSON on the way', () =>
    always(randomGraphOfAllGateways, async (model, all, log) => {
      const first: EngineEffect[] = [];
      const second: EngineEffect[] = [];
      await runGraph(model, all, log, (_, __, effects) => first.push(...effects));
      await runGraph(model, all, log, (instance, _, effects) => {
        instance.state = JSON.parse(JSON.stringify(instance.state));
        second.push(...effects);
      });
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    }));

  it('keeps account of what is open and of its history', () =>
    always(randomGraphOfAllGateways, async (model, all, log) => {
      const things = new OpenThings();
      const book = new HistoryBook();
      await runGraph(model, all, log, ({ graph, state }, command, effects) => {
        things.take(command, effects);
        book.take(effects);
        expect(idle(graph, state!, things.keys)).toEqual([]);
      });
      expect([...things.contradictions, ...book.contradictions]).toEqual([]);
    }));

  it('counts its tokens, at joins too', async () => {
    const save = Step.prototype.save;
    const counting = jest.spyOn(Step.prototype, 'save').mockImplementation(function (this: Step) {
      expect(miscounted(this)).toEqual([]);
      return save.call(this);
    });
    await always(randomGraphOfAllGateways, (model, all, log) => runGraph(model, all, log, () => undefined));
    counting.mockRestore();
  });

  it('lets no inclusive join wait when nothing that it waits for can come', () =>
    always(randomGraphOfAllGateways, async (model, all, log) => {
      await runGraph(model, all, log, ({ graph, state }) => expect(waitingInVain(graph, state!)).toEqual([]));
    }));
});

function numberIn(command: object): number {
  const { variables, output } = command as { variables?: { n: number }; output?: { n: number } };
  return (variables ?? output)!.n;
}

function markingOf(state: EngineState): Marking {
  const marking = new Map<string, number>();
  const add = (place: string, count: number) => marking.set(place, (marking.get(place) ?? 0) + count);
  for (const { element, parent } of state.instances) if (parent !== undefined) add(element, 1);
  for (const { flow, count } of waitingTokens(state)) add(flow, count);
  return new Map([...marking].sort());
}
