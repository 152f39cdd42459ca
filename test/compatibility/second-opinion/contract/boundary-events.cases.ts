import {
  boundary,
  condition,
  definitions,
  gateway,
  message,
  signal,
  subProcess,
  timer,
  user,
  users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

export const boundaryEvents: ContractCase[] = [
  {
    construct: 'interrupting boundary event',
    must: 'lets nothing in its activity go on, though a branch stands at a join there',
    clause: '§13.5.3',
    model: {
      elements:
        subProcess(
          'Sub',
          gateway('Split', 'parallel') + users('A', 'B') + gateway('Join', 'parallel'),
          'SubStart -> Split -> A -> Join -> SubEnd\nSplit -> B -> Join',
        ) +
        boundary('Late', 'Sub', timer('P2D')) +
        user('C'),
      flows: 'Start -> Sub -> End\nLate -> C',
    },
    start: 'Split Start SubStart | A B Late',
    moves: [
      [['complete', 'A'], 'A | B Late'],
      [['timer', 'Late'], 'Late | C'],
    ],
    bpmnEngine: {
      instead: 'lets the join fire as the branch that is missing is discarded',
      told: ['Split Start SubStart | A B Late', 'A | B Late', 'Join Late SubEnd | C'],
    },
  },
  {
    construct: 'interrupting boundary timer',
    must: 'cancels its activity and goes its own way',
    clause: '§13.5.3',
    model: { elements: users('A', 'B') + boundary('Late', 'A', timer('P2D')), flows: 'Start -> A -> End\nLate -> B' },
    start: 'Start | A Late',
    moves: [
      [['timer', 'Late'], 'Late | B'],
      [['complete', 'B'], 'B | over'],
    ],
  },
  {
    construct: 'boundary event',
    must: 'is disarmed when its activity ends',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('Late', 'A', timer('P2D')) + boundary('Stop', 'A', message('M')),
      flows: 'Start -> A -> B -> End\nLate -> End\nStop -> End',
      definitions: definitions('M'),
    },
    start: 'Start | A Late Stop',
    moves: [
      [['complete', 'A'], 'A | B'],
      [['complete', 'B'], 'B End | over'],
    ],
  },
  {
    construct: 'non-interrupting boundary timer',
    must: 'leaves its activity be',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('Late', 'A', timer('P2D'), false),
      flows: 'Start -> A -> End\nLate -> B',
    },
    start: 'Start | A Late',
    moves: [
      [['timer', 'Late'], 'Late | A B'],
      [['complete', 'A'], 'A End | B'],
      [['complete', 'B'], 'B | over'],
    ],
  },
  {
    construct: 'non-interrupting boundary timer',
    must: 'fires three times, if its cycle says so',
    clause: '§13.5.3',
    model: {
      elements: users('A') + boundary('Late', 'A', timer('R3/PT1H', 'timeCycle'), false) + '<endEvent id="Told"/>',
      flows: 'Start -> A -> End\nLate -> Told',
    },
    start: 'Start | A Late',
    moves: [
      [['timer', 'Late'], 'Late Told | A Late'],
      [['timer', 'Late'], 'Late Told | A Late'],
      [['timer', 'Late'], 'Late Told | A'],
      [['complete', 'A'], 'A End | over'],
    ],
  },
  {
    construct: 'non-interrupting boundary timer',
    must: 'fires for as long as its activity runs, if its cycle has no end',
    clause: '§13.5.3',
    model: {
      elements: users('A') + boundary('Late', 'A', timer('R/PT1H', 'timeCycle'), false) + '<endEvent id="Told"/>',
      flows: 'Start -> A -> End\nLate -> Told',
    },
    start: 'Start | A Late',
    moves: [
      [['timer', 'Late'], 'Late Told | A Late'],
      [['timer', 'Late'], 'Late Told | A Late'],
      [['timer', 'Late'], 'Late Told | A Late'],
      [['complete', 'A'], 'A End | over'],
    ],
  },
  {
    construct: 'non-interrupting boundary timer',
    must: 'fires again and again at the times of a cron expression',
    clause: '§13.5.3',
    model: {
      elements: users('A') + boundary('Late', 'A', timer('0 0 8 * * ?', 'timeCycle'), false) + '<endEvent id="Told"/>',
      flows: 'Start -> A -> End\nLate -> Told',
    },
    start: 'Start | A Late',
    moves: [
      [['timer', 'Late'], 'Late Told | A Late'],
      [['timer', 'Late'], 'Late Told | A Late'],
      [['timer', 'Late'], 'Late Told | A Late'],
      [['complete', 'A'], 'A End | over'],
    ],
  },
  {
    construct: 'interrupting boundary message',
    must: 'cancels its activity and goes its own way',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('Stop', 'A', message('M')),
      flows: 'Start -> A -> End\nStop -> B',
      definitions: definitions('M'),
    },
    start: 'Start | A Stop',
    moves: [
      [['message', 'M'], 'Stop | B'],
      [['complete', 'B'], 'B | over'],
    ],
  },
  {
    construct: 'non-interrupting boundary message',
    must: 'is triggered as often as the message comes',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('More', 'A', message('M'), false),
      flows: 'Start -> A -> End\nMore -> B',
      definitions: definitions('M'),
    },
    start: 'Start | A More',
    moves: [
      [['message', 'M'], 'More | A B More'],
      [['message', 'M'], 'More | A B B More'],
      [['complete', 'A'], 'A End | B B'],
    ],
    bpmnEngine: { instead: 'triggers it once', told: ['Start | A More', 'More | A B', 'fails'] },
  },
  {
    construct: 'boundary signal',
    must: 'cancels its activity when the signal comes',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('Stop', 'A', signal('S')),
      flows: 'Start -> A -> End\nStop -> B',
      definitions: definitions('S'),
    },
    start: 'Start | A Stop',
    moves: [
      [['signal', 'S'], 'Stop | B'],
      [['complete', 'B'], 'B | over'],
    ],
  },
  {
    construct: 'boundary condition',
    must: 'cancels its activity when the condition becomes true',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('Stop', 'A', condition('= n > 5')),
      flows: 'Start -> A -> End\nStop -> B',
    },
    variables: { n: 1 },
    start: 'Start | A Stop',
    moves: [
      [['set', { n: 7 }], 'Stop | B'],
      [['complete', 'B'], 'B | over'],
    ],
  },
  {
    construct: 'non-interrupting boundary signal',
    must: 'is triggered as often as the signal comes',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('More', 'A', signal('S'), false),
      flows: 'Start -> A -> End\nMore -> B',
      definitions: definitions('S'),
    },
    start: 'Start | A More',
    moves: [
      [['signal', 'S'], 'More | A B More'],
      [['signal', 'S'], 'More | A B B More'],
    ],
    bpmnEngine: { instead: 'triggers it once', told: ['Start | A More', 'More | A B', '| A B'] },
  },
];
