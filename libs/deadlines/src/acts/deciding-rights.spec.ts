import { completeUserTask } from '#runtime';
import { type DeadlineOffice, openDeadlineOffice, START } from '../testing/deadline-office.js';
import type { Decider } from './decider.js';

const UNTIL = '2026-01-26T10:00:00.000Z';
const LATER = '2026-02-10T10:00:00.000Z';
const HEAD = ['head:KT', 'unit:KT'];

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
});
afterAll(() => office.close());

const ACTS = ['pause a case', 'let a case go on', 'extend a task', 'extend a case'] as const;
const ALL: readonly string[] = ACTS;
const ALL_BUT_THE_LAST = ALL.slice(0, -1);

/** Who asks, who has the work, offered to the head of KT, that is due, and what the first may do then. */
const DECISIONS: readonly (readonly [who: string, groups: readonly string[], assignee: string | null, allowed: readonly string[]])[] = [
  ['a leader', ['leader'], 'chuyenvien', ALL],
  ['a leader while it waits for the unit', ['leader'], null, ALL],
  ['a leader who has the work', ['leader'], 'nguoihoi', []],
  ['the chief of office', ['chief-of-office'], 'chuyenvien', ALL],
  ['the head of the unit', HEAD, 'chuyenvien', ALL_BUT_THE_LAST],
  ['the chief of office whose unit answers', ['chief-of-office', 'unit:KT'], 'chuyenvien', ALL_BUT_THE_LAST],
  ['the head who has the work', HEAD, 'nguoihoi', []],
  ['the head while it waits for him', HEAD, null, []],
  ['the head of another unit', ['head:QLCN', 'unit:QLCN'], 'chuyenvien', []],
  ['somebody of the unit', ['unit:KT'], 'chuyenvien', []],
  ['the administrator', ['admin'], 'chuyenvien', []],
];

