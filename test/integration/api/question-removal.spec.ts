import { officeWebsite } from '../../../apps/office/src/index.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type Asked, QuestionDesk } from './question-desk.js';

const DAY_MS = 86_400_000;
const NAME = 'Bùi Xuân Mai';

describe('who asked the agency something', () => {
  let api: ApiUnderTest;
  let desk: QuestionDesk;
  beforeAll(async () => {
    api = await startApi({ WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn', SESSION_HOURS: '720' });
    desk = new QuestionDesk(api);
  }, 120_000);
  afterAll(() => api.close());

  const remove = (keptDays = 365) => api.office.executor.execute(officeWebsite.removeAskers, { keptDays, limit: 1000 }, { actor: 'system:website', requestId: 'test' });

  /** All tables in which a word stands. */
  const holding = async (word: string) => {
    const { database } = api.office;
    const tables = await database.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
    const found: string[] = [];
    for (const { name } of tables) if ((await database.query(`select from ${name} t where t::text like $1 limit 1`, [`%${word}%`])).length > 0) found.push(name);
    return found;
  };

  const ended = ({ instanceId }: Asked) => eventually(async () => (await api.get('tungmt', `process-instances/${instanceId}`)).body.status !== 'active');

  it('with what was no question but a complaint is forgotten as soon as its case is over', async () => {
    const asked = await desk.ask({ name: NAME });
    await desk.do('oanhhtk', asked, { decision: 'accept' });
    await desk.do('baotq', asked, { unit: 'QLCN' });
    await desk.do('cuongpv', asked, { decision: 'decline', note: `Đơn tố cáo của ${NAME}.` });
    await desk.do('baotq', asked, { decision: 'complaint' });
    await ended(asked);
    expect(await holding(NAME)).not.toEqual([]);
    expect(await remove()).toBe(1);
    expect(await holding(NAME)).toEqual([]);
  });

  it('stands in no report to the leadership, neither by name nor by number, before anybody has answered', async () => {
    const asked = await desk.ask({ name: NAME, title: `${NAME} 0912 345 678 hỏi kinh phí` });
    const month = new Date(api.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 7);
    const report = await api.app.inject({ method: 'GET', url: `/api/v1/website/question-report?month=${month}&format=csv`, headers: await api.as('dungnh') });
    expect(report.body).toMatch(new RegExp(`${asked.label};[^\n]*\\[người hỏi\\] \\[số\\] hỏi kinh phí`));
    expect(report.body).not.toMatch(/Xuân Mai|0912/);
    await desk.withdraw(asked);
  });

  it('takes nothing along that people were told of something else, whatever title he has chosen', async () => {
    const titled = await desk.ask({ title: 'trả lời muộn hơn' });
    expect(await desk.withdraw(titled)).toBe(204);
    const other = await desk.ask();
    await desk.do('oanhhtk', other, { decision: 'accept' });
    const day = new Date(api.clock.now().getTime() + 9 * DAY_MS).toISOString().slice(0, 10);
    expect(await desk.do('baotq', other, { unit: 'QLCN', answerDate: day, note: 'Chờ hướng dẫn.' })).toEqual({ status: 204 });
    await ended(titled);
    api.clock.advance(1000);
    expect(await remove(0)).toBeGreaterThan(0);
    const told = (await api.get('dungnh', 'notifications?limit=50')).body.items.map(({ title }: { title: string }) => title);
    expect(told).toContain(`Câu hỏi ${other.label} trả lời muộn hơn bảng thời gian`);
    await desk.withdraw(other);
  });

  it('is forgotten after the days that the agency keeps him, in answers that nobody published, notes, the case and its trails; what was published stays', async () => {
    const published = await desk.ask({ name: NAME, question: `Tôi là ${NAME}. Nộp ở đâu?` });
    await desk.do('oanhhtk', published, { decision: 'accept' });
    await desk.do('baotq', published, { unit: 'TDC', note: `Trả lời bà ${NAME} cho kỹ.` });
    await desk.do('khanhvd', published, { decision: 'decline', note: `Bà ${NAME} hỏi việc phòng khác.` });
    await desk.do('baotq', published, { unit: 'QLCN', note: `Gọi cho bà ${NAME}.` });
    await desk.do('cuongpv', published, { decision: 'give', handler: 'tuanda' });
    await desk.stage(published, 'drafting');
    await desk.write('tuanda', published, `Bản nháp cho bà ${NAME}.`);
    await desk.do('tuanda', published, {});
    await desk.do('cuongpv', published, { decision: 'return', note: `Bà ${NAME} hỏi khác.` });
    await desk.write('tuanda', published, `Thưa bà ${NAME}: nộp tại bộ phận một cửa.`);
    await desk.do('tuanda', published, {});
    await desk.do('cuongpv', published, { decision: 'agree' });
    await desk.do('baotq', published, { decision: 'publish' });
    const { slug } = await desk.stage(published, 'answered');
    const mailed = await desk.ask({ name: NAME });
    await desk.toDraft(mailed, { handler: 'tuanda' });
    await desk.write('tuanda', mailed, `Thưa bà ${NAME}.`);
    await api.post('tungmt', `process-instances/${mailed.instanceId}/cancel`, { reason: `Bà ${NAME} gọi xin thôi.` });
    await ended(published);
    expect((await holding(NAME)).length).toBeGreaterThan(4);
    await remove();
    expect(await desk.own(published)).toMatchObject({ answer: `Thưa bà ${NAME}: nộp tại bộ phận một cửa.` });
    api.clock.advance(366 * DAY_MS);
    expect(await remove()).toBeGreaterThanOrEqual(2);
    expect(await holding(NAME)).toEqual([]);
    expect((await desk.seen(`/hoi-dap/${slug}`)).body).toContain('nộp tại bộ phận một cửa');
    const read = (sql: string) => api.office.database.query(sql, [published.id]);
    expect(await read('select body from website_answer where question_id = $1 order by version')).toEqual([{ body: '(đã xóa)' }, { body: 'Thưa bà [người hỏi]: nộp tại bộ phận một cửa.' }]);
    expect(await read(`select actor, text from website_question_event where question_id = $1 and kind in ('assigned', 'declined') order by id`)).toEqual([
      { actor: 'baotq', text: 'TDC' }, { actor: 'khanhvd', text: '(đã xóa)' }, { actor: 'baotq', text: 'QLCN' },
    ]);
    expect(await remove()).toBe(0);
  });
});
