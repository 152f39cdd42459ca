import {
  boundary,
  catching,
  childProcess,
  definitions,
  ending,
  error,
  gateway,
  job,
  signal,
  subProcess,
  terminate,
  timer,
  user,
  users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

export const activities: ContractCase[] = [
  {
    construct: 'user task',
    must: 'waits until it is completed',
    clause: '§13.3.3',
    model: { elements: user('A'), flows: 'Start -> A -> End' },
    start: 'Start | A',
    moves: [[['complete', 'A', { done: true }], 'A End | over']],
    finally: { done: true },
  },
  {
    construct: 'service, send and business rule task',
    must: 'wait for their job',
    clause: '§13.3.3',
    model: { elements: job('A') + job('B', 'send') + job('C', 'businessRule'), flows: 'Start -> A -> B -> C -> End' },
    start: 'Start | A',
    moves: [
      [['job', 'A', { a: 1 }], 'A | B'],
      [['job', 'B'], 'B | C'],
      [['job', 'C', { c: 3 }], 'C End | over'],
    ],
    finally: { a: 1, c: 3 },
  },
  {
    construct: 'manual and undefined task',
    must: 'are passed at once',
    clause: '§13.3.3',
    model: { elements: '<manualTask id="A"/><task id="B"/>', flows: 'Start -> A -> B -> End' },
    start: 'A B End Start | over',
  },
  {
    construct: 'receive task',
    must: 'waits for its message',
    clause: '§13.3.3',
    model: {
      elements: '<receiveTask id="A" messageRef="Message_M"/>',
      flows: 'Start -> A -> End',
      definitions: definitions('M'),
    },
    start: 'Start | A',
    moves: [[['message', 'M', { pages: 4 }], 'A End | over']],
    finally: { pages: 4 },
  },
  {
    construct: 'error of a job',
    must: 'goes to the boundary event with its code',
    clause: '§13.5.3',
    model: {
      elements: job('A') + boundary('Other', 'A', error('F')) + boundary('Caught', 'A', error('E')) + users('B', 'C'),
      flows: 'Start -> A -> End\nCaught -> B\nOther -> C',
      definitions: definitions('E') + definitions('F'),
    },
    start: 'Start | A',
    moves: [
      [['error', 'A', 'E'], 'Caught | B'],
      [['complete', 'B'], 'B | over'],
    ],
  },
  {
    construct: 'sub-process',
    must: 'ends when nothing in it runs any more',
    clause: '§13.3.4',
    model: {
      elements: subProcess(
        'Sub',
        gateway('Split', 'parallel') + users('A', 'B'),
        'SubStart -> Split -> A\nSplit -> B -> SubEnd',
      ),
      flows: 'Start -> Sub -> End',
    },
    start: 'Split Start SubStart | A B',
    moves: [
      [['complete', 'A'], 'A | B'],
      [['complete', 'B'], 'B End Sub SubEnd | over'],
    ],
  },
  {
    construct: 'call activity',
    must: 'runs the called process and goes on when that has ended',
    clause: '§13.3.4',
    model: {
      elements: '<callActivity id="Call" calledElement="Child"/>' + user('B'),
      flows: 'Start -> Call -> B -> End',
      definitions: childProcess(),
    },
    called: ['Child'],
    start: 'S Start | A',
    moves: [
      [['complete', 'A'], 'A Call | B'],
      [['complete', 'B'], 'B End | over'],
    ],
  },
  {
    construct: 'call activity',
    must: 'takes the called process with it when it is interrupted',
    clause: '§13.5.3',
    model: {
      elements: '<callActivity id="Call" calledElement="Child"/>' + boundary('Late', 'Call', timer('P2D')) + user('B'),
      flows: 'Start -> Call -> End\nLate -> B',
      definitions: childProcess(),
    },
    called: ['Child'],
    start: 'S Start | A Late',
    moves: [
      [['timer', 'Late'], 'Late | B'],
      [['complete', 'B'], 'B | over'],
    ],
    bpmnEngine: { instead: 'cancels it too, but never ends', told: ['S Start | A Late', 'Late | B', 'B |'] },
  },
  {
    construct: 'call activity',
    must: 'takes the called process with it when its scope is terminated',
    clause: '§13.5.6',
    model: {
      elements:
        gateway('Split', 'parallel') +
        user('B') +
        ending('Stop', terminate) +
        '<callActivity id="Call" calledElement="Child"/>',
      flows: 'Start -> Split -> Call\nSplit -> B -> Stop',
      definitions: childProcess(),
    },
    called: ['Child'],
    start: 'S Split Start | A B',
    moves: [[['complete', 'B'], 'B Stop | over']],
    bpmnEngine: { instead: 'lets it run on', told: ['S Split Start | A B', 'B Stop | A'] },
  },
  {
    construct: 'call activity',
    must: 'catches the error with which the called process ends',
    clause: '§13.5.3',
    model: {
      elements: '<callActivity id="Call" calledElement="Child"/>' + boundary('Caught', 'Call', error('E')) + user('B'),
      flows: 'Start -> Call -> End\nCaught -> B',
      definitions: definitions('E') + childProcess(ending('Fail', error('E')), 'A -> Fail'),
    },
    called: ['Child'],
    start: 'S Start | A',
    moves: [
      [['complete', 'A'], 'A Caught Fail | B'],
      [['complete', 'B'], 'B | over'],
    ],
    bpmnEngine: {
      instead: 'takes the error for a plain end',
      told: ['S Start | A', 'A Call End Fail | over', 'fails'],
    },
  },
  {
    construct: 'ad-hoc sub-process',
    must: 'offers its activities, and begins none of itself',
    clause: '§13.3.5',
    model: {
      elements: subProcess('Work', users('A', 'B'), '', '', 'adHocSubProcess'),
      flows: 'Start -> Work -> End',
    },
    start: 'Start | Work',
    bpmnEngine: { instead: 'runs it like any sub-process', told: ['Start | A B'] },
  },
  {
    construct: 'second token at an activity',
    must: 'begins an activity of its own, though the first one is busy',
    clause: '§13.3.2',
    model: {
      elements: gateway('Split', 'parallel') + users('A', 'B') + gateway('Merge', 'exclusive') + user('C'),
      flows: 'Start -> Split -> A -> Merge -> C -> End\nSplit -> B -> Merge',
    },
    start: 'Split Start | A B',
    moves: [
      [['complete', 'A'], 'A Merge | B C'],
      [['complete', 'B'], 'B Merge | C C'],
      [['complete', 'C'], 'C End | C'],
    ],
    bpmnEngine: {
      instead: 'lets it wait until the activity has ended',
      told: ['Split Start | A B', 'A Merge | B C', 'B Merge | C', 'C End | C'],
    },
  },
  {
    construct: 'interrupted activity',
    must: 'takes all that runs in it along',
    clause: '§13.5.3',
    model: {
      elements:
        subProcess(
          'Sub',
          gateway('Split', 'parallel') + user('A') + job('B') + catching('Wait', signal('S')),
          'SubStart -> Split -> A\nSplit -> B\nSplit -> Wait',
        ) +
        boundary('Late', 'Sub', timer('P2D')) +
        user('C'),
      flows: 'Start -> Sub -> End\nLate -> C',
      definitions: definitions('S'),
    },
    start: 'Split Start SubStart | A B Late Wait',
    moves: [
      [['timer', 'Late'], 'Late | C'],
      [['complete', 'C'], 'C | over'],
    ],
  },
];
