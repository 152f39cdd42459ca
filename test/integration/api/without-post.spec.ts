import { membersOfGroup } from '#directory';
import { groupNotifier } from '#notifications';
import { passOnLeftTasks } from '#worklist';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let desk: ReplyDesk;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  desk = new ReplyDesk(api);
}, 120_000);
afterAll(() => api.close());

const goTo = (instant: string) => {
  api.clock.offsetMs = Date.parse(instant) - Date.now();
};
const postsOf = (login: string, sql: string) => api.office.database.query(`update post set ${sql} where login = $1`, [login]);
const addPost = (login: string, unit: string, from: string, to: string | null = null) =>
  api.office.database.query(
    `insert into post (id, login, unit_code, role, title, valid_from, valid_to) values (gen_random_uuid(), $1, $2, 'staff', 'Chuyên viên', $3, $4)`,
    [login, unit, from, to],
  );
const drafting = async (drafter: string) => {
  const owed = await desk.owe();
  await desk.done('cuongpv', owed.id, 'assignment', { drafter });
  return { owed, task: await desk.outgoing.taskOf(drafter, owed.id, 'draft') };
};
const passOn = () =>
  api.office.executor.execute(passOnLeftTasks, { limit: 10, notifyGroup: groupNotifier(membersOfGroup) }, { actor: 'system:worklist', requestId: 'test' });
const seesInGroup = async (login: string, task: string) =>
  (await api.get(login, 'tasks?scope=group&limit=200')).body.items.some(({ id }: { id: string }) => id === task);
const withoutPost = { status: 403, body: { code: 'request.without-post' } };

describe('who holds no post any more', () => {
  it('signs in, and reads, completes and answers nothing of what he held by name', async () => {
    goTo(vn('2026-12-01 10:00'));
    const { owed, task } = await drafting('tuanda');
    const dueAt = vn('2026-12-09 10:00');
    const asked = await api.post('tuanda', `tasks/${task}/consultations`, { people: ['maint'], question: 'Ý kiến?', dueAt });
    const [question] = asked.body.ids as string[];
    for (const login of ['tuanda', 'maint']) await postsOf(login, `valid_to = '2026-12-01'`);
    goTo(vn('2026-12-02 08:00'));
    try {
      expect((await api.get('tuanda', 'auth/me')).body).toMatchObject({ login: 'tuanda', groups: [] });
      for (const path of ['tasks', `tasks/${task}`, `incoming-documents/${owed.id}`, 'incoming-documents', 'documents/search?q=b%C3%A1o', 'notifications']) {
        expect(await api.get('tuanda', path)).toMatchObject(withoutPost);
      }
      const text = { documentType: 'CV', draftSubject: 'V/v trả lời', draftBody: 'Kính gửi…', result: 'Đã báo cáo.' };
      expect(await api.post('tuanda', `tasks/${task}/complete`, { variables: text })).toMatchObject(withoutPost);
      expect(await api.post('maint', `consultations/${question}/answer`, { answer: 'Nhất trí.' })).toMatchObject(withoutPost);
      expect((await api.get('dungnh', 'reply-obligations?withoutHolder=true')).body).toMatchObject({ total: 1, items: [{ heldBy: ['tuanda'] }] });
    } finally {
      for (const login of ['tuanda', 'maint']) await postsOf(login, 'valid_to = null');
    }
  });
});

