import fc from 'fast-check';
import { catching, childProcess, gateway, job, type Model, timer, user } from '../bpmn-text.js';

/**
 * Random graphs without structure: tasks, and behind each a gateway that leads anywhere, back or on. One token alone: where
 * tokens meet outside of blocks bpmn-engine's discarded paths count as tokens (§13.4.1), and it merges or queues them (§13.3.2).
 */
export const graphModel: fc.Arbitrary<Model> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('user', 'service', 'timer'),
      to: fc.uniqueArray(fc.nat({ max: 5 }), { minLength: 1, maxLength: 2 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((nodes) => {
    const target = (i: number) => (i < nodes.length ? `N${i}` : 'End');
    const elements = nodes.map(({ kind }, i) => {
      const id = `N${i}`;
      const node = { user: user(id), service: job(id), timer: catching(id, timer('PT1H')) }[kind];
      return node + gateway(`G${i}`, 'exclusive', target(i + 1));
    });
    const flows = nodes.map(({ to }, i) => {
      // Every node is led to: BPMN has no start event beside nodes without incoming flows (§10.5.2).
      const targets = [...new Set([target(i + 1), ...to.map(target)])];
      const ways = targets.map((id, way) => `G${i} -> ${id}${way === 0 ? '' : ` : = n = ${way}`}`);
      return `N${i} -> G${i}\n${ways.join('\n')}`;
    });
    return { elements: elements.join(''), flows: `Start -> N0\n${flows.join('\n')}`, definitions: childProcess() };
  });
