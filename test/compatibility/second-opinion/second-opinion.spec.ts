import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '#foundation';
import { BpmnEngine } from './bpmn-engine.js';
import type { Move } from './engine-under-test.js';
import { OurEngine } from './our-engine.js';

interface Case {
  /** Name of the file beside this one, and key of its process. */
  readonly model: string;
  readonly variables?: JsonObject;
  readonly moves: readonly Move[];
}

const cases: Case[] = [
  {
    model: 'sequence',
    moves: [
      ['job', 'Register', { arrivalNumber: 7 }],
      ['complete', 'Assess', { subject: 'a' }],
    ],
  },
  {
    model: 'exclusive',
    moves: [
      ['complete', 'Draft', { text: 'first' }],
      ['complete', 'Approve', { decision: 'return' }],
      ['complete', 'Draft', { text: 'second' }],
      ['complete', 'Approve', { decision: 'approve' }],
      ['complete', 'Sign'],
    ],
  },
  {
    model: 'parallel',
    moves: [
      ['complete', 'Contribute'],
      ['complete', 'Draft'],
      ['job', 'Record'],
      ['complete', 'Approve'],
    ],
  },
  {
    model: 'parallel',
    moves: [
      ['complete', 'Contribute'],
      ['job', 'Record'],
      ['complete', 'Draft'],
      ['complete', 'Approve'],
    ],
  },
  {
    model: 'sub-process',
    moves: [
      ['complete', 'Draft', { doubtful: true }],
      ['complete', 'Check'],
      ['complete', 'Send'],
    ],
  },
  {
    model: 'sub-process',
    moves: [
      ['complete', 'Draft', { doubtful: false }],
      ['complete', 'Send'],
    ],
  },
  { model: 'terminate', moves: [['complete', 'Answer']] },
  {
    model: 'terminate',
    moves: [
      ['complete', 'Remind'],
      ['complete', 'Answer'],
    ],
  },
  {
    model: 'multi-instance-parallel',
    variables: { units: ['A', 'B', 'C'] },
    moves: [
      ['complete', 'Read'],
      ['complete', 'Read'],
      ['complete', 'Read'],
      ['complete', 'File'],
    ],
  },
  {
    model: 'multi-instance-sequential',
    variables: { units: ['A', 'B'] },
    moves: [
      ['complete', 'Read', { n: 1 }],
      ['complete', 'Read', { n: 2 }],
      ['complete', 'File'],
    ],
  },
  {
    model: 'multi-instance-condition',
    moves: [
      ['complete', 'Vote'],
      ['complete', 'Vote'],
      ['complete', 'Count'],
    ],
  },
  {
    model: 'multi-instance-sub-process',
    moves: [
      ['complete', 'Contribute'],
      ['job', 'Record'],
      ['complete', 'Contribute'],
      ['job', 'Record'],
    ],
  },
  {
    model: 'boundary-timers',
    variables: { remindAfter: 'P2D' },
    moves: [
      ['timer', 'Reminder'],
      ['job', 'Remind'],
      ['complete', 'Answer'],
    ],
  },
  {
    model: 'boundary-timers',
    variables: { remindAfter: 'P2D' },
    moves: [
      ['timer', 'Reminder'],
      ['timer', 'Overdue'],
      ['complete', 'Escalate'],
      ['job', 'Remind'],
    ],
  },
  { model: 'boundary-timers', variables: { remindAfter: 'P2D' }, moves: [['complete', 'Answer']] },
  {
    model: 'catch-events',
    moves: [
      ['message', 'scanned', { pages: 4 }],
      ['timer', 'Wait'],
      ['complete', 'File'],
    ],
  },
  {
    model: 'error-boundary',
    moves: [
      ['error', 'Assign', 'NO_UNIT'],
      ['complete', 'Choose', { unit: 'QLCN' }],
      ['complete', 'Approve'],
      ['error', 'Issue', 'REFUSED'],
      ['complete', 'Explain'],
    ],
  },
  {
    model: 'error-boundary',
    moves: [
      ['job', 'Assign', { unit: 'QLCN' }],
      ['complete', 'Approve'],
      ['job', 'Issue'],
    ],
  },
];

describe('Our engine and bpmn-engine agree, after each move, on what has ended, what is open, and the variables', () => {
  it.each(cases.map((each) => [each.model, each.moves.map((move) => move[1] as string).join(', '), each] as const))(
    '%s: %s',
    async (_model, _moves, { model, variables = {}, moves }) => {
      const bpmn = readFileSync(join(__dirname, `${model}.bpmn`), 'utf8');
      const ours = await OurEngine.load(bpmn, model);
      const theirs = await BpmnEngine.load(bpmn);
      await ours.start(variables);
      await theirs.start(variables);
      let seen = ours.look();
      expect(seen).toEqual(theirs.look());

      for (const move of moves) {
        ours.make(move);
        theirs.make(move);
        seen = ours.look();
        expect([move, seen]).toEqual([move, theirs.look()]);
      }
      expect(seen.over).toBe(true);
    },
  );
});
