import { membersOfGroup } from '#directory';
import { groupNotifier } from '#notifications';
import { passOnLeftTasks } from '#worklist';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let desk: OutgoingDesk;
let post: string;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' }, { worker: 'inside', openedAt: vn('2026-07-01 08:00') });
  desk = new OutgoingDesk(api);
  [{ postId: post }] = (await api.get('cuongpv', 'people/cuongpv')).body.posts;
}, 120_000);
afterAll(() => api.close());

const days = { deputy: 'tuanda', from: '2026-07-01', to: '2026-07-10', basis: 'Đơn nghỉ phép ngày 25/6/2026' };

describe('The head who is away', () => {
  it('names who does his work; nobody else names one for him', async () => {
    const given = { postId: post, ...days };
    expect(await api.post('maint', 'delegations', given)).toMatchObject({ status: 403, body: { title: 'Bạn không được cử hoặc thôi người làm thay chức vụ này' } });
    expect(await api.post('cuongpv', 'delegations', { ...given, deputy: 'cuongpv' })).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'deputy-of-oneself', title: 'Không tự làm thay mình' }] },
    });
    expect((await api.post('cuongpv', 'delegations', given)).status).toBe(201);
    expect((await api.get('maint', 'delegations?on=2026-07-10')).body.items).toMatchObject([{ holder: 'cuongpv', deputy: 'tuanda' }]);
    expect((await api.get('maint', 'delegations?on=2026-07-11')).body.items).toEqual([]);
    expect((await api.get('tuanda', 'notifications')).body.items).toContainEqual(expect.objectContaining({ title: 'Bạn được cử làm thay' }));
    expect((await api.get('maint', 'delegations?on=2026-07-10')).body.items).toMatchObject([{ basis: null }]);
    expect((await api.get('vinhtq', 'delegations?on=2026-07-10')).body.items).toMatchObject([{ basis: days.basis }]);
  });

  it('is shown wherever his deputy acts for him: on the task, in the trail, on the document', async () => {
    const id = await desk.submit({}, 'maint');
    const task = await desk.taskOf('tuanda', id, 'approval');
    expect((await api.post('tuanda', `tasks/${task}/claim`, {})).status).toBe(204);
    expect((await api.get('tuanda', `tasks/${task}`)).body).toMatchObject({ assignee: 'tuanda', actingFor: ['cuongpv'] });
    expect((await api.post('tuanda', `tasks/${task}/complete`, { variables: { decision: 'approve' } })).status).toBe(204);
    const trail = (await api.get('tungmt', `audit-entries?subject=user-task&subjectId=${task}`)).body.items;
    expect(trail.map(({ detail }: { detail: { new: object } }) => detail.new)).toEqual(
      expect.arrayContaining([expect.objectContaining({ assignee: 'tuanda', actingFor: ['cuongpv'] }), expect.objectContaining({ status: 'completed', actingFor: ['cuongpv'] })]),
    );
    const [version] = (await api.get('cuongpv', `outgoing-documents/${id}/versions`)).body.items;
    expect(version.steps).toMatchObject([{ step: 'approve-content', doneBy: 'tuanda', actingFor: ['cuongpv'] }]);
  });

  it('approves his own drafts, his deputy does not approve what he wrote himself', async () => {
    const id = await desk.submit({}, 'tuanda');
    expect(await desk.complete('tuanda', id, 'approval', { decision: 'approve' })).toMatchObject({
      status: 403,
      body: { code: 'documents.duties-not-separated', detail: expect.stringContaining('he wrote this draft') as string },
    });
    expect((await desk.complete('cuongpv', id, 'approval', { decision: 'approve' })).status).toBe(204);
  });

  it('who comes back early takes his work back at once', async () => {
    const [{ id }] = (await api.get('cuongpv', 'delegations?holder=cuongpv')).body.items;
    expect((await api.post('cuongpv', `delegations/${id}/end`, { reason: 'Đã trở lại' })).status).toBe(204);
    const draft = await desk.submit({}, 'maint');
    const task = await desk.taskOf('cuongpv', draft, 'approval');
    expect((await api.post('tuanda', `tasks/${task}/claim`, {})).status).toBe(403);
    expect(await api.post('cuongpv', `delegations/${id}/end`, { reason: 'x' })).toMatchObject({ status: 409 });
  });
});

