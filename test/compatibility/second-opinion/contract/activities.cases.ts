import {
  boundary, cardinality, catching, completionCondition, definitions, ending, error, flowXml, gateway, job, multiInstance, signal,
  standardLoop, subProcess, timer, user, users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

const three = cardinality(3);
const two = cardinality(2);

/** The process that call activities call: the user task `A` and what follows it. */
const child = (elements = '', flows = ''): string =>
  `<process id="Child"><startEvent id="S"/>${user('A')}${elements}${flowXml(`S -> A\n${flows}`)}</process>`;

export const activities: ContractCase[] = [
  {
    construct: 'user task',
    must: 'waits until it is completed',
    clause: '§13.3.3',
    model: { elements: user('A'), flows: 'Start -> A -> End' },
    start: '?',
    moves: [[['complete', 'A', { done: true }], '?']],
    finally: { done: true },
  },
  {
    construct: 'service, send and business rule task',
    must: 'wait for their job',
    clause: '§13.3.3',
    model: { elements: job('A') + job('B', 'send') + job('C', 'businessRule'), flows: 'Start -> A -> B -> C -> End' },
    start: '?',
    moves: [
      [['job', 'A', { a: 1 }], '?'],
      [['job', 'B'], '?'],
      [['job', 'C', { c: 3 }], '?'],
    ],
    finally: { a: 1, c: 3 },
  },
  {
    construct: 'manual and undefined task',
    must: 'are passed at once',
    clause: '§13.3.3',
    model: { elements: '<manualTask id="A"/><task id="B"/>', flows: 'Start -> A -> B -> End' },
    start: '?',
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
    start: '?',
    moves: [[['message', 'M', { pages: 4 }], '?']],
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
    start: '?',
    moves: [[['error', 'A', 'E'], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'sub-process',
    must: 'ends when nothing in it runs any more',
    clause: '§13.3.4',
    model: {
      elements: subProcess('Sub', gateway('Split', 'parallel') + users('A', 'B'), 'SubStart -> Split -> A\nSplit -> B -> SubEnd'),
      flows: 'Start -> Sub -> End',
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'call activity',
    must: 'runs the called process and goes on when that has ended',
    clause: '§10.3.6',
    model: {
      elements: '<callActivity id="Call" calledElement="Child"/>' + user('B'),
      flows: 'Start -> Call -> B -> End',
      definitions: child(),
    },
    called: ['Child'],
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'call activity',
    must: 'takes the called process with it when it is interrupted',
    clause: '§13.5.3',
    model: {
      elements: '<callActivity id="Call" calledElement="Child"/>' + boundary('Late', 'Call', timer('P2D')) + user('B'),
      flows: 'Start -> Call -> End\nLate -> B',
      definitions: child(),
    },
    called: ['Child'],
    start: '?',
    moves: [[['timer', 'Late'], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'call activity',
    must: 'catches the error with which the called process ends',
    clause: '§13.5.3',
    model: {
      elements: '<callActivity id="Call" calledElement="Child"/>' + boundary('Caught', 'Call', error('E')) + user('B'),
      flows: 'Start -> Call -> End\nCaught -> B',
      definitions: definitions('E') + child(ending('Fail', error('E')), 'A -> Fail'),
    },
    called: ['Child'],
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'parallel multi-instance activity',
    must: 'has all its runs at once, and ends with the last',
    clause: '§13.3.7',
    model: { elements: user('A', multiInstance(three)), flows: 'Start -> A -> End' },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'A'], '?'], [['complete', 'A'], '?']],
  },
  {
    construct: 'parallel multi-instance activity',
    must: 'cancels the rest once its completion condition holds',
    clause: '§13.3.7',
    model: {
      elements: user('A', multiInstance(three + completionCondition('= nrOfCompletedInstances = 2'))),
      flows: 'Start -> A -> End',
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'A'], '?']],
  },
  {
    construct: 'sequential multi-instance activity',
    must: 'has one run after the other',
    clause: '§13.3.7',
    model: { elements: user('A', multiInstance(two, 'isSequential="true"')), flows: 'Start -> A -> End' },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'A'], '?']],
  },
  {
    construct: 'multi-instance activity',
    must: 'is passed where the collection is empty',
    clause: '§13.3.7',
    model: {
      elements: user('A', multiInstance('', 'camunda:collection="${units}" camunda:elementVariable="unit"')),
      flows: 'Start -> A -> End',
    },
    variables: { units: [] },
    start: '?',
  },
  {
    construct: 'multi-instance sub-process',
    must: 'runs all of its content for each element',
    clause: '§13.3.7',
    model: {
      elements: subProcess('Each', user('A') + job('B'), 'EachStart -> A -> B -> EachEnd', multiInstance('', 'camunda:collection="${units}" camunda:elementVariable="unit"')),
      flows: 'Start -> Each -> End',
    },
    variables: { units: ['x', 'y'] },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['job', 'B'], '?'], [['complete', 'A'], '?'], [['job', 'B'], '?']],
  },
  {
    construct: 'multi-instance call activity',
    must: 'calls the process once for each run',
    clause: '§13.3.7',
    model: {
      elements: `<callActivity id="Call" calledElement="Child">${multiInstance(two)}</callActivity>`,
      flows: 'Start -> Call -> End',
      definitions: child(),
    },
    called: ['Child'],
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'A'], '?']],
  },
  {
    construct: 'standard loop',
    must: 'runs again while its condition holds',
    clause: '§13.3.6',
    model: { elements: user('A', standardLoop('= again')), flows: 'Start -> A -> End' },
    start: '?',
    moves: [[['complete', 'A', { again: true }], '?'], [['complete', 'A', { again: false }], '?']],
    bpmnEngine: { instead: 'runs until the condition holds', told: ['?'] },
  },
  {
    construct: 'standard loop',
    must: 'that tests before runs not once where its condition is false',
    clause: '§13.3.6',
    model: { elements: user('A', standardLoop('= again', 'testBefore="true"')), flows: 'Start -> A -> End' },
    variables: { again: false },
    start: '?',
    bpmnEngine: { instead: 'runs until the condition holds', told: ['?'] },
  },
  {
    construct: 'ad-hoc sub-process',
    must: 'offers its activities, and begins none of itself',
    clause: '§13.3.5',
    model: {
      elements: subProcess('Work', users('A', 'B'), '', '', 'adHocSubProcess'),
      flows: 'Start -> Work -> End',
    },
    start: '?',
    bpmnEngine: { instead: 'runs it like any sub-process', told: ['?'] },
  },
  {
    construct: 'second token at an activity',
    must: 'begins an activity of its own, though the first one is busy',
    clause: '§13.3.2',
    model: {
      elements: gateway('Split', 'parallel') + users('A', 'B') + gateway('Merge', 'exclusive') + user('C'),
      flows: 'Start -> Split -> A -> Merge -> C -> End\nSplit -> B -> Merge',
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?'], [['complete', 'C'], '?']],
    bpmnEngine: { instead: 'lets it wait until the activity has ended', told: ['?'] },
  },
  {
    construct: 'interrupted activity',
    must: 'takes all that runs in it along',
    clause: '§13.5.3',
    model: {
      elements:
        subProcess('Sub', gateway('Split', 'parallel') + user('A') + job('B') + catching('Wait', signal('S')), 'SubStart -> Split -> A\nSplit -> B\nSplit -> Wait') +
        boundary('Late', 'Sub', timer('P2D')) + user('C'),
      flows: 'Start -> Sub -> End\nLate -> C',
      definitions: definitions('S'),
    },
    start: '?',
    moves: [[['timer', 'Late'], '?'], [['complete', 'C'], '?']],
  },
];
