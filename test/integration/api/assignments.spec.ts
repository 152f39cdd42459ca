import { newId } from '#foundation';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const order = { title: 'Tổng hợp số liệu quý I', content: 'Tổng hợp số liệu chuyển giao công nghệ của các đơn vị.' };
const HOUR_MS = 3_600_000;

describe('assignments', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720' });
  });
  afterAll(() => api.close());

  /** In whole seconds, as deadlines are kept. */
  const inDays = (days: number) =>
    new Date(Math.floor(api.clock.now().getTime() / 1000) * 1000 + days * 24 * HOUR_MS).toISOString();
  const give = (login: string, differently: object = {}) => api.post(login, 'assignments', { ...order, ...differently });
  const see = async (login: string, id: string) => (await api.get(login, `assignments/${id}`)).body;
  const until = (login: string, id: string, status: string) =>
    eventually(async () => (await see(login, id)).status === status && (await see(login, id)));
  const kinds = async (id: string) => (await api.get('baotq', `assignments/${id}/events`)).body.items.map(({ kind }: { kind: string }) => kind);

  /** Completes the task of an assignment that waits for somebody. */
  async function complete(login: string, instanceId: string, variables: object): Promise<number> {
    const task = await eventually(async () => {
      const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
      return lists.flatMap(({ body }) => body.items).find((item: { instanceId: string }) => item.instanceId === instanceId);
    });
    return (await api.post(login, `tasks/${task.id}/complete`, { variables })).status;
  }

  it('are given by heads to their people and by leaders to units, and by nobody else', async () => {
    expect(await give('tuanda', { assignee: 'maint' })).toMatchObject({ status: 403, body: { code: 'assignments.forbidden' } });
    expect(await give('cuongpv', { unit: 'QLKH' })).toMatchObject({ status: 403 });
    expect(await give('habtt', { assignee: 'tuanda' })).toMatchObject({ status: 403 });
    for (const wrong of [{}, { assignee: 'tuanda', unit: 'QLCN' }, { assignee: 'oanhhtk' }, { assignee: 'cuongpv' }]) {
      expect(await give('cuongpv', wrong)).toMatchObject({ status: 422, body: { code: 'assignments.refused', findings: [{ where: 'assignee' }] } });
    }
    expect(await give('dungnh', { unit: 'VP' })).toMatchObject({ status: 422, body: { findings: [{ where: 'unit' }] } });
    expect(await give('baotq', { unit: 'LD' })).toMatchObject({ status: 422, body: { findings: [{ where: 'unit' }] } });
    const wrong = { assignee: 'tuanda', dueAt: '2020-01-01T00:00:00Z', workingDays: 3, coordinatingPeople: ['ai'], workFileId: newId() };
    const refused = await give('cuongpv', wrong);
    expect(refused.body.findings.map(({ where }: { where: string }) => where)).toEqual(['dueAt', 'workingDays', 'coordinators', 'workFileId']);
    expect(await give('cuongpv', { assignee: 'tuanda', content: ' ' })).toMatchObject({ status: 400 });
    expect((await api.get('baotq', 'assignments?scope=all')).body.items).toEqual([]);
  });

  it('are taken up, reported on, judged and closed in time', async () => {
    const { body: given } = await give('cuongpv', { assignee: 'tuanda', dueAt: inDays(10), coordinatingUnits: ['QLKH'], reportEveryDays: 2 });
    const seen = await eventually(async () => (await see('tuanda', given.id)).dueAt !== null && (await see('tuanda', given.id)));
    expect(seen).toMatchObject({ ...order, status: 'given', assigner: 'cuongpv', assigneeName: 'Đặng Anh Tuấn', unit: 'QLCN', overdue: false, nextReportAt: null });
    expect(await api.post('tuanda', `assignments/${given.id}/progress`, { percent: 10, text: 'sớm' })).toMatchObject({ status: 409 });
    expect(await complete('tuanda', given.instanceId, { acceptance: 'accept' })).toBe(204);
    const accepted = await until('tuanda', given.id, 'accepted');
    expect(Date.parse(accepted.nextReportAt) - api.clock.now().getTime()).toBeGreaterThan(47 * HOUR_MS);

    expect(await api.post('maint', `assignments/${given.id}/progress`, { percent: 10, text: 'x' })).toMatchObject({ status: 403 });
    expect(await api.post('tuanda', `assignments/${given.id}/progress`, { percent: 101, text: 'x' })).toMatchObject({ status: 400 });
    expect(await api.post('tuanda', `assignments/${given.id}/progress`, { percent: 40, text: 'Đã có số liệu.' })).toMatchObject({ status: 204 });
    expect(await api.post('oanhhtk', `assignments/${given.id}/comments`, { text: 'Số liệu QLKH gửi sau.' })).toMatchObject({ status: 204 });
    expect(await api.post('maint', `assignments/${given.id}/comments`, { text: 'x' })).toMatchObject({ status: 403 });
    expect(await api.get('maint', `assignments/${given.id}`)).toMatchObject({ status: 403 });
    expect((await api.get('cuongpv', 'notifications')).body.items.map(({ title }: { title: string }) => title)).toEqual(
      expect.arrayContaining(['Báo cáo tiến độ: 40%', 'Ý kiến về việc được giao']),
    );

    expect(await complete('tuanda', given.instanceId, { result: 'Đã tổng hợp.' })).toBe(204);
    await until('cuongpv', given.id, 'reported');
    expect(await complete('cuongpv', given.instanceId, { judgement: 'accept' })).toBe(204);
    expect(await until('cuongpv', given.id, 'done')).toMatchObject({ progress: 100, timeliness: 'on-time', deadlineId: null, dueAt: seen.dueAt });
    expect(await kinds(given.id)).toEqual(['given', 'accepted', 'progress', 'comment', 'reported', 'done']);
  });

  it('keep every wording, and only whoever has ordered it changes it', async () => {
    const { body: given } = await give('cuongpv', { assignee: 'tuanda', workingDays: 3 });
    const change = { title: 'Tổng hợp số liệu quý II', content: 'Quý II thay cho quý I.', reason: 'Sở yêu cầu' };
    expect(await api.post('tuanda', `assignments/${given.id}/wordings`, change)).toMatchObject({ status: 403 });
    expect(await api.post('cuongpv', `assignments/${given.id}/wordings`, change)).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await see('tuanda', given.id)).wordings).toMatchObject([
      { version: 1, ...order, reason: null, writtenBy: 'cuongpv' },
      { version: 2, ...change, writtenBy: 'cuongpv' },
    ]);
    for (const sql of ['update assignment_wording set content = $1', 'update assignment_event set actor = $1', 'delete from assignment_wording where content <> $1']) {
      await expect(api.office.database.query(sql, ['x'])).rejects.toThrow('never changed');
    }
    const task = await eventually(async () => {
      const { body } = await api.get('tuanda', 'tasks?scope=mine');
      return body.items.find((item: { instanceId: string }) => item.instanceId === given.instanceId);
    });
    expect((await api.get('tuanda', `tasks/${task.id}/form`)).body.data).toMatchObject({ subject: change.title, content: change.content });
    await api.post('cuongpv', `assignments/${given.id}/recall`, { reason: 'xong' });
  });

  it('of a unit are taken up by its head, who names one of his people', async () => {
    const { body: given } = await give('baotq', { unit: 'QLKH', urgency: 'flash' });
    expect(await complete('ngocdtb', given.instanceId, { acceptance: 'accept', performer: 'tuanda' })).toBe(422);
    expect(await complete('ngocdtb', given.instanceId, { acceptance: 'accept', performer: 'oanhhtk' })).toBe(204);
    expect(await until('ngocdtb', given.id, 'accepted')).toMatchObject({ assignee: 'oanhhtk', unit: 'QLKH' });
    const ids = async (login: string, scope: string) =>
      (await api.get(login, `assignments?scope=${scope}`)).body.items.map(({ id }: { id: string }) => id);
    expect(await ids('oanhhtk', 'mine')).toEqual([given.id]);
    expect(await ids('baotq', 'given')).toEqual([given.id]);
    expect(await ids('ngocdtb', 'unit')).toEqual([given.id]);
    expect(await ids('minhtc', 'unit')).toEqual([given.id]);
    expect(await ids('cuongpv', 'unit')).not.toContain(given.id);
    expect(await api.get('ngocdtb', 'assignments?scope=all')).toMatchObject({ status: 403 });
    expect((await api.get('quanhm', 'assignments?scope=all&limit=1')).body.next).toEqual(expect.any(String));
  });

  it('are returned with a reason, given again to another, or taken back', async () => {
    const { body: given } = await give('cuongpv', { assignee: 'tuanda', workingDays: 2 });
    expect(await complete('tuanda', given.instanceId, { acceptance: 'return' })).toBe(422);
    expect(await complete('tuanda', given.instanceId, { acceptance: 'return', reason: 'Đang nghỉ phép.' })).toBe(204);
    await until('cuongpv', given.id, 'returned');
    expect(await complete('cuongpv', given.instanceId, { reconsideration: 'again', newAssignee: 'maint', note: 'Nhờ Mai.' })).toBe(204);
    expect(await until('maint', given.id, 'given')).toMatchObject({ assignee: 'maint' });
    expect(await api.get('tuanda', `assignments/${given.id}`)).toMatchObject({ status: 403 });
    await complete('maint', given.instanceId, { acceptance: 'accept' });
    await until('maint', given.id, 'accepted');

    expect(await api.post('maint', `assignments/${given.id}/reassignment`, { assignee: 'tuanda', reason: 'x' })).toMatchObject({ status: 403 });
    expect(await api.post('cuongpv', `assignments/${given.id}/reassignment`, { assignee: 'oanhhtk', reason: 'x' })).toMatchObject({ status: 422 });
    expect(await api.post('cuongpv', `assignments/${given.id}/reassignment`, { assignee: 'tuanda', reason: 'Mai đi họp.' })).toMatchObject({ status: 204 });
    expect(await see('cuongpv', given.id)).toMatchObject({ status: 'given', assignee: 'tuanda', progress: 0 });
    expect(await complete('tuanda', given.instanceId, { acceptance: 'accept' })).toBe(204);
    await until('tuanda', given.id, 'accepted');

    const { deadlineId } = await see('cuongpv', given.id);
    expect(await api.post('tuanda', `assignments/${given.id}/recall`, { reason: 'x' })).toMatchObject({ status: 403 });
    expect(await api.post('cuongpv', `assignments/${given.id}/recall`, { reason: 'Không cần nữa.' })).toMatchObject({ status: 204 });
    expect(await api.post('cuongpv', `assignments/${given.id}/recall`, { reason: 'x' })).toMatchObject({ status: 409, body: { code: 'assignments.wrong-state' } });
    expect(await see('cuongpv', given.id)).toMatchObject({ status: 'recalled', timeliness: null, deadlineId: null });
    const [deadline] = await api.office.database.query('select status from deadline where id = $1', [deadlineId]);
    expect(deadline).toEqual({ status: 'cancelled' });
    expect((await api.get('tuanda', 'tasks?scope=mine')).body.items.filter((item: { instanceId: string }) => item.instanceId === given.instanceId)).toEqual([]);
    expect(await kinds(given.id)).toEqual(['given', 'returned', 'reassigned', 'accepted', 'reassigned', 'accepted', 'recalled']);
  });

  it('bring their assignee the document and the file they are about, and keep that file open', async () => {
    const year = api.clock.now().getUTCFullYear();
    const csv = 'code,title,retention,unit,responsible\n01.QLCN,Chuyển giao công nghệ,10,QLCN,cuongpv\n';
    await api.post('anhdtl', 'file-plan/imports', { year, csv });
    const letter = { senderAgency: 'UBND tỉnh', documentDate: '2026-01-05', documentType: 'Công văn', subject: 'V/v', replyRequired: false, medium: 'paper' };
    const { body: document } = await api.post('anhdtl', 'incoming-documents', letter);
    const ofDocument = { assignee: 'tuanda', sourceDocumentId: document.id };
    expect(await give('cuongpv', ofDocument)).toMatchObject({ status: 403, body: { code: 'documents.document-forbidden' } });
    const variables = { leadUnit: 'QLCN', coordinatingUnits: [], informationUnits: [], instruction: 'Giao QLCN.' };
    expect(await complete('baotq', document.instanceId, variables)).toBe(204);
    await eventually(async () => (await api.get('cuongpv', `incoming-documents/${document.id}`)).status === 200);

    const { body: file } = await api.post('cuongpv', 'work-files', { year, planCode: '01.QLCN' });
    const { body: given } = await give('baotq', { unit: 'QLKH', sourceDocumentId: document.id, coordinatingPeople: ['nhungnth'] });
    for (const login of ['ngocdtb', 'nhungnth']) expect(await api.get(login, `incoming-documents/${document.id}`)).toMatchObject({ status: 200 });
    expect(await api.get('oanhhtk', `incoming-documents/${document.id}`)).toMatchObject({ status: 403 });
    await api.post('baotq', `assignments/${given.id}/recall`, { reason: 'nhầm đơn vị' });
    expect(await api.get('ngocdtb', `incoming-documents/${document.id}`)).toMatchObject({ status: 403 });

    expect(await give('ngocdtb', { assignee: 'oanhhtk', workFileId: file.id })).toMatchObject({ status: 422, body: { findings: [{ where: 'workFileId' }] } });
    const { body: filed } = await give('cuongpv', { assignee: 'tuanda', workFileId: file.id });
    expect((await api.get('cuongpv', `assignments?scope=given&workFileId=${file.id}`)).body.items).toMatchObject([{ id: filed.id }]);
    expect(await api.post('cuongpv', `work-files/${file.id}/closing`)).toMatchObject({ status: 409, body: { findings: [{ where: 'assignments' }] } });
    await api.post('cuongpv', `assignments/${filed.id}/recall`, { reason: 'xong' });
    expect(await api.post('cuongpv', `work-files/${file.id}/closing`)).toMatchObject({ status: 204 });
  });

  it('are extended by whoever has given them, and late when their result comes late', async () => {
    const { body: given } = await give('cuongpv', { assignee: 'tuanda', dueAt: inDays(5) });
    await complete('tuanda', given.instanceId, { acceptance: 'accept' });
    const { deadlineId } = await until('tuanda', given.id, 'accepted');
    const extension = { to: { dueAt: inDays(7) }, reason: 'Chờ số liệu' };
    expect(await api.post('tuanda', `deadlines/case/${deadlineId}/extensions`, extension)).toMatchObject({ status: 403 });
    expect(await api.post('ngocdtb', `deadlines/case/${deadlineId}/extensions`, extension)).toMatchObject({ status: 403 });
    expect(await api.post('cuongpv', `deadlines/case/${deadlineId}/extensions`, extension)).toMatchObject({ status: 201 });
    expect((await see('tuanda', given.id)).dueAt).toBe(extension.to.dueAt);

    api.clock.advance(8 * 24 * HOUR_MS);
    expect((await api.get('cuongpv', 'assignments?scope=given&overdue=true')).body.items).toMatchObject([{ id: given.id, overdue: true }]);
    await eventually(async () =>
      (await api.get('cuongpv', 'notifications')).body.items.some(({ title }: { title: string }) => title === 'Việc được giao đã quá hạn'),
    );
    await complete('tuanda', given.instanceId, { result: 'Muộn.' });
    await until('cuongpv', given.id, 'reported');
    const newDueAt = inDays(3);
    expect(await complete('cuongpv', given.instanceId, { judgement: 'again', comment: 'Bổ sung.', newDueAt })).toBe(204);
    const again = await until('tuanda', given.id, 'accepted');
    expect(again).toMatchObject({ overdue: false, dueAt: newDueAt });
    await complete('tuanda', given.instanceId, { result: 'Đã bổ sung.' });
    await until('cuongpv', given.id, 'reported');
    await complete('cuongpv', given.instanceId, { judgement: 'again', comment: 'Vẫn thiếu.' });
    expect((await until('tuanda', given.id, 'accepted')).dueAt).toBe(again.dueAt);
    api.clock.advance(4 * 24 * HOUR_MS);
    await complete('tuanda', given.instanceId, { result: 'Xong.' });
    await until('cuongpv', given.id, 'reported');
    await complete('cuongpv', given.instanceId, { judgement: 'accept' });
    expect(await until('cuongpv', given.id, 'done')).toMatchObject({ timeliness: 'late' });
  });
});