describe('What a deputy has claimed for another', () => {
  /** A claimed approval, and what he was given by name beside it. */
  const claimed = async () => {
    const [id, given] = [await desk.submit({}, 'maint'), await desk.submit({}, 'maint')];
    const [task, byName] = [await desk.taskOf('tuanda', id, 'approval'), await desk.taskOf('tuanda', given, 'approval')];
    expect(await api.post('tuanda', `tasks/${task}/claim`, {})).toMatchObject({ status: 204 });
    expect(await api.post('cuongpv', `tasks/${byName}/assign`, { assignee: 'tuanda' })).toMatchObject({ status: 204 });
    return { task, byName };
  };
  const isOffered = async (task: string) =>
    (await api.get('cuongpv', 'tasks?scope=group&limit=200')).body.items.some((each: { id: string; assignee: string | null }) => each.id === task && each.assignee === null);
  const delegate = async (from: string, to: string) =>
    (await api.post('cuongpv', 'delegations', { ...days, postId: post, from, to })).body.id as string;
  const passOn = () =>
    api.office.executor.execute(passOnLeftTasks, { limit: 10, notifyGroup: groupNotifier(membersOfGroup) }, { actor: 'system:worklist', requestId: 'test' });

  it('is offered again at once when he is let go, and he reads it no more; what he was given by name stays his', async () => {
    const delegation = await delegate('2026-07-01', '2026-07-03');
    const { task, byName } = await claimed();
    expect(await isOffered(task)).toBe(false);
    expect(await passOn()).toBe(0);
    expect(await api.post('tuanda', `delegations/${delegation}/end`, { reason: 'Đã trở lại' })).toMatchObject({ status: 204 });
    expect(await isOffered(task)).toBe(true);
    expect((await api.get('tuanda', `tasks/${task}`)).status).toBe(403);
    expect((await api.get('tuanda', `tasks/${byName}`)).status).toBe(200);
    expect((await api.get('cuongpv', 'notifications?limit=200')).body.items).toContainEqual(
      expect.objectContaining({ title: 'Việc chưa có người làm: Trưởng phòng duyệt nội dung', body: expect.stringContaining('hết thời gian làm thay') as string }),
    );
    expect(await api.post('cuongpv', `tasks/${task}/complete`, { variables: { decision: 'approve' } })).toMatchObject({ status: 204 });
  });

  it('is offered again once his days are over', async () => {
    await delegate('2026-07-01', '2026-07-03');
    const first = await claimed();
    const second = await claimed();
    api.clock.offsetMs += 3 * 86_400_000;
    expect(await passOn()).toBe(2);
    expect(await passOn()).toBe(0);
    expect([await isOffered(first.task), await isOffered(second.task), await isOffered(second.byName)]).toEqual([true, true, false]);
    api.clock.offsetMs -= 3 * 86_400_000;
  });
});

it('Who does the work of a leader instructs for him, and signs nothing', async () => {
  const [{ postId }] = (await api.get('baotq', 'people/baotq')).body.posts;
  expect((await api.post('hangltm', 'delegations', { ...days, postId, deputy: 'khanhvd' })).status).toBe(201);
  // As in an agency that has recorded nobody’s authority, whose leaders sign in their own right.
  await api.office.database.query('delete from signing_authority');
  const id = await desk.submit({}, 'maint');
  await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
  await desk.complete('tramvn', id, 'format', { decision: 'pass' });
  const refused = { status: 403, body: { code: 'documents.may-not-sign' } };
  const task = await desk.taskOf('khanhvd', id, 'signature');
  expect(await api.post('khanhvd', `tasks/${task}/claim`, {})).toMatchObject(refused);
  expect(await desk.complete('khanhvd', id, 'signature', { decision: 'sign' })).toMatchObject(refused);
  expect(await api.post('baotq', `tasks/${task}/claim`, {})).toMatchObject({ status: 204 });
});

it('Who does the work of a leader lets nobody do a step of a draft in which he has a hand himself, nor the leader what others can', async () => {
  const [{ postId }] = (await api.get('hangltm', 'people/hangltm')).body.posts;
  const delegation = await api.post('hangltm', 'delegations', { ...days, postId, deputy: 'cuongpv' });
  expect(delegation.status).toBe(201);
  const [own, approved, foreign] = [await desk.submit({ draftingUnit: 'QLCN' }, 'cuongpv'), await desk.submit({}, 'maint'), await desk.submit({}, 'oanhhtk')];
  await desk.complete('cuongpv', approved, 'approval', { decision: 'approve' });
  const except = (login: string, id: string, person: string) =>
    api.post(login, `outgoing-documents/${id}/duty-exceptions`, { step: 'check-format', person, reason: 'Văn thư nghỉ ốm.' });
  const refusal = { status: 403, body: { code: 'documents.exception-on-own-draft', title: 'Bạn làm thay lãnh đạo nên không cho làm thay ở văn bản mình đã soạn, duyệt hoặc kiểm tra' } };
  expect(await except('cuongpv', own, 'tuanda')).toMatchObject(refusal);
  expect(await except('cuongpv', approved, 'tuanda')).toMatchObject(refusal);
  expect(await except('hangltm', approved, 'tuanda')).toMatchObject({ status: 201 });
  expect(await except('cuongpv', foreign, 'hangltm')).toMatchObject({ status: 403, body: { code: 'documents.exception-not-needed' } });
  expect(await except('cuongpv', foreign, 'tuanda')).toMatchObject({ status: 201 });
});
