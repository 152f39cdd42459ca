import { gateway, user, users } from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

/** Twelve exclusive splits in a row, of which each skips a task. */
const splits = Array.from({ length: 12 }, (_, i) => i);
const chain = Array.from({ length: 600 }, (_, i) => `T${i}`);

export const flows: ContractCase[] = [
  {
    construct: 'exclusive gateway',
    must: 'costs the same wherever it stands, twelve in a row too',
    clause: '§13.4.2',
    model: {
      elements:
        splits.map((i) => gateway(`G${i}`, 'exclusive', `T${i}`) + `<manualTask id="T${i}"/>`).join('') + user('A'),
      flows: `Start -> G0\n${splits.map((i) => `G${i} -> T${i} -> ${next(i)}\nG${i} -> ${next(i)} : = n > 1`).join('\n')}`,
    },
    variables: { n: 2 },
    start: 'G0 G1 G10 G11 G2 G3 G4 G5 G6 G7 G8 G9 Start | A',
    bpmnEngine: {
      instead: 'sends a "discard" along each flow that is not taken, which doubles at each split, and is stopped',
      told: ['fails'],
    },
  },
  {
    construct: 'sequence flow',
    must: 'leads through any number of activities in one step, 600 here',
    clause: '§13.3.1',
    model: {
      elements: chain.map((id) => `<manualTask id="${id}"/>`).join('') + user('A'),
      flows: `Start -> A -> ${chain.join(' -> ')} -> End`,
    },
    start: 'Start | A',
    moves: [[['complete', 'A'], `${[...chain, 'A', 'End'].sort().join(' ')} | over`]],
    bpmnEngine: { instead: 'runs out of stack', told: ['Start | A', 'fails'] },
  },
  {
    construct: 'conditional sequence flow',
    must: 'of an activity is taken as well as others whose condition is true',
    clause: '§13.3.1',
    model: {
      elements: users('T', 'A', 'B', 'C'),
      flows: 'Start -> T -> A : = n > 1\nT -> B : = n > 2\nT -> C : = n > 9',
    },
    variables: { n: 5 },
    start: 'Start | T',
    moves: [[['complete', 'T'], 'T | A B']],
  },
  {
    construct: 'uncontrolled flow',
    must: 'runs a node once for each token that comes, on one flow or on two',
    clause: '§13.3.1',
    model: { elements: users('A', 'B', 'C'), flows: 'Start -> A -> C\nStart -> B -> C' },
    start: 'Start | A B',
    moves: [
      [['complete', 'A'], 'A | B C'],
      [['complete', 'B'], 'B | C C'],
      [['complete', 'C'], 'C | C'],
    ],
    bpmnEngine: {
      instead: 'lets the second token wait until the activity has ended',
      told: ['Start | A B', 'A | B C', 'B | C', 'C | C'],
    },
  },
  {
    construct: 'sequence flow',
    must: 'carries a token of its own, though two lead from one node to the same other one',
    clause: '§13.3.1',
    model: { elements: gateway('Split', 'parallel') + user('A'), flows: 'Start -> Split -> A\nSplit -> A' },
    start: 'Split Start | A A',
    moves: [
      [['complete', 'A'], 'A | A'],
      [['complete', 'A'], 'A | over'],
    ],
    bpmnEngine: { instead: 'makes one token of the two', told: ['Split Start | A', 'A | over', 'fails'] },
  },
];

function next(i: number): string {
  return i === splits.length - 1 ? 'A' : `G${i + 1}`;
}
