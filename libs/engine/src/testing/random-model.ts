import fc from 'fast-check';
import { type Block, BlockWriter, joined, type Shape } from './block.js';
import { furtherShapes, furtherTasks } from './everything-shapes.js';
import { plainShapes, plainTasks } from './flow-shapes.js';
import { error, escalation, message, type Model, signal } from './model.js';

type Shapes = Readonly<Record<string, Shape>>;

/** Random block-structured models of plain elements. Their conditions read `n` (a number) and `again` (a boolean). */
export const randomModel = modelsOf(plainTasks, plainShapes);

/** Random block-structured models of every element there is; with the same variables. */
export const randomModelOfEverything = modelsOf(
  { ...plainTasks, ...furtherTasks },
  { ...plainShapes, ...furtherShapes },
);

function modelsOf(tasks: Shapes, shapes: Shapes): fc.Arbitrary<Model> {
  const all = { ...tasks, ...shapes };
  const { block } = fc.letrec<{ block: Block }>((tie) => {
    const kindsWith = (kinds: Shapes, blocks: fc.Arbitrary<Block[]>) =>
      fc.record({
        kind: fc.constantFrom(...Object.keys(kinds)),
        blocks,
        event: fc.nat({ max: 11 }),
        times: fc.nat({ max: 3 }),
        interrupting: fc.boolean(),
        sequential: fc.boolean(),
      });
    return {
      block: fc.oneof(
        { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
        { weight: 2, arbitrary: kindsWith(tasks, fc.constant([])) },
        { weight: 3, arbitrary: kindsWith(shapes, fc.array(tie('block'), { minLength: 1, maxLength: 3 })) },
      ),
    };
  });
  return fc.array(block, { minLength: 1, maxLength: 3 }).map((blocks) => {
    const { elements, flows, entry, exit } = new BlockWriter(all).writeAll(blocks).reduce(joined);
    return { elements, flows: `Start -> ${entry}\n${flows}\n${exit} -> End`, definitions };
  });
}

const definitions = message('M') + error('E') + escalation('E') + signal('S') + signal('T');