describe('what people leave behind', () => {
  it('was given to them by name: the head of the unit sees it, hears of it and hands it out', async () => {
    goTo(vn('2026-12-03 10:00'));
    const { task } = await drafting('tuanda');
    expect(await passOn()).toBe(0);
    await postsOf('tuanda', `valid_to = '2026-12-03'`);
    goTo(vn('2026-12-04 08:00'));
    expect(await seesInGroup('cuongpv', task)).toBe(false);
    expect(await passOn()).toBeGreaterThan(0);
    expect(await passOn()).toBe(0);
    expect(await seesInGroup('cuongpv', task)).toBe(true);
    const notices = (await api.get('cuongpv', 'notifications?limit=200')).body.items as { title: string }[];
    expect(notices.map(({ title }) => title)).toContain('Việc chưa có người làm: Dự thảo văn bản trả lời');
    expect(await api.post('cuongpv', `tasks/${task}/assign`, { assignee: 'maint', reason: 'Đã nghỉ hưu.' })).toMatchObject({ status: 204 });
    await postsOf('tuanda', 'valid_to = null');
  });

  it('stays with who moves to another unit, and the head whose work it is may give it to another', async () => {
    goTo(vn('2026-12-07 10:00'));
    const { task } = await drafting('maint');
    await postsOf('maint', `valid_to = '2026-12-07'`);
    await addPost('maint', 'TDC', '2026-12-08');
    goTo(vn('2026-12-08 08:00'));
    await passOn();
    expect((await api.get('maint', `tasks/${task}`)).body.may.complete).toBe(true);
    expect([await seesInGroup('cuongpv', task), await seesInGroup('khanhvd', task)]).toEqual([true, false]);
    await api.office.database.query(`delete from post where login = 'maint' and unit_code = 'TDC'`);
    await postsOf('maint', 'valid_to = null');
  });

  it('is not what somebody goes on with who has another post in the same unit', async () => {
    goTo(vn('2026-12-08 10:00'));
    await drafting('tuanda');
    await postsOf('tuanda', `valid_to = '2026-12-08'`);
    await addPost('tuanda', 'QLCN', '2026-12-09');
    goTo(vn('2026-12-09 08:00'));
    expect(await passOn()).toBe(0);
    await api.office.database.query(`delete from post where login = 'tuanda' and valid_from = '2026-12-09'`);
    await postsOf('tuanda', 'valid_to = null');
  });

  it('is not what was begun before somebody came to the unit, and was handed over to him there', async () => {
    goTo(vn('2026-12-08 10:00'));
    const { task } = await drafting('tuanda');
    await postsOf('maint', `valid_from = '2026-12-09'`);
    await addPost('maint', 'TDC', '2024-01-02', '2026-12-08');
    goTo(vn('2026-12-09 09:00'));
    expect(await api.post('tuanda', `tasks/${task}/hand-over`, { to: 'maint', reason: 'Đi họp.' })).toMatchObject({ status: 204 });
    goTo(vn('2026-12-10 08:00'));
    await passOn();
    expect(await seesInGroup('khanhvd', task)).toBe(false);
    await api.office.database.query(`delete from post where login = 'maint' and unit_code = 'TDC'`);
    await postsOf('maint', `valid_from = '2024-01-02'`);
  });

  it('waits while its case stands still', async () => {
    goTo(vn('2026-12-08 11:00'));
    const { task } = await drafting('tuanda');
    const { instanceId } = (await api.get('tuanda', `tasks/${task}`)).body;
    expect(await api.post('namcn', `process-instances/${instanceId}/suspend`, { timers: 'keep-due', reason: 'Kiểm tra.' })).toMatchObject({ status: 200 });
    await postsOf('tuanda', `valid_to = '2026-12-08'`);
    goTo(vn('2026-12-09 08:00'));
    const own = () => seesInGroup('cuongpv', task);
    await passOn();
    expect(await own()).toBe(false);
    expect(await api.post('namcn', `process-instances/${instanceId}/resume`, {})).toMatchObject({ status: 200 });
    await passOn();
    expect(await own()).toBe(true);
    await postsOf('tuanda', 'valid_to = null');
  });

  it('had been offered to a group: it is offered to that again', async () => {
    goTo(vn('2026-12-09 10:00'));
    const id = await desk.outgoing.submit();
    await desk.outgoing.complete('cuongpv', id, 'approval', { decision: 'approve' });
    const task = await desk.outgoing.taskOf('tramvn', id, 'format');
    await api.post('tramvn', `tasks/${task}/claim`);
    await postsOf('tramvn', `valid_to = '2026-12-09'`);
    goTo(vn('2026-12-10 08:00'));
    await passOn();
    expect(await api.post('anhdtl', `tasks/${task}/complete`, { variables: { decision: 'pass' } })).toMatchObject({ status: 204 });
    await postsOf('tramvn', 'valid_to = null');
  });

  it('was given after the end of their unit was decided: the head of the successor has it from the day after', async () => {
    goTo(vn('2026-12-30 10:00'));
    const owed = await desk.owe();
    expect(await api.post('vinhtq', 'units/QLCN/dissolution', { lastDay: '2026-12-31', successor: 'QLKH' })).toMatchObject({ status: 200 });
    await desk.done('cuongpv', owed.id, 'assignment', { drafter: 'tuanda' });
    const task = await desk.outgoing.taskOf('tuanda', owed.id, 'draft');
    goTo(vn('2027-01-04 08:00'));
    await passOn();
    expect(await api.post('ngocdtb', `tasks/${task}/assign`, { assignee: 'oanhhtk', reason: 'Đơn vị cũ đã giải thể.' })).toMatchObject({ status: 204 });
  });
});
