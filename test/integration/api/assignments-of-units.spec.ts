import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const order = { title: 'Tổng hợp số liệu quý I', content: 'Tổng hợp số liệu chuyển giao công nghệ của các đơn vị.' };
const DAY_MS = 24 * 3_600_000;

describe('work that is given to units', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720' });
  });
  afterAll(() => api.close());

  const see = async (login: string, id: string) => (await api.get(login, `assignments/${id}`)).body;
  const until = (login: string, id: string, status: string) =>
    eventually(async () => (await see(login, id)).status === status && (await see(login, id)));

  /** The task of an assignment that waits for somebody. */
  const taskOf = (login: string, instanceId: string): Promise<{ id: string }> =>
    eventually(async () => {
      const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
      return lists.flatMap(({ body }) => body.items).find((item: { instanceId: string }) => item.instanceId === instanceId);
    });
  const complete = async (login: string, instanceId: string, variables: object) =>
    api.post(login, `tasks/${(await taskOf(login, instanceId)).id}/complete`, { variables });

  async function returned(giver: string, unit: string, head: string) {
    const { body: given } = await api.post(giver, 'assignments', { ...order, unit });
    expect(await complete(head, given.instanceId, { acceptance: 'return', reason: 'Không thuộc nhiệm vụ.' })).toMatchObject({ status: 204 });
    await until(giver, given.id, 'returned');
    return given;
  }

  it('goes from a returning unit to another, but not to that of whoever gave it: he would judge his own', async () => {
    const given = await returned('dungnh', 'QLCN', 'cuongpv');
    const own = { reconsideration: 'again', newUnit: 'VP' };
    expect(await complete('dungnh', given.instanceId, own)).toMatchObject({ status: 422, body: { code: 'assignments.refused', findings: [{ where: 'unit' }] } });
    expect(await see('dungnh', given.id)).toMatchObject({ status: 'returned', unit: 'QLCN' });
    expect(await complete('dungnh', given.instanceId, { reconsideration: 'again', newUnit: 'LD' })).toMatchObject({ status: 422 });
    expect(await complete('dungnh', given.instanceId, { reconsideration: 'again', newUnit: 'QLKH' })).toMatchObject({ status: 204 });
    expect(await until('ngocdtb', given.id, 'given')).toMatchObject({ unit: 'QLKH', assignee: null });
  });

  it('may go once more to the unit that returned it, or be taken back', async () => {
    const again = await returned('dungnh', 'QLCN', 'cuongpv');
    expect(await complete('dungnh', again.instanceId, { reconsideration: 'again' })).toMatchObject({ status: 204 });
    expect(await until('cuongpv', again.id, 'given')).toMatchObject({ unit: 'QLCN' });
    const withdrawn = await returned('dungnh', 'QLCN', 'cuongpv');
    expect(await complete('dungnh', withdrawn.instanceId, { reconsideration: 'withdraw' })).toMatchObject({ status: 204 });
    await until('dungnh', withdrawn.id, 'recalled');
  });

  it('goes to another by its giver and not by handing its task over, and its report is reminded of', async () => {
    const { body: given } = await api.post('cuongpv', 'assignments', { ...order, assignee: 'tuanda', reportEveryDays: 5 });
    await complete('tuanda', given.instanceId, { acceptance: 'accept' });
    await until('tuanda', given.id, 'accepted');
    const { id: taskId } = await taskOf('tuanda', given.instanceId);
    const handOver = { to: 'maint', reason: 'Nhờ Mai làm giúp.' };
    expect(await api.post('tuanda', `tasks/${taskId}/hand-over`, handOver)).toMatchObject({ status: 403, body: { code: 'assignments.forbidden' } });

    const [report] = await api.office.database.query<{ id: string }>(
      `select id from deadline where subject = 'assignment-report' and subject_id = $1 and status = 'open'`,
      [given.id],
    );
    const { body: preview } = await api.get('tungmt', `reminders/preview?kind=case&id=${report!.id}`);
    expect(preview.steps.length).toBeGreaterThan(0);
    expect(preview.steps[0]).toMatchObject({ to: 'assignee', reminder: null });
  });

  it('is given by its head to another of his people while it runs, who goes on with it', async () => {
    const { body: given } = await api.post('baotq', 'assignments', { ...order, unit: 'QLKH', reportEveryDays: 1 });
    await complete('ngocdtb', given.instanceId, { acceptance: 'accept', performer: 'oanhhtk' });
    await until('ngocdtb', given.id, 'accepted');
    const change = { performer: 'ngocdtb', reason: 'Đồng chí Oanh nghỉ ốm.' };
    const path = `assignments/${given.id}/performer`;
    for (const login of ['oanhhtk', 'baotq', 'cuongpv']) {
      expect(await api.post(login, path, change)).toMatchObject({ status: 403, body: { code: 'assignments.forbidden' } });
    }
    expect(await api.post('ngocdtb', path, { ...change, performer: 'tuanda' })).toMatchObject({ status: 422, body: { findings: [{ where: 'performer' }] } });
    expect(await api.post('ngocdtb', path, { ...change, reason: ' ' })).toMatchObject({ status: 400 });
    expect(await api.post('ngocdtb', path, change)).toMatchObject({ status: 204 });
    expect(await see('baotq', given.id)).toMatchObject({ status: 'accepted', assignee: 'ngocdtb' });
    expect((await api.get('oanhhtk', 'tasks?scope=mine')).body.items.map((item: { instanceId: string }) => item.instanceId)).not.toContain(given.instanceId);
    expect((await api.get('oanhhtk', 'notifications')).body.items.map(({ title }: { title: string }) => title)).toContain(
      'Việc được giao đã chuyển cho người khác',
    );

    const late = async () =>
      (await api.get('baotq', 'assignments?scope=given&reportOverdue=true')).body.items.map(({ id }: { id: string }) => id);
    expect(await late()).toEqual([]);
    api.clock.advance(7 * DAY_MS);
    expect(await late()).toEqual([given.id]);
    expect(await api.post('ngocdtb', `assignments/${given.id}/progress`, { percent: 20, text: 'Bắt đầu.' })).toMatchObject({ status: 204 });
    expect(await late()).toEqual([]);
  });
});
