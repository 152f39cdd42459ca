import fc from 'fast-check';
import { type Block, BlockWriter, joined } from './block.js';
import { furtherShapes, furtherTasks } from './everything-shapes.js';
import { plainShapes, plainTasks } from './flow-shapes.js';
import { error, escalation, message, type Model, signal } from './model.js';

const tasks = { ...plainTasks, ...furtherTasks };
const shapes = { ...plainShapes, ...furtherShapes };

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const blockOf = (kinds: object, blocks: fc.Arbitrary<Block[]>) =>
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
      { weight: 2, arbitrary: blockOf(tasks, fc.constant([])) },
      { weight: 3, arbitrary: blockOf(shapes, fc.array(tie('block'), { minLength: 1, maxLength: 3 })) },
    ),
  };
});

const definitions = message('M') + error('E') + escalation('E') + signal('S') + signal('T');

/**
 * Random block-structured models of every element there is, a few dozen elements each. Their conditions read `n` (a
 * number) and `again` (a boolean).
 */
export const randomModel: fc.Arbitrary<Model> = fc.array(block, { minLength: 1, maxLength: 3 }).map((blocks) => {
  const writer = new BlockWriter({ ...tasks, ...shapes });
  const { elements, flows, entry, exit } = writer.writeAll(blocks).reduce(joined);
  return { elements, flows: `Start -> ${entry}\n${flows}\n${exit} -> End`, definitions };
});
