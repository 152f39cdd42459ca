import { dateInZone } from '#foundation';
import { randomUUID } from 'node:crypto';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type InstructionDesk, instructionDesk } from './instruction-desk.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let outgoing: OutgoingDesk;
let incoming: InstructionDesk;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  outgoing = new OutgoingDesk(api);
  incoming = instructionDesk(api);
}, 120_000);
afterAll(() => api.close());

const change = async (task: string, changes: object, by = 'namcn') =>
  expect(await api.post(by, `tasks/${task}/change`, { changes, reason: 'Chuyển người làm.' })).toMatchObject({ status: 204 });
const ask = (login: string, task: string, person: string) =>
  api.post(login, `tasks/${task}/consultations`, { people: [person], question: 'Ý kiến?', dueAt: incoming.inDays(2) });
const complete = (login: string, task: string, variables: object) => api.post(login, `tasks/${task}/complete`, { variables });
const refused = (code: string) => ({ status: 403, body: expect.objectContaining({ code }) as unknown });
const reads = async (login: string, path: string) => (await api.get(login, path)).status === 200;

/** A draft of QLCN that waits for its head. */
const toApprove = async () => {
  const id = await outgoing.submit();
  return { document: `outgoing-documents/${id}`, task: await outgoing.taskOf('cuongpv', id, 'approval') };
};
/** A letter whose answer QLCN's head is to hand to somebody. */
const toAssign = async () => {
  const id = await incoming.instructed({ leadUnit: 'QLCN' }, { replyRequired: true });
  return { id, document: `incoming-documents/${id}`, task: (await incoming.taskOf('cuongpv', id, 'assignment')).id };
};

describe('what an operator gives by hand', () => {
  it.each([
    ['to another operator', { assignee: 'sonlt' }, 'sonlt'],
    ['to one beside others', { candidateUsers: ['sonlt'] }, 'sonlt'],
    ['to all staff', { candidateGroups: ['staff'] }, 'oanhhtk'],
  ])('%s opens no document to them, and they ask nobody about it', async (_, changes, login) => {
    for (const { document, task } of [await toApprove(), await toAssign()]) {
      await change(task, changes);
      expect(await reads(login, document)).toBe(false);
      expect(await ask(login, task, 'namcn')).toEqual(refused('worklist.task-of-others'));
      expect(await reads('namcn', document)).toBe(false);
    }
  });

  it('shows them neither the variables of the case nor what it is about', async () => {
    const { task } = await toAssign();
    await change(task, { assignee: 'sonlt' });
    for (const path of [`tasks/${task}`, `tasks/${task}/form`]) expect(await api.get('sonlt', path)).toEqual(refused('worklist.task-of-others'));
    const { items } = (await api.get('sonlt', 'tasks?scope=mine')).body;
    expect(items.find(({ id }: { id: string }) => id === task)).toMatchObject({ subject: null });
  });

  it('is neither completed, handed on nor opened by them', async () => {
    const { document, task } = await toAssign();
    await change(task, { assignee: 'sonlt', candidateGroups: ['head:CNTT'] });
    expect(await complete('sonlt', task, { drafter: 'tuanda' })).toEqual(refused('worklist.task-of-others'));
    expect(await api.post('sonlt', `tasks/${task}/hand-over`, { to: 'namcn', reason: 'x' })).toEqual(refused('worklist.task-of-others'));
    expect(await api.post('sonlt', `tasks/${task}/assign`, { assignee: 'namcn' })).toEqual(refused('worklist.task-of-others'));
    expect(await api.post('sonlt', `tasks/${task}/opening`)).toEqual(refused('worklist.task-of-others'));
    expect(await reads('sonlt', document)).toBe(false);
    expect(await api.post('sonlt', `tasks/${task}/return`, { reason: 'Không phải việc của tôi.' })).toMatchObject({ status: 204 });
  });

  it('does not become the work of those who have it where it is given by hand again', async () => {
    const { task } = await toAssign();
    await complete('cuongpv', task, { drafter: 'tuanda' });
    const { id: draft } = await incoming.taskOf('tuanda', (await api.get('cuongpv', `tasks/${task}`)).body.businessKey, 'draft');
    for (const assignee of ['sonlt', 'oanhhtk', 'sonlt']) await change(draft, { assignee });
    expect(await api.get('sonlt', `tasks/${draft}`)).toEqual(refused('worklist.task-of-others'));
    await change(draft, { assignee: 'maint' });
    expect(await reads('maint', `tasks/${draft}`)).toBe(true);
  });

  it('goes on being seen by those whose work it is', async () => {
    const { document, task } = await toAssign();
    await change(task, { candidateGroups: ['staff'] });
    expect(await reads('cuongpv', `tasks/${task}`)).toBe(true);
    expect(await reads('cuongpv', document)).toBe(true);
  });

  it.each(['habtt', 'maint', 'baotq'])('is done by %s, of the unit whose work it is or above it', async (login) => {
    const { document, task } = await toAssign();
    await change(task, { assignee: login });
    expect(await reads(login, `tasks/${task}`)).toBe(true);
    expect(await reads(login, document)).toBe(true);
    expect(await complete(login, task, { drafter: 'tuanda' })).toMatchObject({ status: 204 });
  });

  it('is read by whoever has the right to sign it, and signed', async () => {
    const id = await outgoing.submit();
    await outgoing.complete('cuongpv', id, 'approval', { decision: 'approve' });
    await outgoing.complete('tramvn', id, 'format', { decision: 'pass' });
    const task = await outgoing.taskOf('baotq', id, 'signature');
    const authority = { holder: 'khanhvd', form: 'TUQ', title: 'Trưởng phòng', principal: 'Giám đốc', grantedBy: 'baotq' };
    const days = { validFrom: incoming.inDays(-1).slice(0, 10), validTo: incoming.inDays(5).slice(0, 10) };
    const terms = { basis: 'Giấy ủy quyền', scope: 'Công văn', documentTypes: ['CV'], ...days };
    expect(await api.post('dungnh', 'signing-authorities', { ...authority, ...terms })).toMatchObject({ status: 201 });
    await change(task, { assignee: 'khanhvd' });
    expect(await reads('khanhvd', `outgoing-documents/${id}`)).toBe(true);
    expect(await reads('khanhvd', `tasks/${task}`)).toBe(true);
    expect(await complete('khanhvd', task, { decision: 'sign', signatureForm: 'TUQ' })).toMatchObject({ status: 204 });
  });
});

