import { announceChanges } from '../index.js';
import { openReminderOffice, type ReminderOffice, type ToldNotice } from '../testing/reminder-office.js';

const SYSTEM = { actor: 'system:reminders', requestId: 'reminders' };
const BEFORE = '2026-03-05T10:00:00.000Z';
const LATER = '2026-03-09T10:00:00.000Z';
const EARLIER = '2026-03-04T10:00:00.000Z';
const DECIDED = '2026-03-02T02:00:00.000Z';

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
});
afterAll(() => office.close());
beforeEach(async () => {
  await office.reset([]);
  await office.database.query('truncate deadline_act cascade');
});

interface Act {
  readonly kind: 'task' | 'case';
  readonly id: string;
  readonly act: 'pause' | 'resume' | 'extension' | 'change' | 'correction' | 'move';
  readonly after: string;
  readonly at?: string;
  readonly by?: string;
  readonly approvedBy?: string;
}

async function record({ kind, id, act, after, at = DECIDED, by = 'minhnv', approvedBy = by }: Act): Promise<void> {
  await office.database.query(
    `insert into deadline_act (kind, deadline_id, instance_id, act, at, until, due_before, due_after, reason, acted_by, approved_by)
     select kind, id, instance_id, $3, $4, case $3 when 'pause' then $5::timestamptz end, $6, $5, 'chờ ý kiến', $7, $8
     from deadline_entry where kind = $1 and id = $2`,
    [kind, id, act, at, after, BEFORE, by, approvedBy],
  );
}

async function announce(): Promise<ToldNotice[]> {
  await announceChanges(office.tools, SYSTEM);
  return office.told.splice(0).toSorted((one, other) => (one.login < other.login ? -1 : 1));
}

/** A case of QLCN with one task of Phan Văn Cường. */
async function openCase(): Promise<{ readonly task: string; readonly id: string; readonly instanceId: string }> {
  const task = await office.openTask({ assignee: 'cuongpv', dueAt: BEFORE });
  const [row] = await office.database.query<{ instanceId: string }>(
    'select instance_id as "instanceId" from user_task where id = $1',
    [task],
  );
  const id = await office.openCase({ dueAt: BEFORE, unitCode: 'QLCN', instanceId: row!.instanceId });
  return { task, id, ...row! };
}

it('whoever has the task, and the head of the unit, hear what a decision of somebody else has changed for them, once', async () => {
  const { task, id, instanceId } = await openCase();
  await record({ kind: 'case', id, act: 'extension', after: LATER });
  await record({ kind: 'task', id: task, act: 'change', after: LATER });
  const told = await announce();
  expect(told).toEqual([
    {
      login: 'cuongpv',
      notice: {
        kind: 'deadline-change',
        title: 'Gia hạn: Soạn báo cáo',
        body:
          'Người quyết định: Nguyễn Văn Minh. Lý do: chờ ý kiến.\n' +
          `• Soạn báo cáo (Phan Văn Cường): hạn từ 17:00 05/03/2026 thành 17:00 09/03/2026, muộn hơn (/tasks/${task})`,
        instanceId,
        taskId: task,
        event: expect.stringMatching(/^deadline-act:\d+$/),
      },
    },
    {
      login: 'hoalt',
      notice: expect.objectContaining({
        title: 'Gia hạn: Phúc đáp văn bản',
        body: expect.stringContaining('• Phúc đáp văn bản (Phòng Quản lý công nghệ): hạn từ 17:00 05/03/2026'),
        instanceId,
      }),
    },
  ]);
  expect(await announce()).toEqual([]);
});

it('who has entered the decision is not told of it, and who is named as having decided is', async () => {
  const { id } = await openCase();
  await record({ kind: 'case', id, act: 'pause', after: LATER, by: 'hoalt', approvedBy: 'minhnv' });
  const told = await announce();
  expect(told.map(({ login }) => login)).toEqual(['minhnv']);
  expect(told[0]!.notice.title).toBe('Tạm dừng thời hạn: Phúc đáp văn bản');
  expect(told[0]!.notice.body).toContain('Dự kiến tiếp tục lúc 17:00 09/03/2026.');
});

it('a stop that is over when it is told is told with its beginning and its end, and not as one that goes on', async () => {
  const { id } = await openCase();
  await record({ kind: 'case', id, act: 'pause', after: LATER });
  office.at('2026-03-09 17:00');
  const [told] = await announce();
  expect(told!.notice.title).toBe('Ghi nhận tạm dừng thời hạn: Phúc đáp văn bản');
  expect(told!.notice.body).toContain('Đã tạm dừng từ 09:00 02/03/2026 đến 17:00 09/03/2026.');
  expect(told!.notice.body).not.toContain('Dự kiến');
});

