import fc from 'fast-check';
import type { EngineCommand } from './command.js';
import type { EngineEffect } from './effect.js';
import { EngineError } from './errors.js';
import { Step } from './execution/step.js';
import { deepFreeze, HistoryBook, idle, miscounted, OpenThings } from './testing/accounts.js';
import type { Model } from './testing/model.js';
import { randomModel } from './testing/random-model.js';
import { type Happening, happenings, runOut, runThrough } from './testing/random-run.js';

type Run = (model: Model, all: readonly Happening[], log: { log(text: string): void }) => Promise<void>;

/** What fails is shown with the shortest model and commands that show it, and the seed that replays it. */
const always = (run: Run) =>
  fc.assert(fc.asyncProperty(randomModel, happenings, fc.context(), run));

describe('Any run of any block-structured model', () => {
  it('is the same again to the byte, also when each state goes through JSON on the way', () =>
    always(async (model, all, log) => {
      const states: string[] = [];
      const first: EngineEffect[] = [];
      const second: EngineEffect[] = [];
      await runThrough(model, all, log, ({ state }, _, effects) => {
        states.push(JSON.stringify(state));
        first.push(...effects);
      });
      await runThrough(model, all, log, (instance, _, effects) => {
        const stored = JSON.stringify(instance.state);
        expect(stored).toBe(states.shift());
        instance.state = JSON.parse(stored);
        second.push(...effects);
      });
      expect(JSON.stringify(second)).toBe(JSON.stringify(first));
    }));

  it('comes to its end, where nothing is open, once what it waits for happens', () =>
    always(async (model, all, log) => {
      const instance = await runThrough(model, all, log);
      runOut(instance, log);
      expect([...instance.open.values()]).toEqual([]);
      expect(instance.outcome).toMatchObject({ outcome: 'completed' });
    }));

  it('keeps account of what is open: all that is open lives, and all that lives waits for something', () =>
    always(async (model, all, log) => {
      const things = new OpenThings();
      const instance = await runThrough(model, all, log, ({ graph, state }, command, effects) => {
        things.take(command, effects);
        const live = new Set(state!.instances.map(({ key }) => key));
        expect([...things.keys].filter((key) => !live.has(key))).toEqual([]);
        expect(idle(graph, state!, things.keys)).toEqual([]);
      });
      if (!instance.ended) things.take({ type: 'cancel' }, instance.send({ type: 'cancel' }));
      expect(things.contradictions).toEqual([]);
      expect([...things.keys]).toEqual([]);
    }));

  it('counts its tokens: in every scope as many as activities inside and tokens at joins', async () => {
    const save = Step.prototype.save;
    const counting = jest.spyOn(Step.prototype, 'save').mockImplementation(function (this: Step) {
      expect(miscounted(this)).toEqual([]);
      return save.call(this);
    });
    await always(async (model, all, log) => void (await runThrough(model, all, log)));
    counting.mockRestore();
  });

  it('can be cancelled at any step and then leaves nothing open', () =>
    always(async (model, all, log) => {
      const instance = await runThrough(model, all, log);
      if (!instance.ended) instance.send({ type: 'cancel' });
      expect(instance.ended).toBe(true);
      expect([...instance.open.values()]).toEqual([]);
    }));

  it('records one start and one end or cancellation of each activity, children within their parents', () =>
    always(async (model, all, log) => {
      const book = new HistoryBook();
      const instance = await runThrough(model, all, log, (_, __, effects) => book.take(effects));
      if (!instance.ended) book.take(instance.send({ type: 'cancel' }));
      expect(book.contradictions).toEqual([]);
      expect(book.unfinished).toEqual([]);
    }));

  it('never changes a given state, and refuses what is not open without a trace', () =>
    always(async (model, all, log) => {
      await runThrough(model, all, log, (instance) => {
        deepFreeze(instance.state);
        for (const command of misplaced(instance.state!.next)) {
          expect(() => instance.send(command)).toThrow(expect.any(EngineError));
        }
      });
    }));
});

/** Commands for something that never was. */
function misplaced(key: number): EngineCommand[] {
  return [
    { type: 'completeTask', key },
    { type: 'completeJob', key },
    { type: 'fireTimer', key },
    { type: 'deliverMessage', key },
    { type: 'start', variables: {} },
  ];
}
