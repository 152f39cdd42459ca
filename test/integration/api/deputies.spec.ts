import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let desk: OutgoingDesk;
let post: string;
beforeAll(async () => {
  api = await startApi({}, { worker: 'inside', openedAt: vn('2026-07-01 08:00') });
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

it('Who does the work of a leader instructs for him, and signs nothing', async () => {
  const [{ postId }] = (await api.get('baotq', 'people/baotq')).body.posts;
  expect((await api.post('dungnh', 'delegations', { ...days, postId, deputy: 'khanhvd' })).status).toBe(201);
  // As in an agency that has recorded nobody’s authority, whose leaders sign in their own right.
  await api.office.database.query('delete from signing_authority');
  const id = await desk.submit({}, 'maint');
  await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
  await desk.complete('tramvn', id, 'format', { decision: 'pass' });
  expect(await desk.complete('khanhvd', id, 'signature', { decision: 'sign' })).toMatchObject({ status: 403, body: { code: 'documents.may-not-sign' } });
});
