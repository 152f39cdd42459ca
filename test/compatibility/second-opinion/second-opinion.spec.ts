import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileProcess, type ProcessGraph } from '#bpmn';
import { InMemoryProcess } from '#engine';
import { ReferenceModel, type ReferenceProcess } from '#engine-reference';
import type { JsonObject } from '#foundation';

/** What a script may do on either engine. */
type Move =
  | readonly ['completeTask' | 'completeJob' | 'deliverMessage', string, JsonObject?]
  | readonly ['failJob', string, errorCode: string]
  | readonly ['fireTimer', string];

interface Case {
  /** Name of the file beside this one, and key of its process. */
  readonly model: string;
  readonly variables?: JsonObject;
  readonly moves: readonly Move[];
}

const env = { now: '2026-01-05T01:00:00.000Z', zone: 'Asia/Ho_Chi_Minh' };

const cases: Case[] = [
  {
    model: 'sequence',
    moves: [
      ['completeJob', 'Register', { arrivalNumber: 7 }],
      ['completeTask', 'Assess', { subject: 'a' }],
    ],
  },
  {
    model: 'exclusive',
    moves: [
      ['completeTask', 'Draft', { text: 'first' }],
      ['completeTask', 'Approve', { decision: 'return' }],
      ['completeTask', 'Draft', { text: 'second' }],
      ['completeTask', 'Approve', { decision: 'approve' }],
      ['completeTask', 'Sign'],
    ],
  },
  {
    model: 'parallel',
    moves: [
      ['completeTask', 'Contribute'],
      ['completeTask', 'Draft'],
      ['completeJob', 'Record'],
      ['completeTask', 'Approve'],
    ],
  },
  {
    model: 'parallel',
    moves: [
      ['completeTask', 'Contribute'],
      ['completeJob', 'Record'],
      ['completeTask', 'Draft'],
      ['completeTask', 'Approve'],
    ],
  },
  {
    model: 'sub-process',
    moves: [
      ['completeTask', 'Draft', { doubtful: true }],
      ['completeTask', 'Check'],
      ['completeTask', 'Send'],
    ],
  },
  {
    model: 'sub-process',
    moves: [
      ['completeTask', 'Draft', { doubtful: false }],
      ['completeTask', 'Send'],
    ],
  },
  { model: 'terminate', moves: [['completeTask', 'Answer']] },
  {
    model: 'terminate',
    moves: [
      ['completeTask', 'Remind'],
      ['completeTask', 'Answer'],
    ],
  },
  {
    model: 'multi-instance-parallel',
    variables: { units: ['A', 'B', 'C'] },
    moves: [
      ['completeTask', 'Read'],
      ['completeTask', 'Read'],
      ['completeTask', 'Read'],
      ['completeTask', 'File'],
    ],
  },
  {
    model: 'multi-instance-sequential',
    variables: { units: ['A', 'B'] },
    moves: [
      ['completeTask', 'Read', { n: 1 }],
      ['completeTask', 'Read', { n: 2 }],
      ['completeTask', 'File'],
    ],
  },
  {
    model: 'multi-instance-condition',
    moves: [
      ['completeTask', 'Vote'],
      ['completeTask', 'Vote'],
      ['completeTask', 'Count'],
    ],
  },
  {
    model: 'multi-instance-sub-process',
    moves: [
      ['completeTask', 'Contribute'],
      ['completeJob', 'Record'],
      ['completeTask', 'Contribute'],
      ['completeJob', 'Record'],
    ],
  },
  {
    model: 'boundary-timers',
    variables: { remindAfter: 'P2D' },
    moves: [
      ['fireTimer', 'Reminder'],
      ['completeJob', 'Remind'],
      ['completeTask', 'Answer'],
    ],
  },
  {
    model: 'boundary-timers',
    variables: { remindAfter: 'P2D' },
    moves: [
      ['fireTimer', 'Reminder'],
      ['fireTimer', 'Overdue'],
      ['completeTask', 'Escalate'],
      ['completeJob', 'Remind'],
    ],
  },
  { model: 'boundary-timers', variables: { remindAfter: 'P2D' }, moves: [['completeTask', 'Answer']] },
  {
    model: 'catch-events',
    moves: [
      ['deliverMessage', 'Scanned', { pages: 4 }],
      ['fireTimer', 'Wait'],
      ['completeTask', 'File'],
    ],
  },
  {
    model: 'error-boundary',
    moves: [
      ['failJob', 'Assign', 'NO_UNIT'],
      ['completeTask', 'Choose', { unit: 'QLCN' }],
      ['completeTask', 'Approve'],
      ['failJob', 'Issue', 'REFUSED'],
      ['completeTask', 'Explain'],
    ],
  },
  {
    model: 'error-boundary',
    moves: [
      ['completeJob', 'Assign', { unit: 'QLCN' }],
      ['completeTask', 'Approve'],
      ['completeJob', 'Issue'],
    ],
  },
];

describe('Our engine and bpmn-engine agree, after each move, on what has ended, what is open, and the variables', () => {
  it.each(cases.map((each) => [each.model, each.moves.map(([, element]) => element).join(', '), each] as const))(
    '%s: %s',
    async (_model, _moves, { model, variables = {}, moves }) => {
      const bpmn = readFileSync(join(__dirname, `${model}.bpmn`), 'utf8');
      const ours = new InMemoryProcess(await compileProcess(bpmn, model), env);
      ours.start(variables);
      const theirs = await (await ReferenceModel.load(bpmn)).start(variables, env);
      expect(seenIn(ours)).toEqual(seenInReference(theirs));

      for (const move of moves) {
        make(move, ours);
        make(move, theirs);
        const [, element] = move;
        expect([element, seenIn(ours)]).toEqual([element, seenInReference(theirs)]);
      }
      expect(ours.ended).toBe(true);
    },
  );
});

function make(move: Move, on: InMemoryProcess | ReferenceProcess): void {
  const [verb, element, detail] = move;
  switch (verb) {
    case 'failJob':
      on.failJob(element, detail);
      break;
    case 'fireTimer':
      on.fireTimer(element);
      break;
    default:
      on[verb](element, detail);
  }
}

/** Branches run in no particular order against each other, so lists are sorted. */
interface Seen {
  readonly completed: readonly string[];
  readonly waitingFor: readonly string[];
  readonly ended: boolean;
  readonly variables: JsonObject;
}

function seenIn({ graph, history, waitingFor, ended, variables }: InMemoryProcess): Seen {
  const completed = history
    .filter(({ event, element }) => event === 'end' && element !== graph.key)
    // bpmn-engine tells of the body of a multi-instance activity, not of its runs.
    .filter(({ element, elementType }) => elementType === 'multiInstanceBody' || !isMultiInstance(graph, element))
    .map(({ element }) => element);
  return { completed: completed.sort(), waitingFor: waitingFor.sort(), ended, variables };
}

function seenInReference({ trace, waitingFor, ended, variables }: ReferenceProcess): Seen {
  const completed = trace.filter(({ event }) => event === 'end').map(({ activity }) => activity);
  return { completed: completed.sort(), waitingFor: waitingFor.sort(), ended, variables };
}

function isMultiInstance({ nodes }: ProcessGraph, element: string): boolean {
  const node = nodes[element];
  return node !== undefined && 'multiInstance' in node && node.multiInstance !== undefined;
}
