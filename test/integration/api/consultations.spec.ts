import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let replies: ReplyDesk;
beforeAll(async () => {
  api = await startApi();
  replies = new ReplyDesk(api);
});
afterAll(() => api.close());

const refused = (status: number, code: string) => ({ status, body: { code, title: expect.any(String) } });
const inDays = (days: number) => new Date(api.clock.now().getTime() + days * 86_400_000).toISOString();

/** A draft on which tuanda works. */
const newTask = async () => {
  const owed = await replies.owe();
  const assignment = await replies.outgoing.taskOf('cuongpv', owed.id, 'assignment');
  await api.post('cuongpv', `tasks/${assignment}/complete`, { variables: { drafter: 'tuanda' } });
  return { ...owed, taskId: await replies.outgoing.taskOf('tuanda', owed.id, 'draft') };
};
const ask = (taskId: string, people: string[], given: object = {}, login = 'tuanda') =>
  api.post(login, `tasks/${taskId}/consultations`, { people, question: 'Số liệu quý I đúng chưa?', dueAt: inDays(3), ...given });
const answer = (login: string, id: string, text = 'Đúng.') => api.post(login, `consultations/${id}/answer`, { answer: text });
const list = async (login: string, scope: string) => (await api.get(login, `consultations?scope=${scope}`)).body.items;
const status = async (login: string, path: string) => (await api.get(login, path)).status;

it('opinions are asked of several at once, who read the task and its document, answer, and do not do it', async () => {
  const { id, taskId } = await newTask();
  expect([await status('oanhhtk', `tasks/${taskId}`), await status('oanhhtk', `incoming-documents/${id}`)]).toEqual([403, 403]);
  const asked = await ask(taskId, ['oanhhtk', 'phucdx']);
  expect(asked).toMatchObject({ status: 201, body: { ids: [expect.any(String), expect.any(String)] } });
  const [first, second] = asked.body.ids as [string, string];

  expect([await status('oanhhtk', `tasks/${taskId}`), await status('oanhhtk', `incoming-documents/${id}`)]).toEqual([200, 200]);
  expect(await status('oanhhtk', `tasks/${taskId}/form`)).toBe(200);
  const search = await api.get('oanhhtk', 'documents/search?q=báo cáo lần');
  expect(search.body.items.map((hit: { id: string }) => hit.id)).toContain(id);
  const draft = { documentType: 'CV', draftSubject: 'V/v', draftBody: 'Kính gửi', result: 'Xong.' };
  expect(await api.post('oanhhtk', `tasks/${taskId}/complete`, { variables: draft })).toMatchObject(refused(403, 'worklist.task-forbidden'));
  expect(await list('oanhhtk', 'asked')).toMatchObject([{ id: first, taskId, state: 'open', askedByName: 'Đặng Anh Tuấn', subject: expect.stringContaining('báo cáo') }]);

  expect(await answer('oanhhtk', first)).toMatchObject({ status: 204 });
  expect(await list('tuanda', 'asking')).toMatchObject([
    { id: second, state: 'open' },
    { id: first, state: 'answered', answer: 'Đúng.' },
  ]);
  expect((await api.get('tuanda', `tasks/${taskId}`)).body).toMatchObject({ assignee: 'tuanda', consultations: [{ asked: 'oanhhtk', answer: 'Đúng.' }, { asked: 'phucdx', answer: null }] });
  const { items: news } = (await api.get('tuanda', 'notifications?limit=200')).body;
  expect(news).toEqual(expect.arrayContaining([expect.objectContaining({ title: 'Đã có ý kiến: Dự thảo văn bản trả lời', taskId })]));

  expect(await api.post('tuanda', `tasks/${taskId}/complete`, { variables: draft })).toMatchObject({ status: 204 });
  expect(await answer('phucdx', second)).toMatchObject(refused(403, 'worklist.task-forbidden'));
  expect([await status('oanhhtk', `incoming-documents/${id}`), await status('phucdx', `incoming-documents/${id}`)]).toEqual([200, 403]);
  expect(await list('phucdx', 'asked')).toMatchObject([{ id: second, state: 'lapsed' }]);
});

