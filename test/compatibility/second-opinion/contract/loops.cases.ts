import {
  boundary,
  cardinality,
  catching,
  childProcess,
  completionCondition,
  definitions,
  ending,
  error,
  job,
  multiInstance,
  standardLoop,
  subProcess,
  timer,
  user,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

const three = cardinality(3);
const two = cardinality(2);

export const loops: ContractCase[] = [
  {
    construct: 'parallel multi-instance activity',
    must: 'has all its runs at once, and ends with the last',
    clause: '§13.3.7',
    model: { elements: user('A', multiInstance(three)), flows: 'Start -> A -> End' },
    start: 'Start | A A A',
    moves: [
      [['complete', 'A'], '| A A'],
      [['complete', 'A'], '| A'],
      [['complete', 'A'], 'A End | over'],
    ],
  },
  {
    construct: 'parallel multi-instance activity',
    must: 'cancels the rest once its completion condition holds',
    clause: '§13.3.7',
    model: {
      elements: user('A', multiInstance(three + completionCondition('= nrOfCompletedInstances = 2'))),
      flows: 'Start -> A -> End',
    },
    start: 'Start | A A A',
    moves: [
      [['complete', 'A'], '| A A'],
      [['complete', 'A'], 'A End | over'],
    ],
  },
  {
    construct: 'sequential multi-instance activity',
    must: 'has one run after the other',
    clause: '§13.3.7',
    model: { elements: user('A', multiInstance(two, 'isSequential="true"')), flows: 'Start -> A -> End' },
    start: 'Start | A',
    moves: [
      [['complete', 'A'], '| A'],
      [['complete', 'A'], 'A End | over'],
    ],
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
    start: 'A End Start | over',
  },
  {
    construct: 'multi-instance sub-process',
    must: 'runs all of its content for each element',
    clause: '§13.3.7',
    model: {
      elements: subProcess(
        'Each',
        user('A') + job('B'),
        'EachStart -> A -> B -> EachEnd',
        multiInstance('', 'camunda:collection="${units}" camunda:elementVariable="unit"'),
      ),
      flows: 'Start -> Each -> End',
    },
    variables: { units: ['x', 'y'] },
    start: 'EachStart EachStart Start | A A',
    moves: [
      [['complete', 'A'], 'A | A B'],
      [['job', 'B'], 'B EachEnd | A'],
      [['complete', 'A'], 'A | B'],
      [['job', 'B'], 'B Each EachEnd End | over'],
    ],
  },
  ...[job('B'), catching('B', timer('P2D'))].map((waiting, index): ContractCase => ({
    construct: 'multi-instance sub-process',
    must: `cuts off the rest, ${index === 0 ? 'jobs' : 'timers'} too, once its completion condition holds`,
    clause: '§13.3.7',
    model: {
      elements: subProcess(
        'Each',
        user('A') + waiting,
        'EachStart -> A -> B -> EachEnd',
        multiInstance(two + completionCondition('= enough')),
      ),
      flows: 'Start -> Each -> End',
    },
    variables: { enough: false },
    start: 'EachStart EachStart Start | A A',
    moves: [
      [['complete', 'A'], 'A | A B'],
      [['complete', 'A', { enough: true }], 'A | B B'],
      [index === 0 ? ['job', 'B'] : ['timer', 'B'], 'B Each EachEnd End | over'],
    ],
  })),
  {
    construct: 'multi-instance sub-process',
    must: 'keeps an error to the run in which it is thrown and caught',
    clause: '§13.5.3',
    model: {
      elements: subProcess(
        'Each',
        subProcess('Inner', user('A') + ending('Fail', error('E')), 'InnerStart -> A -> Fail') +
          boundary('Caught', 'Inner', error('E')) +
          user('B'),
        'EachStart -> Inner -> EachEnd\nCaught -> B',
        multiInstance(two),
      ),
      flows: 'Start -> Each -> End',
      definitions: definitions('E'),
    },
    start: 'EachStart EachStart InnerStart InnerStart Start | A A',
    moves: [[['complete', 'A'], 'A Caught Fail | A B']],
    bpmnEngine: {
      instead: 'lets the catchers of all runs have it',
      told: ['EachStart EachStart InnerStart InnerStart Start | A A', 'A Caught Caught | B B'],
    },
  },
  {
    construct: 'multi-instance call activity',
    must: 'calls the process once for each run',
    clause: '§13.3.7',
    model: {
      elements: `<callActivity id="Call" calledElement="Child">${multiInstance(two)}</callActivity>`,
      flows: 'Start -> Call -> End',
      definitions: childProcess(),
    },
    called: ['Child'],
    start: 'S S Start | A A',
    moves: [
      [['complete', 'A'], 'A | A'],
      [['complete', 'A'], 'A Call End | over'],
    ],
  },
  {
    construct: 'standard loop',
    must: 'runs again while its condition holds',
    clause: '§13.3.6',
    model: { elements: user('A', standardLoop('= again')), flows: 'Start -> A -> End' },
    start: 'Start | A',
    moves: [
      [['complete', 'A', { again: true }], 'A | A'],
      [['complete', 'A', { again: false }], 'A A End | over'],
    ],
    bpmnEngine: { instead: 'runs until the condition holds', told: ['Start | A', 'A End | over', 'fails'] },
  },
  {
    construct: 'standard loop',
    must: 'that tests before runs not once where its condition is false',
    clause: '§13.3.6',
    model: { elements: user('A', standardLoop('= again', 'testBefore="true"')), flows: 'Start -> A -> End' },
    variables: { again: false },
    start: 'A End Start | over',
    bpmnEngine: { instead: 'runs until the condition holds', told: ['Start | A'] },
  },
];
