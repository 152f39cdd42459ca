import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const STAMPED = 'Trang bìa\nTUYỆT MẬT\nKế hoạch Zưpkqx\n';
const csv = 'code;title;retention;unit;responsible\n01.QLCN;Hồ sơ chuyển giao công nghệ;20;QLCN;tuanda\n';

describe('a secret in a file of a work file', () => {
  let api: ApiUnderTest;
  let fileId: string;
  beforeAll(async () => {
    api = await startApi({}, { worker: 'inside' });
    const year = api.clock.now().getUTCFullYear();
    await api.post('anhdtl', 'file-plan/imports', { year, csv });
    fileId = (await api.post('tuanda', 'work-files', { year, planCode: '01.QLCN' })).body.id;
    const share = { login: 'oanhhtk', level: 'read' };
    expect(await api.post('tuanda', `work-files/${fileId}/shares`, share)).toMatchObject({ status: 201 });
  });
  afterAll(() => api.close());

  const uploaded = async (login: string, text: string, replaces?: string) => {
    const form = new FormData();
    form.set('file', new Blob([text], { type: 'text/plain' }), 'ke-hoach.txt');
    const query = replaces === undefined ? '' : `?replaces=${replaces}`;
    return fetch(`${api.address}/api/v1/attachments${query}`, { method: 'POST', body: form, headers: await api.as(login) });
  };
  const upload = async (...file: Parameters<typeof uploaded>) => ((await (await uploaded(...file)).json()) as { id: string }).id;
  /** Before its text is read, as whoever puts it in at once does. */
  const putIn = async (into = fileId) => {
    const attachmentId = await upload('tuanda', STAMPED);
    await api.office.database.query(`update attachment set text = null, text_state = 'none' where id = $1`, [attachmentId]);
    const entry = { kind: 'attachment', attachmentId, note: 'Ghi chú Zưpkqx' };
    expect(await api.post('tuanda', `work-files/${into}/entries`, entry)).toMatchObject({ status: 201 });
    await api.office.database.query(`update attachment set text = $2, text_state = 'done' where id = $1`, [attachmentId, STAMPED]);
    return attachmentId;
  };
  const questionAbout = (attachmentId: string) =>
    eventually(async () =>
      (await api.get('anhdtl', 'gate-questions')).body.items.find((asked: { attachmentId: string }) => asked.attachmentId === attachmentId),
    );
  const contentFor = async (login: string, id: string) =>
    (await fetch(`${api.address}/api/v1/attachments/${id}/content`, { headers: await api.as(login) })).status;
  const complete = async (login: string, element: string, spillId: string, variables: object) => {
    const task = await eventually(async () => {
      for (const { id } of (await api.get(login, 'tasks?scope=group&limit=200')).body.items) {
        const { body } = await api.get(login, `tasks/${id}`);
        if (body.elementId === element && body.businessKey === spillId) return body as { id: string };
      }
      return undefined;
    });
    expect(await api.post(login, `tasks/${task.id}/complete`, { variables })).toMatchObject({ status: 204 });
  };
  const spillThatIs = (spillId: string, status: string) =>
    eventually(async () => {
      const { body } = await api.get('dungnh', `secret-spills/${spillId}`);
      return body.status === status ? body : undefined;
    });

  it('is locked for everybody when the clerk says so, removed by the operator, told to whoever uploaded it, and assessed', async () => {
    const attachmentId = await putIn();
    const question = await questionAbout(attachmentId);
    expect(question).toMatchObject({ documentId: null, workFileId: fileId, mark: 'Tuyệt mật' });
    expect([await contentFor('oanhhtk', attachmentId), await contentFor('anhdtl', attachmentId)]).toEqual([423, 200]);

    const answered = await api.post('anhdtl', `gate-questions/${question.id}/answer`, { answer: 'spill' });
    expect(answered).toMatchObject({ status: 200, body: { spillId: expect.any(String) } });
    const { spillId } = answered.body;
    for (const login of ['tuanda', 'oanhhtk', 'anhdtl', 'baotq']) expect(await contentFor(login, attachmentId)).toBe(423);
    const listed = await api.get('tuanda', `work-files/${fileId}/entries`);
    expect(listed.body.items.at(-1)).toMatchObject({ title: '(nội dung đã khóa)', note: '(nội dung đã khóa)' });
    expect(await api.get('dungnh', `secret-spills/${spillId}`)).toMatchObject({
      body: { status: 'locked', direction: 'work-file', documentId: null, attachmentId, label: 'một tệp của hồ sơ 01.QLCN', foundBy: 'anhdtl' },
    });
    expect((await api.get('anhdtl', 'gate-questions')).body.items).toEqual([]);

    await complete('dungnh', 'Task_Confirm', spillId, { decision: 'secret' });
    await complete('sonlt', 'Task_Remove', spillId, { removalUnderstood: true });
    await complete('dungnh', 'Task_Assess', spillId, { assessment: 'Một người đã xem.', backups: 'Đã hủy.' });
    expect(await spillThatIs(spillId, 'closed')).toMatchObject({ removedBy: 'sonlt', removedFiles: 1, senderInformedHow: expect.stringContaining('hệ thống') });
    const { body: told } = await api.get('tuanda', 'notifications');
    expect(told.items[0].title).toContain('một tệp của hồ sơ 01.QLCN');
    expect(await contentFor('tuanda', attachmentId)).toBe(423);
    const [row] = await api.office.database.query('select file_name, text from attachment where id = $1', [attachmentId]);
    expect(row).toEqual({ file_name: '(đã gỡ)', text: null });
  });

  it('is reported by whoever reads the work file, and by nobody else', async () => {
    const attachmentId = await putIn();
    expect(await api.post('vinhtq', 'secret-spills', { attachmentId })).toMatchObject({ status: 403 });
    expect(await api.post('oanhhtk', 'secret-spills', { attachmentId, documentId: attachmentId })).toMatchObject({ status: 400 });
    const reported = await api.post('oanhhtk', 'secret-spills', { attachmentId });
    expect(reported).toMatchObject({ status: 201 });
    expect(await api.post('tuanda', 'secret-spills', { attachmentId })).toMatchObject({ status: 409, body: { code: 'documents.spill-reported' } });
    await complete('dungnh', 'Task_Confirm', reported.body.id, { decision: 'not-secret', reason: 'Mẫu để tập huấn.' });
    await spillThatIs(reported.body.id, 'false-alarm');
    expect(await contentFor('oanhhtk', attachmentId)).toBe(200);
    const { body } = await api.get('tuanda', `work-files/${fileId}/entries`);
    expect(body.items.at(-1)).toMatchObject({ title: 'ke-hoach.txt', note: 'Ghi chú Zưpkqx' });
  });

  it('stays in the work file, and keeps it open, while it is asked about and while it is locked', async () => {
    const attachmentId = await putIn();
    const question = await questionAbout(attachmentId);
    const close = () => api.post('tuanda', `work-files/${fileId}/closing`, {});
    const entryId = (await api.get('tuanda', `work-files/${fileId}/entries`)).body.items.at(-1).id as string;
    const takeOut = () => api.post('tuanda', `work-files/${fileId}/entries/${entryId}/removal`, { reason: 'Nhầm hồ sơ' });
    const kept = { status: 423, body: { code: 'work-files.entry-undecided' } };
    const refused = { status: 409, body: { code: 'work-files.unfinished', findings: [{ where: 'entries[3]', what: expect.stringContaining('state secret') }] } };
    expect(await close()).toMatchObject(refused);
    expect(await takeOut()).toMatchObject(kept);
    const { body: answered } = await api.post('anhdtl', `gate-questions/${question.id}/answer`, { answer: 'spill' });
    expect(await close()).toMatchObject(refused);
    expect(await takeOut()).toMatchObject(kept);
    await complete('dungnh', 'Task_Confirm', answered.spillId, { decision: 'not-secret', reason: 'Mẫu để tập huấn.' });
    await spillThatIs(answered.spillId, 'false-alarm');
    expect(await close()).toMatchObject({ status: 204 });
  });

  it('takes its later version along, which is not put in while it is locked, nor uploaded then', async () => {
    const { body: other } = await api.post('tuanda', 'work-files', { year: api.clock.now().getUTCFullYear(), planCode: '01.QLCN' });
    const attachmentId = await putIn(other.id);
    const later = await upload('tuanda', STAMPED, attachmentId);
    expect(await contentFor('tuanda', later)).toBe(200);
    const { body: spill } = await api.post('tuanda', 'secret-spills', { attachmentId });
    expect(await contentFor('tuanda', later)).toBe(423);
    const locked = { status: 423, body: { code: 'documents.attachment-locked' } };
    expect(await api.post('tuanda', `work-files/${other.id}/entries`, { kind: 'attachment', attachmentId: later })).toMatchObject(locked);
    expect(await uploaded('tuanda', STAMPED, attachmentId)).toMatchObject({ status: 423 });
    await complete('dungnh', 'Task_Confirm', spill.id, { decision: 'not-secret', reason: 'Mẫu để tập huấn.' });
    await spillThatIs(spill.id, 'false-alarm');
    expect(await contentFor('tuanda', later)).toBe(200);
    const entry = { kind: 'attachment', attachmentId: later, note: 'Bìa (mật)', notSecretConfirmed: true, confirmedReason: 'Mẫu để tập huấn' };
    expect(await api.post('tuanda', `work-files/${other.id}/entries`, entry)).toMatchObject({ status: 201 });
    const said = async () => JSON.stringify((await api.get('tungmt', `audit-entries?subjectId=${other.id}`)).body.items).includes('Mẫu để tập huấn');
    expect(await said()).toBe(true);
    expect(await api.post('tuanda', 'secret-spills', { attachmentId: later })).toMatchObject({ status: 201 });
    expect(await said()).toBe(false);
  });

  it('keeps the work file out of the archive', async () => {
    const [found] = await api.office.database.query<{ id: string }>('select attachment_id as id from work_file_entry where note is not null order by position desc');
    const { body: spill } = await api.post('oanhhtk', 'secret-spills', { attachmentId: found!.id });
    const handOver = () => api.post('tuanda', 'archive-handovers', { fileIds: [fileId] });
    expect(await handOver()).toMatchObject({ status: 422, body: { findings: [{ where: 'fileIds[0]', what: expect.stringContaining('state secret') }] } });
    await complete('dungnh', 'Task_Confirm', spill.id, { decision: 'not-secret', reason: 'Mẫu để tập huấn.' });
    await spillThatIs(spill.id, 'false-alarm');
    const handedOver = await handOver();
    expect(handedOver).toMatchObject({ status: 201 });
    await api.post('oanhhtk', 'secret-spills', { attachmentId: found!.id });
    expect(await api.post('anhdtl', `archive-handovers/${handedOver.body.id}/acceptance`, {})).toMatchObject({
      status: 422,
      body: { code: 'work-files.refused', findings: [{ where: '01.QLCN' }] },
    });
  });
});
