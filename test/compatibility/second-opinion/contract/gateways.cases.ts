import {
  catching,
  definitions,
  ending,
  gateway,
  job,
  message,
  signal,
  terminate,
  timer,
  user,
  users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

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
    start: 'Gate Start | A',
    moves: [[['complete', 'A'], 'A | over']],
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
    start: 'Gate Start | B',
  },
  {
    construct: 'exclusive gateway',
    must: 'is an error where no condition is true and there is no default flow',
    clause: '§13.4.2',
    model: { elements: gateway('Gate', 'exclusive') + users('A', 'B'), flows: 'Start -> A -> Gate -> B : = n > 5' },
    variables: { n: 1 },
    start: 'Start | A',
    moves: [[['complete', 'A'], 'fails']],
  },
  {
    construct: 'exclusive gateway',
    must: 'lets work be done again as often as its condition says',
    clause: '§13.4.2',
    model: {
      elements: gateway('Merge', 'exclusive') + gateway('Gate', 'exclusive', 'End') + user('Draft'),
      flows: 'Start -> Merge -> Draft -> Gate -> Merge : = again\nGate -> End',
    },
    start: 'Merge Start | Draft',
    moves: [
      [['complete', 'Draft', { again: true }], 'Draft Gate Merge | Draft'],
      [['complete', 'Draft', { again: true }], 'Draft Gate Merge | Draft'],
      [['complete', 'Draft', { again: false }], 'Draft End Gate | over'],
    ],
    finally: { again: false },
  },
  {
    construct: 'parallel gateway',
    must: 'waits for a token on each incoming flow',
    clause: '§13.4.1',
    model: {
      elements: gateway('Split', 'parallel') + gateway('Join', 'parallel') + users('A', 'B', 'C'),
      flows: 'Start -> Split -> A -> Join -> C\nSplit -> B -> Join',
    },
    start: 'Split Start | A B',
    moves: [
      [['complete', 'B'], 'B | A'],
      [['complete', 'A'], 'A Join | C'],
      [['complete', 'C'], 'C | over'],
    ],
  },
  {
    construct: 'parallel gateway',
    must: 'waits for ever for a branch that has ended elsewhere',
    clause: '§13.4.1',
    model: {
      elements:
        gateway('Split', 'parallel') +
        gateway('Gate', 'exclusive', 'Dead') +
        gateway('Join', 'parallel') +
        users('A', 'B') +
        '<endEvent id="Dead"/>',
      flows: 'Start -> Split -> A -> Join -> End\nSplit -> B -> Gate -> Join : = n > 1\nGate -> Dead',
    },
    variables: { n: 1 },
    start: 'Split Start | A B',
    moves: [
      [['complete', 'A'], 'A | B'],
      [['complete', 'B'], 'B Dead Gate |'],
    ],
    bpmnEngine: {
      instead: 'takes the discarded flow for a token and goes on',
      told: ['Split Start | A B', 'A | B', 'B Dead End Gate Join | over'],
    },
  },
  {
    construct: 'parallel gateway',
    must: 'is not opened by work that is done again in one branch',
    clause: '§13.4.1',
    model: {
      elements:
        gateway('Split', 'parallel') +
        gateway('Merge', 'exclusive') +
        gateway('Gate', 'exclusive', 'Join') +
        gateway('Join', 'parallel') +
        users('A', 'B', 'C'),
      flows: 'Start -> Split -> Merge -> A -> Gate -> Merge : = again\nGate -> Join -> C\nSplit -> B -> Join',
    },
    start: 'Merge Split Start | A B',
    moves: [
      [['complete', 'B'], 'B | A'],
      [['complete', 'A', { again: true }], 'A Gate Merge | A'],
      [['complete', 'A', { again: false }], 'A Gate Join | C'],
    ],
    bpmnEngine: {
      instead: 'takes the discarded flow for a token and goes on',
      told: ['Merge Split Start | A B', 'B | A', 'A Gate Join Merge | A C', 'A Gate | C'],
    },
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
    start: 'Split Start | A B',
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
    start: 'Split Start | A B',
    moves: [
      [['complete', 'A'], 'A | B'],
      [['complete', 'B'], 'B Join | D'],
    ],
    bpmnEngine: {
      instead: 'passes each token on as it comes',
      told: ['Split Start | A B', 'A Join | B D', 'B Join | D'],
    },
  },
  {
    construct: 'event-based gateway',
    must: 'follows the first event and withdraws the others',
    clause: '§13.4.4',
    model: {
      elements:
        gateway('First', 'eventBased') +
        catching('Late', timer('P2D')) +
        catching('Answer', message('M')) +
        users('A', 'B'),
      flows: 'Start -> First -> Late -> A\nFirst -> Answer -> B',
      definitions: definitions('M'),
    },
    start: 'Start | Answer Late',
    moves: [
      [['message', 'M', { text: 'yes' }], 'Answer First | B'],
      [['complete', 'B'], 'B | over'],
    ],
    finally: { text: 'yes' },
  },
  {
    construct: 'event-based gateway',
    must: 'takes time, signals and receive tasks for events too',
    clause: '§13.4.4',
    model: {
      elements:
        gateway('First', 'eventBased') +
        catching('Late', timer('P2D')) +
        catching('Stop', signal('S')) +
        '<receiveTask id="Receive" messageRef="Message_S"/>' +
        users('A'),
      flows: 'Start -> First -> Late -> A\nFirst -> Stop -> End\nFirst -> Receive -> End',
      definitions: definitions('S'),
    },
    start: 'Start | Late Receive Stop',
    moves: [
      [['timer', 'Late'], 'First Late | A'],
      [['complete', 'A'], 'A | over'],
    ],
  },
  {
    construct: 'complex gateway',
    must: 'fires as soon as its activation condition holds, and takes in the rest',
    clause: '§13.4.5',
    model: {
      elements:
        gateway('Split', 'parallel') +
        users('A', 'B', 'C', 'D') +
        `<complexGateway id="Two"><activationCondition xsi:type="tFormalExpression">= activationCount &gt;= 2</activationCondition></complexGateway>`,
      flows: 'Start -> Split -> A -> Two -> D\nSplit -> B -> Two\nSplit -> C -> Two',
    },
    start: 'Split Start | A B C',
    moves: [
      [['complete', 'A'], 'A | B C'],
      [['complete', 'B'], 'B Two | C D'],
      [['complete', 'C'], 'C Two | D'],
      [['complete', 'D'], 'D | over'],
    ],
    bpmnEngine: { instead: 'does not know it', told: ['fails'] },
  },
  {
    construct: 'terminate end event',
    must: 'ends all that runs in its scope',
    clause: '§13.5.6',
    model: {
      elements: gateway('Split', 'parallel') + users('A') + job('B') + ending('Stop', terminate),
      flows: 'Start -> Split -> A -> Stop\nSplit -> B -> End',
    },
    start: 'Split Start | A B',
    moves: [[['complete', 'A'], 'A Stop | over']],
  },
];