describe.each(DECISIONS)('%s', (_who, groups, assignee, allowed) => {
  let id: string;
  let task: string;
  beforeEach(async () => {
    let instanceId: string;
    ({ id, instanceId } = await office.openCase());
    const [row] = await office.database.query<{ id: string }>(
      `update user_task t set assignee = $2 from process_instance i
       where i.id = t.instance_id and i.root_instance_id = $1 returning t.id`,
      [instanceId, assignee],
    );
    task = row!.id;
  });

  const asked = { reason: 'x', groups };
  const DECIDES = {
    'pause a case': () => office.run(office.commands.pause, { id, until: UNTIL, ...asked }, 'nguoihoi'),
    'extend a case': () => office.run(office.commands.extend, { kind: 'case', id, to: { dueAt: LATER }, ...asked }, 'nguoihoi'),
    'extend a task': () => office.run(office.commands.extend, { kind: 'task', id: task, to: { dueAt: LATER }, ...asked }, 'nguoihoi'),
    'let a case go on': async () => {
      await office.run(office.commands.pause, { id, until: UNTIL, reason: 'x', groups: ['leader'] }, 'lanhdao');
      return office.run(office.commands.resume, { id, ...asked }, 'nguoihoi');
    },
  };

  it.each(ACTS.map((act) => [allowed.includes(act) ? 'may' : 'may not', act] as const))('%s %s', async (may, act) => {
    const decided = DECIDES[act]();
    if (may === 'may') expect((await decided).dueAt).toBeDefined();
    else await expect(decided).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('what the unit of the head owes', () => {
  const higher = { code: 'deadlines.higher-decision-needed' };
  const ofCase = { reason: 'x', groups: HEAD };
  const give = (id: string) =>
    office.database.query(`update user_task t set assignee = 'chuyenvien' from deadline d where d.id = $1 and t.instance_id = d.instance_id`, [id]);

  it('is not paused by the head once it is late, nor let go on, though a leader may', async () => {
    const { id } = await office.openCase({ rule: { kind: 'fixed', dueAt: LATER, by: 'lanhdao' } });
    await give(id);
    office.at('2026-02-11T02:00:00.000Z');
    const until = '2026-02-12T10:00:00.000Z';
    await expect(office.run(office.commands.pause, { id, until, ...ofCase }, 'nguoihoi')).rejects.toMatchObject(higher);
    await expect(office.run(office.commands.resume, { id, ...ofCase }, 'nguoihoi')).rejects.toMatchObject(higher);
    const to = { dueAt: '2026-02-20T10:00:00.000Z' };
    const extended = office.run(office.commands.extend, { kind: 'case', id, to, reason: 'x', groups: ['leader'] }, 'lanhdao');
    expect((await extended).dueAt).toBe(to.dueAt);
    office.at(START);
  });

  it('is extended by what a leader has decided on paper and the head enters, and both names stand in the ledger', async () => {
    const { id } = await office.openCase();
    await give(id);
    const extend = (approver: Decider) =>
      office.run(office.commands.extend, { kind: 'case', id, to: { dueAt: LATER }, approver, ...ofCase }, 'nguoihoi');
    await expect(extend({ login: 'truongphong', groups: HEAD })).rejects.toMatchObject(higher);
    await expect(extend({ login: 'khongai', groups: [] })).rejects.toMatchObject(higher);
    await expect(extend({ login: 'chuyenvien', groups: ['leader'] })).rejects.toMatchObject({ code: 'deadlines.forbidden' });
    expect((await extend({ login: 'lanhdao', groups: ['leader'] })).dueAt).toBe(LATER);
    const acts = await office.database.query('select acted_by, approved_by from deadline_act where deadline_id = $1', [id]);
    expect(acts).toEqual([{ acted_by: 'nguoihoi', approved_by: 'lanhdao' }]);
  });

  it('is not entered by somebody who may not decide himself, whoever has decided', async () => {
    const { id } = await office.openCase();
    const approver = { login: 'lanhdao', groups: ['leader'] };
    const entered = office.run(office.commands.extend, { kind: 'case', id, to: { dueAt: LATER }, reason: 'x', groups: ['unit:KT'], approver }, 'nguoihoi');
    await expect(entered).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  });
});

it.each([
  ['the chief of office', ['chief-of-office'], 'chuyenvien', 'may'],
  ['an administrator', ['admin', 'unit:VP'], 'chuyenvien', 'may'],
  ['the chief of office who has done it', ['chief-of-office'], 'nguoihoi', 'may not'],
  ['an administrator of the unit', ['admin', 'unit:KT'], 'chuyenvien', 'may not'],
  ['the head of the unit', HEAD, 'chuyenvien', 'may not'],
  ['a leader', ['leader'], 'chuyenvien', 'may not'],
] as const)('%s %s: with the work done by %s, he %s correct the task', async (_who, groups, doneBy, may) => {
  const { instanceId } = await office.openCase();
  const [task] = await office.database.query<{ id: string }>('select id from user_task where instance_id = $1', [instanceId]);
  await office.run(completeUserTask, { taskId: task!.id, variables: {} }, doneBy);
  const corrected = office.run(office.commands.correct, { kind: 'task', id: task!.id, dueAt: LATER, reason: 'x', groups }, 'nguoihoi');
  if (may === 'may') expect((await corrected).dueAt).toBe(LATER);
  else await expect(corrected).rejects.toMatchObject({ code: 'deadlines.forbidden' });
});

it.each([
  ['the chief of office', ['chief-of-office'], 'may'],
  ['an administrator', ['admin'], 'may'],
  ['a leader', ['leader'], 'may not'],
  ['the head of the unit', HEAD, 'may not'],
  ['the chief of office whose unit answered', ['chief-of-office', 'unit:KT'], 'may not'],
] as const)('%s, once a case has ended: %j %s correct it', async (_who, groups, may) => {
  const { id } = await office.openCase();
  await office.database.query(`update deadline set status = 'met', closed_at = business_now() where id = $1`, [id]);
  const corrected = office.run(office.commands.correct, { kind: 'case', id, dueAt: LATER, reason: 'x', groups }, 'nguoihoi');
  if (may === 'may') expect((await corrected).dueAt).toBe(LATER);
  else await expect(corrected).rejects.toMatchObject({ code: 'deadlines.forbidden' });
  const [row] = await office.database.query<{ due: string }>('select due_at as due from deadline where id = $1', [id]);
  expect(row!.due === LATER).toBe(may === 'may');
});
