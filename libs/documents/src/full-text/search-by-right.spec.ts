import { createTestDatabase, type TestDatabase } from '../../../../test/support/database.js';
import { refuseNonReaders } from '../reading-rights.js';
import { type DocumentInCase, openWaysToRead, type WaysToRead } from '../testing/ways-to-read.js';
import { searchDocuments } from './search-documents.query.js';

/** Of each kind: words that all of these have are common, so that the documents of a reader are looked for first. */
const COUNT = 300;
const COMMON_WORDS = 'báo cáo';

let test: TestDatabase;
let ways: WaysToRead;
beforeAll(async () => {
  test = await createTestDatabase();
  ways = await openWaysToRead(test.database, COUNT);
}, 60_000);
afterAll(() => test.close());

/** Somebody whom nothing leads to any document yet, alone in a unit. */
interface Newcomer {
  readonly login: string;
  readonly unit: string;
}

/** What leads him to a document, and these documents; it leads to none of the kind that is not given. */
type Right = (newcomer: Newcomer) => Promise<{ readonly incoming?: DocumentInCase; readonly outgoing?: DocumentInCase }>;

const byTask =
  (to: (newcomer: Newcomer) => Parameters<WaysToRead['task']>[1]): Right =>
  async (newcomer) => {
    const [incoming, outgoing] = [await ways.incoming(), await ways.outgoing()];
    await ways.task(await ways.partOf(incoming), to(newcomer));
    await ways.task(outgoing, to(newcomer));
    return { incoming, outgoing };
  };
const byInstruction =
  (role: string): Right =>
  async ({ unit }) => {
    const [incoming, before] = [await ways.incoming(), await ways.incoming()];
    await ways.instruct(incoming, unit, role);
    await ways.instruct(before, unit, role, false);
    return { incoming };
  };
const byWorkFile =
  (of: (newcomer: Newcomer) => Parameters<WaysToRead['file']>[0]): Right =>
  async (newcomer) => {
    const [incoming, outgoing] = [await ways.incoming(), await ways.outgoing()];
    await ways.file(of(newcomer), incoming, outgoing);
    return { incoming, outgoing };
  };

const rights: Record<string, Right> = {
  'his unit leads by the instruction that holds': byInstruction('lead'),
  'his unit coordinates': byInstruction('coordinating'),
  'his unit is to know of it': byInstruction('for-information'),
  'he holds a task of the case': byTask(({ login }) => ({ assignee: login })),
  'he has completed a task of the case': byTask(({ login }) => ({ assignee: 'khac', completedBy: login })),
  'a task was offered to him': byTask(({ login }) => ({ users: [login] })),
  'a task was offered to his group': byTask(({ unit }) => ({ groups: [`head:${unit}`] })),
  'a task has climbed to his group': byTask(({ unit }) => ({ assignee: 'khac', escalatedTo: [`head:${unit}`] })),
  'his opinion was asked': async ({ login }) => {
    const [incoming, outgoing] = [await ways.incoming(), await ways.outgoing()];
    await ways.ask(await ways.partOf(incoming), login);
    await ways.ask(outgoing, login);
    return { incoming, outgoing };
  },
  'it lies in a work file that he keeps': byWorkFile(({ login }) => ({ keeper: login })),
  'it lies in a work file of the unit that he heads': byWorkFile(({ unit }) => ({ unit })),
  'work was given to him because of it': async ({ login }) => {
    const incoming = await ways.incoming();
    await ways.assign(incoming, login);
    return { incoming };
  },
  'he drafted it': async ({ login }) => {
    const outgoing = await ways.outgoing();
    await ways.draft(outgoing, { person: login });
    return { outgoing };
  },
  'his unit drafted it': async ({ unit }) => {
    const outgoing = await ways.outgoing();
    await ways.draft(outgoing, { unit });
    return { outgoing };
  },
  'his unit received it': async ({ unit }) => {
    const outgoing = await ways.outgoing();
    await ways.send(outgoing, unit);
    return { outgoing };
  },
  'it answers what he reads': async ({ unit }) => {
    const [incoming, outgoing] = [await ways.incoming(), await ways.outgoing()];
    await ways.instruct(incoming, unit, 'lead');
    await ways.answer(incoming, outgoing);
    return { incoming, outgoing };
  },
};

it.each(Object.entries(rights))('%s: somebody who has no other right finds that and nothing else', async (name, right) => {
  const at = Object.keys(rights).indexOf(name);
  const newcomer = { login: `nguoi${at}`, unit: `DV${at}` };
  const reader = { login: newcomer.login, groups: ['staff', `unit:${newcomer.unit}`, `head:${newcomer.unit}`] };
  const search = async () => (await searchDocuments(test.database, { q: COMMON_WORDS, limit: 2 * COUNT, zone: 'Asia/Ho_Chi_Minh', reader })).items;
  expect(await search()).toEqual([]);

  const led = Object.entries(await right(newcomer));

  expect((await search()).map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(led.map(([kind, { id }]) => `${kind} ${id}`).sort());
  for (const [kind, { id }] of led) await refuseNonReaders(test.database, kind as 'incoming' | 'outgoing', reader, id);
});
