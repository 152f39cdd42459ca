import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type Asked, QuestionDesk } from './question-desk.js';

/** Two words that nobody writes otherwise, in every text that people fill in. */
const MARKER = 'zupkqx Wivmolt';
const WORDS = '(zupkqx|wivmolt)';

describe('a secret on the website', () => {
  let api: ApiUnderTest;
  let desk: QuestionDesk;
  beforeAll(async () => {
    api = await startApi({ WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn', SESSION_HOURS: '720' });
    desk = new QuestionDesk(api);
  }, 120_000);
  afterAll(() => api.close());

  const article = {
    title: `Tin ${MARKER}`,
    summary: `Tóm tắt ${MARKER}`,
    body: `Nội dung ${MARKER}`,
    section: 'tin-tuc',
    urgency: 'urgent',
    kind: 'collected',
    authorName: `Tác giả ${MARKER}`,
    authorAddress: `Nơi ở ${MARKER}`,
    source: `Nguồn ${MARKER}`,
    collectorName: `Người sưu tầm ${MARKER}`,
    collectorAddress: `Địa chỉ ${MARKER}`,
  };
  /** Where the words stand in the database: over every column that can hold text. */
  const places = async () => {
    const columns = await api.office.database.query<{ table: string; column: string }>(
      `select c.table_name as "table", c.column_name as "column"
       from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
       where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
         and c.data_type in ('text', 'character varying', 'jsonb', 'json', 'ARRAY', 'USER-DEFINED', 'tsvector')`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      const rows = await api.office.database.query(`select from "${table}" where "${column}"::text ~* $1 limit 1`, [WORDS]);
      if (rows.length > 0) found.push(`${table}.${column}`);
    }
    return found.sort();
  };
  const complete = async (login: string, key: string, variables: object) => {
    const id = await eventually(async () => {
      const lists = await Promise.all(['mine', 'group'].map((scope) => api.get(login, `tasks?scope=${scope}&limit=200`)));
      return lists.flatMap(({ body }) => body.items).find(({ businessKey }: { businessKey: string }) => businessKey === key)?.id;
    });
    expect(await api.post(login, `tasks/${id}/complete`, { variables })).toMatchObject({ status: 204 });
  };
  const spillIs = (id: string, status: string) => eventually(async () => (await api.get('dungnh', `secret-spills/${id}`)).body.status === status);
  const published = async () => {
    const { body: given } = await api.post('tuanda', 'website/articles', article);
    await complete('oanhhtk', given.id, { decision: 'publish' });
    return eventually(async () => {
      const { body } = await api.get('tuanda', `website/submissions/${given.id}`);
      return body.stage === 'published' && body;
    });
  };
  const answered = async (): Promise<Asked & { slug: string }> => {
    const asked = await desk.ask({ title: `Hỏi ${MARKER}`, question: `Câu hỏi ${MARKER}` });
    await desk.toDraft(asked, { handler: 'tuanda' });
    await desk.write('tuanda', asked, `Trả lời ${MARKER}`);
    await desk.do('tuanda', asked, {});
    await desk.do('cuongpv', asked, { decision: 'return', note: `Sửa ${MARKER}` });
    await desk.write('tuanda', asked, `Trả lời lại ${MARKER}`);
    await desk.do('tuanda', asked, {});
    await desk.do('cuongpv', asked, { decision: 'agree' });
    await desk.do('baotq', asked, { decision: 'publish' });
    return { ...asked, slug: (await desk.stage(asked, 'answered')).slug };
  };

  it('in an article is nowhere from the report on, and comes back as it was when the alarm was false', async () => {
    const { id, slug, instanceId } = await published();
    const correction = await api.post('minhtc', `website/articles/${id}/corrections`, { ...article, reason: `Sửa ${MARKER}` });
    expect(correction).toMatchObject({ status: 201 });
    const { body: before } = await api.get('tuanda', `website/submissions/${id}`);
    const everywhere = await places();
    expect(await api.post('khanhvd', 'secret-spills', { articleId: id })).toMatchObject({ status: 403 });
    const { status, body: spill } = await api.post('tuanda', 'secret-spills', { articleId: id });
    expect(status).toBe(201);
    expect(await api.post('oanhhtk', 'secret-spills', { articleId: id })).toMatchObject({ status: 409, body: { code: 'documents.spill-reported' } });
    expect(await places()).toEqual(['secret_spill_sealed.content']);
    for (const path of [`/trang-tin/${slug}`, `/trang-tin/da-khoa-${before.label.slice(3)}`, `/api/v1/website/articles/${slug}`]) {
      expect([path, (await desk.seen(path)).statusCode]).toEqual([path, 404]);
    }
    expect((await desk.seen('/trang-tin')).body).toContain('Chưa có bài nào');
    expect((await api.get('tuanda', `website/submissions/${id}`)).body).toMatchObject({ title: '(nội dung đã khóa)', versions: [{ body: '(nội dung đã khóa)' }, {}] });
    const locked = { status: 423, body: { code: 'website.content-locked' } };
    expect(await api.post('dungnh', `website/articles/${id}/removal`, { reason: 'x' })).toMatchObject(locked);
    expect(await api.post('minhtc', `website/articles/${id}/withdrawal`, { reason: 'x' })).toMatchObject(locked);
    expect(await api.post('tungmt', `process-instances/${before.instanceId}/resume`, {})).toMatchObject({ status: 423 });
    expect(await api.post('tungmt', `process-instances/${before.instanceId}/cancel`, { reason: 'x' })).toMatchObject({ status: 423 });
    expect((await api.get('dungnh', `secret-spills/${spill.id}`)).body).toMatchObject({ direction: 'website', label: `bài ${before.label}`, documentId: null });

    await complete('dungnh', spill.id, { decision: 'not-secret', reason: 'Đã công bố.' });
    await spillIs(spill.id, 'false-alarm');
    expect((await api.get('tuanda', `website/submissions/${id}`)).body).toEqual(before);
    expect(await places()).toEqual(everywhere);
    expect((await desk.seen(`/trang-tin/${slug}`)).statusCode).toBe(200);
    // The correction that waited goes on.
    expect(before.instanceId).not.toBe(instanceId);
    await complete('oanhhtk', id, { decision: 'publish' });
  });

  it('in an article or a question is gone for good once the procedure is through; who did what stays', async () => {
    const { items } = (await api.get('oanhhtk', 'website/submissions?scope=all&limit=200')).body;
    for (const { id } of items as { id: string }[]) {
      const { body: spill } = await api.post('oanhhtk', 'secret-spills', { articleId: id });
      await complete('dungnh', spill.id, { decision: 'secret' });
      await complete('sonlt', spill.id, { removalUnderstood: true });
      await complete('dungnh', spill.id, { assessment: 'Hai người đã xem.', backups: 'Không có.' });
      await spillIs(spill.id, 'closed');
      expect(await api.post('minhtc', `website/articles/${id}/corrections`, { ...article, reason: 'Lại.' })).toMatchObject({ status: 423 });
    }
    expect(await places()).toEqual([]);

    const asked = await answered();
    expect((await places()).length).toBeGreaterThan(4);
    expect(await api.post('maint', 'secret-spills', { questionId: asked.id })).toMatchObject({ status: 403 });
    const { status, body: spill } = await api.post('tuanda', 'secret-spills', { questionId: asked.id });
    expect(status).toBe(201);
    expect(await places()).toEqual(['secret_spill_sealed.content']);
    expect((await desk.seen(`/hoi-dap/${asked.slug}`)).statusCode).toBe(404);
    expect(await desk.own(asked)).toMatchObject({ title: '(nội dung đã khóa)', answer: '(nội dung đã khóa)', slug: null });
    await complete('dungnh', spill.id, { decision: 'secret' });
    await complete('sonlt', spill.id, { removalUnderstood: true });
    await complete('anhdtl', spill.id, { informedOn: '2026-01-06', informedHow: 'Gọi người hỏi.' });
    await complete('dungnh', spill.id, { assessment: 'Một người đã xem.', backups: 'Không có.' });
    await spillIs(spill.id, 'closed');
    expect(await places()).toEqual([]);
    expect((await api.get('baotq', `website/questions/${asked.id}`)).body).toMatchObject({ stage: 'answered', title: '(đã gỡ)', events: expect.arrayContaining([expect.objectContaining({ kind: 'published' })]) });
  });

  it('in a question that is being answered stands still with its case, which neither whoever asked nor an operator moves', async () => {
    const asked = await desk.ask({ title: `Hỏi ${MARKER}` });
    await desk.toDraft(asked, { handler: 'tuanda' });
    const { body: spill } = await api.post('tuanda', 'secret-spills', { questionId: asked.id });
    expect(await desk.write('tuanda', asked, 'x')).toMatchObject({ status: 423 });
    expect(await desk.withdraw(asked)).toBe(423);
    expect(await api.post('tungmt', `process-instances/${asked.instanceId}/resume`, {})).toMatchObject({ status: 423 });
    await complete('dungnh', spill.id, { decision: 'secret' });
    await complete('sonlt', spill.id, { removalUnderstood: true });
    await eventually(async () => (await desk.own(asked)).stage === 'cancelled');
    expect(await places()).toEqual([]);
  });
});
