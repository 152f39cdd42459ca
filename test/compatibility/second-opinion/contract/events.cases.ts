import {
  boundary, catching, condition, definitions, ending, error, escalation, gateway, link, message, signal, subProcess,
  throwing, timer, user, users,
} from '../bpmn-text.js';
import type { ContractCase } from './contract-case.js';

export const events: ContractCase[] = [
  ...(['P2Y', 'PT1S', 'P300Y'].map((delay): ContractCase => ({
    construct: 'timer catch event',
    must: `waits, ${delay} long too`,
    clause: '§13.5.2',
    model: { elements: catching('Wait', timer(delay)), flows: 'Start -> Wait -> End' },
    start: '?',
    moves: [[['timer', 'Wait'], '?']],
  }))),
  {
    construct: 'timer catch event',
    must: 'waits for a date, by no clock but the given one',
    clause: '§13.5.2',
    model: { elements: catching('Wait', timer('2001-01-06T00:00:00Z', 'timeDate')), flows: 'Start -> Wait -> End' },
    start: '?',
    moves: [[['timer', 'Wait'], '?']],
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
    start: '?',
    moves: [[['message', 'M', { m: 1 }], '?'], [['message', 'N', { n: 2 }], '?']],
    finally: { m: 1, n: 2 },
  },
  {
    construct: 'signal catch event',
    must: 'hears a signal together with all others that wait for it',
    clause: '§13.5.2',
    model: {
      elements: gateway('Split', 'parallel') + catching('A', signal('S')) + catching('B', signal('S')) + catching('C', signal('T')),
      flows: 'Start -> Split -> A -> End\nSplit -> B -> End\nSplit -> C -> End',
      definitions: definitions('S') + definitions('T'),
    },
    start: '?',
    moves: [[['signal', 'S'], '?'], [['signal', 'T'], '?']],
  },
  {
    construct: 'signal throw event',
    must: 'reaches what waits for it in the same process',
    clause: '§10.5.1',
    model: {
      elements: gateway('Split', 'parallel') + catching('A', signal('S')) + user('B') + throwing('Throw', signal('S')),
      flows: 'Start -> Split -> A -> End\nSplit -> B -> Throw -> End',
      definitions: definitions('S'),
    },
    start: '?',
    moves: [[['complete', 'B'], '?']],
  },
  {
    construct: 'conditional catch event',
    must: 'waits until a change of variables makes its condition true',
    clause: '§13.5.2',
    model: { elements: catching('Wait', condition('= n > 5')), flows: 'Start -> Wait -> End' },
    variables: { n: 1 },
    start: '?',
    moves: [[['set', { n: 3 }], '?'], [['set', { n: 7 }], '?']],
  },
  {
    construct: 'conditional catch event',
    must: 'is passed where its condition is true from the start',
    clause: '§13.5.2',
    model: { elements: catching('Wait', condition('= n > 5')), flows: 'Start -> Wait -> End' },
    variables: { n: 9 },
    start: '?',
  },
  {
    construct: 'link event',
    must: 'goes on at the catch event with its name',
    clause: '§10.5.1',
    model: { elements: throwing('To', link('L')) + catching('From', link('L')) + user('A'), flows: 'Start -> To\nFrom -> A -> End' },
    start: '?',
    moves: [[['complete', 'A'], '?']],
  },
  {
    construct: 'none throw event',
    must: 'is passed at once',
    clause: '§13.5.4',
    model: { elements: throwing('Note', '') + user('A'), flows: 'Start -> Note -> A' },
    start: '?',
  },
  {
    construct: 'interrupting boundary timer',
    must: 'cancels its activity and goes its own way',
    clause: '§13.5.3',
    model: { elements: users('A', 'B') + boundary('Late', 'A', timer('P2D')), flows: 'Start -> A -> End\nLate -> B' },
    start: '?',
    moves: [[['timer', 'Late'], '?'], [['complete', 'B'], '?']],
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
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'non-interrupting boundary timer',
    must: 'leaves its activity be',
    clause: '§13.5.3',
    model: { elements: users('A', 'B') + boundary('Late', 'A', timer('P2D'), false), flows: 'Start -> A -> End\nLate -> B' },
    start: '?',
    moves: [[['timer', 'Late'], '?'], [['complete', 'A'], '?'], [['complete', 'B'], '?']],
  },
  ...(['R3/PT1H', 'R/PT1H'].map((cycle): ContractCase => ({
    construct: 'non-interrupting boundary timer',
    must: `fires as often as its cycle ${cycle} says`,
    clause: '§13.5.3',
    model: {
      elements: users('A') + boundary('Late', 'A', timer(cycle, 'timeCycle'), false) + '<endEvent id="Reminded"/>',
      flows: 'Start -> A -> End\nLate -> Reminded',
    },
    start: '?',
    moves: [[['timer', 'Late'], '?'], [['timer', 'Late'], '?'], [['timer', 'Late'], '?'], [['complete', 'A'], '?']],
  }))),
  {
    construct: 'interrupting boundary message',
    must: 'cancels its activity and goes its own way',
    clause: '§13.5.3',
    model: {
      elements: users('A', 'B') + boundary('Stop', 'A', message('M')),
      flows: 'Start -> A -> End\nStop -> B',
      definitions: definitions('M'),
    },
    start: '?',
    moves: [[['message', 'M'], '?'], [['complete', 'B'], '?']],
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
    start: '?',
    moves: [[['message', 'M'], '?'], [['message', 'M'], '?'], [['complete', 'A'], '?']],
    bpmnEngine: { instead: 'triggers it once', told: ['?'] },
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
    start: '?',
    moves: [[['signal', 'S'], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'boundary condition',
    must: 'cancels its activity when the condition becomes true',
    clause: '§13.5.3',
    model: { elements: users('A', 'B') + boundary('Stop', 'A', condition('= n > 5')), flows: 'Start -> A -> End\nStop -> B' },
    variables: { n: 1 },
    start: '?',
    moves: [[['set', { n: 7 }], '?'], [['complete', 'B'], '?']],
  },
  {
    construct: 'error end event',
    must: 'is caught at the boundary of its sub-process',
    clause: '§13.5.6',
    model: {
      elements:
        subProcess('Sub', users('A') + ending('Fail', error('E')), 'SubStart -> A -> Fail') +
        boundary('Caught', 'Sub', error('E')) + user('B'),
      flows: 'Start -> Sub -> End\nCaught -> B',
      definitions: definitions('E'),
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
    bpmnEngine: { instead: 'discards the end event with its scope, where it ends as it throws', told: ['?'] },
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
            boundary('Near', 'Inner', error('E')) + user('B'),
          'OuterStart -> Inner -> OuterEnd\nNear -> B',
        ) + boundary('Far', 'Outer', error('E')) + user('C'),
      flows: 'Start -> Outer -> End\nFar -> C',
      definitions: definitions('E'),
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
    bpmnEngine: { instead: 'lets every catcher around it have the error', told: ['?'] },
  },
  {
    construct: 'error end event',
    must: 'stops the process where nothing catches its error',
    clause: '§13.5.6',
    model: { elements: user('A') + ending('Fail', error('E')), flows: 'Start -> A -> Fail', definitions: definitions('E') },
    start: '?',
    moves: [[['complete', 'A'], '?']],
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
    start: '?',
  },
  {
    construct: 'escalation end event',
    must: 'is caught at the boundary that it interrupts',
    clause: '§13.5.6',
    model: {
      elements:
        subProcess('Sub', gateway('Split', 'parallel') + users('A', 'B') + ending('Raise', escalation('X')), 'SubStart -> Split -> A -> Raise\nSplit -> B') +
        boundary('Raised', 'Sub', escalation('X')) + user('C'),
      flows: 'Start -> Sub -> End\nRaised -> C',
      definitions: definitions('X'),
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'C'], '?']],
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
    start: '?',
    moves: [[['signal', 'S'], '?'], [['signal', 'S'], '?']],
    bpmnEngine: { instead: 'triggers it once', told: ['?'] },
  },
  {
    construct: 'escalation throw event',
    must: 'is caught at the boundary and goes on, if that does not interrupt',
    clause: '§13.5.3',
    model: {
      elements:
        subProcess('Sub', throwing('Raise', escalation('X')) + user('A'), 'SubStart -> Raise -> A -> SubEnd') +
        boundary('Raised', 'Sub', escalation('X'), false) + user('B'),
      flows: 'Start -> Sub -> End\nRaised -> B',
      definitions: definitions('X'),
    },
    start: '?',
    moves: [[['complete', 'A'], '?'], [['complete', 'B'], '?']],
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
            boundary('Near', 'Inner', escalation('X'), false) + user('B'),
          'OuterStart -> Inner -> OuterEnd\nNear -> B',
        ) + boundary('Far', 'Outer', escalation('X'), false) + user('C'),
      flows: 'Start -> Outer -> End\nFar -> C',
      definitions: definitions('X'),
    },
    start: '?',
    bpmnEngine: { instead: 'lets every catcher around it have the escalation', told: ['?'] },
  },
];
