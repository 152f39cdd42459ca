import { completeUserTask } from '#runtime';
import { type DeadlineOffice, openDeadlineOffice } from '../testing/deadline-office.js';

const UNTIL = '2026-01-26T10:00:00.000Z';
const LATER = '2026-02-10T10:00:00.000Z';
const HEAD = ['head:KT', 'unit:KT'];

let office: DeadlineOffice;
beforeAll(async () => {
  office = await openDeadlineOffice();
});
afterAll(() => office.close());

/** Who asks, and who has the work, offered to the head of KT, that is due. */
const DECISIONS = [
  ['a leader', ['leader'], 'chuyenvien', 'may'],
  ['a leader while it waits for the unit', ['leader'], null, 'may'],
  ['a leader who has the work', ['leader'], 'nguoihoi', 'may not'],
  ['the chief of office', ['chief-of-office'], 'chuyenvien', 'may'],
  ['the head of the unit', HEAD, 'chuyenvien', 'may'],
  ['the head who has the work', HEAD, 'nguoihoi', 'may not'],
  ['the head while it waits for him', HEAD, null, 'may not'],
  ['the head of another unit', ['head:QLCN', 'unit:QLCN'], 'chuyenvien', 'may not'],
  ['somebody of the unit', ['unit:KT'], 'chuyenvien', 'may not'],
  ['the administrator', ['admin'], 'chuyenvien', 'may not'],
] as const;

describe.each(DECISIONS)('%s', (_who, groups, assignee, may) => {
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

  it.each(Object.entries(DECIDES))(`${may} %s`, async (_what, decide) => {
    const decided = decide();
    if (may === 'may') expect((await decided).dueAt).toBeDefined();
    else await expect(decided).rejects.toMatchObject({ code: 'deadlines.forbidden' });
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