describe('the judgement of given work that an operator gives by hand', () => {
  const toJudge = async () => {
    const { body } = await api.post('cuongpv', 'assignments', { title: 'Tổng hợp số liệu', content: 'Tổng hợp.', assignee: 'tuanda' });
    for (const [form, variables] of [['acceptance', { acceptance: 'accept' }], ['result', { result: 'Xong.' }]] as const) {
      expect(await complete('tuanda', await outgoing.taskOf('tuanda', body.id, form), variables)).toMatchObject({ status: 204 });
    }
    return outgoing.taskOf('cuongpv', body.id, 'judgement');
  };

  it('is not done by staff, but by a deputy of whoever has given it, or by a leader', async () => {
    for (const login of ['maint', 'oanhhtk', 'ngocdtb']) {
      const task = await toJudge();
      await change(task, { assignee: login });
      expect(await complete(login, task, { judgement: 'accept' })).toEqual(refused('assignments.forbidden'));
    }
    for (const login of ['habtt', 'baotq', 'cuongpv']) {
      const task = await toJudge();
      await change(task, { assignee: login });
      expect(await complete(login, task, { judgement: 'accept' })).toMatchObject({ status: 204 });
    }
  });
});

describe('whose work a document is', () => {
  const routed = refused('documents.routed-by-hand');
  const operate = (id: string, act: string, body: object) => api.post('namcn', `process-instances/${id}/${act}`, body);
  const begin = (element: string, variables?: object) => ({ reason: 'Thử.', instructions: [{ type: 'startBefore', element, variables }] });

  it('is not written into its case by an operator, who would move the case to it', async () => {
    const { document, task } = await toApprove();
    const { instanceId } = (await api.get('cuongpv', `tasks/${task}`)).body;
    const answers = [
      await operate(instanceId, 'variables', { variables: { drafter: 'sonlt', note: 'x' } }),
      await operate(instanceId, 'modify', begin('Task_Revise', { drafter: 'sonlt' })),
      await operate(instanceId, 'modify', begin('Task_Revise')),
    ];
    expect(await reads('sonlt', document)).toBe(false);
    expect(answers).toEqual([routed, routed, expect.objectContaining({ status: 204 })]);
    expect(await outgoing.taskOf('tuanda', document.split('/')[1]!, 'draft')).toEqual(expect.any(String));
  });

  it('is not written into a part of its case either', async () => {
    const { document, task } = await toAssign();
    const { instanceId } = (await api.get('cuongpv', `tasks/${task}`)).body;
    const answers = [
      await operate(instanceId, 'variables', { variables: { leadUnit: 'CNTT' } }),
      await operate(instanceId, 'modify', begin('Task_Assign', { leadUnit: 'CNTT' })),
    ];
    expect(await reads('sonlt', document)).toBe(false);
    expect(answers).toEqual([routed, routed]);
  });

  it('is not written with a failed job, retried or taken for done; other variables are repaired', async () => {
    const { task } = await toAssign();
    const { instanceId } = (await api.get('cuongpv', `tasks/${task}`)).body;
    const [job] = await api.office.database.query<{ id: string }>(
      `update job set status = 'failed', error = '{}' where instance_id = $1 and kind = 'timer' returning id`,
      [instanceId],
    );
    expect(await api.post('namcn', `jobs/${job!.id}/retry`, { variables: { escalateTo: 'unit:CNTT' } })).toEqual(routed);
    expect(await operate(instanceId, 'variables', { variables: { note: 'Tham khảo báo cáo cũ.' } })).toMatchObject({ status: 204 });
  });

  it('is not taken into another case that an operator begins', async () => {
    const { document } = await toAssign();
    const documentId = document.split('/')[1]!;
    const start = (id: string) =>
      api.post('namcn', 'process-instances', { key: 'incoming-document', variables: { documentId: id, leadUnit: 'CNTT', hasScan: false } });
    expect(await start(documentId)).toEqual(routed);
    const begun = await start(randomUUID());
    expect(begun).toMatchObject({ status: 201 });
    expect(await operate(begun.body.instanceId, 'variables', { variables: { documentId } })).toEqual(routed);
    expect(await operate(begun.body.instanceId, 'modify', begin('Task_Instruct', { documentId }))).toEqual(routed);
    expect(await operate(begun.body.instanceId, 'cancel', { reason: 'Thử.' })).toMatchObject({ status: 204 });
  });
});

