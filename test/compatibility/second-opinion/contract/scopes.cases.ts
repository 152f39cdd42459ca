import {
  boundary, cancel, compensate, definitions, ending, eventSubProcess, gateway, message, signal, subProcess, terminate,
  throwing, undoneBy, user, users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

export const scopes: ContractCase[] = [
  {
    construct: 'terminate end event',
    must: 'ends its own sub-process alone',
    clause: '§13.5.6',
    model: {
      elements:
        subProcess('Sub', gateway('Split', 'parallel') + users('A', 'B') + ending('Stop', terminate), 'SubStart -> Split -> A -> Stop\nSplit -> B') +
        user('C'),
      flows: 'Start -> Sub -> C -> End',
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'C'], '?']],
  },
  {
    construct: 'event sub-process',
    must: 'is begun by a message from outside and interrupts its scope',
    clause: '§13.5.4',
    model: {
      elements: user('A') + eventSubProcess('Withdraw', message('M'), user('B'), 'On_Withdraw -> B'),
      flows: 'Start -> A -> End',
      definitions: definitions('M'),
    },
    start: '?',
    moves: [[['message', 'M'], '?'], [['complete', 'B'], '?']],
    bpmnEngine: { instead: 'cannot be told to begin it', told: ['?'] },
  },
  {
    construct: 'event sub-process',
    must: 'is begun by a signal of its own process and interrupts its scope',
    clause: '§13.5.4',
    model: {
      elements:
        gateway('Split', 'parallel') + users('A', 'C') + throwing('Throw', signal('S')) +
        eventSubProcess('Withdraw', signal('S'), user('B'), 'On_Withdraw -> B'),
      flows: 'Start -> Split -> A -> Throw -> End\nSplit -> C -> End',
      definitions: definitions('S'),
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
    bpmnEngine: { instead: 'begins it and lets the scope run on', told: ['?'] },
  },
  {
    construct: 'transaction',
    must: 'is a sub-process as long as nothing cancels it',
    clause: '§13.3.4',
    model: { elements: subProcess('Deal', user('A'), 'DealStart -> A -> DealEnd', '', 'transaction'), flows: 'Start -> Deal -> End' },
    start: '?',
    moves: [[['complete', 'A'], '?']],
  },
  {
    construct: 'transaction',
    must: 'is compensated and then left by its cancel event, when it is cancelled',
    clause: '§13.3.4',
    model: {
      elements:
        subProcess('Deal', users('A') + undoneBy('A', 'UndoA') + ending('Stop', cancel), 'DealStart -> A -> Stop', '', 'transaction') +
        boundary('Cancelled', 'Deal', cancel) + user('B'),
      flows: 'Start -> Deal -> End\nCancelled -> B',
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'UndoA'], '?'], [['complete', 'B'], '?']],
    bpmnEngine: { instead: 'leaves it without compensation', told: ['?'] },
  },
  {
    construct: 'compensation',
    must: 'undoes what has ended, the last first, and the thrower waits for it',
    clause: '§13.5.5',
    model: {
      elements:
        users('A', 'B', 'C') + undoneBy('A', 'UndoA') + undoneBy('B', 'UndoB') + throwing('Undo', compensate()),
      flows: 'Start -> A -> B -> Undo -> C -> End',
    },
    start: '?',
    moves: [
      [['complete', 'A'], '?'],
      [['complete', 'B'], '?'],
      [['complete', 'UndoB'], '?'],
      [['complete', 'UndoA'], '?'],
      [['complete', 'C'], '?'],
    ],
    bpmnEngine: { instead: 'goes on at once and undoes in no order', told: ['?'] },
  },
  {
    construct: 'compensation',
    must: 'undoes nothing that has not ended',
    clause: '§13.5.5',
    model: {
      elements: users('A', 'C') + undoneBy('C', 'UndoC') + throwing('Undo', compensate()),
      flows: 'Start -> A -> Undo -> C -> End',
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'C'], '?']],
  },
];
