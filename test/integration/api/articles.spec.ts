import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ArticleDesk, NEWS as news } from './article-desk.js';

/** What hostile people write into every field. */
const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert(2)">"'><a href="javascript:alert(3)">x</a> ]]> &lt;`;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('articles of the website', () => {
  let api: ApiUnderTest;
  let desk: ArticleDesk;
  beforeAll(async () => {
    api = await startApi({ WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn' });
    desk = new ArticleDesk(api);
  }, 120_000);
  afterAll(() => api.close());

  it('go from the head of the unit to the board, back to whoever wrote them, and before the public once another has approved them', async () => {
    const { status, body: given } = await desk.submit('tuanda', { urgency: 'normal' });
    expect([status, given]).toEqual([201, { id: expect.any(String), label: expect.stringMatching(/^TB-\d+$/), instanceId: expect.any(String) }]);
    expect(await desk.complete('cuongpv', given.instanceId, { decision: 'pass-on' })).toMatchObject({ status: 204 });
    expect(await desk.complete('minhtc', given.instanceId, { decision: 'return' })).toMatchObject({ status: 422 });
    expect(await desk.complete('minhtc', given.instanceId, { decision: 'return', note: 'Thiếu nơi tổ chức.' })).toMatchObject({ status: 204 });
    await desk.stage(given.id, 'returned');
    expect(await api.post('khanhvd', `website/articles/${given.id}/versions`, news)).toMatchObject({ status: 403, body: { code: 'website.forbidden' } });
    expect(await api.post('tuanda', `website/articles/${given.id}/versions`, { ...news, title: 'Tập huấn tại Quy Nhơn' })).toMatchObject({ status: 201, body: { version: 2 } });
    expect(await desk.complete('tuanda', given.instanceId, {})).toMatchObject({ status: 204 });
    expect(await desk.complete('oanhhtk', given.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    const article = await desk.stage(given.id, 'published');
    expect(article).toMatchObject({ slug: `tap-huan-tai-quy-nhon-${given.label.slice(3)}`, publishedVersion: 2, versions: [{ version: 2 }, { version: 1, title: news.title }] });
    expect(article.events.map(({ kind }: { kind: string }) => kind)).toEqual(['submitted', 'returned', 'revised', 'resubmitted', 'scheduled', 'published']);
    expect((await desk.seen(`/api/v1/website/articles/${article.slug}`)).json()).toMatchObject({ title: 'Tập huấn tại Quy Nhơn', author: news.authorName });
    // Neither a login nor an address is the public's.
    expect((await desk.seen(`/api/v1/website/articles/${article.slug}`)).body).not.toMatch(/tuanda|Phòng Quản lý công nghệ/);
    expect(await api.get('khanhvd', `website/submissions/${given.id}`)).toMatchObject({ status: 403 });
  });

  it('name author and address, and source and collector where they are collected: whatever is missing is told at once', async () => {
    const bare = { ...news, authorName: undefined, authorAddress: undefined, kind: 'collected', section: 'khong-co', attachmentIds: ['0197a5f0-0000-7000-8000-000000000000'] };
    const { status, body } = await desk.submit('tuanda', bare);
    expect([status, body.code]).toEqual([422, 'website.article-refused']);
    expect(body.findings.map(({ where }: { where: string }) => where)).toEqual([
      'section', 'authorName', 'authorAddress', 'source', 'collectorName', 'collectorAddress', 'attachmentIds[0]',
    ]);
    expect(await desk.submit('tuanda', { source: 'Báo Bình Định' })).toMatchObject({ status: 422, body: { findings: [{ where: 'source', code: 'article-collected-only' }] } });
    const collected = { kind: 'collected', source: 'Báo Bình Định, số 12', collectorName: 'Trần Đình Anh Tuấn', collectorAddress: 'Phòng QLCN' };
    expect(await desk.submit('tuanda', collected)).toMatchObject({ status: 201 });
    expect(await desk.submit('tuanda', { body: 'TUYỆT MẬT: kế hoạch' })).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    expect((await desk.submit('tuanda', { body: 'a'.repeat(50_001) })).status).toBe(400);
  });

  it('of one of the board are approved by another, and the staff’s own stand before what was collected', async () => {
    const { body: own } = await desk.submit('oanhhtk');
    expect(await desk.complete('oanhhtk', own.instanceId, { decision: 'publish' })).toMatchObject({ status: 403, code: 'website.forbidden' });
    const collected = { kind: 'collected', source: 'Báo Nhân Dân', collectorName: 'A', collectorAddress: 'B' };
    const { body: earlier } = await desk.submit('tuanda', collected);
    const { body: later } = await desk.submit('tuanda');
    const queue = (await api.get('minhtc', 'website/submissions?scope=queue&limit=200')).body.items.map(({ id }: { id: string }) => id);
    expect(queue.indexOf(later.id)).toBeLessThan(queue.indexOf(earlier.id));
    expect(await desk.complete('minhtc', own.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    await desk.stage(own.id, 'published');
  });

  it('are published by no operator: he writes nothing into their case, moves nothing, begins none and sends none of its messages', async () => {
    const { body: given } = await desk.submit('tuanda');
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
    const { id, slug } = await desk.published();
    const correct = (login: string) => api.post(login, `website/articles/${id}/corrections`, { ...news, title: 'Tập huấn (đính chính)', reason: 'Sai ngày.' });
    expect(await correct('cuongpv')).toMatchObject({ status: 403 });
    expect(await correct('minhtc')).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await desk.seen(`/api/v1/website/articles/${slug}`)).json()).toMatchObject({ title: news.title });
    const { body: waiting } = await api.get('minhtc', `website/submissions/${id}`);
    expect(await desk.complete('minhtc', waiting.instanceId, { decision: 'publish' })).toMatchObject({ status: 403, code: 'website.forbidden' });
    expect(await desk.complete('oanhhtk', waiting.instanceId, { decision: 'publish' })).toMatchObject({ status: 204 });
    await desk.stage(id, 'published');
    expect((await desk.seen(`/trang-tin/${slug}`)).body).toContain('Đính chính');
    expect(await api.post('tuanda', `website/articles/${id}/removal`, { reason: 'Nhầm.' })).toMatchObject({ status: 403 });
    expect(await api.post('dungnh', `website/articles/${id}/removal`, { reason: 'Lộ số điện thoại.' })).toMatchObject({ status: 204 });
    expect((await desk.seen(`/trang-tin/${slug}`)).statusCode).toBe(404);
    const { body: article } = await api.get('tuanda', `website/submissions/${id}`);
    expect(article.events.at(-1)).toMatchObject({ kind: 'taken-down', actor: 'dungnh', text: 'Lộ số điện thoại.' });
    expect(article.versions).toHaveLength(2);
  });

  it('are taken back by whoever wrote them while they wait, and by nobody beside him but the head of his unit', async () => {
    const { body: given } = await desk.submit('tuanda');
    for (const login of ['khanhvd', 'maint', 'minhtc']) expect(await api.post(login, `website/articles/${given.id}/withdrawal`, { reason: 'x' })).toMatchObject({ status: 403 });
    expect(await api.post('tuanda', `website/articles/${given.id}/withdrawal`, { reason: 'Hoãn.' })).toMatchObject({ status: 204 });
    expect(await api.post('tuanda', `website/articles/${given.id}/withdrawal`, { reason: 'Hoãn.' })).toMatchObject({ status: 409 });
    expect((await api.get('tuanda', `process-instances/${given.instanceId}`)).status).toBe(403);
  });

  it('hold no markup that anybody wrote: pages, feed and sitemap show hostile words as words', async () => {
    const { slug } = await desk.published({ title: `Tin ${HOSTILE}`, summary: HOSTILE, body: `## ${HOSTILE}\n\n- ${HOSTILE}\n\n${HOSTILE} https://example.vn/"onmouseover=alert(4)`, authorName: HOSTILE });
    for (const path of ['/trang-tin', `/trang-tin/${slug}`, '/trang-tin/atom.xml', '/trang-tin/sitemap.xml']) {
      const { statusCode, body, headers } = await desk.seen(path);
      expect([path, statusCode]).toEqual([path, 200]);
      expect(body).not.toMatch(/<script|<img src=x|href="javascript|onerror="|"onmouseover|\]\]>/);
      expect(headers['content-security-policy']).toContain('script-src');
    }
  });

  it('show their pictures and files to the public, and no file of another article, path or owner', async () => {
    const [picture, paper] = [await desk.upload('tuanda', PNG, 'anh.png', 'image/png'), await desk.upload('tuanda', Buffer.from('Biểu mẫu'), 'bieu-mau.txt', 'text/plain')];
    const { slug } = await desk.published({ attachmentIds: [picture, paper] });
    const { slug: other } = await desk.published();
    const file = (name: string, id: string) => desk.seen(`/trang-tin/${name}/tep/${id}`);
    expect(await file(slug, picture)).toMatchObject({ statusCode: 200, headers: { 'content-type': 'image/png', 'content-disposition': expect.stringMatching(/^inline/) } });
    expect((await file(slug, paper)).headers['content-disposition']).toMatch(/^attachment/);
    expect((await file(other, picture)).statusCode).toBe(404);
    const { body: waiting } = await desk.submit('tuanda', { attachmentIds: [await desk.upload('tuanda', PNG, 'cho-duyet.png', 'image/png')] });
    const [hidden] = (await api.get('tuanda', `website/submissions/${waiting.id}`)).body.versions[0].attachmentIds;
    expect((await file(slug, hidden)).statusCode).toBe(404);
    expect((await api.get('khanhvd', `attachments/${hidden}`)).status).toBe(404);
    expect((await api.get('minhtc', `attachments/${hidden}`)).status).toBe(200);
    for (const trick of ['/trang-tin/..%2f..%2fetc%2fpasswd', `/trang-tin/${slug}/tep/..%2f..%2fa`, "/trang-tin/x';--", '/trang-tin?after=xyz', '/trang-tin?section=%3Cscript%3E']) {
      const { statusCode, body } = await desk.seen(trick);
      expect([trick, statusCode < 500, body.includes('<script>')]).toEqual([trick, true, false]);
    }
  });

  it('are listed by author for the month, for whoever reckons what is due for them', async () => {
    await desk.published();
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
