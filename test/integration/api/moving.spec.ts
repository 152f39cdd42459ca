import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' }, { worker: 'inside', openedAt: vn('2026-07-20 08:00') });
  for (const login of ['baotq', 'hangltm', 'dungnh', 'cuongpv', 'habtt', 'tuanda', 'maint', 'vinhtq', 'yenlh', 'tungmt', 'khanhvd', 'ngocdtb', 'oanhhtk', 'phucdx']) await api.as(login);
  await api.office.database.query(`update session set expires_at = '2027-12-31'`);
}, 180_000);
afterAll(() => api.close());

const at = (time: string) => (api.clock.offsetMs = Date.parse(vn(time)) - Date.now());
const decision = (kind: string, login: string, more: object) => ({ kind, login, number: `7/QĐ-${login}`, decidedOn: '2026-07-15', agency: 'Sở Khoa học và Công nghệ', ...more });
const enter = (body: object, login = 'vinhtq') => api.post(login, 'personnel-decisions', body);
const statusOf = async (id: string) => (await api.get('vinhtq', `personnel-decisions/${id}`)).body.status;
const taskOf = (instanceId: string, formKey: string) =>
  eventually(async () => {
    const [task] = await api.office.database.query<{ id: string; candidateGroups: string[] }>(
      `select id, candidate_groups as "candidateGroups" from user_task where instance_id = $1 and form_key = $2 and status = 'open'`,
      [instanceId, formKey],
    );
    return task;
  });
const groupsOf = async (login: string) => (await api.get(login, 'auth/me')).body.groups;
const titlesOf = async (login: string) => (await api.get(login, 'notifications?limit=100')).body.items.map(({ title }: { title: string }) => title);
const minutesOf = (login: string) => eventually(async () => (await api.get('vinhtq', `handover-minutes?person=${login}`)).body.items[0]);
const FORBIDDEN = { status: 403, body: { code: 'personnel.step-forbidden' } };

describe('who takes up another post', () => {
  it('as a leader is approved by the leadership: the chief of office makes nobody one, however the task comes to him', async () => {
    const { body: made } = await enter(decision('appoint', 'phucdx', { effectiveOn: '2026-07-20', unit: 'LD', role: 'leader', title: 'Phó Giám đốc' }));
    const task = await taskOf(made.instanceId, 'approval');
    expect(task.candidateGroups).toEqual(['leader']);
    await api.post('tungmt', `tasks/${task.id}/change`, { changes: { assignee: 'dungnh' }, reason: 'Thử.' });
    expect(await api.post('dungnh', `tasks/${task.id}/complete`, { variables: { approval: 'approve' } })).toMatchObject(FORBIDDEN);
    await api.post('tungmt', `tasks/${task.id}/change`, { changes: { assignee: 'baotq' }, reason: 'Thử.' });
    expect((await api.post('baotq', `tasks/${task.id}/complete`, { variables: { approval: 'refuse', refusalReason: 'Chưa có chủ trương.' } })).status).toBe(204);
    await eventually(async () => (await statusOf(made.id)) === 'refused');
  });

  it('does not say himself that he has come: of a new head the chief of office does; his other rights go on, those of the old unit end', async () => {
    const { body: made } = await enter(decision('appoint', 'oanhhtk', { effectiveOn: '2026-07-21', unit: 'TDC', role: 'head', title: 'Trưởng phòng' }));
    const days = { from: '2026-07-20', to: '2026-08-30', basis: 'Đi công tác' };
    const postOf = async (login: string) => (await api.get('vinhtq', `people/${login}`)).body.posts[0].postId;
    expect((await api.post('khanhvd', 'delegations', { postId: await postOf('khanhvd'), deputy: 'oanhhtk', ...days })).status).toBe(201);
    expect((await api.post('dungnh', `tasks/${(await taskOf(made.instanceId, 'approval')).id}/complete`, { variables: { approval: 'approve' } })).status).toBe(204);
    await minutesOf('oanhhtk');
    at('2026-07-21 00:00');
    const arrival = await taskOf(made.instanceId, 'arrival');
    expect(await groupsOf('oanhhtk')).toEqual(expect.arrayContaining(['head:TDC', 'deputy-of:khanhvd']));
    expect(await groupsOf('oanhhtk')).not.toContain('unit:QLKH');
    expect(await api.post('oanhhtk', `tasks/${arrival.id}/complete`, { variables: { arrived: true } })).toMatchObject(FORBIDDEN);
    at('2026-07-28 08:00');
    await eventually(async () => (await titlesOf('dungnh')).some((title: string) => title.startsWith('Chưa xác nhận tiếp nhận')));
    expect((await api.post('khanhvd', `tasks/${arrival.id}/complete`, { variables: { arrived: true } })).status).toBe(204);
  });

  it('is told of where nobody approves it in time', async () => {
    await enter(decision('transfer', 'maint', { effectiveOn: '2026-08-20', unit: 'TDC', role: 'staff', title: 'Chuyên viên' }));
    at('2026-07-31 08:00');
    await eventually(async () => (await titlesOf('baotq')).some((title: string) => title.startsWith('Chưa duyệt điều động')));
  });
});

