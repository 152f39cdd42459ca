import {
  boundary,
  cancel,
  compensate,
  definitions,
  ending,
  eventSubProcess,
  gateway,
  message,
  signal,
  subProcess,
  terminate,
  throwing,
  undoneBy,
  user,
  users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

export const scopes: ContractCase[] = [
  {
    construct: 'terminate end event',
    must: 'ends its own sub-process alone',
    clause: '§13.5.6',
    model: {
      elements:
        subProcess(
          'Sub',
          gateway('Split', 'parallel') + users('A', 'B') + ending('Stop', terminate),
          'SubStart -> Split -> A -> Stop\nSplit -> B',
        ) + user('C'),
      flows: 'Start -> Sub -> C -> End',
    },
    start: 'Split Start SubStart | A B',
    moves: [
      [['complete', 'A'], 'A Stop Sub | C'],
      [['complete', 'C'], 'C End | over'],
    ],
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
    start: 'Start | A On_Withdraw',
    moves: [
      [['message', 'M'], 'On_Withdraw | B'],
      [['complete', 'B'], 'B Withdraw | over'],
    ],
    bpmnEngine: { instead: 'cannot be told to begin it', told: ['Start | A', 'fails'] },
  },
  {
    construct: 'event sub-process',
    must: 'is begun by a signal of its own process and interrupts its scope',
    clause: '§13.5.4',
    model: {
      elements:
        gateway('Split', 'parallel') +
        users('A', 'C') +
        throwing('Throw', signal('S')) +
        eventSubProcess('Withdraw', signal('S'), user('B'), 'On_Withdraw -> B'),
      flows: 'Start -> Split -> A -> Throw -> End\nSplit -> C -> End',
      definitions: definitions('S'),
    },
    start: 'Split Start | A C On_Withdraw',
    moves: [
      [['complete', 'A'], 'A On_Withdraw | B'],
      [['complete', 'B'], 'B Withdraw | over'],
    ],
    bpmnEngine: {
      instead: 'begins it and lets the scope run on',
      told: ['Split Start | A C', 'A End On_Withdraw Throw | B C', 'B Withdraw | C'],
    },
  },
  {
    construct: 'transaction',
    must: 'is a sub-process as long as nothing cancels it',
    clause: '§13.3.4',
    model: {
      elements: subProcess('Deal', user('A'), 'DealStart -> A -> DealEnd', '', 'transaction'),
      flows: 'Start -> Deal -> End',
    },
    start: 'DealStart Start | A',
    moves: [[['complete', 'A'], 'A Deal DealEnd End | over']],
  },
  {
    construct: 'transaction',
    must: 'is compensated and then left by its cancel event, when it is cancelled',
    clause: '§13.3.4',
    model: {
      elements:
        subProcess(
          'Deal',
          users('A') + undoneBy('A', 'UndoA') + ending('Stop', cancel),
          'DealStart -> A -> Stop',
          '',
          'transaction',
        ) +
        boundary('Cancelled', 'Deal', cancel) +
        user('B'),
      flows: 'Start -> Deal -> End\nCancelled -> B',
    },
    start: 'DealStart Start | A',
    moves: [
      [['complete', 'A'], 'A | UndoA'],
      [['complete', 'UndoA'], 'Cancelled Stop UndoA | B'],
      [['complete', 'B'], 'B | over'],
    ],
    bpmnEngine: {
      instead: 'discards the cancel end event with its scope, and tells of the compensation boundary event',
      told: ['DealStart Start | A', 'A AUndone | UndoA', 'Cancelled UndoA | B', 'B | over'],
    },
  },
  {
    construct: 'compensation',
    must: 'undoes what has ended, the last first, and the thrower waits for it',
    clause: '§13.5.5',
    model: {
      elements: users('A', 'B', 'C') + undoneBy('A', 'UndoA') + undoneBy('B', 'UndoB') + throwing('Undo', compensate()),
      flows: 'Start -> A -> B -> Undo -> C -> End',
    },
    start: 'Start | A',
    moves: [
      [['complete', 'A'], 'A | B'],
      [['complete', 'B'], 'B | UndoB'],
      [['complete', 'UndoB'], 'UndoB | UndoA'],
      [['complete', 'UndoA'], 'Undo UndoA | C'],
      [['complete', 'C'], 'C End | over'],
    ],
    bpmnEngine: {
      instead: 'goes on at once and undoes everything at the same time',
      told: [
        'Start | A',
        'A | B',
        'AUndone B BUndone Undo | C UndoA UndoB',
        'UndoB | C UndoA',
        'UndoA | C',
        'C End | over',
      ],
    },
  },
  {
    construct: 'compensation',
    must: 'undoes nothing that has not ended',
    clause: '§13.5.5',
    model: {
      elements: users('A', 'C') + undoneBy('C', 'UndoC') + throwing('Undo', compensate()),
      flows: 'Start -> A -> Undo -> C -> End',
    },
    start: 'Start | A',
    moves: [
      [['complete', 'A'], 'A Undo | C'],
      [['complete', 'C'], 'C End | over'],
    ],
    bpmnEngine: {
      instead: 'tells of the compensation boundary event all the same, as if it had been triggered',
      told: ['Start | A', 'A CUndone Undo | C', 'C End | over'],
    },
  },
];