// Last: days pass.
describe('what an operator gives by hand of somebody who has moved', () => {
  it('stays the work of the unit in which it had come to somebody who works elsewhere by now', async () => {
    const { task } = await toAssign();
    await complete('cuongpv', task, { drafter: 'maint' });
    const { businessKey } = (await api.get('cuongpv', `tasks/${task}`)).body;
    const { id: draft } = await incoming.taskOf('maint', businessKey, 'draft');
    const { posts } = (await api.get('yenlh', 'people/maint')).body;
    const day = (fromNow: number) => dateInZone(incoming.inDays(fromNow), 'Asia/Ho_Chi_Minh');
    expect(await api.post('yenlh', `posts/${posts[0].postId}/end`, { lastDay: day(0) })).toMatchObject({ status: 204 });
    const moved = { login: 'maint', unit: 'TDC', role: 'staff', title: 'Chuyên viên', from: day(1), basis: 'QĐ 51/QĐ-SKHCN' };
    expect(await api.post('yenlh', 'posts', moved)).toMatchObject({ status: 201 });
    api.clock.advance(2 * 86_400_000);
    await change(draft, { assignee: 'cuongpv1' });
    expect(await reads('cuongpv1', `tasks/${draft}`)).toBe(false);
    await change(draft, { assignee: 'habtt' });
    expect(await reads('habtt', `tasks/${draft}`)).toBe(true);
  });
});
