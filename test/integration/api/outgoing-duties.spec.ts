import { type ApiUnderTest, startApi } from './api-under-test.js';
import { OutgoingDesk } from './outgoing-desk.js';

let api: ApiUnderTest;
let desk: OutgoingDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new OutgoingDesk(api);
}, 120_000);
afterAll(() => api.close());

const refused = (code: string, status = 403) => ({ status, body: expect.objectContaining({ code }) as unknown });
const stepsOf = async (id: string) => (await api.get('tuanda', `outgoing-documents/${id}/versions`)).body.items[0].steps;
const give = (task: string, assignee: string, by = 'tungmt') =>
  api.post(by, `tasks/${task}/change`, { changes: { assignee }, reason: 'Thử.' });
const complete = (login: string, task: string, variables: object) => api.post(login, `tasks/${task}/complete`, { variables });

describe('a step belongs to a post', () => {
  it('so an operator gives none to himself, and reads nothing by it', async () => {
    const id = await desk.submit();
    const task = await desk.taskOf('cuongpv', id, 'approval');
    expect(await give(task, 'namcn', 'namcn')).toEqual(refused('runtime.task-for-oneself'));
    for (const changes of [{ candidateUsers: ['namcn'] }, { candidateGroups: ['unit:CNTT'] }]) {
      expect(await api.post('namcn', `tasks/${task}/change`, { changes, reason: 'x' })).toEqual(refused('runtime.task-for-oneself'));
    }
    expect((await api.get('namcn', `outgoing-documents/${id}`)).status).toBe(403);
  });

  it.each(['namcn', 'maint', 'khanhvd', 'baotq'])('so the content is not approved by %s, to whom the task was given, nor returned', async (login) => {
    const id = await desk.submit();
    const task = await desk.taskOf('cuongpv', id, 'approval');
    await give(task, login);
    for (const decision of ['approve', 'return']) {
      const answer = await complete(login, task, { decision, comment: 'Sửa lại.' });
      expect(answer).toEqual(refused('documents.step-of-other-post'));
      expect(answer.body.detail).toContain('It may be done by cuongpv, habtt.');
    }
    expect(await stepsOf(id)).toEqual([]);
  });

  it('so the content is approved by a leader only when the task has climbed to the leaders', async () => {
    const id = await desk.submit();
    const task = await desk.taskOf('cuongpv', id, 'approval');
    await give(task, 'baotq');
    await api.office.database.query(`update user_task set escalated_to = '{leader}' where id = $1`, [task]);
    expect(await complete('baotq', task, { decision: 'approve' })).toMatchObject({ status: 204 });
    expect(await stepsOf(id)).toMatchObject([{ doneBy: 'baotq', actingFor: ['cuongpv'] }]);
  });

  it('so the form is checked, the number given and the number compared by those whose office it is', async () => {
    const id = await desk.submit();
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    const format = await desk.taskOf('tramvn', id, 'format');
    await give(format, 'oanhhtk');
    expect(await complete('oanhhtk', format, { decision: 'pass' })).toEqual(refused('documents.step-of-other-post'));
    await give(format, 'tramvn');
    await complete('tramvn', format, { decision: 'pass' });
    const signature = await desk.taskOf('baotq', id, 'signature');
    await give(signature, 'oanhhtk');
    expect(await complete('oanhhtk', signature, { decision: 'return' })).toEqual(refused('documents.step-of-other-post'));
    await give(signature, 'baotq');
    await complete('baotq', signature, { decision: 'sign' });
    const issue = await desk.taskOf('anhdtl', id, 'issue');
    await give(issue, 'tuanda');
    expect(await complete('tuanda', issue, { recipients: 'UBND tỉnh' })).toEqual(refused('documents.step-of-other-post'));
    await give(issue, 'anhdtl');
    await complete('anhdtl', issue, { recipients: 'UBND tỉnh' });
    const verification = await desk.taskOf('tuanda', id, 'verification');
    await desk.attach(id);
    await give(verification, 'oanhhtk');
    expect(await complete('oanhhtk', verification, { numberIsRight: true })).toEqual(refused('documents.step-of-other-post'));
    await give(verification, 'maint');
    expect(await complete('maint', verification, { numberIsRight: true })).toMatchObject({ status: 204 });
  });
});

