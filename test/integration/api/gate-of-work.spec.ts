import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const CONFIRMED = { notSecretConfirmed: true, confirmedReason: 'Ví dụ trong tài liệu tập huấn' };
const csv = 'code;title;retention;unit;responsible\n01.QLCN;Hồ sơ chuyển giao công nghệ;20;QLCN;tuanda\n';

describe('the gate', () => {
  let api: ApiUnderTest;
  let year: number;
  let fileId: string;
  beforeAll(async () => {
    api = await startApi();
    year = api.clock.now().getUTCFullYear();
    await api.post('anhdtl', 'file-plan/imports', { year, csv });
    fileId = (await api.post('tuanda', 'work-files', { year, planCode: '01.QLCN' })).body.id;
  });
  afterAll(() => api.close());

  const upload = async (login: string, text: string) => {
    const form = new FormData();
    form.set('file', new Blob([text], { type: 'text/plain' }), 'quet.txt');
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as(login) });
    return ((await response.json()) as { id: string }).id;
  };
  const stopped = (where: string) => ({ status: 409, body: { code: 'documents.must-not-enter-suspected', findings: [{ where, code: 'state-secret' }] } });
  const rows = async (table: string) =>
    (await api.office.database.query<{ count: number }>(`select count(*)::int as count from ${table}`))[0]!.count;

  it('stops what may be a secret before it is in a work file, and lets in what somebody has looked at', async () => {
    const before = await rows('work_file_entry');
    const entry = (given: object) => api.post('tuanda', `work-files/${fileId}/entries`, given);
    const note = { kind: 'note', note: 'TUYỆT MẬT: kế hoạch' };
    expect(await entry(note)).toMatchObject(stopped('note'));
    const attachmentId = await upload('tuanda', 'Trang bìa\nTỐI MẬT\n');
    await eventually(async () => (await api.office.database.query(`select from attachment where id = $1 and text_state = 'done'`, [attachmentId]))[0]);
    expect(await entry({ kind: 'attachment', attachmentId })).toMatchObject(stopped('attachmentId'));
    expect(await rows('work_file_entry')).toBe(before);
    expect(await entry({ ...note, ...CONFIRMED })).toMatchObject({ status: 201 });
    expect(await entry({ kind: 'attachment', attachmentId, ...CONFIRMED })).toMatchObject({ status: 201 });
    const { body } = await api.get('tungmt', `audit-entries?subjectId=${fileId}`);
    expect(JSON.stringify(body.items)).toContain(CONFIRMED.confirmedReason);
    const titled = { year, planCode: '01.QLCN', title: 'Hồ sơ tài liệu mật' };
    expect(await api.post('tuanda', 'work-files', titled)).toMatchObject(stopped('title'));
  });

  it('stops what may be a secret in work that is given, reworded, reported on and talked about', async () => {
    const before = await rows('assignment');
    const work = { title: 'TUYỆT MẬT kế hoạch A', content: 'Rà soát', assignee: 'tuanda', workingDays: 3 };
    expect(await api.post('cuongpv', 'assignments', work)).toMatchObject(stopped('title'));
    expect(await api.post('cuongpv', 'assignments', { ...work, title: 'Kế hoạch', content: 'Độ mật: Mật' })).toMatchObject(stopped('content'));
    expect(await rows('assignment')).toBe(before);
    const { body: given } = await api.post('cuongpv', 'assignments', { ...work, ...CONFIRMED });
    const act = (login: string, path: string, body: object) => api.post(login, `assignments/${given.id}/${path}`, body);
    expect(await act('cuongpv', 'comments', { text: 'TỐI MẬT' })).toMatchObject(stopped('text'));
    expect(await act('cuongpv', 'wordings', { title: 'A', content: 'B', reason: '(mật)' })).toMatchObject(stopped('reason'));
    expect(await act('cuongpv', 'comments', { text: 'TỐI MẬT', ...CONFIRMED })).toMatchObject({ status: 204 });
  });

  it('stops what may be a secret in the form of any task but those of the procedure for secrets', async () => {
    const { body } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v chuyển giao công nghệ',
      replyRequired: false,
      attachmentIds: [await upload('anhdtl', 'Kính gửi')],
    });
    const task = await eventually(async () =>
      (await api.get('baotq', 'tasks?scope=group')).body.items.find(({ businessKey }: { businessKey: string }) => businessKey === body.id),
    );
    const variables = { leadUnit: 'QLCN', coordinatingUnits: [], informationUnits: [], instruction: 'TUYỆT MẬT, xử lý kín.' };
    expect(await api.post('baotq', `tasks/${task.id}/complete`, { variables })).toMatchObject(stopped('instruction'));
    expect(await api.post('baotq', `tasks/${task.id}/complete`, { variables, ...CONFIRMED })).toMatchObject({ status: 204 });

    const { body: spill } = await api.post('anhdtl', 'secret-spills', { documentId: body.id });
    const confirm = await eventually(async () =>
      (await api.get('dungnh', 'tasks?scope=group')).body.items.find(({ businessKey }: { businessKey: string }) => businessKey === spill.id),
    );
    const decision = { decision: 'not-secret', reason: 'Độ mật: Mật. Đã giải mật.' };
    expect(await api.post('dungnh', `tasks/${confirm.id}/complete`, { variables: decision })).toMatchObject({ status: 204 });
  });
});