it('who is asked reads the document, and takes it into no work of his own', async () => {
  const { id, taskId } = await newTask();
  await ask(taskId, ['ngocdtb']);
  expect(await status('ngocdtb', `incoming-documents/${id}`)).toBe(200);
  const work = { title: 'Rà soát', content: 'Xem lại', assignee: 'oanhhtk', dueAt: inDays(5), sourceDocumentId: id };
  expect(await api.post('ngocdtb', 'assignments', work)).toMatchObject(refused(403, 'documents.document-forbidden'));
});

it('a question that is withdrawn takes the right to read with it', async () => {
  const { id, taskId } = await newTask();
  const [first] = (await ask(taskId, ['ngocdtb'])).body.ids;
  expect(await api.post('ngocdtb', `consultations/${first}/withdrawal`)).toMatchObject(refused(403, 'worklist.consultation-forbidden'));
  expect(await api.post('tuanda', `consultations/${first}/withdrawal`)).toMatchObject({ status: 204 });
  expect([await status('ngocdtb', `tasks/${taskId}`), await status('ngocdtb', `incoming-documents/${id}`)]).toEqual([403, 403]);
  expect(await api.post('tuanda', `consultations/${first}/withdrawal`)).toMatchObject(refused(409, 'worklist.consultation-closed'));
  expect(await answer('ngocdtb', first)).toMatchObject(refused(403, 'worklist.task-forbidden'));
});

it('nobody is asked wrongly, and all that is wrong is said at once', async () => {
  const { taskId } = await newTask();
  await ask(taskId, ['minhtc']);
  const wrong = await ask(taskId, ['minhtc', 'tuanda', 'nobody'], { dueAt: inDays(-1) });
  expect(wrong).toMatchObject(refused(422, 'worklist.consultation-refused'));
  expect(wrong.body.findings).toMatchObject([
    { where: 'people[0]', code: 'answer-awaited', title: 'Người này đã được hỏi, đang chờ ý kiến' },
    { where: 'people[1]', code: 'asks-oneself', title: expect.any(String) },
    { where: 'people[2]', code: 'person-without-post', title: expect.any(String) },
    { where: 'dueAt', code: 'due-passed', title: 'Thời hạn đã qua' },
  ]);
  for (const given of [{ question: ' ' }, { people: [] }, { dueAt: 'mai' }, { more: 1 }]) {
    expect(await ask(taskId, ['khanhvd'], given)).toMatchObject(refused(400, 'request.invalid'));
  }
  for (const login of ['maint', 'minhtc', 'quanhm']) {
    expect(await ask(taskId, ['khanhvd'], {}, login)).toMatchObject(refused(403, 'worklist.task-forbidden'));
  }
  const unknown = '0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111';
  expect(await answer('minhtc', unknown)).toMatchObject(refused(404, 'worklist.consultation-not-found'));
  expect(await status('minhtc', 'consultations?scope=all')).toBe(400);
});

it('nothing is asked or answered while the case is suspended, nor about what is or may be a secret', async () => {
  const { id, taskId } = await newTask();
  const [question] = (await ask(taskId, ['khanhvd'])).body.ids;
  expect(await ask(taskId, ['nhungnth'], { question: 'TỐI MẬT: số liệu này đúng chưa?' })).toMatchObject(refused(409, 'documents.must-not-enter-suspected'));
  expect(await answer('khanhvd', question, 'Độ mật: Mật')).toMatchObject(refused(409, 'documents.must-not-enter-suspected'));

  const { instanceId } = (await api.get('tuanda', `tasks/${taskId}`)).body;
  await api.post('tungmt', `process-instances/${instanceId}/suspend`, { timers: 'keep-remaining', reason: 'Kiểm tra.' });
  expect(await ask(taskId, ['nhungnth'])).toMatchObject(refused(409, 'runtime.instance-suspended'));
  expect(await answer('khanhvd', question)).toMatchObject(refused(409, 'runtime.instance-suspended'));
  await api.post('tungmt', `process-instances/${instanceId}/resume`, {});

  expect(await api.post('tuanda', 'secret-spills', { documentId: id })).toMatchObject({ status: 201 });
  expect(await ask(taskId, ['nhungnth'])).toMatchObject(refused(423, 'documents.content-locked'));
  expect(await answer('khanhvd', question)).toMatchObject(refused(423, 'documents.content-locked'));
  expect((await list('khanhvd', 'asked'))[0]).toMatchObject({ id: question, question: '(nội dung đã khóa)' });
});
