import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('attachments', () => {
  let api: ApiUnderTest;
  let pdf: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    api = await startApi({ UPLOAD_LIMIT_MB: '1' });
    pdf = Uint8Array.from(await readFile('apps/cli/assets/cong-van-den.pdf'));
  });
  afterAll(() => api.close());

  const upload = async (login: string, ...files: [name: string, content: Uint8Array<ArrayBuffer>, type?: string][]) => {
    const form = new FormData();
    for (const [name, content, type = 'application/pdf'] of files)
      form.append('file', new Blob([content], { type }), name);
    return fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as(login) });
  };
  const stored = async () => {
    const entries = await readdir(api.office.configuration.FILES_DIR, { recursive: true, withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).length;
  };

  it('come back byte for byte under their Vietnamese name', async () => {
    const response = await upload('anhdtl', ['Công văn số 1520 – đến.pdf', pdf]);
    expect(response.status).toBe(201);
    const { id, fileName, mediaType } = (await response.json()) as { id: string; fileName: string; mediaType: string };
    expect([fileName, mediaType]).toEqual(['Công văn số 1520 – đến.pdf', 'application/pdf']);

    const content = await fetch(`${api.address}/api/v1/attachments/${id}/content`, { headers: await api.as('anhdtl') });
    expect(Buffer.from(await content.arrayBuffer()).equals(Buffer.from(pdf))).toBe(true);
    expect(content.headers.get('content-type')).toBe('application/pdf');
    expect(content.headers.get('content-length')).toBe(String(pdf.length));
    expect(content.headers.get('content-disposition')).toBe(
      `attachment; filename="Cong van so 1520 _ den.pdf"; filename*=UTF-8''${encodeURIComponent('Công văn số 1520 – đến.pdf')}`,
    );
    expect(content.headers.get('cache-control')).toBe('no-store');
  });

  it('that nobody has put on a document are only there for whoever uploaded them', async () => {
    const { id } = (await (await upload('anhdtl', ['quet.pdf', pdf])).json()) as { id: string };
    for (const path of [id, `${id}/content`]) {
      const response = await fetch(`${api.address}/api/v1/attachments/${path}`, { headers: await api.as('vinhtq') });
      expect(response.status).toBe(404);
    }
  });

  it.each([
    [
      'a file over the limit',
      ['lon.pdf', new Uint8Array(1_200_000).fill(65), 'application/pdf'],
      413,
      'documents.attachment-too-large',
    ],
    [
      'a type that is not kept',
      ['tro-choi.pdf', new TextEncoder().encode('MZ\u0000\u0001program'), 'application/pdf'],
      415,
      'documents.attachment-type-unsupported',
    ],
    ['an empty file', ['trong.pdf', new Uint8Array(0), 'application/pdf'], 422, 'documents.attachment-empty'],
    [
      'a name that leaves its folder',
      ['../../etc/cron.d/x.pdf', new TextEncoder().encode('%PDF-1.4'), 'application/pdf'],
      422,
      'documents.attachment-name-unsafe',
    ],
  ] as [string, [string, Uint8Array<ArrayBuffer>, string], number, string][])(
    'refuse %s and keep nothing of it',
    async (_what, file, status, code) => {
      const before = await stored();
      const response = await upload('anhdtl', file);
      const problem = (await response.json()) as { code: string; findings: unknown[] };
      expect([response.status, problem.code]).toEqual([status, code]);
      expect(problem.findings).not.toHaveLength(0);
      expect(await stored()).toBe(before);
    },
  );

  it('refuse a form without a file, and a body that is no form', async () => {
    const form = new FormData();
    form.set('file', 'not a file');
    const headers = await api.as('anhdtl');
    const empty = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers });
    const json = await api.app.inject({ method: 'POST', url: '/api/v1/attachments', payload: {}, headers });
    expect([empty.status, json.statusCode]).toEqual([400, 400]);
    expect(json.json().findings[0].where).toBe('header.content-type');
  });

  it('refuse a second file in one form', async () => {
    const response = await upload('anhdtl', ['mot.pdf', pdf], ['hai.pdf', pdf]);
    expect(response.status).toBe(413);
    expect(((await response.json()) as { code: string }).code).toBe('request.too-many-files');
  });

  it('leave nothing behind when the sender breaks off', async () => {
    const before = await stored();
    const { authorization } = await api.as('anhdtl');
    const sending = request(`${api.address}/api/v1/attachments`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'multipart/form-data; boundary=x', 'content-length': '500000' },
    });
    sending.on('error', () => {});
    sending.write(
      '--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n%PDF-1.4 ',
    );
    await eventually(async () => (await stored()) === before + 1);
    sending.destroy();
    await eventually(async () => (await stored()) === before);
    expect(await api.office.database.query(`select from attachment where file_name = 'a.pdf'`)).toHaveLength(0);
  });
});
