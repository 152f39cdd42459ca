import {
  catching,
  condition,
  definitions,
  ending,
  gateway,
  link,
  message,
  signal,
  throwing,
  timer,
  user,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

export const events: ContractCase[] = [
  {
    construct: 'timer catch event',
    must: 'waits, for three hundred years too',
    clause: '§13.5.2',
    model: { elements: catching('Wait', timer('P300Y')), flows: 'Start -> Wait -> End' },
    start: 'Start | Wait',
    moves: [[['timer', 'Wait'], 'End Wait | over']],
  },
  {
    construct: 'timer catch event',
    must: 'waits for a date, by no clock but the given one',
    clause: '§13.5.2',
    model: { elements: catching('Wait', timer('2001-01-06T00:00:00Z', 'timeDate')), flows: 'Start -> Wait -> End' },
    start: 'Start | Wait',
    moves: [[['timer', 'Wait'], 'End Wait | over']],
  },
  {
    construct: 'message catch event',
    must: 'waits for the message of its name',
    clause: '§13.5.2',
    model: {
      elements: catching('M', message('M')) + catching('N', message('N')),
      flows: 'Start -> M -> N -> End',
      definitions: definitions('M') + definitions('N'),
    },
    start: 'Start | M',
    moves: [
      [['message', 'M', { m: 1 }], 'M | N'],
      [['message', 'N', { n: 2 }], 'End N | over'],
    ],
    finally: { m: 1, n: 2 },
  },
  {
    construct: 'signal catch event',
    must: 'hears a signal together with all others that wait for it',
    clause: '§13.5.2',
    model: {
      elements:
        gateway('Split', 'parallel') +
        catching('A', signal('S')) +
        catching('B', signal('S')) +
        catching('C', signal('T')),
      flows: 'Start -> Split -> A -> End\nSplit -> B -> End\nSplit -> C -> End',
      definitions: definitions('S') + definitions('T'),
    },
    start: 'Split Start | A B C',
    moves: [
      [['signal', 'S'], 'A B End End | C'],
      [['signal', 'T'], 'C End | over'],
    ],
  },
  {
    construct: 'signal throw event',
    must: 'reaches what waits for it in the same process',
    clause: '§13.5.2',
    model: {
      elements: gateway('Split', 'parallel') + catching('A', signal('S')) + user('B') + throwing('Throw', signal('S')),
      flows: 'Start -> Split -> A -> End\nSplit -> B -> Throw -> End',
      definitions: definitions('S'),
    },
    start: 'Split Start | A B',
    moves: [[['complete', 'B'], 'A B End End Throw | over']],
  },
  {
    construct: 'conditional catch event',
    must: 'waits until a change of variables makes its condition true',
    clause: '§13.5.2',
    model: { elements: catching('Wait', condition('= n > 5')), flows: 'Start -> Wait -> End' },
    variables: { n: 1 },
    start: 'Start | Wait',
    moves: [
      [['set', { n: 3 }], '| Wait'],
      [['set', { n: 7 }], 'End Wait | over'],
    ],
  },
  {
    construct: 'conditional catch event',
    must: 'is passed where its condition is true from the start',
    clause: '§13.5.2',
    model: { elements: catching('Wait', condition('= n > 5')), flows: 'Start -> Wait -> End' },
    variables: { n: 9 },
    start: 'End Start Wait | over',
  },
  {
    construct: 'link event',
    must: 'goes on at the catch event with its name',
    clause: '§10.5.5',
    model: {
      elements: throwing('To', link('L')) + catching('From', link('L')) + user('A'),
      flows: 'Start -> To\nFrom -> A -> End',
    },
    start: 'From Start To | A',
    moves: [[['complete', 'A'], 'A End | over']],
  },
  {
    construct: 'none throw event',
    must: 'is passed at once',
    clause: '§13.5.2',
    model: { elements: throwing('Note', '') + user('A'), flows: 'Start -> Note -> A' },
    start: 'Note Start | A',
  },
  {
    construct: 'message and signal end event',
    must: 'end as they throw',
    clause: '§13.5.6',
    model: {
      elements: gateway('Split', 'parallel') + ending('Tell', message('M')) + ending('Call', signal('M')),
      flows: 'Start -> Split -> Tell\nSplit -> Call',
      definitions: definitions('M'),
    },
    start: 'Call Split Start Tell | over',
  },
];
