import { type Move, type MovesOffice, openMovesOffice } from './case-with-many-moves.js';
import { type Outcome, outcomeOf, runRace } from './race.js';

/** What changes where the instance stands. Each of them takes the lock of the instance. */
const STEPS: readonly Move[] = [
  'complete the draft',
  'the draft is late',
  'the answer arrives',
  'no answer came',
  'the service is done',
  'cancel',
  'suspend',
  'migrate',
];
const DELIVERIES: readonly Move[] = ['the draft is late', 'no answer came', 'the service is done'];
// A second delivery of a job that is held does not wait: leases.spec.ts.
const pairs = STEPS.flatMap((first) => STEPS.map((second) => [first, second] as const)).filter(
  ([first, second]) => first !== second || !DELIVERIES.includes(first),
);

let office: MovesOffice;
beforeAll(async () => {
  office = await openMovesOffice();
});
afterAll(() => office.close());

interface Course {
  readonly outcomes: readonly Outcome[];
  readonly after: object;
}

async function oneAfterTheOther(...moves: Move[]): Promise<Course> {
  const opened = await office.openCase();
  const outcomes: Outcome[] = [];
  for (const move of moves) outcomes.push(await outcomeOf(opened.make(move)));
  return { outcomes, after: await opened.look() };
}

async function atTheSameTime(first: Move, second: Move, firstFails = false): Promise<Course> {
  const opened = await office.openCase();
  const outcomes = await runRace(office.database, {
    first: () => opened.make(first),
    second: () => opened.make(second),
    firstFails,
  });
  return { outcomes, after: await opened.look() };
}

describe('two moves at the same time', () => {
  it.each(pairs)('%s, then %s: as if one had come after the other', async (first, second) => {
    expect(await atTheSameTime(first, second)).toEqual(await oneAfterTheOther(first, second));
  });

  it.each(STEPS)('%s goes on as if nothing had been when the one before it fails at its commit', async (second) => {
    const alone = await oneAfterTheOther(second);
    for (const first of ['complete the draft', 'cancel', 'migrate'] as const) {
      const { outcomes, after } = await atTheSameTime(first, second, true);
      expect({ first, outcomes: outcomes.slice(1), after }).toEqual({ first, ...alone });
    }
  });
});

/** How the things that a case has gone through, or not, have ended. */
const endsOf = ({ after }: Course, ...elements: string[]) =>
  (after as { history: string[] }).history.filter((line) => elements.includes(line.split(' ')[0]!));

describe('of two that exclude each other the first one wins', () => {
  it('a task is completed, not late', async () => {
    const course = await atTheSameTime('complete the draft', 'the draft is late');
    expect(endsOf(course, 'draft', 'late')).toEqual(['draft ended']);
  });

  it('a task is late, not completed', async () => {
    const course = await atTheSameTime('the draft is late', 'complete the draft');
    expect(endsOf(course, 'draft', 'late')).toEqual(['draft cancelled', 'late ended']);
    expect(course.outcomes[1]).toEqual({ refused: 'runtime.task-not-open' });
  });

  it('an answer has come before it was given up', async () => {
    const course = await atTheSameTime('the answer arrives', 'no answer came');
    expect(endsOf(course, 'answer', 'silence')).toEqual(['answer ended', 'silence cancelled']);
  });

  it('an answer was given up before it came', async () => {
    const course = await atTheSameTime('no answer came', 'the answer arrives');
    expect(endsOf(course, 'answer', 'silence')).toEqual(['answer cancelled', 'silence ended']);
    expect(course.outcomes[1]).toMatchObject({ gave: { delivered: false } });
  });

  it.each(STEPS.filter((step) => step !== 'cancel'))('a case that was cancelled is not moved by: %s', async (second) => {
    const { after } = await atTheSameTime('cancel', second);
    expect(after).toMatchObject({ status: 'cancelled', standsAt: [], jobs: [], messages: [] });
  });

  it.each(['complete the draft', 'the answer arrives', ...DELIVERIES] as const)(
    'a case that was suspended is not moved by: %s',
    async (second) => {
      const { after } = await atTheSameTime('suspend', second);
      expect(after).toMatchObject({ status: 'active', suspended: true, messages: ['answer'] });
      expect(after).toMatchObject({ jobs: ['late', 'service', 'silence'].map((element_id) => ({ element_id, status: 'suspended' })) });
    },
  );
});