it.each([
  ['with a text of his own', 'Bản của Mai'],
  ['with the text as it was', 'Kính gửi…'],
])('the number is compared by who drafted last, to whom the first drafter had handed it, %s', async (_, draftBody) => {
  const id = await desk.submit();
  await desk.complete('cuongpv', id, 'approval', { decision: 'return', comment: 'Sửa lại.' });
  const task = await desk.taskOf('tuanda', id, 'draft');
  expect(await api.post('tuanda', `tasks/${task}/hand-over`, { to: 'maint', reason: 'Đi công tác.' })).toMatchObject({ status: 204 });
  await complete('maint', task, { documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody, result: null });
  await desk.sign(id);
  await desk.complete('anhdtl', id, 'issue', { recipients: 'Sở Tư pháp' });
  expect(await desk.taskOf('maint', id, 'verification')).toEqual(expect.any(String));
  expect(await desk.read(id)).toMatchObject({ draftedBy: 'maint' });
});

it('an operator begins no other case about a draft', async () => {
  const id = await desk.submit();
  const variables = { outgoingDocumentId: id, drafter: 'tuanda', savedBy: 'tuanda', draftSubject: 'V/v cấp tiền' };
  expect(await api.post('namcn', 'process-instances', { key: 'outgoing-document', variables })).toMatchObject({
    status: 403,
    body: { code: 'documents.routed-by-hand' },
  });
});

