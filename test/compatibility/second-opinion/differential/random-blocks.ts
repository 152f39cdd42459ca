import fc from 'fast-check';
import type { Model } from '../bpmn-text.js';
import type { Block } from './block.js';
import { BlockWriter } from './block-writer.js';

const { block } = fc.letrec<{ block: Block }>((tie) => {
  const blocks = fc.array(tie('block'), { minLength: 1, maxLength: 3 });
  const kinds = [
    'user',
    'service',
    'send',
    'businessRule',
    'manual',
    'timer',
    'message',
    'signal',
    'receive',
    'call',
  ] as const;
  return {
    block: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constantFrom(...kinds) }),
      fc.record({ kind: fc.constantFrom('sequence', 'exclusive', 'parallel', 'terminated', 'race'), blocks }),
      fc.record({ kind: fc.constantFrom('rework', 'sub', 'guardedJob', 'failing'), block: tie('block') }),
      fc.record({
        kind: fc.constant('guarded'),
        block: tie('block'),
        by: fc.constantFrom('timer', 'message', 'signal', 'reminder'),
      }),
      fc.record({
        kind: fc.constant('each'),
        block: tie('block'),
        times: fc.nat({ max: 3 }),
        ways: fc.tuple(fc.boolean(), fc.boolean()),
      }),
    ),
  };
});

/** Random block-structured models. Their conditions read `n` (a number) and `again` (a boolean). */
export const blockModel: fc.Arbitrary<Model> = block.map((root) => {
  const writer = new BlockWriter();
  const { elements, flows, entry, exit } = writer.write(root, 'nothing');
  return { elements, flows: `Start -> ${entry}\n${flows}\n${exit} -> End`, definitions: writer.definitions };
});
