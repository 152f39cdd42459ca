import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ArticleDesk } from './article-desk.js';
import { QuestionDesk } from './question-desk.js';

describe('the lines of a head who leaves', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720', WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn' }, { worker: 'inside', openedAt: vn('2026-07-20 08:00') });
    for (const login of ['cuongpv', 'habtt', 'tuanda', 'vinhtq', 'dungnh']) await api.as(login);
  }, 180_000);
  afterAll(() => api.close());

  const tasksOf = (login: string, count: number) =>
    eventually(async () => {
      const { items } = (await api.get(login, 'tasks?scope=mine')).body;
      return items.length === count && items;
    });

  it('tell what each task is about, and hand over work that he has given and questions that he was asked', async () => {
    const { body: given } = await api.post('cuongpv', 'assignments', { title: 'Tổng hợp số liệu', content: 'Làm.', assignee: 'tuanda' });
    await api.post('cuongpv', 'assignments', { title: 'Rà soát quy chế', content: 'Làm.', assignee: 'tuanda' });
    const [task] = await tasksOf('tuanda', 2);
    const held = (await api.get('cuongpv', 'people/tuanda/holdings')).body.items.filter(({ kind }: { kind: string }) => kind === 'task');
    expect(held.map(({ about }: { about: string }) => about).sort()).toEqual(['Rà soát quy chế', 'Tổng hợp số liệu']);
    expect((await api.get('vinhtq', 'people/tuanda/holdings')).body.items.every(({ about }: { about: string | null }) => about === null)).toBe(true);
    const asked = await api.post('tuanda', `tasks/${task.id}/consultations`, { people: ['cuongpv'], question: 'Lấy số liệu quý nào?', dueAt: '2026-07-24T17:00:00+07:00' });
    expect(asked.status).toBe(201);

    const leaves = { kind: 'leave', login: 'cuongpv', number: '9/QĐ', decidedOn: '2026-07-15', agency: 'Sở', effectiveOn: '2026-07-31' };
    expect((await api.post('vinhtq', 'personnel-decisions', leaves)).status).toBe(201);
    const { id } = await eventually(async () => (await api.get('vinhtq', 'handover-minutes?person=cuongpv')).body.items[0]);
    const { lines } = (await api.get('cuongpv', `handover-minutes/${id}`)).body;
    expect(lines.map(({ kind }: { kind: string }) => kind)).toEqual(['given-assignment', 'given-assignment', 'mailbox', 'consultation']);
    const receivers = lines.map((line: { id: string }) => ({ lineId: line.id, receiver: 'habtt' }));
    expect((await api.post('cuongpv', `handover-minutes/${id}/changes`, { receivers })).status).toBe(204);
    expect((await api.post('cuongpv', `handover-minutes/${id}/signature`, {})).status).toBe(204);
    await api.post('habtt', `handover-minutes/${id}/confirmation`);
    expect((await api.post('dungnh', `handover-minutes/${id}/close`)).status).toBe(204);
    const outcomes = await eventually(async () => {
      const found = (await api.get('cuongpv', `handover-minutes/${id}`)).body.lines.filter(({ kind }: { kind: string }) => kind !== 'mailbox').map(({ outcome, problem }: { outcome: string | null; problem: string | null }) => [outcome, problem]);
      return found.every(([outcome]: [string | null]) => outcome !== null) && found;
    });
    expect(outcomes).toEqual(Array(3).fill(['moved', null]));

    expect((await api.post('cuongpv', `consultations/${asked.body.ids[0]}/answer`, { answer: 'Quý II.' })).status).toBe(403);
    expect((await api.post('habtt', `consultations/${asked.body.ids[0]}/answer`, { answer: 'Quý II.' })).status).toBe(204);
    expect((await api.get('habtt', `assignments/${given.id}`)).body).toMatchObject({ assigner: 'habtt', assignee: 'tuanda' });
    for (const { id: mine } of await tasksOf('tuanda', 2)) await api.post('tuanda', `tasks/${mine}/complete`, { variables: { acceptance: 'accept' } });
    const perform = await eventually(async () => (await tasksOf('tuanda', 2)).find(({ name }: { name: string }) => name === 'Thực hiện và báo cáo kết quả'));
    await api.post('tuanda', `tasks/${perform.id}/complete`, { variables: { result: 'Xong.' } });
    expect(await tasksOf('habtt', 1)).toMatchObject([{ name: 'Đánh giá kết quả' }]);
  });

  it('tell the number of the incident, question, article, request, password or decision that a task is about, and not its words', async () => {
    const desk = new QuestionDesk(api);
    const claim = async (login: string, { id, label, instanceId }: { id: string; label?: string; instanceId: string }) => {
      const task = await desk.task(login, { id, instanceId, label: label ?? '', token: '' });
      expect((await api.post(login, `tasks/${task}/claim`)).status).toBe(204);
    };
    const toldOf = async (login: string) => {
      const { items } = (await api.get(login, `people/${login}/holdings`)).body;
      return items.filter(({ kind }: { kind: string }) => kind === 'task').map(({ about }: { about: string | null }) => about).sort();
    };
    const question = await desk.ask();
    await desk.toDraft(question, { handler: 'maint' });
    expect(await toldOf('maint')).toEqual([`Câu hỏi ${question.label}`]);
    const article = await new ArticleDesk(api).submit('maint');
    await claim('minhtc', { ...article.body, ...(await new ArticleDesk(api).read(article.body.id)) });
    expect(await toldOf('minhtc')).toEqual([`Tin bài ${article.body.label}`]);
    const incident = await api.post('oanhhtk', 'incidents', { kind: 'outage', title: 'Mạng rớt', description: 'Chuyện riêng.' });
    await claim('ngocdtb', incident.body);
    expect(await toldOf('ngocdtb')).toEqual([`Sự cố ${incident.body.label}`]);

    const request = await api.post('habtt', 'mailbox-requests', { request: { kind: 'create', unit: 'QLCN', localPart: 'sangkien.qlcn', purpose: 'Hồ sơ', reason: 'Nhận hồ sơ' } });
    const reset = await api.post('habtt', 'password-resets', { login: 'tuanda', kind: 'forgotten', identifiedBy: 'Gặp trực tiếp' });
    const moves = { kind: 'transfer', login: 'phucdx', number: '12/QĐ', decidedOn: '2026-07-15', agency: 'Sở', effectiveOn: '2026-08-20', unit: 'TDC', role: 'staff', title: 'Chuyên viên' };
    const decision = await api.post('vinhtq', 'personnel-decisions', moves);
    for (const { body } of [request, reset, decision]) await claim('dungnh', body);
    expect(await toldOf('dungnh')).toEqual([`Cấp lại mật khẩu ${reset.body.label}`, 'Quyết định số 12/QĐ', `Yêu cầu hộp thư ${request.body.label}`]);
  });
});
