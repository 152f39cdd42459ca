import { newId } from '#foundation';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const csv = 'code;title;retention;unit;responsible\n01.QLCN;Hồ sơ chuyển giao công nghệ;20;QLCN;tuanda\n02.QLKH;Hồ sơ đề tài;vĩnh viễn;QLKH;\n';
const letter = {
  senderAgency: 'UBND tỉnh Bình Định',
  documentDate: '2026-01-05',
  documentType: 'Công văn',
  subject: 'V/v chuyển giao công nghệ',
  replyRequired: false,
};

describe('work files', () => {
  let api: ApiUnderTest;
  let year: number;
  let fileId: string;
  let documentId: string;

  beforeAll(async () => {
    api = await startApi();
    year = api.clock.now().getUTCFullYear();
    const imported = await api.post('anhdtl', 'file-plan/imports', { year, csv });
    expect(imported).toMatchObject({ status: 200, body: { added: ['01.QLCN', '02.QLKH'] } });
    documentId = await instructed('11/UBND', 'QLCN');
    fileId = (await api.post('tuanda', 'work-files', { year, planCode: '01.QLCN' })).body.id;
  });
  afterAll(() => api.close());

  /** Registers a document that the leader gives to a unit. */
  async function instructed(documentNumber: string, leadUnit: string): Promise<string> {
    const attachmentIds = [await uploaded('anhdtl')];
    const { body } = await api.post('anhdtl', 'incoming-documents', { ...letter, documentNumber, attachmentIds });
    const task = await eventually(async () => (await api.get('baotq', 'tasks?scope=group')).body.items[0]);
    const variables = { leadUnit, coordinatingUnits: [], informationUnits: [], instruction: 'Giao xử lý.' };
    expect(await api.post('baotq', `tasks/${task.id}/complete`, { variables })).toMatchObject({ status: 204 });
    await eventually(async () => (await api.get('cuongpv', `incoming-documents/${body.id}`)).status === 200 || leadUnit !== 'QLCN');
    return body.id as string;
  }

  async function uploaded(login: string): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob(['Biên bản làm việc'], { type: 'text/plain' }), 'bien-ban.txt');
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as(login) });
    return ((await response.json()) as { id: string }).id;
  }

  const add = (login: string, entry: object, file = fileId) => api.post(login, `work-files/${file}/entries`, entry);
  const contents = async (file = fileId) => (await api.get('tuanda', `work-files/${file}/entries`)).body.items;

  it('follow a file plan, of which all lines are imported or none', async () => {
    const wrong = `${csv}01.QLCN;;500;KHONG;ai do\n`;
    const refused = await api.post('anhdtl', 'file-plan/imports', { year: year + 1, csv: wrong });
    expect(refused).toMatchObject({ status: 422, body: { code: 'work-files.plan-refused' } });
    expect(refused.body.findings.map(({ where }: { where: string }) => where)).toEqual(['dòng 4', 'dòng 4', 'dòng 4', 'dòng 4', 'KHONG', 'ai do']);
    expect((await api.get('tuanda', `file-plan?year=${year + 1}`)).body.items).toEqual([]);
    expect(await api.post('tuanda', 'file-plan/imports', { year, csv })).toMatchObject({ status: 403 });
    const changed = csv.replace('20', '30');
    const dry = await api.post('anhdtl', 'file-plan/imports', { year, csv: changed, dryRun: true });
    expect(dry.body).toEqual({ added: [], changed: ['01.QLCN'], unchanged: 1, leftOut: [] });
    const plan = await api.get('tuanda', `file-plan?year=${year}`);
    expect(plan.body.items).toMatchObject([
      { code: '01.QLCN', retentionYears: 20, responsibleName: 'Đặng Anh Tuấn', files: 1 },
      { code: '02.QLKH', retentionYears: null, responsible: null, files: 0 },
    ]);
  });

  it('are opened by those of the unit, one after the other under a line of the plan', async () => {
    expect(await api.post('oanhhtk', 'work-files', { year, planCode: '01.QLCN' })).toMatchObject({ status: 403, body: { code: 'work-files.forbidden' } });
    expect(await api.post('tuanda', 'work-files', { year, planCode: '99.QLCN' })).toMatchObject({ status: 404 });
    const foreign = await api.post('tuanda', 'work-files', { year, planCode: '01.QLCN', keeper: 'oanhhtk' });
    expect(foreign).toMatchObject({ status: 422, body: { findings: [{ where: 'keeper' }] } });
    const second = await api.post('maint', 'work-files', { year, planCode: '01.QLCN', title: 'Chuyển giao giống lúa', keeper: 'maint' });
    expect(second).toMatchObject({ status: 201, body: { code: '01.QLCN (2)' } });
    expect((await api.get('cuongpv', 'work-files?search=giong%20lua')).body.items).toMatchObject([{ keeper: 'maint', status: 'open' }]);
    expect((await api.get('oanhhtk', 'work-files')).body.items).toEqual([]);
    expect(await api.get('oanhhtk', `work-files/${second.body.id}`)).toMatchObject({ status: 403 });
    expect(await api.get('oanhhtk', `work-files/${newId()}`)).toMatchObject({ status: 404 });
  });

  it('gather documents, files and notes in a numbered list, and only what whoever adds it may read', async () => {
    expect(await add('maint', { kind: 'note', note: 'Không phải của tôi' })).toMatchObject({ status: 403 });
    const hidden = await instructed('12/UBND', 'QLKH');
    expect(await add('tuanda', { kind: 'incoming', documentId: hidden })).toMatchObject({ status: 403, body: { code: 'documents.document-forbidden' } });
    expect(await add('tuanda', { kind: 'incoming', documentId, note: 'Văn bản gốc' })).toMatchObject({ status: 201 });
    expect(await add('tuanda', { kind: 'incoming', documentId })).toMatchObject({ status: 409, body: { code: 'work-files.already-in-file' } });
    const foreign = await uploaded('maint');
    expect(await add('tuanda', { kind: 'attachment', attachmentId: foreign })).toMatchObject({ status: 422 });
    const attachmentId = await uploaded('tuanda');
    expect(await add('tuanda', { kind: 'attachment', attachmentId })).toMatchObject({ status: 201 });
    const slip = await add('cuongpv', { kind: 'note', note: 'Ghi nhầm' });
    await add('cuongpv', { kind: 'note', note: 'Đã họp ngày 06/01' });
    expect(await api.post('tuanda', `work-files/${fileId}/entries/${slip.body.id}/removal`, {})).toMatchObject({ status: 400 });
    expect(await api.post('maint', `work-files/${fileId}/entries/${slip.body.id}/removal`, { reason: 'thừa' })).toMatchObject({ status: 403 });
    expect(await api.post('tuanda', `work-files/${fileId}/entries/${slip.body.id}/removal`, { reason: 'thừa' })).toMatchObject({ status: 204 });
    expect(await api.post('tuanda', `work-files/${fileId}/entries/${slip.body.id}/removal`, { reason: 'thừa' })).toMatchObject({ status: 404 });
    expect(await contents()).toMatchObject([
      { number: 1, kind: 'incoming', symbol: '11/UBND', title: 'Công văn: V/v chuyển giao công nghệ', author: 'UBND tỉnh Bình Định', note: 'Văn bản gốc' },
      { number: 2, kind: 'attachment', attachmentId, title: 'bien-ban.txt' },
      { number: 3, kind: 'note', title: 'Đã họp ngày 06/01', note: null },
    ]);
    const file = await api.app.inject({ method: 'GET', url: `/api/v1/work-files/${fileId}/entries?format=csv`, headers: await api.as('tuanda') });
    expect(file.body.split('\r\n')[1]).toBe('1;11/UBND;2026-01-05;Công văn: V/v chuyển giao công nghệ;UBND tỉnh Bình Định;Văn bản gốc');
    expect(await api.get('cuongpv', `attachments/${attachmentId}`)).toMatchObject({ status: 200 });
    expect(await api.get('maint', `attachments/${attachmentId}`)).toMatchObject({ status: 403, body: { code: 'work-files.forbidden' } });
    const headers = await api.as('tuanda');
    const pdf = await api.app.inject({ method: 'GET', url: `/api/v1/work-files/${fileId}/entries?format=pdf`, headers });
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 4).toString()]).toEqual([200, '%PDF']);
  });

  it('what was taken out of one opens for who answers for it, not for those with whom it was shared', async () => {
    const attachmentId = await uploaded('tuanda');
    const { body: entry } = await add('tuanda', { kind: 'attachment', attachmentId });
    const { body: share } = await api.post('tuanda', `work-files/${fileId}/shares`, { unit: 'QLKH', level: 'read' });
    expect(await api.get('oanhhtk', `attachments/${attachmentId}`)).toMatchObject({ status: 200 });
    await api.post('tuanda', `work-files/${fileId}/entries/${entry.id}/removal`, { reason: 'nhầm' });
    expect(await api.get('oanhhtk', `attachments/${attachmentId}`)).toMatchObject({ status: 403, body: { code: 'work-files.forbidden' } });
    for (const login of ['tuanda', 'cuongpv', 'anhdtl']) expect(await api.get(login, `attachments/${attachmentId}`)).toMatchObject({ status: 200 });
    await api.post('tuanda', `work-files/${fileId}/shares/${share.id}/end`, {});
  });

  it('are shared for a time, and their documents with them, but not lent on', async () => {
    const share = { unit: 'QLKH', level: 'contribute' };
    expect(await api.post('maint', `work-files/${fileId}/shares`, share)).toMatchObject({ status: 403 });
    const wrong = await api.post('tuanda', `work-files/${fileId}/shares`, { unit: 'KHONG', level: 'read', from: '2020-01-01', until: '2019-01-01' });
    expect(wrong.body.findings.map(({ where }: { where: string }) => where)).toEqual(['unit', 'from', 'until']);
    expect(await api.get('oanhhtk', `incoming-documents/${documentId}`)).toMatchObject({ status: 403 });

    const shared = await api.post('tuanda', `work-files/${fileId}/shares`, share);
    expect(shared.status).toBe(201);
    expect(await api.get('oanhhtk', `incoming-documents/${documentId}`)).toMatchObject({ status: 200 });
    const { body } = await api.get('oanhhtk', 'incoming-documents');
    expect(body.items.map(({ id }: { id: string }) => id)).toContain(documentId);
    expect(await add('oanhhtk', { kind: 'note', note: 'QLKH góp ý' })).toMatchObject({ status: 201 });
    const own = (await api.post('oanhhtk', 'work-files', { year, planCode: '02.QLKH' })).body.id;
    expect(await add('oanhhtk', { kind: 'incoming', documentId }, own)).toMatchObject({ status: 403 });

    expect(await api.post('tuanda', `work-files/${fileId}/shares/${shared.body.id}/end`, {})).toMatchObject({ status: 204 });
    expect(await api.post('tuanda', `work-files/${fileId}/shares/${shared.body.id}/end`, {})).toMatchObject({ status: 404 });
    expect(await api.get('oanhhtk', `incoming-documents/${documentId}`)).toMatchObject({ status: 403 });
    expect(await add('oanhhtk', { kind: 'note', note: 'muộn' })).toMatchObject({ status: 403 });
  });

  it('are closed only when all in them is done, and opened again by the head', async () => {
    const early = await api.post('tuanda', `work-files/${fileId}/closing`);
    expect(early).toMatchObject({ status: 409, body: { code: 'work-files.unfinished', findings: [{ where: 'entries[1]' }] } });
    const task = await eventually(async () => (await api.get('cuongpv', 'tasks?scope=group')).body.items[0]);
    expect(await api.post('cuongpv', `tasks/${task.id}/complete`, { variables: { result: 'Đã chuyển giao.' } })).toMatchObject({ status: 204 });
    await eventually(async () => (await api.get('cuongpv', `incoming-documents/${documentId}`)).body.status === 'closed');
    expect(await api.post('maint', `work-files/${fileId}/closing`)).toMatchObject({ status: 403 });
    expect(await api.post('tuanda', `work-files/${fileId}/closing`)).toMatchObject({ status: 204 });
    expect(await add('tuanda', { kind: 'note', note: 'muộn' })).toMatchObject({ status: 409, body: { code: 'work-files.not-open' } });
    expect(await api.post('tuanda', `work-files/${fileId}/reopening`, { reason: 'thiếu' })).toMatchObject({ status: 403 });
    expect(await api.post('cuongpv', `work-files/${fileId}/reopening`, { reason: 'thiếu biên bản' })).toMatchObject({ status: 204 });
    expect(await api.post('cuongpv', `work-files/${fileId}/closing`)).toMatchObject({ status: 204 });
    const { body } = await api.get('tuanda', `work-files/${fileId}`);
    expect(body).toMatchObject({ status: 'closed', retainUntil: `${Number(body.closedOn.slice(0, 4)) + 20}-12-31` });
    expect(body.handOverBy.slice(4)).toBe(body.closedOn.slice(4));
    expect(Number(body.handOverBy.slice(0, 4))).toBe(Number(body.closedOn.slice(0, 4)) + 1);
    const due = async (day: string) => (await api.get('tuanda', `work-files?handOverBy=${day}`)).body.items.length;
    expect([await due(body.closedOn), await due(body.handOverBy)]).toEqual([0, 1]);
  });

  it('go to the archive with minutes, are returned or taken, and only read afterwards', async () => {
    const open = (await api.post('tuanda', 'work-files', { year, planCode: '01.QLCN' })).body.id;
    const wrong = await api.post('tuanda', 'archive-handovers', { fileIds: [open, newId(), fileId, fileId] });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'work-files.refused' } });
    expect(wrong.body.findings.map(({ where }: { where: string }) => where)).toEqual(['fileIds[0]', 'fileIds[1]', 'fileIds[3]']);
    expect(await api.post('oanhhtk', 'archive-handovers', { fileIds: [fileId] })).toMatchObject({ status: 422 });

    const first = await api.post('tuanda', 'archive-handovers', { fileIds: [fileId], note: 'Đợt 1' });
    expect(first).toMatchObject({ status: 201, body: { number: 1 } });
    expect(await api.post('tuanda', 'archive-handovers', { fileIds: [fileId] })).toMatchObject({ status: 422 });
    expect(await api.post('cuongpv', `work-files/${fileId}/reopening`, { reason: 'sửa' })).toMatchObject({ status: 409 });
    expect(await api.post('cuongpv', `archive-handovers/${first.body.id}/acceptance`)).toMatchObject({ status: 403 });
    expect(await api.post('anhdtl', `archive-handovers/${first.body.id}/return`, { reason: 'thiếu mục lục' })).toMatchObject({ status: 204 });
    expect(await api.post('anhdtl', `archive-handovers/${first.body.id}/acceptance`)).toMatchObject({ status: 409 });

    const { body: second } = await api.post('tuanda', 'archive-handovers', { fileIds: [fileId] });
    expect(await api.post('anhdtl', `archive-handovers/${second.id}/acceptance`)).toMatchObject({ status: 204 });
    expect((await api.get('tuanda', `archive-handovers/${second.id}`)).body).toMatchObject({
      number: 2,
      status: 'accepted',
      agency: 'Sở Khoa học và Công nghệ',
      submittedByName: 'Đặng Anh Tuấn',
      decidedByName: 'Đỗ Thị Lan Anh',
      list: [{ position: 1, code: '01.QLCN', status: 'handed-over', retentionYears: 20, entries: 4 }],
    });
    expect(await api.get('oanhhtk', `archive-handovers/${second.id}`)).toMatchObject({ status: 403 });
    expect((await api.get('oanhhtk', 'archive-handovers')).body.items).toEqual([]);
    expect((await api.get('maint', 'archive-handovers')).body.items).toEqual([]); // of the unit, but reads none of the files
    expect((await api.get('cuongpv', 'archive-handovers')).body.items).toHaveLength(2);
    const headers = await api.as('tuanda');
    const pdf = await api.app.inject({ method: 'GET', url: `/api/v1/archive-handovers/${second.id}?format=pdf`, headers });
    expect([pdf.statusCode, pdf.rawPayload.subarray(0, 4).toString()]).toEqual([200, '%PDF']);
    expect(await api.post('cuongpv', `work-files/${fileId}/reopening`, { reason: 'sửa' })).toMatchObject({ status: 409 });
    expect(await api.post('tuanda', `work-files/${fileId}/shares`, { unit: 'QLKH', level: 'read' })).toMatchObject({ status: 409 });
    expect(await contents()).toHaveLength(4);
  });
});
