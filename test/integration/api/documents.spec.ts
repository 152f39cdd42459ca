import { readFile } from 'node:fs/promises';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const letter = {
  senderAgency: 'UBND tỉnh Bình Định',
  documentNumber: '1520/UBND-KSTT',
  documentDate: '2026-01-05',
  documentType: 'Công văn',
  subject: 'V/v báo cáo ứng dụng công nghệ thông tin',
  replyRequired: true,
  dueAt: new Date(Date.now() + 300 * 86_400_000).toISOString(),
};

describe('documents', () => {
  let api: ApiUnderTest;
  let documentId: string;

  beforeAll(async () => {
    api = await startApi();
    const registered = await api.post('anhdtl', 'incoming-documents', letter);
    expect(registered).toMatchObject({ status: 201, body: { arrivalNumber: 1 } });
    documentId = registered.body.id;
  });
  afterAll(() => api.close());

  const idsSeenBy = async (login: string) => {
    const { body } = await api.get(login, 'incoming-documents');
    return body.items.map((item: { id: string }) => item.id);
  };

  it('are registered by clerks only', async () => {
    expect(await api.post('tuanda', 'incoming-documents', letter)).toMatchObject({
      status: 403,
      body: { code: 'request.not-allowed' },
    });
  });

  it('are refused with every fault at once, and no number is used', async () => {
    const wrong = { ...letter, documentDate: 'hôm qua', subject: ' ', copies: 3 };
    const shape = await api.post('anhdtl', 'incoming-documents', wrong);
    expect(shape.status).toBe(400);
    expect(shape.body.findings.map(({ where }: { where: string }) => where).sort()).toEqual([
      'body',
      'body.documentDate',
      'body.subject',
    ]);

    const impossible = {
      ...letter,
      documentNumber: '77/X',
      dueAt: '2020-01-01T00:00:00Z',
      attachmentIds: ['0190f3a1-7c1e-7d3b-9a43-5a1f0c9be111'],
    };
    const meaning = await api.post('anhdtl', 'incoming-documents', impossible);
    expect(meaning).toMatchObject({ status: 422, body: { code: 'documents.registration-refused' } });
    expect(meaning.body.findings).toHaveLength(2);
    const mistyped = await api.post('anhdtl', 'incoming-documents', { ...letter, documentNumber: '77/X', dueAt: '9026-11-20T03:00:00Z' });
    expect(mistyped).toMatchObject({ status: 422, body: { findings: [{ where: 'dueAt' }] } });

    const next = await api.post('anhdtl', 'incoming-documents', { ...letter, documentNumber: '78/X' });
    expect(next.body.arrivalNumber).toBe(2);
  });

  it('are not registered twice unless the clerk insists', async () => {
    expect(await api.post('tramvn', 'incoming-documents', letter)).toMatchObject({
      status: 409,
      body: { code: 'documents.duplicate-incoming-document', title: 'Văn bản này đã được vào sổ' },
    });
  });

  it('are read by those whose post it is, and by nobody else before an instruction names them', async () => {
    for (const login of ['anhdtl', 'baotq', 'dungnh', 'quanhm', 'tungmt']) {
      expect(await api.get(login, `incoming-documents/${documentId}`)).toMatchObject({
        status: 200,
        body: { id: documentId },
      });
    }
    for (const login of ['cuongpv', 'tuanda', 'sonlt']) {
      expect(await api.get(login, `incoming-documents/${documentId}`)).toMatchObject({ status: 403 });
      expect(await idsSeenBy(login)).toEqual([]);
    }
  });

  it('come to the units of the instruction, and to those alone', async () => {
    // Registered without its scan: the case waits for it.
    const form = new FormData();
    form.set('file', new Blob([Uint8Array.from(await readFile('apps/cli/assets/cong-van-den.pdf'))], { type: 'application/pdf' }), 'quet.pdf');
    const upload = await fetch(`${api.address}/api/v1/attachments`, {
      method: 'POST',
      body: form,
      headers: await api.as('anhdtl'),
    });
    const { id: attachmentId } = (await upload.json()) as { id: string };
    expect(
      await api.post('anhdtl', `incoming-documents/${documentId}/attachments`, { attachmentIds: [attachmentId] }),
    ).toMatchObject({ status: 204 });

    const task = await eventually(async () => (await api.get('baotq', 'tasks?scope=group')).body.items[0]);
    const instruction = {
      leadUnit: 'QLCN',
      coordinatingUnits: ['QLKH'],
      informationUnits: ['TDC'],
      instruction: 'Giao QLCN trả lời.',
    };
    expect(await api.post('baotq', `tasks/${task.id}/complete`, { variables: instruction })).toMatchObject({
      status: 204,
    });

    await eventually(async () => (await idsSeenBy('tuanda')).length > 0);
    for (const login of ['tuanda', 'oanhhtk', 'cuongpv1']) expect(await idsSeenBy(login)).toEqual([documentId]);
    expect(await idsSeenBy('sonlt')).toEqual([]);
    expect(await api.get('maint', `attachments/${attachmentId}`)).toMatchObject({ status: 200 });
    expect(await api.get('sonlt', `attachments/${attachmentId}/content`)).toMatchObject({ status: 403 });
  });

  it('show a head the obligations of his own unit, and not of another', async () => {
    const own = await api.get('cuongpv', 'reply-obligations');
    expect(own.body.items).toMatchObject([{ documentId, leadUnit: 'QLCN', status: 'open', overdue: false }]);
    expect(await api.get('cuongpv', 'reply-obligations?unit=QLKH')).toMatchObject({ status: 403 });
    expect(await api.get('tuanda', 'reply-obligations')).toMatchObject({ status: 403 });
  });

  it('stand in the registers under the headings of the decree', async () => {
    const year = (await api.get('anhdtl', `incoming-documents/${documentId}`)).body.arrivalYear;
    const register = await api.get('anhdtl', `registers/incoming?year=${year}`);
    expect(register.body.headings.arrivalNumber).toBe('Số đến');
    expect(register.body.items.map((row: { arrivalNumber: number }) => row.arrivalNumber)).toEqual([1, 2]);
    const tracking = await api.get('anhdtl', `registers/tracking?year=${year}&limit=1`);
    expect(tracking.body.items).toHaveLength(1);
    const rest = await api.get('anhdtl', `registers/tracking?year=${year}&limit=1&after=${tracking.body.next}`);
    expect(rest.body).toMatchObject({ items: [{ arrivalNumber: 2 }], next: null });
  });

  it('refuse what Postgres cannot hold, and keys that would poison an object', async () => {
    expect(await api.get('anhdtl', 'people?search=a%00b')).toMatchObject({ status: 400 });
    const headers = { ...(await api.as('anhdtl')), 'content-type': 'application/json' };
    const payload = '{"__proto__":{"admin":true}}';
    const poisoned = await api.app.inject({ method: 'POST', url: '/api/v1/incoming-documents', headers, payload });
    expect([poisoned.statusCode, poisoned.json().code]).toEqual([400, 'request.bad-json']);
  });

  it('refuse a cursor that they did not give', async () => {
    expect(await api.get('anhdtl', 'incoming-documents?after=abc')).toMatchObject({ status: 422 });
  });

  it('owe a reply until a leader says that none is owed, and that only when nobody works on it any more', async () => {
    const { body } = await api.post('anhdtl', 'incoming-documents', { ...letter, documentNumber: '79/X' });
    const path = `reply-obligations/${body.obligationId}/cancellation`;
    const because = { reason: 'vào sổ nhầm' };
    expect(await api.post('cuongpv', path, because)).toMatchObject({ status: 403 });
    expect(await api.post('baotq', path, because)).toMatchObject({ status: 409, body: { code: 'documents.reply-still-worked-on' } });
    expect(await api.post('tungmt', `process-instances/${body.instanceId}/cancel`, because)).toMatchObject({ status: 204 });
    expect(await api.post('baotq', path, { reason: ' ' })).toMatchObject({ status: 400 });
    expect(await api.post('baotq', path, because)).toMatchObject({ status: 204 });
    expect(await api.post('baotq', path, because)).toMatchObject({ status: 409, body: { code: 'documents.obligation-not-open' } });
    expect((await api.get('anhdtl', `incoming-documents/${body.id}`)).body.obligation).toMatchObject({ status: 'cancelled' });
  });
});
