import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const HOUR = 3_600_000;
const content = (work: string) => ({ fields: null, results: [], plan: [{ work, who: null, by: null }] });

describe('who opens, collects and approves the programme of a week', () => {
  let api: ApiUnderTest;
  let id: string;
  beforeAll(async () => {
    // Monday morning: the timer of the week has gone by when the office gets the system.
    api = await startApi({ SESSION_HOURS: '720' }, { worker: 'inside', openedAt: vn('2026-02-09 09:00') });
  }, 120_000);
  afterAll(() => api.close());

  const until = async (instant: string) => {
    const left = () => Date.parse(instant) - api.clock.now().getTime();
    while (left() > 0) {
      api.clock.advance(Math.min(12 * HOUR, left()));
      await new Promise((done) => setTimeout(done, 250));
    }
  };
  const put = async (login: string, path: string, payload: object) =>
    (await api.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers: await api.as(login), payload })).statusCode;
  const programmesOn = async (day: string) => (await api.get('tuanda', `work-programmes?period=week&on=${day}`)).body.items as { id: string; status: string }[];
  const openOn = (day: string) => eventually(async () => (await programmesOn(day)).find(({ status }) => status === 'writing')?.id);
  const statusOf = async (of = id) => (await api.get('baotq', `work-programmes/${of}`)).body.status as string;
  const part = async (login: string, unit: string, of = id) =>
    (await api.get(login, `work-programmes/${of}`)).body.parts.find((each: { unit: string }) => each.unit === unit);
  const taskOf = async (login: string, name: string): Promise<string> =>
    (await eventually(async () => (await api.get(login, 'tasks?scope=group&limit=200')).body.items.find((task: { name: string }) => task.name === name))).id;
  const complete = (login: string, task: string, variables: object) => api.post(login, `tasks/${task}/complete`, { variables });
  const titlesOf = async (login: string) => (await api.get(login, 'notifications?limit=200')).body.items.map(({ title }: { title: string }) => title) as string[];
  const publish = async (login: string, unit: string, work: string, of: string) => {
    expect(await put(login, `work-programmes/${of}/parts/${unit}`, { ...content(work), revision: 1 })).toBe(200);
    const published = await complete(login, await taskOf(login, 'Công bố chương trình, kết quả'), { confirmed: true });
    expect([published.status, published.body]).toEqual([204, undefined]);
  };
  const correct = (login: string, unit: string, work: string, of = id) =>
    api.post(login, `work-programmes/${of}/parts/${unit}/versions`, { ...content(work), reason: `Vì ${work}.` });

  it('is opened by the chief of office for the running week where there is none yet, once, and by no operator', async () => {
    expect(await programmesOn('2026-02-10')).toEqual([]);
    expect(await api.post('tungmt', 'messages', { message: 'work-programme.asked', variables: { periodKind: 'week' } })).toMatchObject({ status: 403, body: { code: 'duties.by-hand' } });
    expect((await api.post('cuongpv', 'work-programmes', { period: 'week' })).status).toBe(403);
    const both = await Promise.all([api.post('dungnh', 'work-programmes', { period: 'week' }), api.post('dungnh', 'work-programmes', { period: 'week' })]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect(both.find(({ status }) => status === 409)).toMatchObject({ body: { code: 'duties.programme-open' } });
    id = await openOn('2026-02-10');
    expect(both.find(({ status }) => status === 201)).toMatchObject({ body: { programmeId: id } });
    const detail = expect.stringMatching(new RegExp(`«Chương trình công tác tuần 09/02–15/02/2026» is open: ${id}`));
    expect(await api.post('dungnh', 'work-programmes', { period: 'week' })).toMatchObject({ status: 409, body: { code: 'duties.programme-open', detail } });
    const writing = await eventually(async () => (await api.get('cuongpv', 'tasks?scope=group&limit=200')).body.items.find(({ name }: { name: string }) => name === 'Công bố chương trình, kết quả'));
    expect(writing.subject).toBe('Chương trình công tác tuần 09/02–15/02/2026');
    expect((await api.get('tuanda', `work-programmes/${id}`)).body).toMatchObject({ firstDay: '2026-02-09', lastDay: '2026-02-15', units: 6 });
  });

  it('shows its writers no draft any more once the part is published', async () => {
    expect((await part('cuongpv', 'QLCN')).draft).not.toBeNull();
    await publish('cuongpv', 'QLCN', 'Nghiệm thu đề tài', id);
    expect(await part('cuongpv', 'QLCN')).toMatchObject({ version: 1, draft: null, approvedVersion: null, corrections: 0 });
  });

  it('is collected by the office alone, however the task has come to another', async () => {
    await until(vn('2026-02-12 08:00'));
    const task = await taskOf('dungnh', 'Tổng hợp chương trình');
    await api.office.database.query(`update user_task set candidate_groups = candidate_groups || '{head:QLCN}' where id = $1`, [task]);
    expect(await complete('cuongpv', task, { summary: 'Tôi tổng hợp.' })).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect((await complete('dungnh', task, { summary: 'Tuần trước Tết.' })).status).toBe(204);
    expect(await statusOf()).toBe('approving');
  });

  it('is not approved by a leader who stands in for whoever has collected it', async () => {
    const [post] = await api.office.database.query<{ id: string }>(`select id from post where login = 'dungnh' and role = 'chief-of-office'`);
    const lent = await api.post('dungnh', 'delegations', { postId: post!.id, deputy: 'hangltm', from: '2026-02-12', to: '2026-02-13', basis: 'Đi công tác' });
    expect([lent.status, lent.body.findings]).toEqual([201, undefined]);
    const refused = await complete('hangltm', await taskOf('hangltm', 'Duyệt chương trình'), { decision: 'approve' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect(await statusOf()).toBe('approving');
  });

  it('that waits for approval goes back to the office where a unit corrects its part: nobody approves what he has not read', async () => {
    const read = await taskOf('baotq', 'Duyệt chương trình');
    expect(await correct('cuongpv', 'QLCN', 'nghiệm thu hai đề tài')).toEqual({ status: 201, body: { version: 2 } });
    expect(await statusOf()).toBe('collecting');
    expect((await complete('baotq', read, { decision: 'approve' })).status).toBeGreaterThanOrEqual(400);
    expect(await statusOf()).toBe('collecting');
    expect(await titlesOf('baotq')).toContainEqual(expect.stringMatching(/: tổng hợp lại$/));
  });

  it('is not approved by whoever has collected it, though he is a leader', async () => {
    expect((await complete('hangltm', await taskOf('hangltm', 'Tổng hợp chương trình'), { summary: 'Đã xem bản đính chính.' })).status).toBe(204);
    expect(await complete('hangltm', await taskOf('hangltm', 'Duyệt chương trình'), { decision: 'approve' })).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect((await complete('baotq', await taskOf('baotq', 'Duyệt chương trình'), { decision: 'approve' })).status).toBe(204);
    expect(await statusOf()).toBe('published');
    expect(await part('tuanda', 'QLCN')).toMatchObject({ version: 2, approvedVersion: 2, corrections: 0 });
  });

  it('says in every file what was put right after the approval, and whoever approved and the unit hear of it', async () => {
    expect((await correct('cuongpv', 'QLCN', 'hoãn một đề tài')).status).toBe(201);
    expect((await correct('ngocdtb', 'QLKH', 'họp hội đồng')).status).toBe(201);
    expect([await part('tuanda', 'QLCN'), await part('tuanda', 'QLKH')]).toMatchObject([{ version: 3, approvedVersion: 2, corrections: 1 }, { version: 1, approvedVersion: 0, corrections: 0 }]);
    for (const login of ['baotq', 'tuanda', 'cuongpv']) {
      expect(await titlesOf(login)).toContainEqual('Chương trình công tác tuần 09/02–15/02/2026: QLCN đính chính');
    }
    const file = async (format: string) => (await api.app.inject({ url: `/api/v1/work-programmes/${id}/export?format=${format}`, headers: await api.as('tuanda') })).body;
    const csv = await file('csv');
    expect(csv).toContain('Đính chính lần 1 sau khi duyệt, ngày 12/02/2026: Vì hoãn một đề tài.');
    expect(csv).toContain('Công bố sau khi duyệt, ngày 12/02/2026: Vì họp hội đồng.');
    expect((await file('pdf')).slice(0, 5)).toBe('%PDF-');
  });

  it('is not cancelled after it was published', async () => {
    expect(await api.post('dungnh', `work-programmes/${id}/cancellation`, { reason: 'Thôi.' })).toMatchObject({ status: 409, body: { code: 'duties.wrong-state' } });
    expect(await statusOf()).toBe('published');
  });

  it('has none for a week without a working day; the next sends the part of a unit without a head to its deputy and the chief of office', async () => {
    const [head] = await api.office.database.query<{ id: string }>(`select id from post where login = 'ngocdtb' and role = 'head'`);
    const ended = await api.post('yenlh', `posts/${head!.id}/end`, { lastDay: '2026-02-20' });
    expect([ended.status, ended.body]).toEqual([204, undefined]);
    await until(vn('2026-02-23 03:00'));
    await until(vn('2026-02-23 10:00'));
    const next = await openOn('2026-02-24');
    expect(await programmesOn('2026-02-17')).toEqual([]);
    expect(await put('dungnh', `work-programmes/${next}/parts/QLKH`, { ...content('Họp'), revision: 1 })).toBe(200);
    expect(await put('dungnh', `work-programmes/${next}/parts/QLCN`, { ...content('Họp'), revision: 1 })).toBe(403);
    id = next;
  });

  it('that was cancelled takes nothing more, and is opened anew by the chief of office', async () => {
    await publish('cuongpv', 'QLCN', 'Việc của kỳ bị hủy', id);
    expect((await api.post('dungnh', `work-programmes/${id}/cancellation`, { reason: 'Nhầm.' })).status).toBe(204);
    expect(await correct('cuongpv', 'QLCN', 'nữa')).toMatchObject({ status: 409, body: { code: 'duties.wrong-state' } });
    expect((await api.post('dungnh', 'work-programmes', { period: 'week' })).status).toBe(201);
    expect(await openOn('2026-02-24')).not.toBe(id);
  });

  it('whose case an operator has ended is over, the units hear who did it, and the chief of office opens it again', async () => {
    const stopped = await openOn('2026-02-24');
    const [{ instanceId }] = (await api.office.database.query<{ instanceId: string }>('select instance_id as "instanceId" from work_programme where id = $1', [stopped])) as [{ instanceId: string }];
    expect((await api.post('tungmt', `process-instances/${instanceId}/cancel`, { reason: 'Chạy nhầm' })).status).toBe(204);
    expect((await api.get('cuongpv', `work-programmes/${stopped}`)).body).toMatchObject({ status: 'cancelled', remark: 'tungmt đã dừng hồ sơ. Lý do: Chạy nhầm' });
    expect(await titlesOf('cuongpv')).toContain('Chương trình công tác tuần 23/02–01/03/2026: đã bị dừng');
    expect((await api.post('dungnh', 'work-programmes', { period: 'week' })).status).toBe(201);
    await openOn('2026-02-24');
  });

  it('begins with what the last programme planned that was not cancelled', async () => {
    await until(vn('2026-03-02 03:00'));
    await until(vn('2026-03-02 10:00'));
    const { draft } = await part('cuongpv', 'QLCN', await openOn('2026-03-03'));
    expect(draft.content.results.map(({ work }: { work: string }) => work)).toEqual(['hoãn một đề tài']);
  });
});