it('a stop that was ended before its time is told with that end', async () => {
  const { id } = await openCase();
  await record({ kind: 'case', id, act: 'pause', after: LATER });
  await record({ kind: 'case', id, act: 'resume', after: BEFORE, at: '2026-03-03T03:00:00.000Z' });
  office.at('2026-03-09 17:00');
  const bodies = (await announce()).map(({ notice }) => notice.body);
  expect(bodies.join()).toContain('Đã tạm dừng từ 09:00 02/03/2026 đến 10:00 03/03/2026.');
  expect(bodies.join()).not.toContain('17:00 09/03/2026.');
});

it('a task that nobody has taken concerns those it is offered to', async () => {
  const id = await office.openTask({ groups: ['unit:QLCN'], dueAt: BEFORE });
  await record({ kind: 'task', id, act: 'extension', after: LATER });
  expect((await announce()).map(({ login }) => login)).toEqual(['cuongpv', 'hoalt']);
});

it('a task that was cancelled since concerns nobody', async () => {
  const { task } = await openCase();
  await record({ kind: 'task', id: task, act: 'extension', after: LATER });
  await office.database.query(`update user_task set status = 'cancelled', ended_at = business_now() where id = $1`, [task]);
  expect(await announce()).toEqual([]);
});

it('what ended is told to who did it when its date is corrected', async () => {
  const { task } = await openCase();
  await office.database.query(
    `update user_task set status = 'completed', completed_by = 'cuongpv', assignee = null, ended_at = business_now() where id = $1`,
    [task],
  );
  await record({ kind: 'task', id: task, act: 'correction', after: EARLIER });
  const [told] = await announce();
  expect(told).toMatchObject({ login: 'cuongpv', notice: { title: 'Đính chính thời hạn: Soạn báo cáo, sớm hơn' } });
});

it('nobody is told of what could not be told before somebody can be', async () => {
  const { task } = await openCase();
  await record({ kind: 'task', id: task, act: 'extension', after: LATER });
  office.unreachable.add('cuongpv');
  await expect(announce()).rejects.toThrow();
  office.unreachable.clear();
  expect((await announce()).map(({ login }) => login)).toEqual(['cuongpv']);
});

describe('a calendar that moves deadlines', () => {
  /** @param open whether it goes on still */
  async function beginMove(publication: number, { open }: { open: boolean }): Promise<void> {
    await office.database.query(
      `insert into calendar_move (publication, calendar, version, approved_by, approved_at, reason, outdated, finished_at)
       values ($1, 'vn', 2, 'minhnv', $2, 'nghỉ bù', 9, $3)`,
      [publication, DECIDED, open ? null : DECIDED],
    );
  }

  it('is told each person once when all have moved, what is due earlier first and of many the first ten', async () => {
    for (let number = 0; number < 12; number++) {
      const id = await office.openTask({ assignee: 'cuongpv', groups: ['unit:QLCN'], dueAt: BEFORE });
      await record({ kind: 'task', id, act: 'move', after: number === 11 ? EARLIER : LATER, by: 'system:calendar-move', approvedBy: 'minhnv' });
    }
    await beginMove(2, { open: true });
    expect(await announce()).toEqual([]);
    await office.database.query('update calendar_move set finished_at = $1', [DECIDED]);
    const told = await announce();
    expect(told.map(({ login, notice }) => [login, notice.event])).toEqual([
      ['cuongpv', 'calendar-move:2'],
      ['hoalt', 'calendar-move:2'],
    ]);
    const lines = told[0]!.notice.body.split('\n');
    expect(told[0]!.notice.title).toBe('Đổi thời hạn theo lịch làm việc mới: 12 thời hạn, 1 sớm hơn');
    expect(lines[1]).toContain('thành 17:00 04/03/2026, sớm hơn');
    expect(lines).toHaveLength(12);
    expect(lines.at(-1)).toBe('… và 2 thời hạn khác.');
    expect(await announce()).toEqual([]);
  });

  it('that has moved nothing which is open still is told to nobody', async () => {
    const { task } = await openCase();
    await record({ kind: 'task', id: task, act: 'move', after: LATER, by: 'system:calendar-move' });
    await office.database.query(`update user_task set status = 'completed', ended_at = business_now() where id = $1`, [task]);
    await beginMove(3, { open: false });
    expect(await announce()).toEqual([]);
    expect(await office.database.query('select from calendar_move where announced_at is null')).toEqual([]);
  });

  it('that was overtaken by another is told up to there, and the other from there', async () => {
    const { task } = await openCase();
    await record({ kind: 'task', id: task, act: 'move', after: LATER, by: 'system:calendar-move' });
    for (const publication of [4, 5]) await beginMove(publication, { open: false });
    await office.database.query(`update calendar_move set approved_at = '2026-03-01', superseded_by = 5 where publication = 4`);
    expect((await announce()).map(({ notice }) => notice.event)).toEqual(['calendar-move:5']);
  });
});
