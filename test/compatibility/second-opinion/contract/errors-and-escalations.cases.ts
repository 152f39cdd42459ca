import {
  boundary,
  definitions,
  ending,
  error,
  escalation,
  gateway,
  subProcess,
  throwing,
  user,
  users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

export const errorsAndEscalations: ContractCase[] = [
  {
    construct: 'error end event',
    must: 'is caught at the boundary of its sub-process',
    clause: '§13.5.6',
    model: {
      elements:
        subProcess('Sub', users('A') + ending('Fail', error('E')), 'SubStart -> A -> Fail') +
        boundary('Caught', 'Sub', error('E')) +
        user('B'),
      flows: 'Start -> Sub -> End\nCaught -> B',
      definitions: definitions('E'),
    },
    start: 'Start SubStart | A',
    moves: [
      [['complete', 'A'], 'A Caught Fail | B'],
      [['complete', 'B'], 'B | over'],
    ],
    bpmnEngine: {
      instead: 'discards the end event with its scope, where it ends as it throws',
      told: ['Start SubStart | A', 'A Caught | B', 'B | over'],
    },
  },
  {
    construct: 'error end event',
    must: 'is caught by the innermost catcher alone',
    clause: '§13.5.3',
    model: {
      elements:
        subProcess(
          'Outer',
          subProcess('Inner', users('A') + ending('Fail', error('E')), 'InnerStart -> A -> Fail') +
            boundary('Near', 'Inner', error('E')) +
            user('B'),
          'OuterStart -> Inner -> OuterEnd\nNear -> B',
        ) +
        boundary('Far', 'Outer', error('E')) +
        user('C'),
      flows: 'Start -> Outer -> End\nFar -> C',
      definitions: definitions('E'),
    },
    start: 'InnerStart OuterStart Start | A',
    moves: [
      [['complete', 'A'], 'A Fail Near | B'],
      [['complete', 'B'], 'B End Outer | over'],
    ],
    bpmnEngine: {
      instead: 'lets the outermost catcher have it, which takes the inner one along',
      told: ['InnerStart OuterStart Start | A', 'A Far | C', 'fails'],
    },
  },
  {
    construct: 'error end event',
    must: 'stops the process where nothing catches its error',
    clause: '§13.5.6',
    model: {
      elements: user('A') + ending('Fail', error('E')),
      flows: 'Start -> A -> Fail',
      definitions: definitions('E'),
    },
    start: 'Start | A',
    moves: [[['complete', 'A'], 'A Fail | over']],
  },
  {
    construct: 'escalation end event',
    must: 'is caught at the boundary that it interrupts',
    clause: '§13.5.6',
    model: {
      elements:
        subProcess(
          'Sub',
          gateway('Split', 'parallel') + users('A', 'B') + ending('Raise', escalation('X')),
          'SubStart -> Split -> A -> Raise\nSplit -> B',
        ) +
        boundary('Raised', 'Sub', escalation('X')) +
        user('C'),
      flows: 'Start -> Sub -> End\nRaised -> C',
      definitions: definitions('X'),
    },
    start: 'Split Start SubStart | A B',
    moves: [
      [['complete', 'A'], 'A Raise Raised | C'],
      [['complete', 'C'], 'C | over'],
    ],
    bpmnEngine: {
      instead: 'discards the end event with its scope, where it ends as it throws',
      told: ['Split Start SubStart | A B', 'A Raised | C', 'C | over'],
    },
  },
  {
    construct: 'escalation throw event',
    must: 'is caught at the boundary and goes on, if that does not interrupt',
    clause: '§13.5.3',
    model: {
      elements:
        subProcess('Sub', throwing('Raise', escalation('X')) + user('A'), 'SubStart -> Raise -> A -> SubEnd') +
        boundary('Raised', 'Sub', escalation('X'), false) +
        user('B'),
      flows: 'Start -> Sub -> End\nRaised -> B',
      definitions: definitions('X'),
    },
    start: 'Raise Raised Start SubStart | A B',
    moves: [
      [['complete', 'A'], 'A End Sub SubEnd | B'],
      [['complete', 'B'], 'B | over'],
    ],
  },
  {
    construct: 'escalation throw event',
    must: 'is caught by the innermost catcher alone',
    clause: '§13.5.3',
    model: {
      elements:
        subProcess(
          'Outer',
          subProcess('Inner', throwing('Raise', escalation('X')) + user('A'), 'InnerStart -> Raise -> A -> InnerEnd') +
            boundary('Near', 'Inner', escalation('X'), false) +
            user('B'),
          'OuterStart -> Inner -> OuterEnd\nNear -> B',
        ) +
        boundary('Far', 'Outer', escalation('X'), false) +
        user('C'),
      flows: 'Start -> Outer -> End\nFar -> C',
      definitions: definitions('X'),
    },
    start: 'InnerStart Near OuterStart Raise Start | A B',
    bpmnEngine: {
      instead: 'lets every catcher around it have the escalation',
      told: ['Far InnerStart Near OuterStart Raise Start | A B C'],
    },
  },
];
