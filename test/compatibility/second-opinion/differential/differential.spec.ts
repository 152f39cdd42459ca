import fc from 'fast-check';
import type { JsonObject } from '#foundation';
import { BpmnEngine } from '../bpmn-engine.js';
import { bpmnText, type Model } from '../bpmn-text.js';
import { told } from '../engine-under-test.js';
import { OurEngine } from '../our-engine.js';
import { blockModel } from './random-blocks.js';
import { graphModel } from './random-graphs.js';
import { type Happening, happenings, moveOf } from './random-moves.js';

/** Models per test, of some 70 ms each. `RUNS=5000 npm run test:differential` takes thousands. */
const RUNS = Number(process.env['RUNS'] ?? 80);
/** The same models whenever no number is asked for: what is yet unknown of bpmn-engine is no reason to fail a build. */
const FIXED_SEED = process.env['RUNS'] === undefined ? 1 : undefined;
/** Finding the smallest model that fails takes its time. */
const TIME_LIMIT_MS = 60_000 + RUNS * 2000;
/** Both come from the message of a failure, which they repeat. */
const SEED = process.env['SEED'] ?? FIXED_SEED;
const { RUN_PATH } = process.env;

const variables: JsonObject = { n: 1, again: false };

/** Moves that both engines made, alike: engines that refuse everything agree too, and that would prove nothing. */
let movesMade = 0;
beforeEach(() => {
  movesMade = 0;
});

/** What both engines made of each move up to the first at which they differ; undefined where they never do. */
async function differing(model: Model, all: readonly Happening[]): Promise<string | undefined> {
  const text = bpmnText(model);
  const ours = await OurEngine.load(text, 'P', ['Child']);
  const theirs = await BpmnEngine.load(text);
  const story: string[] = [];
  const agree = (what: string, onOurs: string, onTheirs: string): boolean => {
    story.push(`${what}\n    ours:        ${onOurs}\n    bpmn-engine: ${onTheirs}`);
    return onOurs === onTheirs;
  };
  const start = [() => ours.start(variables), () => theirs.start(variables)] as const;
  if (!agree('start', await told(ours, start[0]), comparable(await told(theirs, start[1])))) return story.join('\n');
  for (const happening of all) {
    const move = moveOf(happening, ours);
    if (move === undefined) break;
    const onOurs = comparable(await told(ours, () => ours.make(move)));
    const onTheirs = comparable(await told(theirs, () => theirs.make(move)));
    if (!agree(JSON.stringify(move), onOurs, onTheirs)) return story.join('\n');
    if (onOurs === 'fails') return undefined;
    movesMade += 1;
  }
  const [a, b] = [JSON.stringify(sorted(ours.look().variables)), JSON.stringify(sorted(theirs.look().variables))];
  return agree('variables', a, b) ? undefined : story.join('\n');
}

/** bpmn-engine discards an error end event that is caught together with its scope; it ends as it throws (§13.5.6). */
const comparable = (line: string): string => line.replace(/(?<=^| )Fail\d+ ?/g, '').trim();

const sorted = (all: JsonObject): [string, unknown][] => Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));

describe('Both engines agree after each move on what has ended, what is open, and at last on the variables, for', () => {
  it.each([
    ['any block-structured model', blockModel],
    ['any graph of one token', graphModel],
  ])(
    '%s',
    async (name, models) => {
      let why = '';
      const property = fc.asyncProperty(models, happenings, async (model, all) => {
        const story = await differing(model, all);
        if (story !== undefined) why = `${story}\n\n${bpmnText(model)}`;
        return story === undefined;
      });
      const result = await fc.check(property, {
        numRuns: RUNS,
        ...(SEED !== undefined && { seed: Number(SEED) }),
        ...(RUN_PATH !== undefined && { path: RUN_PATH }),
      });
      const which = `SEED=${result.seed} RUN_PATH=${result.counterexamplePath}`;
      const replay = `${which} npx jest second-opinion/differential -t '${name}'`;
      if (result.failed) throw new Error(`The engines differ. Again: ${replay}\n\n${why}`, { cause: result.errorInstance });
      // On average two a model; a single one that is repeated may have none.
      expect(movesMade).toBeGreaterThanOrEqual(RUN_PATH === undefined ? Math.floor(RUNS / 2) : 0);
    },
    TIME_LIMIT_MS,
  );
});
