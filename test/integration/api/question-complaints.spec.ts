import { eventually } from '../../support/eventually.js';
import { type Asked, openQuestionOffice, type QuestionOffice } from './question-desk.js';

const DENUNCIATION = 'Tôi tố cáo ông Bình phòng Quản lý công nghệ nhận hối lộ của Ngân Xuyến';

describe('complaints, denunciations and secrets among the questions of the public', () => {
  let office: QuestionOffice;
  let api: QuestionOffice['api'];
  let desk: QuestionOffice['desk'];
  let mailbox: QuestionOffice['mailbox'];
  beforeAll(async () => {
    office = await openQuestionOffice();
    ({ api, desk, mailbox } = office);
  }, 120_000);
  afterAll(() => office.close());

  const seenBy = async (login: string, { id }: Asked) => (await api.get(login, `website/questions/${id}`)).body;
  const turnAway = async (login: string, { id }: Asked) => (await api.post(login, `website/questions/${id}/complaint`)).status;
  const mailTo = (email: string) => eventually(() => mailbox.received.find(({ envelope }) => envelope.to.includes(email)));

  /** Tables of the record in which a word stands. */
  const holding = async (word: string) => {
    const tables = ['website_question', 'website_answer', 'website_question_event'];
    const found = await Promise.all(tables.map((table) => api.office.database.query(`select from ${table} t where t::text like $1`, [`%${word}%`])));
    return tables.filter((_table, index) => found[index]!.length > 0);
  };

  it('that the unit meets go back to leadership, which turns them down itself, and nothing of them is left', async () => {
    const asked = await desk.ask({ email: 'to.cao@example.vn', question: DENUNCIATION });
    expect(await seenBy('oanhhtk', asked)).toMatchObject({ suspected: ['denunciation'] });
    const { body: form } = await api.get('oanhhtk', `tasks/${await desk.task('oanhhtk', asked)}`);
    expect(JSON.stringify(form)).toContain('denunciation');
    await desk.do('oanhhtk', asked, { decision: 'accept' });
    await desk.do('baotq', asked, { decision: 'assign', unit: 'QLCN' });
    await desk.do('cuongpv', asked, { decision: 'decline', note: 'Ngân Xuyến tố cáo.' });
    expect(await desk.do('baotq', asked, { decision: 'forward' })).toMatchObject({ status: 422 });
    expect(await desk.do('baotq', asked, { decision: 'complaint' })).toEqual({ status: 204 });
    expect((await mailTo('to.cao@example.vn')).text).toContain('đơn giấy');
    await eventually(async () => (await desk.seen(`/api/v1/website/own-questions/${asked.token}`)).statusCode === 404);
    expect(await seenBy('baotq', asked)).toMatchObject({ stage: 'complaint', title: null, question: null, asker: null });
    expect(await holding('Xuyến')).toEqual([]);
  });

  it('are given back to the board by leadership, or sent on, as the board could have', async () => {
    const asked = await desk.ask({ email: 'noi.khac@example.vn' });
    await desk.do('oanhhtk', asked, { decision: 'accept' });
    expect(await desk.do('baotq', asked, { decision: 'return', note: 'Xem kỹ lại.' })).toEqual({ status: 204 });
    await desk.stage(asked, 'received');
    await desk.do('minhtc', asked, { decision: 'accept' });
    expect(await desk.do('hangltm', asked, { decision: 'forward', elsewhere: 'Sở Tư pháp, 139 Lê Duẩn' })).toEqual({ status: 204 });
    expect(await desk.own(asked)).toMatchObject({ stage: 'forwarded', note: 'Sở Tư pháp, 139 Lê Duẩn' });
    expect((await mailTo('noi.khac@example.vn')).text).toContain('139 Lê Duẩn');
  });

  it('are turned away at whatever step they are found, by board, chief of office or leaders, with answers and notes; nobody works on them', async () => {
    const asked = await desk.ask({ email: 'muon.mang@example.vn', question: 'Ông Bình nhận tiền của Lộc Vừng.' });
    await desk.toDraft(asked, { handler: 'tuanda' });
    await desk.write('tuanda', asked, 'Việc của Lộc Vừng không đúng.');
    await desk.do('tuanda', asked, {});
    await desk.do('cuongpv', asked, { decision: 'return', note: 'Lộc Vừng là ai?' });
    for (const login of ['cuongpv', 'tuanda', 'namcn']) expect([login, await turnAway(login, asked)]).toEqual([login, 403]);
    const both = await Promise.all([turnAway('dungnh', asked), turnAway('oanhhtk', asked)]);
    expect(both.sort()).toEqual([204, 409]);
    expect((await mailTo('muon.mang@example.vn')).text).toContain('đơn giấy');
    expect(await desk.write('tuanda', asked, 'x')).toMatchObject({ status: 403 });
    expect((await seenBy('baotq', asked)).events.map(({ kind }: { kind: string }) => kind)).toContain('complaint');
    expect(await holding('Lộc Vừng')).toEqual([]);
    await eventually(async () => (await api.get('tungmt', `process-instances/${asked.instanceId}`)).body.status === 'completed');
    const answered = await desk.ask();
    await desk.answer(answered, 'publish');
    expect(await turnAway('baotq', answered)).toBe(409);
  });

  it('of whose words some only speak of secrecy are taken and shown to the board so; what bears the mark is not', async () => {
    const asked = await desk.ask({ title: 'Hỏi về Luật Bảo vệ bí mật nhà nước', question: 'Tài liệu đóng dấu MẬT thì photo thế nào?' });
    expect(await seenBy('minhtc', asked)).toMatchObject({ suspected: ['state-secret'] });
    const marked = await desk.send({ name: 'An', email: 'mat@example.vn', title: 'Kế hoạch', question: 'TUYỆT MẬT\nKế hoạch' });
    expect([marked.statusCode, marked.json().findings.map(({ code }: { code: string }) => code)]).toEqual([422, ['question-secret']]);
  });
});
