import { readFile } from 'node:fs/promises';
import { eventually } from '../../support/eventually.js';
import { BUCKET, CREDENTIALS, S3Server } from '../../support/s3-server.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let store: S3Server;
let pdf: Buffer;
beforeAll(async () => {
  store = await S3Server.start();
  pdf = await readFile('apps/cli/assets/cong-van-den.pdf');
});
afterAll(() => store.close());

const settingsOfBucket = () => ({
  FILES_S3_BUCKET: BUCKET,
  FILES_S3_ENDPOINT: store.endpoint,
  FILES_S3_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
  FILES_S3_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
});

const upload = async (api: ApiUnderTest, name: string, content: Buffer, query = '') => {
  const form = new FormData();
  form.append('file', new Blob([Uint8Array.from(content)]), name);
  const headers = await api.as('anhdtl');
  const response = await fetch(`${api.address}/api/v1/attachments${query}`, { method: 'POST', body: form, headers });
  return { status: response.status, body: (await response.json()) as { id: string; code: string; version: number } };
};

describe.each([
  ['a folder', () => ({})],
  ['a bucket', settingsOfBucket],
])('the content of an attachment in %s', (_, settings) => {
  let api: ApiUnderTest;
  let id: string;
  beforeAll(async () => {
    api = await startApi(settings());
    ({ id } = (await upload(api, 'quét.pdf', pdf)).body);
  });
  afterAll(() => api.close());

  const get = async (headers: Record<string, string> = {}, query = '') => {
    const signedIn = await api.as('anhdtl');
    const url = `${api.address}/api/v1/attachments/${id}/content${query}`;
    const response = await fetch(url, { headers: { ...signedIn, ...headers } });
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, header: (name: string) => response.headers.get(name), bytes };
  };

  it('is given whole, with what it takes to ask for parts of it', async () => {
    const { status, header, bytes } = await get();
    expect(status).toBe(200);
    expect(bytes.equals(pdf)).toBe(true);
    expect(header('accept-ranges')).toBe('bytes');
    expect(header('etag')).toMatch(/^"[0-9a-f]{64}"$/);
    expect(header('content-disposition')).toMatch(/^attachment;/);
    expect(header('x-content-type-options')).toBe('nosniff');
  });

  it('says in which encoding a text is', async () => {
    const text = (await upload(api, 'ghi-chu.txt', Buffer.from('Ghi chú'))).body.id;
    const headers = await api.as('anhdtl');
    const { headers: answered } = await fetch(`${api.address}/api/v1/attachments/${text}/content`, { headers });
    expect(answered.get('content-type')).toBe('text/plain; charset=utf-8');
  });

  it('is given in parts: the first bytes, some in the middle, the last', async () => {
    const last = pdf.length - 1;
    for (const [range, start, end] of [
      ['bytes=0-99', 0, 99],
      ['bytes=1000-1999', 1000, 1999],
      [`bytes=${last}-`, last, last],
      ['bytes=-10', last - 9, last],
    ] as const) {
      const { status, header, bytes } = await get({ range });
      expect([status, header('content-range')]).toEqual([206, `bytes ${start}-${end}/${pdf.length}`]);
      expect(header('content-length')).toBe(`${end - start + 1}`);
      expect(bytes.equals(pdf.subarray(start, end + 1))).toBe(true);
    }
  });

  it('is given whole to who asks for several parts, or for a part of other content', async () => {
    expect(await get({ range: 'bytes=0-1,5-6' })).toMatchObject({ status: 200, bytes: pdf });
    expect(await get({ range: 'bytes=0-1', 'if-range': '"other"' })).toMatchObject({ status: 200, bytes: pdf });
    const etag = (await get()).header('etag')!;
    expect(await get({ range: 'bytes=0-1', 'if-range': etag })).toMatchObject({ status: 206, bytes: pdf.subarray(0, 2) });
  });

  it('is refused where no byte lies, with its size', async () => {
    const { status, header, bytes } = await get({ range: `bytes=${pdf.length}-` });
    expect([status, header('content-range')]).toEqual([416, `bytes */${pdf.length}`]);
    expect(JSON.parse(bytes.toString())).toMatchObject({ code: 'documents.attachment-range-outside', status: 416 });
  });

  it('is not read for who asks for its head alone', async () => {
    const url = `${api.address}/api/v1/attachments/${id}/content`;
    const headers = { ...(await api.as('anhdtl')), range: 'bytes=0-1' };
    const asked: string[] = [];
    store.intercept = ({ key }) => {
      asked.push(key);
      return undefined;
    };
    const response = await fetch(url, { method: 'HEAD', headers });
    store.intercept = () => undefined;
    expect([response.status, response.headers.get('content-length')]).toEqual([200, `${pdf.length}`]);
    expect(asked).toEqual([]);
  });

  it('is shown in the browser where it is a PDF, which can then load nothing', async () => {
    const { header } = await get({}, '?disposition=inline');
    expect(header('content-disposition')).toMatch(/^inline; filename="quet.pdf"/);
    expect(header('content-security-policy')).toMatch(/^default-src 'none';/);
    expect(header('x-content-type-options')).toBe('nosniff');
    expect((await get({}, '?disposition=other')).status).toBe(400);
  });

  it('is read for its text soon after the upload', async () => {
    const answer = async () => (await api.get('anhdtl', `attachments/${id}`)).body;
    expect(await eventually(async () => ((await answer()).textState === 'pending' ? undefined : answer()))).toMatchObject({
      textState: 'done',
      textReason: null,
    });
  });
});