describe('where the agency has too few people', () => {
  const except = (login: string, id: string, step: string, person: string) =>
    api.post(login, `outgoing-documents/${id}/duty-exceptions`, { step, person, reason: 'Văn thư nghỉ ốm.' });

  it('a leader lets an author check the form of his own draft, and the step says so', async () => {
    const id = await desk.submit({}, 'anhdtl');
    await desk.complete('dungnh', id, 'approval', { decision: 'approve' });
    const check = () => desk.complete('anhdtl', id, 'format', { decision: 'pass' });
    expect(await check()).toEqual(refused('documents.duties-not-separated'));
    expect(await except('dungnh', id, 'check-format', 'anhdtl')).toEqual(refused('request.not-allowed'));
    expect(await except('baotq', id, 'check-format', 'anhdtl')).toMatchObject({ status: 201 });
    expect(await check()).toMatchObject({ status: 204 });
    expect((await api.get('baotq', `outgoing-documents/${id}/versions`)).body.items[0].steps).toMatchObject([
      { step: 'approve-content', exception: null },
      { step: 'check-format', doneBy: 'anhdtl', exception: { grantedBy: 'baotq', reason: 'Văn thư nghỉ ốm.' } },
    ]);
    const trail = await api.office.database.query(
      `select actor, detail ->> 'person' as person from audit_entry where action = 'documents.grant-duty-exception' and subject_id = $1`,
      [id],
    );
    expect(trail).toEqual([{ actor: 'baotq', person: 'anhdtl' }]);
  });

  it('nobody is let do it who does not work here', async () => {
    const id = await desk.submit();
    expect(await except('baotq', id, 'check-format', 'nobody')).toEqual(refused('documents.exception-without-post', 422));
    await api.office.database.query(`update post set valid_to = '2024-01-03' where login = 'oanhhtk'`);
    try {
      expect(await except('baotq', id, 'check-format', 'oanhhtk')).toEqual(refused('documents.exception-without-post', 422));
    } finally {
      await api.office.database.query(`update post set valid_to = null where login = 'oanhhtk'`);
    }
  });

  it('the leave is for the text that the leader has seen, and for no later one', async () => {
    const id = await desk.submit({}, 'anhdtl');
    await desk.complete('dungnh', id, 'approval', { decision: 'approve' });
    await except('baotq', id, 'check-format', 'anhdtl');
    await desk.complete('anhdtl', id, 'format', { decision: 'return', comment: 'Sửa thể thức.' });
    await desk.complete('anhdtl', id, 'draft', { documentType: 'CV', draftSubject: 'V/v hội nghị', draftBody: 'Bản khác', result: null });
    await desk.complete('dungnh', id, 'approval', { decision: 'approve' });
    expect(await desk.complete('anhdtl', id, 'format', { decision: 'pass' })).toEqual(refused('documents.duties-not-separated'));
    expect(await except('baotq', id, 'check-format', 'anhdtl')).toMatchObject({ status: 201 });
    expect(await desk.complete('anhdtl', id, 'format', { decision: 'pass' })).toMatchObject({ status: 204 });
  });

  it('who gave the leave, or a leader, takes it back until it is used', async () => {
    const id = await desk.submit({}, 'anhdtl');
    await desk.complete('dungnh', id, 'approval', { decision: 'approve' });
    const leaves = `outgoing-documents/${id}/duty-exceptions`;
    const given = async () => (await except('baotq', id, 'check-format', 'anhdtl')).body.id as string;
    const withdraw = (login: string, leave: string) => api.post(login, `${leaves}/${leave}/withdrawal`, { reason: 'Văn thư đã đi làm.' });
    const first = await given();
    expect(await withdraw('dungnh', first)).toEqual(refused('documents.duty-exception-forbidden'));
    expect(await withdraw('hangltm', first)).toMatchObject({ status: 204 });
    expect(await withdraw('baotq', first)).toEqual(refused('documents.duty-exception-over', 409));
    expect(await desk.complete('anhdtl', id, 'format', { decision: 'pass' })).toEqual(refused('documents.duties-not-separated'));
    const second = await given();
    expect(await desk.complete('anhdtl', id, 'format', { decision: 'pass' })).toMatchObject({ status: 204 });
    expect(await withdraw('baotq', second)).toEqual(refused('documents.duty-exception-over', 409));
    expect(await withdraw('baotq', id)).toEqual(refused('documents.duty-exception-not-found', 404));
    const elsewhere = await desk.submit();
    expect(await api.post('baotq', `outgoing-documents/${elsewhere}/duty-exceptions/${second}/withdrawal`, { reason: 'x' })).toMatchObject({ status: 404 });
    expect((await api.get('dungnh', leaves)).body.items).toMatchObject([
      { id: second, version: 1, withdrawnBy: null },
      { id: first, version: 1, person: 'anhdtl', withdrawnBy: 'hangltm', withdrawReason: 'Văn thư đã đi làm.' },
    ]);
  });

  it('he lets himself do what nobody else can, and only that', async () => {
    const id = await desk.submit();
    const answer = await except('baotq', id, 'check-format', 'baotq');
    expect(answer).toEqual(refused('documents.exception-not-needed'));
    expect(answer.body.detail).toContain('It may be done by anhdtl, dungnh, tramvn.');
    await api.office.database.query(`update post set valid_to = '2024-01-03' where role in ('clerk', 'chief-of-office')`);
    try {
      expect(await except('baotq', id, 'check-format', 'baotq')).toMatchObject({ status: 201 });
    } finally {
      await api.office.database.query(`update post set valid_to = null where role in ('clerk', 'chief-of-office')`);
    }
  });

  it('nobody is let sign without an authority', async () => {
    const id = await desk.submit();
    await desk.complete('cuongpv', id, 'approval', { decision: 'approve' });
    await desk.complete('tramvn', id, 'format', { decision: 'pass' });
    await except('baotq', id, 'sign', 'tuanda');
    const task = await desk.taskOf('baotq', id, 'signature');
    await give(task, 'tuanda');
    expect(await complete('tuanda', task, { decision: 'sign' })).toEqual(refused('documents.may-not-sign'));
  });
});
