import { gateway, catching, definitions, job, message, signal, terminate, timer, user, users, ending } from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

/** Twelve exclusive splits in a row, of which each skips a task. */
const splits = Array.from({ length: 12 }, (_, i) => i);
const chain = Array.from({ length: 600 }, (_, i) => `T${i}`);

export const gateways: ContractCase[] = [
  {
    construct: 'exclusive gateway',
    must: 'takes the first flow in the order of the file whose condition is true',
    clause: '§13.4.2',
    model: {
      elements: gateway('Gate', 'exclusive', 'C') + users('A', 'B', 'C'),
      flows: 'Start -> Gate -> A : = n > 5\nGate -> B : = n > 1\nGate -> C',
    },
    variables: { n: 7 },
    start: '?',
    moves: [[['complete', 'A'], '?']],
  },
  {
    construct: 'exclusive gateway',
    must: 'takes the default flow where no condition is true',
    clause: '§13.4.2',
    model: {
      elements: gateway('Gate', 'exclusive', 'B') + users('A', 'B'),
      flows: 'Start -> Gate -> B\nGate -> A : = n > 5',
    },
    variables: { n: 1 },
    start: '?',
  },
  {
    construct: 'exclusive gateway',
    must: 'is an error where no condition is true and there is no default flow',
    clause: '§13.4.2',
    model: { elements: gateway('Gate', 'exclusive') + users('A', 'B'), flows: 'Start -> A -> Gate -> B : = n > 5' },
    variables: { n: 1 },
    start: '?',
    moves: [[['complete', 'A'], '?']],
  },
  {
    construct: 'exclusive gateway',
    must: 'lets work be done again as often as its condition says',
    clause: '§13.4.2',
    model: {
      elements: gateway('Merge', 'exclusive') + gateway('Gate', 'exclusive', 'End') + user('Draft'),
      flows: 'Start -> Merge -> Draft -> Gate -> Merge : = again\nGate -> End',
    },
    start: '?',
    moves: [
      [['complete', 'Draft', { again: true }], '?'],
      [['complete', 'Draft', { again: true }], '?'],
      [['complete', 'Draft', { again: false }], '?'],
    ],
    finally: { again: false },
  },
  {
    construct: 'exclusive gateway',
    must: 'costs the same wherever it stands, twelve in a row too',
    clause: '§13.4.2',
    model: {
      elements: splits.map((i) => gateway(`G${i}`, 'exclusive', `T${i}`) + `<manualTask id="T${i}"/>`).join('') + user('A'),
      flows: `Start -> G0\n${splits.map((i) => `G${i} -> T${i} -> ${next(i)}\nG${i} -> ${next(i)} : = n > 1`).join('\n')}`,
    },
    variables: { n: 2 },
    start: '?',
    bpmnEngine: {
      instead: 'sends a "discard" along each flow that is not taken, which doubles at each split, and is stopped',
      told: ['?'],
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
    start: '?',
    moves: [[['complete', 'A'], `${[...chain, 'A', 'End'].sort().join(' ')} | over`]],
    bpmnEngine: { instead: 'runs out of stack', told: ['?'] },
  },
  {
    construct: 'conditional sequence flow',
    must: 'of an activity is taken as well as others whose condition is true',
    clause: '§13.3.1',
    model: { elements: users('T', 'A', 'B', 'C'), flows: 'Start -> T -> A : = n > 1\nT -> B : = n > 2\nT -> C : = n > 9' },
    variables: { n: 5 },
    start: '?',
    moves: [[['complete', 'T'], '?']],
  },
  {
    construct: 'uncontrolled flow',
    must: 'runs a node once for each token that comes, on one flow or on two',
    clause: '§13.3.1',
    model: { elements: users('A', 'B', 'C'), flows: 'Start -> A -> C\nStart -> B -> C' },
    start: '?',
    moves: [
      [['complete', 'A'], '?'],
      [['complete', 'B'], '?'],
      [['complete', 'C'], '?'],
    ],
    bpmnEngine: { instead: 'lets the second token wait until the activity has ended', told: ['?'] },
  },
  {
    construct: 'sequence flow',
    must: 'carries a token of its own, though two lead from one node to the same other one',
    clause: '§13.3.1',
    model: { elements: gateway('Split', 'parallel') + user('A'), flows: 'Start -> Split -> A\nSplit -> A' },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'A'], '?']],
    bpmnEngine: { instead: 'makes one token of the two', told: ['?'] },
  },
  {
    construct: 'parallel gateway',
    must: 'waits for a token on each incoming flow',
    clause: '§13.4.1',
    model: {
      elements: gateway('Split', 'parallel') + gateway('Join', 'parallel') + users('A', 'B', 'C'),
      flows: 'Start -> Split -> A -> Join -> C\nSplit -> B -> Join',
    },
    start: '?',
    moves: [
      [['complete', 'B'], '?'],
      [['complete', 'A'], '?'],
      [['complete', 'C'], '?'],
    ],
  },
  {
    construct: 'parallel gateway',
    must: 'waits for ever for a branch that has ended elsewhere',
    clause: '§13.4.1',
    model: {
      elements:
        gateway('Split', 'parallel') + gateway('Gate', 'exclusive', 'Dead') + gateway('Join', 'parallel') + users('A', 'B') +
        '<endEvent id="Dead"/>',
      flows: 'Start -> Split -> A -> Join -> End\nSplit -> B -> Gate -> Join : = n > 1\nGate -> Dead',
    },
    variables: { n: 1 },
    start: '?',
    moves: [
      [['complete', 'A'], '?'],
      [['complete', 'B'], '?'],
    ],
    bpmnEngine: { instead: 'takes the discarded flow for a token and goes on', told: ['?'] },
  },
  {
    construct: 'parallel gateway',
    must: 'is not opened by work that is done again in one branch',
    clause: '§13.4.1',
    model: {
      elements:
        gateway('Split', 'parallel') + gateway('Merge', 'exclusive') + gateway('Gate', 'exclusive', 'Join') +
        gateway('Join', 'parallel') + users('A', 'B', 'C'),
      flows: 'Start -> Split -> Merge -> A -> Gate -> Merge : = again\nGate -> Join -> C\nSplit -> B -> Join',
    },
    start: '?',
    moves: [
      [['complete', 'B'], '?'],
      [['complete', 'A', { again: true }], '?'],
      [['complete', 'A', { again: false }], '?'],
    ],
    bpmnEngine: { instead: 'takes the discarded flow for a token and goes on', told: ['?'] },
  },
  {
    construct: 'inclusive gateway',
    must: 'takes every flow whose condition is true',
    clause: '§13.4.3',
    model: {
      elements: gateway('Split', 'inclusive', 'C') + users('A', 'B', 'C'),
      flows: 'Start -> Split -> A : = n > 1\nSplit -> B : = n > 2\nSplit -> C',
    },
    variables: { n: 5 },
    start: '?',
  },
  {
    construct: 'inclusive gateway',
    must: 'joins all that is still on its way',
    clause: '§13.4.3',
    model: {
      elements: gateway('Split', 'inclusive', 'C') + gateway('Join', 'inclusive') + users('A', 'B', 'C', 'D'),
      flows: 'Start -> Split -> A : = n > 1\nSplit -> B : = n > 2\nSplit -> C\nA -> Join\nB -> Join\nC -> Join -> D',
    },
    variables: { n: 5 },
    start: '?',
    moves: [
      [['complete', 'A'], '?'],
      [['complete', 'B'], '?'],
    ],
    bpmnEngine: { instead: 'passes each token on as it comes', told: ['?'] },
  },
  {
    construct: 'event-based gateway',
    must: 'follows the first event and withdraws the others',
    clause: '§13.4.4',
    model: {
      elements: gateway('First', 'eventBased') + catching('Late', timer('P2D')) + catching('Answer', message('M')) + users('A', 'B'),
      flows: 'Start -> First -> Late -> A\nFirst -> Answer -> B',
      definitions: definitions('M'),
    },
    start: '?',
    moves: [
      [['message', 'M', { text: 'yes' }], '?'],
      [['complete', 'B'], '?'],
    ],
    finally: { text: 'yes' },
  },
  {
    construct: 'event-based gateway',
    must: 'takes time, signals and receive tasks for events too',
    clause: '§13.4.4',
    model: {
      elements:
        gateway('First', 'eventBased') + catching('Late', timer('P2D')) + catching('Stop', signal('S')) +
        '<receiveTask id="Receive" messageRef="Message_S"/>' + users('A'),
      flows: 'Start -> First -> Late -> A\nFirst -> Stop -> End\nFirst -> Receive -> End',
      definitions: definitions('S'),
    },
    start: '?',
    moves: [[['timer', 'Late'], '?'], [['complete', 'A'], '?']],
  },
  {
    construct: 'complex gateway',
    must: 'fires as soon as its activation condition holds, and takes in the rest',
    clause: '§13.4.5',
    model: {
      elements:
        gateway('Split', 'parallel') + users('A', 'B', 'C', 'D') +
        `<complexGateway id="Two"><activationCondition xsi:type="tFormalExpression">= activationCount &gt;= 2</activationCondition></complexGateway>`,
      flows: 'Start -> Split -> A -> Two -> D\nSplit -> B -> Two\nSplit -> C -> Two',
    },
    start: '?',
    moves: [
      [['complete', 'A'], '?'],
      [['complete', 'B'], '?'],
      [['complete', 'C'], '?'],
      [['complete', 'D'], '?'],
    ],
    bpmnEngine: { instead: 'does not know it', told: ['?'] },
  },
  {
    construct: 'terminate end event',
    must: 'ends all that runs in its scope',
    clause: '§13.5.6',
    model: {
      elements: gateway('Split', 'parallel') + users('A') + job('B') + ending('Stop', terminate),
      flows: 'Start -> Split -> A -> Stop\nSplit -> B -> End',
    },
    start: '?',
    moves: [[['complete', 'A'], '?']],
  },
];

function next(i: number): string {
  return i === splits.length - 1 ? 'A' : `G${i + 1}`;
}