it('a head of personnel confirms nobody for his own unit whom he has entered: the chief of office does, and a leader approves', async () => {
  const recruit = { kind: 'recruit', fullName: 'Trần Thu Giang', number: '8/QĐ', decidedOn: '2026-07-31', agency: 'Sở', effectiveOn: '2026-08-05', unit: 'TCCB', role: 'staff', title: 'Chuyên viên' };
  const { body: made } = await enter(recruit, 'yenlh');
  const task = await taskOf(made.instanceId, 'confirmation');
  expect(task.candidateGroups).toEqual(['chief-of-office']);
  await api.post('tungmt', `tasks/${task.id}/change`, { changes: { assignee: 'yenlh' }, reason: 'Thử.' });
  expect(await api.post('yenlh', `tasks/${task.id}/complete`, { variables: { confirmation: 'confirm' } })).toMatchObject(FORBIDDEN);
});

describe('handover minutes', () => {
  let id: string;
  const linesFor = async (reader: string) => (await api.get(reader, `handover-minutes/${id}`)).body.lines?.map(({ kind, label }: { kind: string; label: string | null }) => [kind, label]);

  it('tell a receiver his lines, the office no words of documents, and administrators nothing', async () => {
    await api.post('cuongpv', 'assignments', { title: 'Rà soát hồ sơ cán bộ bị khiếu nại', content: 'Rà soát.', assignee: 'tuanda' });
    await eventually(async () => (await api.get('tuanda', 'tasks?scope=mine')).body.items.length === 1);
    expect((await enter(decision('leave', 'tuanda', { effectiveOn: '2026-08-14', accessEndsAt: '2026-08-14T17:00:00+07:00' }))).status).toBe(201);
    ({ id } = await minutesOf('tuanda'));
    const { lines } = (await api.get('tuanda', `handover-minutes/${id}`)).body;
    const receivers = lines.map((line: { id: string }) => ({ lineId: line.id, receiver: 'habtt' }));
    const change = { receivers, add: [{ label: 'Chìa khoá tủ hồ sơ kỷ luật', receiver: 'ngocdtb' }] };
    expect((await api.post('tuanda', `handover-minutes/${id}/changes`, change)).status).toBe(204);
    const all = [['task', expect.any(String)], ['assignment', 'Rà soát hồ sơ cán bộ bị khiếu nại'], ['other', 'Chìa khoá tủ hồ sơ kỷ luật']];
    for (const reader of ['tuanda', 'cuongpv']) expect(await linesFor(reader)).toEqual(all);
    for (const reader of ['vinhtq', 'dungnh', 'baotq']) expect(await linesFor(reader)).toEqual([['task', expect.any(String)], ['assignment', null], ['other', null]]);
    expect(await linesFor('ngocdtb')).toEqual([['other', 'Chìa khoá tủ hồ sơ kỷ luật']]);
    expect((await api.get('tungmt', `handover-minutes/${id}`)).status).toBe(403);
    const file = await api.app.inject({ url: `/api/v1/handover-minutes/${id}?format=csv`, headers: await api.as('vinhtq') });
    expect(file.payload).toContain('(không hiển thị)');
    expect(file.payload).not.toContain('khiếu nại');
  });

  it('what comes to him after he has signed keeps the minutes open, and what comes after that is with who signs when access ends, also a draft', async () => {
    const sign = async () => {
      await api.post('tuanda', `handover-minutes/${id}/signature`, {});
      for (const receiver of ['habtt', 'ngocdtb']) await api.post(receiver, `handover-minutes/${id}/confirmation`);
      return api.post('cuongpv', `handover-minutes/${id}/close`);
    };
    const absent = await api.post('cuongpv', `handover-minutes/${id}/signature`, { absentReason: 'Đi vắng' });
    expect([absent.status, absent.body.findings?.map(({ code }: { code: string }) => code)]).toEqual([422, ['handover-signer-there']]);
    await api.post('tuanda', `handover-minutes/${id}/signature`, {});
    const give = async (title: string) => {
      const { body } = await api.post('cuongpv', 'assignments', { title, content: 'Làm.', assignee: 'tuanda' });
      await eventually(async () => (await api.office.database.query(`select from user_task t join process_instance i on i.id = t.instance_id where t.status = 'open' and t.assignee = 'tuanda' and i.business_key = $1`, [body.id])).length > 0);
    };
    await give('Việc giao sau khi ký');
    const refused = await sign();
    expect([refused.status, refused.body.findings.map(({ code }: { code: string }) => code)]).toEqual([422, ['handover-line-missing', 'handover-line-missing']]);
    expect((await api.post('tuanda', `handover-minutes/${id}/refresh`)).body).toEqual({ added: 2, dropped: 0 });
    const { status, lines } = (await api.get('tuanda', `handover-minutes/${id}`)).body;
    expect(status).toBe('draft');
    const receivers = lines.filter(({ receiver }: { receiver: string | null }) => receiver === null).map((line: { id: string }) => ({ lineId: line.id, receiver: 'habtt' }));
    await api.post('tuanda', `handover-minutes/${id}/changes`, { receivers });
    expect((await sign()).status).toBe(204);
    await eventually(async () => (await linesFor('cuongpv')).length === 5 && (await api.get('tuanda', 'tasks?scope=mine')).body.items.length === 0);
    await give('Việc giao sau khi hoàn tất');
    const draft = await api.post('tuanda', 'outgoing-documents', { documentType: 'CV', subject: 'V/v báo cáo', body: 'Kính gửi' });
    expect(draft.status).toBe(201);
    const beyond = { title: 'Dài', content: 'Làm.', assignee: 'tuanda', dueAt: '2026-08-17T17:00:00+07:00' };
    expect((await api.post('cuongpv', 'assignments', beyond)).body.findings).toMatchObject([{ where: 'assignee', what: expect.stringContaining('2026-08-14') }]);
    at('2026-08-14 17:00');
    await eventually(async () => (await api.get('tuanda', 'auth/me')).status === 401);
    const added = await eventually(async () => { const found = (await api.get('vinhtq', `handover-minutes/${id}`)).body.lines.slice(5); return found.length > 0 && found; });
    expect(added).toMatchObject([
      { kind: 'assignment', receiver: 'cuongpv', outcome: 'moved' },
      { kind: 'draft', receiver: 'cuongpv', outcome: 'moved' },
    ]);
    expect(await titlesOf('cuongpv')).toContain(`Còn 2 việc đến sau biên bản bàn giao: ${(await api.get('vinhtq', 'people/tuanda')).body.fullName}`);
    const { counts } = (await api.get('vinhtq', 'people/tuanda/holdings')).body;
    expect(counts).toMatchObject({ task: 0, 'offered-task': 0, assignment: 0, draft: 0, 'work-file': 0 });
    const [drafted] = await api.office.database.query('select drafted_by as "drafter" from outgoing_document where id = $1', [draft.body.id]);
    expect(drafted).toEqual({ drafter: 'cuongpv' });
    expect((await api.post('cuongpv', 'assignments', { title: 'Muộn', content: 'Làm.', assignee: 'tuanda' })).body.findings).toMatchObject([{ where: 'assignee', what: expect.stringContaining('his access has ended') }]);
  });
});