describe('a locked document', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('takes no words and goes nowhere: comments, acts, work files, assignments, reasons of deadlines', async () => {
    const year = api.clock.now().getUTCFullYear();
    await api.post('anhdtl', 'file-plan/imports', { year, csv });
    const { body: file } = await api.post('tuanda', 'work-files', { year, planCode: '01.QLCN' });
    const { body: document } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'UBND tỉnh',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v chuyển giao công nghệ',
      replyRequired: true,
      dueAt: new Date(api.clock.now().getTime() + 20 * 86_400_000).toISOString(),
    });
    const work = { title: 'Rà soát', content: 'Rà soát', unit: 'QLKH', workingDays: 5, sourceDocumentId: document.id };
    const { body: assignment } = await api.post('baotq', 'assignments', work);
    const { body: draft } = await api.post('tuanda', 'outgoing-documents', { documentType: 'BC', subject: 'Báo cáo', body: 'Kính gửi' });
    const [deadline] = await api.office.database.query<{ id: string }>(`select id from deadline where subject = 'reply-obligation' or instance_id = $1`, [
      document.instanceId,
    ]);
    for (const documentId of [document.id, draft.id]) expect(await api.post('baotq', 'secret-spills', { documentId })).toMatchObject({ status: 201 });

    const until = new Date(api.clock.now().getTime() + 5 * 86_400_000).toISOString();
    const acts: [login: string, path: string, body: object][] = [
      ['cuongpv', `outgoing-documents/${draft.id}/comments`, { text: 'Thêm số liệu' }],
      ['baotq', `outgoing-documents/${draft.id}/acts`, { kind: 'recall', reason: 'Sai' }],
      ['tuanda', `work-files/${file.id}/entries`, { kind: 'outgoing', documentId: draft.id }],
      ['baotq', 'assignments', work],
      ['baotq', `assignments/${assignment.id}/comments`, { text: 'Nhanh lên' }],
      ['baotq', `assignments/${assignment.id}/wordings`, { title: 'A', content: 'B', reason: 'C' }],
      ['baotq', `deadlines/case/${deadline!.id}/pause`, { until, reason: 'Chờ Bộ' }],
    ];
    const answers = await Promise.all(acts.map(async ([login, path, body]) => [path, (await api.post(login, path, body)).body?.code]));
    expect(answers.filter(([, code]) => code !== 'documents.content-locked')).toEqual([]);
    const [{ words } = { words: -1 }] = await api.office.database.query<{ words: number }>(
      `select ((select count(*) from outgoing_comment) + (select count(*) from work_file_entry) + (select count(*) from deadline_act)
             + (select count(*) from assignment_event where kind in ('comment', 'reworded')))::int as words`,
    );
    expect(words).toBe(0);
  });
});
