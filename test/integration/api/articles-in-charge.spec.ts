import { newId } from '#foundation';
import { modifyInstance } from '#runtime';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ArticleDesk, NEWS } from './article-desk.js';

const DAY_MS = 86_400_000;
const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

/** Who decides about articles of the website, and what is left of a decision where a case goes another way than it was drawn. */
describe('articles of the website in the hands of those who answer for them', () => {
  let api: ApiUnderTest;
  let desk: ArticleDesk;
  beforeAll(async () => {
    api = await startApi({ WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn', SESSION_HOURS: '720' });
    desk = new ArticleDesk(api);
  }, 120_000);
  afterAll(() => api.close());

  const remove = (login: string, id: string) => api.post(login, `website/articles/${id}/removal`, { reason: 'Lộ số điện thoại.' });
  const cancel = (instanceId: string) => api.post('tungmt', `process-instances/${instanceId}/cancel`, { reason: 'Chạy nhầm.' });
  const standing = async (slug: string) => (await desk.seen(`/trang-tin/${slug}`)).statusCode;
  const inDays = (days: number) => new Date(api.clock.now().getTime() + days * DAY_MS).toISOString();
  const kinds = ({ events }: { events: { kind: string }[] }) => events.map(({ kind }) => kind);
  /** As nobody can by a route: behind the rules of operators. */
  async function lead(instanceId: string, element: string) {
    const instructions = [{ type: 'startBefore', element }] as const;
    await api.office.executor.execute(modifyInstance, { instanceId, reason: 'x', instructions }, { actor: 'tungmt', requestId: newId() });
    return eventually(async () => {
      const { items } = (await api.get('tungmt', `jobs?instanceId=${instanceId}&status=retrying`)).body;
      return items[0]?.error.message as string | undefined;
    });
  }

  it('are stopped between approval and their day by the board, the chief of office or a leader; whoever wrote and approved them hears of it', async () => {
    const { body: given } = await desk.submit('tuanda');
    await desk.complete('oanhhtk', given.instanceId, { decision: 'publish', publishAt: inDays(300) });
    await desk.stage(given.id, 'scheduled');
    expect((await remove('cuongpv', given.id)).status).toBe(403);
    expect(await remove('dungnh', given.id)).toMatchObject({ status: 204 });
    expect(await remove('dungnh', given.id)).toMatchObject({ status: 409, body: { code: 'website.wrong-state' } });
    const article = await desk.read(given.id);
    expect([article.stage, article.publishedVersion, kinds(article).at(-1)]).toEqual(['withdrawn', null, 'stopped']);
    const title = `Bài ${given.label} đã duyệt nhưng thôi đăng`;
    for (const login of ['tuanda', 'oanhhtk']) expect(await desk.told(login)).toContain(title);
    expect((await api.get('tungmt', `process-instances/${given.instanceId}`)).body.status).not.toBe('active');
  });

  it('are ended once where the board stops them and their writer takes them back at the same moment', async () => {
    for (let round = 0; round < 3; round++) {
      const { body: given } = await desk.submit('tuanda');
      await desk.complete('oanhhtk', given.instanceId, { decision: 'publish', publishAt: inDays(20) });
      await desk.stage(given.id, 'scheduled');
      const acts = await Promise.all([remove('dungnh', given.id), api.post('tuanda', `website/articles/${given.id}/withdrawal`, { reason: 'Hoãn.' })]);
      expect(acts.map(({ status }) => status).toSorted()).toEqual([204, 409]);
      expect(kinds(await desk.read(given.id)).filter((kind) => ['stopped', 'withdrawn'].includes(kind))).toHaveLength(1);
    }
  });

  it('go with what waits of them when they are taken down', async () => {
    const { id, slug } = await desk.published();
    const { body: correction } = await desk.correct('tuanda', id);
    await desk.complete('oanhhtk', correction.instanceId, { decision: 'publish', publishAt: inDays(300) });
    await desk.stage(id, 'scheduled');
    expect(await remove('minhtc', id)).toMatchObject({ status: 204 });
    const article = await desk.read(id);
    expect([article.stage, article.publishedVersion, article.takenDownAt]).toEqual(['published', 1, expect.any(String)]);
    expect(await standing(slug)).toBe(404);
    expect(await desk.correct('tuanda', id)).toMatchObject({ status: 201 });
  });

  it('stay down where a correction was written before, and come back by one that was written after', async () => {
    const { id, slug } = await desk.published();
    const { body: before } = await desk.correct('tuanda', id);
    api.clock.advance(1000);
    expect(await remove('dungnh', id)).toMatchObject({ status: 204 });
    await desk.complete('oanhhtk', before.instanceId, { decision: 'publish' });
    expect(await desk.stage(id, 'published')).toMatchObject({ publishedVersion: 2 });
    expect(await standing(slug)).toBe(404);
    api.clock.advance(1000);
    const { body: after } = await desk.correct('tuanda', id);
    await desk.complete('oanhhtk', after.instanceId, { decision: 'publish' });
    expect(await desk.stage(id, 'published')).toMatchObject({ publishedVersion: 3, takenDownAt: null });
    expect(await standing(slug)).toBe(200);
  });

  it('stand as they were, and may be corrected anew, when a correction is refused, taken back, not revised or ended by an operator', async () => {
    const { id, slug } = await desk.published();
    const ends: Record<string, (instanceId: string) => Promise<unknown>> = {
      refused: (instanceId) => desk.complete('oanhhtk', instanceId, { decision: 'refuse', note: 'Không sai.' }),
      withdrawn: () => api.post('tuanda', `website/articles/${id}/withdrawal`, { reason: 'Đúng rồi.' }),
      cancelled: (instanceId) => cancel(instanceId),
      lapsed: async (instanceId) => {
        await desk.complete('oanhhtk', instanceId, { decision: 'return', note: 'Sai ngày nào?' });
        await desk.task('tuanda', instanceId);
        api.clock.advance(5 * DAY_MS);
      },
    };
    for (const [kind, end] of Object.entries(ends)) {
      const correction = await desk.correct('tuanda', id);
      expect([kind, correction.status]).toEqual([kind, 201]);
      await end(correction.body.instanceId);
      const article = await desk.stage(id, 'published');
      expect([kinds(article).at(-1), article.publishedVersion, await standing(slug)]).toEqual([kind, 1, 200]);
    }
    expect(await desk.told('tuanda')).toEqual(expect.arrayContaining([expect.stringContaining('đã hủy')]));
  });

  it('wait for nobody any more once an operator has ended their case, and whoever wrote them reads who did it and why', async () => {
    const { body: given } = await desk.submit('tuanda');
    expect(await cancel(given.instanceId)).toMatchObject({ status: 204 });
    const article = await desk.read(given.id);
    expect(article).toMatchObject({ stage: 'withdrawn' });
    expect(article.events.at(-1)).toMatchObject({ kind: 'cancelled', actor: 'tungmt', text: 'Chạy nhầm.' });
    const queue = (await api.get('minhtc', 'website/submissions?scope=queue&limit=200')).body.items;
    expect(queue.map(({ id }: { id: string }) => id)).not.toContain(given.id);
    const { items } = (await api.get('tuanda', 'notifications?limit=200')).body;
    expect(items).toContainEqual(expect.objectContaining({ title: `Bài ${given.label}: đã hủy`, body: expect.stringMatching(/tungmt.*Chạy nhầm\./) }));
  });

  it('that the board leaves lying are done by a leader, those of a head by the chief of office, even where somebody has claimed them', async () => {
    const { body: forBoard } = await desk.submit('oanhhtk');
    const { body: forHead } = await desk.submit('tuanda', { urgency: 'normal' });
    const { id } = await desk.task('minhtc', forBoard.instanceId);
    expect(await api.post('minhtc', `tasks/${id}/claim`)).toMatchObject({ status: 204 });
    expect(await desk.tasks('baotq', forBoard.instanceId)).toEqual([]);
    await desk.task('cuongpv', forHead.instanceId);
    api.clock.advance(5 * DAY_MS);
    expect(await desk.complete('dungnh', forHead.instanceId, { decision: 'pass-on' })).toEqual({ status: 204 });
    expect(await desk.complete('baotq', forBoard.instanceId, { decision: 'publish' })).toEqual({ status: 204 });
    expect((await desk.stage(forBoard.id, 'published')).events.at(-1)).toMatchObject({ actor: 'baotq' });
  });

  it('of a head go past him, who would else look at what he wrote himself', async () => {
    const { body: own } = await desk.submit('cuongpv', { urgency: 'normal' });
    expect(await desk.task('minhtc', own.instanceId)).toMatchObject({ name: 'Ban biên tập duyệt' });
    expect(await desk.tasks('cuongpv', own.instanceId)).toEqual([]);
  });

  it('are looked at, and written anew, by no one to whom an operator gives the task', async () => {
    const give = async (task: { id: string }) => {
      expect(await api.post('namcn', `tasks/${task.id}/change`, { changes: { assignee: 'maint' }, reason: 'Nghỉ phép.' })).toMatchObject({ status: 204 });
    };
    const refused = { status: 403, code: 'website.forbidden' };
    const { body: given } = await desk.submit('tuanda', { urgency: 'normal' });
    await give(await desk.task('cuongpv', given.instanceId));
    expect(await desk.complete('maint', given.instanceId, { decision: 'pass-on' })).toEqual(refused);
    const { body: returned } = await desk.submit('tuanda');
    await desk.complete('oanhhtk', returned.instanceId, { decision: 'return', note: 'Thiếu ảnh.' });
    await give(await desk.task('tuanda', returned.instanceId));
    expect(await api.post('maint', `website/articles/${returned.id}/versions`, NEWS)).toMatchObject({ status: 403, body: { code: 'website.forbidden' } });
    expect(await desk.complete('maint', returned.instanceId, {})).toEqual(refused);
  });

  it('are not published by a case that somebody has led past its approval, nor recorded as what they are not', async () => {
    const { body: waiting } = await desk.submit('tuanda');
    expect(await lead(waiting.instanceId, 'Service_RecordScheduled')).toMatch('approved by nobody but its writer');
    const { body: back } = await desk.submit('tuanda');
    await desk.complete('oanhhtk', back.instanceId, { decision: 'return', note: 'Thiếu ảnh.' });
    await desk.stage(back.id, 'returned');
    expect(await lead(back.instanceId, 'Service_RecordRefused')).toMatch('is returned');
    expect(await desk.read(waiting.id)).toMatchObject({ stage: 'submitted', publishedVersion: null });
    expect(await desk.read(back.id)).toMatchObject({ stage: 'returned' });
  });

  it('keep to the day that the board has set: no operator moves their clock or holds their case', async () => {
    const { body: given } = await desk.submit('tuanda');
    await desk.complete('oanhhtk', given.instanceId, { decision: 'publish', publishAt: inDays(200) });
    await desk.stage(given.id, 'scheduled');
    const { items } = (await api.get('tungmt', `process-instances/${given.instanceId}/timers`)).body;
    expect(items.length).toBeGreaterThan(0);
    const byHand = { status: 403, body: { code: 'website.by-hand' } };
    expect(await api.post('tungmt', `process-instances/${given.instanceId}/timers/${items[0].key}`, { due: inDays(0) })).toMatchObject(byHand);
    expect(await api.post('tungmt', `process-instances/${given.instanceId}/suspend`, { timers: 'keep-remaining', reason: 'x' })).toMatchObject(byHand);
    expect(await desk.read(given.id)).toMatchObject({ stage: 'scheduled' });
  });

  it('show no file that may be a secret, until somebody has said that it is none', async () => {
    const [picture, other] = [await desk.upload('tuanda', PNG, 'a.png', 'image/png'), await desk.upload('tuanda', PNG, 'b.png', 'image/png')];
    const { slug } = await desk.published({ attachmentIds: [picture, other] });
    const shown = async () => (await desk.seen(`/api/v1/website/articles/${slug}`)).json().files.map(({ id }: { id: string }) => id);
    expect(await shown()).toEqual([picture, other]);
    await api.office.database.query('update attachment set content_locked_at = business_now() where id = $1', [picture]);
    expect(await shown()).toEqual([other]);
    expect((await desk.seen(`/trang-tin/${slug}/tep/${picture}`)).statusCode).toBe(404);
  });

  it('that are urgent do not wait for the head, who hears of them at once and takes them back before they appear', async () => {
    const { body: given } = await desk.submit('tuanda');
    expect(await desk.told('cuongpv')).toContain(`Tin khẩn ${given.label} của đơn vị`);
    await desk.complete('oanhhtk', given.instanceId, { decision: 'publish', publishAt: inDays(20) });
    await desk.stage(given.id, 'scheduled');
    const withdraw = (login: string) => api.post(login, `website/articles/${given.id}/withdrawal`, { reason: 'Chưa được công bố.' });
    expect(await withdraw('ngocdtb')).toMatchObject({ status: 403 });
    expect(await withdraw('cuongpv')).toMatchObject({ status: 204 });
    expect(await desk.read(given.id)).toMatchObject({ stage: 'withdrawn' });
    expect(await desk.told('tuanda')).toContain(`Bài ${given.label}: trưởng đơn vị rút`);
    const { body: waiting } = await desk.submit('tuanda', { urgency: 'normal' });
    expect(await desk.told('cuongpv')).not.toContain(`Tin khẩn ${waiting.label} của đơn vị`);
  });

  it('whose writer is gone are written anew by the head of his unit, and then looked at by the board alone', async () => {
    const { body: given } = await desk.submit('tuanda', { urgency: 'normal' });
    await desk.complete('cuongpv', given.instanceId, { decision: 'return', note: 'Thiếu ảnh.' });
    const task = await desk.task('tuanda', given.instanceId);
    expect(await api.post('namcn', `tasks/${task.id}/change`, { changes: { assignee: 'cuongpv' }, reason: 'Người viết nghỉ.' })).toMatchObject({ status: 204 });
    expect(await api.post('ngocdtb', `website/articles/${given.id}/versions`, NEWS)).toMatchObject({ status: 403 });
    expect(await api.post('cuongpv', `website/articles/${given.id}/versions`, { ...NEWS, urgency: 'normal', title: 'Bản của trưởng phòng' })).toMatchObject({ status: 201 });
    expect(await desk.complete('cuongpv', given.instanceId, {})).toEqual({ status: 204 });
    expect(await desk.task('minhtc', given.instanceId)).toMatchObject({ name: 'Ban biên tập duyệt' });
    expect(await desk.complete('oanhhtk', given.instanceId, { decision: 'publish' })).toEqual({ status: 204 });
    expect(await desk.stage(given.id, 'published')).toMatchObject({ title: 'Bản của trưởng phòng' });
  });

  it('stand in parts that the board alone names, through the gate, and the others of it hear of that', async () => {
    const name = (login: string, words: string) =>
      api.as(login).then((headers) => api.app.inject({ method: 'PUT', url: '/api/v1/website/sections/lich-tiep-dan', headers, payload: { name: words, sort: 90 } }));
    expect((await name('tungmt', 'Sở giải thể')).statusCode).toBe(403);
    expect((await name('oanhhtk', 'TUYỆT MẬT: Sở giải thể')).statusCode).toBe(409);
    expect((await name('oanhhtk', 'Lịch tiếp công dân')).statusCode).toBe(204);
    expect((await api.get('tuanda', 'website/sections')).body.items).toContainEqual({ code: 'lich-tiep-dan', name: 'Lịch tiếp công dân' });
    expect(await desk.told('minhtc')).toContain('Chuyên mục của trang tin đã đổi');
    expect(await desk.told('oanhhtk')).not.toContain('Chuyên mục của trang tin đã đổi');
  });

  it('that call themselves a complaint or a denunciation do not enter', async () => {
    const { status, body } = await desk.submit('tuanda', { title: 'Đơn tố cáo ông Nguyễn Văn A nhận hối lộ' });
    expect([status, body.code]).toEqual([409, 'documents.must-not-enter-suspected']);
    expect(await desk.submit('tuanda', { title: 'Phổ biến Luật Tố cáo' })).toMatchObject({ status: 201 });
  });

  it('are reckoned to whom they name after a correction, and to nobody once they are taken down', async () => {
    const month = api.clock.now().toISOString().slice(0, 7);
    const list = async () => (await api.app.inject({ method: 'GET', url: `/api/v1/website/royalties?month=${month}&format=csv`, headers: await api.as('dungnh') })).body;
    const { id } = await desk.published({ authorName: 'Người Viết Nhầm' });
    expect(await list()).toContain('Người Viết Nhầm');
    const { body: correction } = await desk.correct('tuanda', id, { authorName: 'Người Viết Đúng' });
    await desk.complete('oanhhtk', correction.instanceId, { decision: 'publish' });
    await desk.stage(id, 'published');
    expect(await list()).toContain('Người Viết Đúng');
    expect(await list()).not.toContain('Người Viết Nhầm');
    await remove('dungnh', id);
    expect(await list()).not.toContain('Người Viết Đúng');
  });

  it('are seen beforehand as the public will read them, by those who decide about them, with words for their pictures', async () => {
    const [picture, secret] = [await desk.upload('tuanda', PNG, 'IMG_0001.png', 'image/png'), await desk.upload('tuanda', PNG, 'b.png', 'image/png')];
    const unfit = { attachmentIds: [picture], captions: [{ attachmentId: picture, text: 'Một' }, { attachmentId: picture, text: 'Hai' }, { attachmentId: secret, text: 'Ba' }] };
    expect((await desk.submit('tuanda', unfit)).body.findings?.map(({ where, code }: { where: string; code: string }) => [where, code])).toEqual([
      ['captions[1].attachmentId', 'article-caption-unfit'],
      ['captions[2].attachmentId', 'article-caption-unfit'],
    ]);
    const words = { body: 'Mở đầu.\n## Nội dung\n- <b>Nhãn hiệu</b>', attachmentIds: [picture, secret], captions: [{ attachmentId: picture, text: 'Quang cảnh "lớp học"' }] };
    const { body: given } = await desk.submit('tuanda', words);
    await api.office.database.query('update attachment set content_locked_at = business_now() where id = $1', [secret]);
    const preview = async (login: string) => api.app.inject({ method: 'GET', url: `/api/v1/website/submissions/${given.id}/preview`, headers: await api.as(login) });
    expect((await preview('khanhvd')).statusCode).toBe(403);
    const { body: page, headers } = await preview('minhtc');
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
    expect(page).toContain('Bản xem trước.');
    expect(page.match(/<img [^>]*>/g)).toEqual([`<img src="data:image/png;base64,${PNG.toString('base64')}" alt="Quang cảnh &#34;lớp học&#34;" loading="lazy">`]);
    await desk.complete('oanhhtk', given.instanceId, { decision: 'publish' });
    const { slug } = await desk.stage(given.id, 'published');
    const main = (html: string) => html.slice(html.indexOf('<h1>'), html.indexOf('<figure>')).replace(/<time[^>]*>/, '');
    const { body: published } = await desk.seen(`/trang-tin/${slug}`);
    expect(main(published)).toBe(main(page));
    expect(published).toContain('<h2>Nội dung</h2>\n<ul><li>&#60;b&#62;Nhãn hiệu&#60;/b&#62;</li></ul>');
    expect(published).toContain('alt="Quang cảnh &#34;lớp học&#34;"');
  });

  it('and their feed name the address of the office, whatever host a request names', async () => {
    await desk.published();
    for (const path of ['/trang-tin/atom.xml', '/trang-tin/sitemap.xml']) {
      const { body } = await api.app.inject({ method: 'GET', url: path, headers: { host: 'evil.example' } });
      expect(body).toContain('https://skhcn.example.vn/trang-tin');
      expect(body).not.toContain('evil.example');
    }
  });
});
