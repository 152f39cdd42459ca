import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const news = {
  title: 'Tập huấn sở hữu trí tuệ',
  summary: 'Sở tổ chức lớp tập huấn.',
  body: 'Ngày 12/01/2026.\n\n## Nội dung\n\n- Nhãn hiệu\n- Sáng chế',
  section: 'tin-tuc',
  urgency: 'urgent',
  authorName: 'Trần Đình Anh Tuấn',
  authorAddress: 'Phòng Quản lý công nghệ',
};
/** What hostile people write into every field. */
const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert(2)">"'><a href="javascript:alert(3)">x</a> ]]> &lt;`;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('articles of the website', () => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    api = await startApi({ WEBSITE_PUBLIC: 'on' });
  }, 120_000);
  afterAll(() => api.close());

  const submit = (login: string, differently: object = {}) => api.post(login, 'website/articles', { ...news, ...differently });
  const stage = (login: string, id: string, wanted: string) =>
    eventually(async () => {
      const { body } = await api.get(login, `website/submissions/${id}`);
      return body.stage === wanted && body;
    });
  const seen = (path: string) => api.app.inject({ method: 'GET', url: path });
  const upload = async (login: string, content: Buffer, name: string, type: string) => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(content)], { type }), name);
    const response = await fetch(`${api.address}/api/v1/attachments`, { method: 'POST', body: form, headers: await api.as(login) });
    return ((await response.json()) as { id: string }).id;
  };

  async function complete(login: string, instanceId: string, variables: object): Promise<{ status: number; code?: string }> {
    const task = await eventually(async () => {
      const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
      return lists.flatMap(({ body }) => body.items).find((item: { instanceId: string }) => item.instanceId === instanceId);
    });
    const { status, body } = await api.post(login, `tasks/${task.id}/complete`, { variables });
    return { status, code: body?.code };
  }

  async function published(differently: object = {}): Promise<{ id: string; slug: string; instanceId: string }> {
    const { body: given } = await submit('tuanda', differently);
    expect(await complete('oanhhtk', given.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    const { slug } = await stage('tuanda', given.id, 'published');
    return { ...given, slug };
  }

  it('go from the head of the unit to the board, back to whoever wrote them, and before the public once another has approved them', async () => {
    const { status, body: given } = await submit('tuanda', { urgency: 'normal' });
    expect([status, given]).toEqual([201, { id: expect.any(String), label: expect.stringMatching(/^TB-\d+$/), instanceId: expect.any(String) }]);
    expect(await complete('cuongpv', given.instanceId, { decision: 'pass-on' })).toMatchObject({ status: 204 });
    expect(await complete('minhtc', given.instanceId, { decision: 'return' })).toMatchObject({ status: 422 });
    expect(await complete('minhtc', given.instanceId, { decision: 'return', note: 'Thiếu nơi tổ chức.' })).toMatchObject({ status: 204 });
    await stage('tuanda', given.id, 'returned');
    expect(await api.post('cuongpv', `website/articles/${given.id}/versions`, news)).toMatchObject({ status: 403, body: { code: 'website.forbidden' } });
    expect(await api.post('tuanda', `website/articles/${given.id}/versions`, { ...news, title: 'Tập huấn tại Quy Nhơn' })).toMatchObject({ status: 201, body: { version: 2 } });
    expect(await complete('tuanda', given.instanceId, {})).toMatchObject({ status: 204 });
    expect(await complete('oanhhtk', given.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    const article = await stage('tuanda', given.id, 'published');
    expect(article).toMatchObject({ slug: `tap-huan-tai-quy-nhon-${given.label.slice(3)}`, publishedVersion: 2, versions: [{ version: 2 }, { version: 1, title: news.title }] });
    expect(article.events.map(({ kind }: { kind: string }) => kind)).toEqual(['submitted', 'returned', 'revised', 'resubmitted', 'scheduled', 'published']);
    expect((await seen(`/api/v1/website/articles/${article.slug}`)).json()).toMatchObject({ title: 'Tập huấn tại Quy Nhơn', author: news.authorName });
    // Neither a login nor an address is the public's.
    expect((await seen(`/api/v1/website/articles/${article.slug}`)).body).not.toMatch(/tuanda|Phòng Quản lý công nghệ/);
    expect(await api.get('khanhvd', `website/submissions/${given.id}`)).toMatchObject({ status: 403 });
  });

  it('name author and address, and source and collector where they are collected: whatever is missing is told at once', async () => {
    const bare = { ...news, authorName: undefined, authorAddress: undefined, kind: 'collected', section: 'khong-co', attachmentIds: ['0197a5f0-0000-7000-8000-000000000000'] };
    const { status, body } = await submit('tuanda', bare);
    expect([status, body.code]).toEqual([422, 'website.article-refused']);
    expect(body.findings.map(({ where }: { where: string }) => where)).toEqual([
      'section', 'authorName', 'authorAddress', 'source', 'collectorName', 'collectorAddress', 'attachmentIds[0]',
    ]);
    expect(await submit('tuanda', { source: 'Báo Bình Định' })).toMatchObject({ status: 422, body: { findings: [{ where: 'source', code: 'article-collected-only' }] } });
    const collected = { kind: 'collected', source: 'Báo Bình Định, số 12', collectorName: 'Trần Đình Anh Tuấn', collectorAddress: 'Phòng QLCN' };
    expect(await submit('tuanda', collected)).toMatchObject({ status: 201 });
    expect(await submit('tuanda', { body: 'TUYỆT MẬT: kế hoạch' })).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    expect((await submit('tuanda', { body: 'a'.repeat(50_001) })).status).toBe(400);
  });

  it('of one of the board are approved by another, and the staff’s own stand before what was collected', async () => {
    const { body: own } = await submit('oanhhtk');
    expect(await complete('oanhhtk', own.instanceId, { decision: 'publish' })).toMatchObject({ status: 403, code: 'website.forbidden' });
    const collected = { kind: 'collected', source: 'Báo Nhân Dân', collectorName: 'A', collectorAddress: 'B' };
    const { body: earlier } = await submit('tuanda', collected);
    const { body: later } = await submit('tuanda');
    const queue = (await api.get('minhtc', 'website/submissions?scope=queue&limit=200')).body.items.map(({ id }: { id: string }) => id);
    expect(queue.indexOf(later.id)).toBeLessThan(queue.indexOf(earlier.id));
    expect(await complete('minhtc', own.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    await stage('oanhhtk', own.id, 'published');
  });

  it('are published by no operator: he writes nothing into their case, moves nothing, begins none and sends none of its messages', async () => {
    const { body: given } = await submit('tuanda');
    const byHand = { status: 403, body: { code: 'website.by-hand' } };
    const variables = { decision: 'publish' };
    expect(await api.post('tungmt', `process-instances/${given.instanceId}/variables`, { variables, reason: 'x' })).toMatchObject(byHand);
    expect(await api.post('tungmt', 'messages', { message: 'article.ended', correlationKey: given.id })).toMatchObject(byHand);
    const { body: timers } = await api.get('tungmt', `process-instances/${given.instanceId}/timers`);
    expect(await api.post('tungmt', `process-instances/${given.instanceId}/timers/${timers.items[0].key}`, { due: '2030-01-01T00:00:00Z' })).toMatchObject(byHand);
    expect(await api.post('tungmt', `process-instances/${given.instanceId}/suspend`, { timers: 'keep-due', reason: 'x' })).toMatchObject(byHand);
    expect(await api.post('tungmt', 'process-instances', { key: 'article-publication', variables: { articleId: given.id, urgency: 'urgent', headAnswers: false } })).toMatchObject(byHand);
    expect((await api.get('quanhm', `process-instances/${given.instanceId}`)).body.variables).toEqual({});
  });

  it('are corrected through another review while the public reads what stood there, and taken down at once with a reason', async () => {
    const { id, slug } = await published();
    const correct = (login: string) => api.post(login, `website/articles/${id}/corrections`, { ...news, title: 'Tập huấn (đính chính)', reason: 'Sai ngày.' });
    expect(await correct('cuongpv')).toMatchObject({ status: 403 });
    expect(await correct('minhtc')).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await seen(`/api/v1/website/articles/${slug}`)).json()).toMatchObject({ title: news.title });
    const { body: waiting } = await api.get('minhtc', `website/submissions/${id}`);
    expect(await complete('minhtc', waiting.instanceId, { decision: 'publish' })).toMatchObject({ status: 403, code: 'website.forbidden' });
    expect(await complete('oanhhtk', waiting.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    await stage('tuanda', id, 'published');
    expect((await seen(`/trang-tin/${slug}`)).body).toContain('Đính chính');
    expect(await api.post('tuanda', `website/articles/${id}/removal`, { reason: 'Nhầm.' })).toMatchObject({ status: 403 });
    expect(await api.post('dungnh', `website/articles/${id}/removal`, { reason: 'Lộ số điện thoại.' })).toMatchObject({ status: 204 });
    expect((await seen(`/trang-tin/${slug}`)).statusCode).toBe(404);
    const { body: article } = await api.get('tuanda', `website/submissions/${id}`);
    expect(article.events.at(-1)).toMatchObject({ kind: 'taken-down', actor: 'dungnh', text: 'Lộ số điện thoại.' });
    expect(article.versions).toHaveLength(2);
  });

  it('are taken back by whoever wrote them while they wait, and by nobody else', async () => {
    const { body: given } = await submit('tuanda');
    expect(await api.post('cuongpv', `website/articles/${given.id}/withdrawal`, { reason: 'x' })).toMatchObject({ status: 403 });
    expect(await api.post('tuanda', `website/articles/${given.id}/withdrawal`, { reason: 'Hoãn.' })).toMatchObject({ status: 204 });
    expect(await api.post('tuanda', `website/articles/${given.id}/withdrawal`, { reason: 'Hoãn.' })).toMatchObject({ status: 409 });
    expect((await api.get('tuanda', `process-instances/${given.instanceId}`)).status).toBe(403);
  });

  it('hold no markup that anybody wrote: pages, feed and sitemap show hostile words as words', async () => {
    const { slug } = await published({ title: `Tin ${HOSTILE}`, summary: HOSTILE, body: `## ${HOSTILE}\n\n- ${HOSTILE}\n\n${HOSTILE} https://example.vn/"onmouseover=alert(4)`, authorName: HOSTILE });
    for (const path of ['/trang-tin', `/trang-tin/${slug}`, '/trang-tin/atom.xml', '/trang-tin/sitemap.xml']) {
      const { statusCode, body, headers } = await seen(path);
      expect([path, statusCode]).toEqual([path, 200]);
      expect(body).not.toMatch(/<script|<img src=x|href="javascript|onerror="|"onmouseover|\]\]>/);
      expect(headers['content-security-policy']).toContain('script-src');
    }
  });

  it('show their pictures and files to the public, and no file of another article, path or owner', async () => {
    const [picture, paper] = [await upload('tuanda', PNG, 'anh.png', 'image/png'), await upload('tuanda', Buffer.from('Biểu mẫu'), 'bieu-mau.txt', 'text/plain')];
    const { slug } = await published({ attachmentIds: [picture, paper] });
    const { slug: other } = await published();
    const file = (name: string, id: string) => seen(`/trang-tin/${name}/tep/${id}`);
    expect(await file(slug, picture)).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/png', 'content-disposition': expect.stringMatching(/^inline/) } });
    expect((await file(slug, paper)).headers['content-disposition']).toMatch(/^attachment/);
    expect((await file(other, picture)).statusCode).toBe(404);
    const { body: waiting } = await submit('tuanda', { attachmentIds: [await upload('tuanda', PNG, 'cho-duyet.png', 'image/png')] });
    const [hidden] = (await api.get('tuanda', `website/submissions/${waiting.id}`)).body.versions[0].attachmentIds;
    expect((await file(slug, hidden)).statusCode).toBe(404);
    expect((await api.get('khanhvd', `attachments/${hidden}`)).status).toBe(404);
    expect((await api.get('minhtc', `attachments/${hidden}`)).status).toBe(200);
    for (const trick of ['/trang-tin/..%2f..%2fetc%2fpasswd', `/trang-tin/${slug}/tep/..%2f..%2fa`, "/trang-tin/x';--", '/trang-tin?after=xyz', '/trang-tin?section=%3Cscript%3E']) {
      const { statusCode, body } = await seen(trick);
      expect([trick, statusCode < 500, body.includes('<script>')]).toEqual([trick, true, false]);
    }
  });

  it('are listed by author for the month, for whoever reckons what is due for them', async () => {
    await published();
    const month = new Date().toISOString().slice(0, 7);
    const response = await api.app.inject({ method: 'GET', url: `/api/v1/website/royalties?month=${month}&format=csv`, headers: await api.as('dungnh') });
    expect(response.body).toMatch(/Trần Đình Anh Tuấn;Phòng Quản lý công nghệ;[1-9]/);
    expect((await api.get('tuanda', `website/royalties?month=${month}`)).status).toBe(403);
  });
});

it('the website is closed to the public until the agency opens it', async () => {
  const api = await startApi();
  for (const path of ['/trang-tin', '/trang-tin/atom.xml', '/trang-tin/sitemap.xml', '/trang-tin/x-1', '/api/v1/website/articles', '/api/v1/website/articles/x-1']) {
    expect([path, (await api.app.inject({ method: 'GET', url: path })).statusCode]).toEqual([path, 404]);
  }
  await api.close();
}, 120_000);