describe('attachments', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.close());

  it('other than PDF and pictures are never shown, only saved', async () => {
    const { id } = (await upload(api, 'a.txt', Buffer.from('<script>alert(1)</script>'))).body;
    const headers = await api.as('anhdtl');
    const response = await fetch(`${api.address}/api/v1/attachments/${id}/content?disposition=inline`, { headers });
    expect(response.headers.get('content-disposition')).toMatch(/^attachment;/);
  });

  it.each([
    ['malware', Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')), 'infected'],
    ['a damaged scan', Buffer.from('%PDF-1.4 cut off'), 'damaged'],
  ])('refuse %s in the words of the office', async (_, content, what) => {
    const { status, body } = await upload(api, 'a', content);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: `documents.attachment-${what}`,
      title: expect.stringMatching(/^Tệp /),
      findings: [{ where: 'file', mend: expect.any(String) }],
    });
  });

  it('are replaced by later versions, which the document then shows', async () => {
    const registered = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'Sở Tư pháp',
      documentDate: '2026-01-05',
      documentType: 'Công văn',
      subject: 'V/v báo cáo',
      replyRequired: false,
      attachmentIds: [(await upload(api, 'quet.pdf', pdf)).body.id],
    });
    const document = async () => (await api.get('anhdtl', `incoming-documents/${registered.body.id}`)).body;
    const [first] = (await document()).attachments;

    const second = await upload(api, 'quet lai.pdf', pdf, `?replaces=${first.id}`);
    expect(second).toMatchObject({ status: 201, body: { replaces: first.id } });
    const attachmentIds = [second.body.id];
    const linked = await api.post('anhdtl', `incoming-documents/${registered.body.id}/attachments`, { attachmentIds });
    expect(linked.status).toBe(204);
    expect((await document()).attachments).toMatchObject([{ id: second.body.id, fileName: 'quet lai.pdf', version: 2 }]);

    const versions = await api.get('anhdtl', `attachments/${first.id}/versions`);
    expect(versions.body).toMatchObject([{ version: 2 }, { version: 1, replacedBy: second.body.id }]);
    expect((await api.get('tuanda', `attachments/${first.id}/versions`)).status).toBe(403);
    expect(await upload(api, 'a.pdf', pdf, `?replaces=${first.id}`)).toMatchObject({ status: 409 });
  });

  it('of others cannot be replaced by who may not read them', async () => {
    const { id } = (await upload(api, 'a.txt', Buffer.from('a'))).body;
    const form = new FormData();
    form.append('file', new Blob(['b']), 'b.txt');
    const headers = await api.as('vinhtq');
    const response = await fetch(`${api.address}/api/v1/attachments?replaces=${id}`, { method: 'POST', body: form, headers });
    expect(response.status).toBe(404);
  });
});

it('an office does not start on a bucket that it cannot use, and says what to look at', async () => {
  await expect(startApi({ ...settingsOfBucket(), FILES_S3_BUCKET: 'another' })).rejects.toMatchObject({
    code: 'files.storage-unavailable',
    message: expect.stringContaining('FILES_S3_BUCKET'),
  });
  await expect(startApi({ ...settingsOfBucket(), FILES_S3_ENDPOINT: '' })).rejects.toMatchObject({
    code: 'foundation.bad-configuration',
    findings: [{ where: 'FILES_S3_ENDPOINT' }],
  });
});
