import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';
import { ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let replies: ReplyDesk;
let outgoing: OutgoingDesk;
beforeAll(async () => {
  api = await startApi();
  replies = new ReplyDesk(api);
  outgoing = new OutgoingDesk(api);
});
afterAll(() => api.close());

const DONE = { status: 204 };
const refused = (status: number, code: string) => ({ status, body: { code, title: expect.any(String) } });
const reason = 'Đi công tác từ ngày mai.';

/** The work of the lead unit on a new document, which its head assigns. */
const newTask = async () => {
  const owed = await replies.owe();
  return { ...owed, taskId: await outgoing.taskOf('cuongpv', owed.id, 'assignment') };
};
const act = (login: string, taskId: string, path: string, body: object = {}) => api.post(login, `tasks/${taskId}/${path}`, body);
const read = async (login: string, taskId: string) => (await api.get(login, `tasks/${taskId}`)).body;
const newsOf = async (login: string, taskId: string): Promise<string[]> => {
  const { items } = (await api.get(login, 'notifications?limit=200')).body;
  return items.filter((item: { taskId: string }) => item.taskId === taskId).map(({ title }: { title: string }) => title);
};

describe('a task', () => {
  it('goes from hand to hand within its unit and back, with every hand and reason in its trace', async () => {
    const { taskId } = await newTask();
    expect(await act('cuongpv', taskId, 'assign', { assignee: 'tuanda', reason: 'Đã làm vụ trước.' })).toMatchObject(DONE);
    expect(await act('tuanda', taskId, 'hand-over', { to: 'maint', reason })).toMatchObject(DONE);
    expect(await read('maint', taskId)).toMatchObject({ assignee: 'maint', openedAt: null, openings: [] });
    expect(await act('maint', taskId, 'return', { reason: 'Chưa có số liệu.' })).toMatchObject(DONE);
    expect(await act('tuanda', taskId, 'return', { reason: 'Thuộc việc của trưởng phòng.' })).toMatchObject(DONE);
    expect(await read('cuongpv', taskId)).toMatchObject({
      assignee: 'cuongpv',
      may: { complete: true },
      handling: [
        { number: 1, act: 'forwarded', doneByName: 'Phan Văn Cường', from: null, toName: 'Đặng Anh Tuấn', reason: 'Đã làm vụ trước.' },
        { number: 2, act: 'handed-over', doneBy: 'tuanda', from: 'tuanda', to: 'maint', reason },
        { number: 3, act: 'returned', doneBy: 'maint', from: 'maint', to: 'tuanda', reason: 'Chưa có số liệu.' },
        { number: 4, act: 'returned', doneBy: 'tuanda', from: 'tuanda', to: 'cuongpv', reason: 'Thuộc việc của trưởng phòng.' },
      ],
    });
    expect(await newsOf('tuanda', taskId)).toEqual([
      'Việc bị trả lại: Phân công người xử lý',
      'Bạn được giao việc: Phân công người xử lý',
    ]);
    expect(await newsOf('maint', taskId)).toEqual(['Bạn được bàn giao việc: Phân công người xử lý']);
  });

  it('is taken back until its receiver has opened it, which reading alone does not', async () => {
    const { taskId } = await newTask();
    await act('cuongpv', taskId, 'assign', { assignee: 'tuanda' });
    await act('tuanda', taskId, 'hand-over', { to: 'maint', reason });
    expect((await api.get('maint', `tasks/${taskId}`)).status).toBe(200);
    expect(await act('tuanda', taskId, 'recall')).toMatchObject(DONE);
    expect(await newsOf('maint', taskId)).toContain('Việc đã được lấy lại: Phân công người xử lý');
    await act('tuanda', taskId, 'hand-over', { to: 'maint', reason });
    expect(await act('tuanda', taskId, 'opening')).toMatchObject(refused(403, 'worklist.task-forbidden'));
    expect(await act('maint', taskId, 'opening')).toMatchObject(DONE);
    const late = await act('tuanda', taskId, 'recall');
    expect(late).toMatchObject(refused(409, 'worklist.task-opened'));
    expect(late.body.detail).toContain('maint opened it at 20');
    const mine = (await api.get('maint', 'tasks')).body.items.find(({ id }: { id: string }) => id === taskId);
    expect(mine.openedAt).toEqual((await read('maint', taskId)).openings[0].openedAt);
  });

  it('opened and taken back at the same moment, is either', async () => {
    for (let round = 0; round < 5; round++) {
      const { taskId } = await newTask();
      await act('cuongpv', taskId, 'assign', { assignee: 'tuanda' });
      const [opened, recalled] = await Promise.all([act('tuanda', taskId, 'opening'), act('cuongpv', taskId, 'recall')]);
      const { assignee, openings } = await read('cuongpv', taskId);
      if (opened.status === 204) expect([recalled.status, assignee, openings.length]).toEqual([409, 'tuanda', 1]);
      else expect([opened.status, recalled.status, assignee, openings.length]).toEqual([403, 204, null, 0]);
    }
  });

  it('is returned, not dropped, by whoever was given it', async () => {
    const { taskId } = await newTask();
    await act('cuongpv', taskId, 'assign', { assignee: 'tuanda' });
    expect(await act('tuanda', taskId, 'unclaim')).toMatchObject(refused(409, 'worklist.task-given'));
  });

  it('is handed over to nobody but those whose work it could be, for a reason, by its holder', async () => {
    const { taskId } = await newTask();
    await act('cuongpv', taskId, 'assign', { assignee: 'tuanda' });
    for (const to of ['oanhhtk', 'nobody', 'tuanda']) {
      const answer = await act('tuanda', taskId, 'hand-over', { to, reason });
      expect(answer).toMatchObject(refused(422, 'worklist.receiver-unfit'));
      expect(answer.body.findings).toMatchObject([{ where: 'to' }]);
    }
    for (const body of [{ to: 'maint', reason: ' ' }, { to: 'maint' }, { to: 'maint', reason, more: 1 }]) {
      expect(await act('tuanda', taskId, 'hand-over', body)).toMatchObject(refused(400, 'request.invalid'));
    }
    expect(await act('tuanda', taskId, 'return', { reason: '' })).toMatchObject(refused(400, 'request.invalid'));
    for (const login of ['maint', 'oanhhtk', 'quanhm']) {
      expect(await act(login, taskId, 'hand-over', { to: 'maint', reason })).toMatchObject(refused(403, 'worklist.task-forbidden'));
      expect(await act(login, taskId, 'return', { reason })).toMatchObject(refused(403, 'worklist.task-forbidden'));
      expect(await act(login, taskId, 'recall')).toMatchObject(refused(403, 'worklist.task-forbidden'));
    }
    expect((await read('tuanda', taskId)).handling).toHaveLength(1);
  });

  it('sent twice with one idempotency key, is handed over once', async () => {
    const { taskId } = await newTask();
    await act('cuongpv', taskId, 'claim');
    const headers = { ...(await api.as('cuongpv')), 'idempotency-key': `hand-over-${taskId}` };
    const send = () => api.app.inject({ method: 'POST', url: `/api/v1/tasks/${taskId}/hand-over`, headers, payload: { to: 'habtt', reason } });
    expect([(await send()).statusCode, (await send()).statusCode]).toEqual([204, 204]);
    expect((await read('habtt', taskId)).handling).toHaveLength(1);
  });

  it('that has ended, or of a case that is suspended, stays where it is', async () => {
    const { taskId } = await newTask();
    await act('cuongpv', taskId, 'claim');
    const { instanceId } = await read('cuongpv', taskId);
    const every: [string, object][] = [
      ['hand-over', { to: 'habtt', reason }],
      ['return', { reason }],
      ['assign', { assignee: 'tuanda' }],
      ['recall', {}],
      ['opening', {}],
    ];
    await api.post('tungmt', `process-instances/${instanceId}/suspend`, { timers: 'keep-remaining', reason: 'Kiểm tra.' });
    for (const [path, body] of every) expect(await act('cuongpv', taskId, path, body)).toMatchObject(refused(409, 'runtime.instance-suspended'));
    await api.post('tungmt', `process-instances/${instanceId}/resume`, {});
    expect(await act('cuongpv', taskId, 'complete', { variables: { drafter: 'tuanda' } })).toMatchObject(DONE);
    for (const [path, body] of every) {
      expect(await act('cuongpv', taskId, path, body)).toMatchObject(refused(409, 'runtime.task-not-open'));
    }
  });

  it('takes no reason that may be a secret, and none at all while its document is locked', async () => {
    const { id, taskId } = await newTask();
    await act('cuongpv', taskId, 'claim');
    const secret = { to: 'habtt', reason: 'TUYỆT MẬT, không tiện xử lý.' };
    expect(await act('cuongpv', taskId, 'hand-over', secret)).toMatchObject(refused(409, 'documents.must-not-enter-suspected'));
    expect(await read('cuongpv', taskId)).toMatchObject({ assignee: 'cuongpv', handling: [] });
    expect(await api.post('cuongpv', 'secret-spills', { documentId: id })).toMatchObject({ status: 201 });
    expect(await act('cuongpv', taskId, 'hand-over', { to: 'habtt', reason })).toMatchObject(refused(423, 'documents.content-locked'));
    expect(await act('cuongpv', taskId, 'opening')).toMatchObject(refused(423, 'documents.content-locked'));
  });
});

describe('a step of an outgoing document', () => {
  it('is not handed over, nor claimed, where the law wants another to do it, so nobody keeps it from those', async () => {
    const id = await outgoing.submit();
    const approval = await outgoing.taskOf('cuongpv', id, 'approval');
    await act('cuongpv', approval, 'claim');
    expect(await act('cuongpv', approval, 'hand-over', { to: 'tuanda', reason })).toMatchObject(refused(403, 'documents.duties-not-separated'));
    expect(await act('cuongpv', approval, 'hand-over', { to: 'maint', reason })).toMatchObject(refused(403, 'documents.step-of-other-post'));
    expect(await act('cuongpv', approval, 'hand-over', { to: 'habtt', reason })).toMatchObject(DONE);
    expect(await act('habtt', approval, 'complete', { variables: { decision: 'approve' } })).toMatchObject(DONE);
  });
});
