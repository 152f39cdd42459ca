import { officeWebsite } from '../../../apps/office/src/index.js';
import { eventually } from '../../support/eventually.js';
import { openQuestionOffice, type QuestionOffice } from './question-desk.js';

const DAY_MS = 86_400_000;

describe('questions of the public', () => {
  let office: QuestionOffice;
  let api: QuestionOffice['api'];
  let desk: QuestionOffice['desk'];
  let mailbox: QuestionOffice['mailbox'];
  beforeAll(async () => {
    office = await openQuestionOffice();
    ({ api, desk, mailbox } = office);
  }, 120_000);
  afterAll(() => office.close());

  const today = () => new Date(api.clock.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
  const mailsTo = (email: string) => mailbox.received.filter(({ envelope }) => envelope.to.includes(email));
  const kinds = async (id: string) => (await api.get('baotq', `website/questions/${id}`)).body.events.map(({ kind }: { kind: string }) => kind);

  it('go from the board to leadership, to a unit and one of its staff, back where they must, and reach whoever asked and the public', async () => {
    const asked = await desk.ask({ email: 'An.Nguyen@example.vn', question: 'Tôi là Nguyễn Văn An, số 0905 123 456, thư an.nguyen@example.vn. Nộp hồ sơ ở đâu?' });
    expect(await desk.do('oanhhtk', asked, { decision: 'accept' })).toEqual({ status: 204 });
    expect(await desk.do('baotq', asked, { unit: 'QLCN', note: 'Nêu rõ nơi nộp.' })).toEqual({ status: 204 });
    await desk.stage(asked, 'assigned');
    expect(await desk.do('cuongpv', asked, { decision: 'give', handler: 'khanhvd' })).toMatchObject({ status: 422 });
    expect(await desk.do('cuongpv', asked, { decision: 'give', handler: 'tuanda' })).toEqual({ status: 204 });
    // Nothing was written yet; then it comes back, and what was given back does not go up again.
    expect(await desk.do('tuanda', asked, {})).toMatchObject({ status: 422, code: 'website.question-step-refused' });
    const written = await desk.write('tuanda', asked, 'Nộp tại bộ phận một cửa.');
    expect(written).toMatchObject({ status: 201, body: { version: 1, publicQuestion: 'Tôi là [người hỏi], số [số], thư [địa chỉ thư]. Nộp hồ sơ ở đâu?' } });
    expect(await desk.do('tuanda', asked, {})).toEqual({ status: 204 });
    expect(await desk.write('tuanda', asked, 'Muộn.')).toMatchObject({ status: 403 });
    expect(await desk.do('cuongpv', asked, { decision: 'return', note: 'Thiếu địa chỉ.' })).toEqual({ status: 204 });
    expect(await desk.do('tuanda', asked, {})).toMatchObject({ status: 422, code: 'website.question-step-refused' });
    await desk.write('tuanda', asked, 'Nộp tại bộ phận một cửa,\n18 Nguyễn Huệ.');
    expect(await desk.do('tuanda', asked, {})).toEqual({ status: 204 });
    expect(await desk.do('cuongpv', asked, { decision: 'agree' })).toEqual({ status: 204 });
    expect(await desk.do('hangltm', asked, { decision: 'return', note: 'Thêm giờ làm việc.' })).toEqual({ status: 204 });
    const answer = 'Thưa ông Nguyễn Văn An (0905.123.456): nộp tại bộ phận một cửa, 18 Nguyễn Huệ, giờ hành chính.';
    const covered = 'Thưa ông [người hỏi] ([số]): nộp tại bộ phận một cửa, 18 Nguyễn Huệ, giờ hành chính.';
    expect((await desk.write('tuanda', asked, answer)).body).toMatchObject({ publicAnswer: covered });
    expect(await desk.do('tuanda', asked, {})).toEqual({ status: 204 });
    expect(await desk.do('cuongpv', asked, { decision: 'agree' })).toEqual({ status: 204 });
    expect(await desk.own(asked)).toMatchObject({ stage: 'approving', answer: null });
    expect(await desk.do('hangltm', asked, { decision: 'publish' })).toEqual({ status: 204 });

    const { slug } = await desk.stage(asked, 'answered');
    const [mail] = await eventually(() => mailsTo('an.nguyen@example.vn').length > 0 && mailsTo('an.nguyen@example.vn'));
    // He reads the answer as it was written; the agency sends nobody's words to an address that nobody has confirmed.
    expect(mail!.text).toContain(answer);
    expect([mail!.headers['to'], mail!.text]).toEqual(['an.nguyen@example.vn', expect.stringMatching(/^Kính gửi ông\/bà,\r?\n/)]);
    expect(mail!.text).toContain('https://skhcn.example.vn/hoi-dap');
    expect(await desk.own(asked)).toMatchObject({ stage: 'answered', slug, answer: expect.stringContaining('giờ hành chính') });
    expect((await desk.seen(`/api/v1/website/answers/${slug}`)).json()).toMatchObject({ question: expect.stringContaining('[người hỏi]'), answer: covered, unit: expect.any(String) });
    for (const path of ['/hoi-dap', `/hoi-dap/${slug}`, '/hoi-dap/atom.xml', '/api/v1/website/answers', `/api/v1/website/answers/${slug}`]) {
      const { statusCode, body } = await desk.seen(path);
      expect([path, statusCode]).toEqual([path, 200]);
      expect(body).toContain('Hồ sơ đăng ký sáng kiến');
      expect(body).not.toMatch(/Nguyễn Văn An|0905|an\.nguyen|tuanda|cuongpv/i);
    }
    await eventually(async () => (await kinds(asked.id)).includes('mailed'));
    expect((await kinds(asked.id)).filter((kind: string) => kind !== 'written')).toEqual([
      'received', 'accepted', 'assigned', 'given', 'drafted', 'check-returned', 'drafted', 'checked', 'approval-returned', 'drafted', 'checked', 'approved', 'answered', 'published', 'mailed',
    ]);
  });

  it('are answered within a deadline of the ledger: the day that leadership set, else by the table', async () => {
    const asked = await desk.ask();
    await desk.do('oanhhtk', asked, { decision: 'accept' });
    expect(await desk.do('baotq', asked, { unit: 'QLCN', answerDate: '2020-01-01' })).toMatchObject({ status: 422, code: 'website.question-step-refused' });
    const day = new Date(api.clock.now().getTime() + 9 * DAY_MS).toISOString().slice(0, 10);
    // Later than the table only with a reason, of which the chief of office hears, and not beyond its longest time.
    const task = await desk.task('baotq', asked);
    for (const [variables, code] of [[{ unit: 'QLCN', answerDate: '2099-01-01', note: 'Chờ hướng dẫn.' }, 'question-day-too-late'], [{ unit: 'QLCN', answerDate: day }, 'question-day-unreasoned']] as const) {
      expect((await api.post('baotq', `tasks/${task}/complete`, { variables })).body.findings).toMatchObject([{ code }]);
    }
    expect(await desk.do('baotq', asked, { unit: 'QLCN', answerDate: day, note: 'Chờ hướng dẫn.' })).toEqual({ status: 204 });
    const told = (await api.get('dungnh', 'notifications?limit=50')).body.items.filter(({ title }: { title: string }) => title.includes(`${asked.label} trả lời muộn`));
    expect(told).toMatchObject([{ body: `Lãnh đạo định ngày trả lời là ${day.split('-').reverse().join('/')}.` }]);
    const { answerBy } = await eventually(async () => {
      const question = await desk.own(asked);
      return question.answerBy !== null && question;
    });
    expect(new Date(answerBy).toISOString().slice(0, 16)).toBe(`${day}T16:59`);
    const ledger = () => api.office.database.query<{ status: string; unit: string }>(`select status, unit_code as unit from deadline where subject = 'website-question' and subject_id = $1`, [asked.id]);
    expect(await ledger()).toEqual([{ status: 'open', unit: 'QLCN' }]);
    // It is not theirs: leadership gives it to another unit, with another deadline.
    expect(await desk.do('cuongpv', asked, { decision: 'decline', note: 'Việc của Chi cục.' })).toEqual({ status: 204 });
    expect(await desk.own(asked)).toMatchObject({ stage: 'accepted', answerBy: null });
    expect(await api.get('cuongpv', `website/questions/${asked.id}`)).toMatchObject({ status: 403 });
    expect(await desk.do('baotq', asked, { unit: 'TDC' })).toEqual({ status: 204 });
    await eventually(async () => (await desk.own(asked)).answerBy !== null);
    expect(await ledger()).toEqual([{ status: 'open', unit: 'TDC' }]);
    await desk.withdraw(asked);
    await eventually(async () => (await ledger()).every(({ status }) => status !== 'open'));
  });

  it('are told who answers instead, or to send a complaint on paper, of which nothing stays; of spam nobody hears', async () => {
    const [elsewhere, complaint, spam] = [await desk.ask({ email: 'b@example.vn' }), await desk.ask({ email: 'c@example.vn', question: 'Ông B nhận tiền của tôi.' }), await desk.ask({ email: 'd@example.vn' })];
    expect(await desk.do('oanhhtk', elsewhere, { decision: 'forward' })).toMatchObject({ status: 422 });
    expect(await desk.do('oanhhtk', elsewhere, { decision: 'forward', note: 'Sở Tư pháp, 139 Lê Duẩn' })).toEqual({ status: 204 });
    expect(await desk.do('minhtc', complaint, { decision: 'complaint' })).toEqual({ status: 204 });
    expect(await desk.do('minhtc', spam, { decision: 'spam' })).toEqual({ status: 204 });
    const [told] = await eventually(() => mailsTo('b@example.vn').length > 0 && mailsTo('b@example.vn'));
    expect(told!.text).toContain('139 Lê Duẩn');
    expect(await desk.own(elsewhere)).toMatchObject({ stage: 'forwarded', note: 'Sở Tư pháp, 139 Lê Duẩn' });
    const [sent] = await eventually(() => mailsTo('c@example.vn').length > 0 && mailsTo('c@example.vn'));
    expect(sent!.text).toContain('đơn giấy');
    expect(sent!.text).not.toContain('Ông B');
    const kept = () => api.office.database.query('select asker_name, asker_email, title, body, token_hash from website_question where id = $1', [complaint.id]);
    await eventually(async () => JSON.stringify(await kept()) === JSON.stringify([{ asker_name: null, asker_email: null, title: null, body: null, token_hash: null }]));
    expect(await desk.own(spam)).toMatchObject({ stage: 'spam' });
    expect(mailsTo('d@example.vn')).toEqual([]);
  });

  it('are read by those whose work they are; who asked is known to board, chief of office and leaders alone, and stands nowhere else', async () => {
    const asked = await desk.ask({ name: 'Lê Thị Xuyến', email: 'xuyen.le@example.vn' });
    await desk.toDraft(asked, { handler: 'tuanda' });
    const { body: seen } = await api.get('tuanda', `website/questions/${asked.id}`);
    expect(seen).toMatchObject({ question: 'Nộp hồ sơ ở đâu?', asker: null });
    expect((await api.get('oanhhtk', `website/questions/${asked.id}`)).body.asker).toEqual({ name: 'Lê Thị Xuyến', email: 'xuyen.le@example.vn' });
    for (const login of ['maint', 'khanhvd', 'quanhm', 'namcn']) expect(await api.get(login, `website/questions/${asked.id}`)).toMatchObject({ status: 403 });
    expect((await api.get('tuanda', 'website/questions?limit=200')).body.items.map(({ id }: { id: string }) => id)).toContain(asked.id);
    expect((await api.get('maint', 'website/questions?limit=200')).body.items).toEqual([]);
    const { database } = api.office;
    const tables = await database.query<{ name: string }>(`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`);
    const holding: string[] = [];
    for (const { name } of tables) {
      const found = await database.query(`select from ${name} t where t::text like '%Xuyến%' or t::text like '%xuyen.le%' limit 1`);
      if (found.length > 0) holding.push(name);
    }
    expect(holding).toEqual(['public.website_question']);
  });

  it('do not stay with who is away: he hands them to a colleague, who answers; a unit without a head has the chief of office', async () => {
    const asked = await desk.ask();
    await desk.toDraft(asked, { handler: 'tuanda' });
    const task = await desk.task('tuanda', asked);
    expect(await api.post('tuanda', `tasks/${task}/hand-over`, { to: 'maint', reason: 'Nghỉ phép.' })).toMatchObject({ status: 204 });
    expect(await desk.write('tuanda', asked, 'x')).toMatchObject({ status: 403 });
    expect(await desk.write('maint', asked, 'Trả lời.')).toMatchObject({ status: 201 });
    expect(await desk.do('maint', asked, {})).toEqual({ status: 204 });
    expect((await api.get('maint', `website/questions/${asked.id}`)).body).toMatchObject({ handler: 'maint', stage: 'checking' });

    const [head] = (await api.get('yenlh', 'units/TDC')).body.people;
    expect(await api.post('yenlh', `posts/${head.postId}/end`, { lastDay: today() })).toMatchObject({ status: 204 });
    api.clock.advance(DAY_MS);
    const other = await desk.ask();
    await desk.do('oanhhtk', other, { decision: 'accept' });
    await desk.do('baotq', other, { unit: 'TDC' });
    expect(await desk.do('dungnh', other, { decision: 'give', handler: 'nhungnth' })).toEqual({ status: 204 });
    await desk.stage(other, 'drafting');
  });

  it('whose mail cannot be sent stay answered and published; the operator retries, and reads nobody’s address', async () => {
    mailbox.refuse('muon@example.vn', 451);
    mailbox.refuse('sai@example.vn', 550);
    const [later, never] = [await desk.ask({ email: 'muon@example.vn' }), await desk.ask({ email: 'sai@example.vn' })];
    for (const each of [later, never]) await desk.answer(each, 'publish');
    await eventually(async () => (await kinds(never.id)).includes('mail-refused'));
    await eventually(async () => {
      api.clock.advance(60_000);
      const { body } = await api.get('tungmt', 'jobs?status=failed&limit=200');
      return body.items.find(({ topic }: { topic: string }) => topic === 'website.mail-asker');
    });
    const { body } = await api.get('tungmt', 'jobs?status=failed&limit=200');
    const job = body.items.find(({ topic }: { topic: string }) => topic === 'website.mail-asker');
    expect(JSON.stringify(job)).not.toContain('muon@example.vn');
    expect(await desk.own(later)).toMatchObject({ stage: 'answered', slug: expect.any(String) });
    mailbox.accept('muon@example.vn');
    expect((await api.post('tungmt', `jobs/${job.id}/retry`)).status).toBeLessThan(300);
    await eventually(() => mailsTo('muon@example.vn').length === 1);
  });

  it('are taken off the website at once where they still tell who asked; whoever asked reads his answer on', async () => {
    const asked = await desk.ask();
    const { slug } = await desk.answer(asked, 'publish');
    expect(await api.post('cuongpv', `website/questions/${asked.id}/removal`, { reason: 'x' })).toMatchObject({ status: 403 });
    expect(await api.post('dungnh', `website/questions/${asked.id}/removal`, { reason: 'Lộ tên.' })).toMatchObject({ status: 204 });
    expect(await api.post('dungnh', `website/questions/${asked.id}/removal`, { reason: 'Lộ tên.' })).toMatchObject({ status: 409 });
    expect((await desk.seen(`/hoi-dap/${slug}`)).statusCode).toBe(404);
    expect(await desk.own(asked)).toMatchObject({ stage: 'answered', slug: null, answer: 'Trả lời.' });
  });

  it('are reported by month with what came of them and whether it was in time, without who asked', async () => {
    const late = await desk.ask({ title: 'Hỏi thì chậm', name: 'Đỗ Thị Chậm' });
    await desk.toDraft(late, { handler: 'tuanda' });
    const asked = today().slice(0, 7);
    api.clock.advance(20 * DAY_MS);
    const report = async (login: string, month = asked) => api.app.inject({ method: 'GET', url: `/api/v1/website/question-report?month=${month}&format=csv`, headers: await api.as(login) });
    const { body } = await report('dungnh');
    expect(body).toMatch(new RegExp(`${late.label};[^\n]*Hỏi thì chậm;Phòng Quản lý công nghệ;Đang soạn;[^\n]*Có`));
    expect(body).not.toMatch(/Đỗ Thị Chậm|@/);
    expect((await report('baotq', '2020-01')).body).not.toContain('HD-');
    expect((await report('tuanda')).statusCode).toBe(403);
  });

  it('are published with the consent of whoever asked and the word of a leader, else only mailed', async () => {
    const [unwilling, mailed] = [await desk.ask({ consent: false }), await desk.ask()];
    expect(await desk.answer(unwilling, 'publish')).toMatchObject({ slug: null });
    expect(await desk.answer(mailed, 'mail')).toMatchObject({ slug: null });
  });

  it('are decided by no operator: he writes nothing, moves no clock, begins none and sends no message; where he ends one it is over', async () => {
    const asked = await desk.ask();
    const { instanceId } = asked;
    const byHand = { status: 403, body: { code: 'website.by-hand' } };
    expect(await api.post('tungmt', `process-instances/${instanceId}/variables`, { variables: { decision: 'spam' }, reason: 'x' })).toMatchObject(byHand);
    expect(await api.post('tungmt', 'messages', { message: 'question.ended', correlationKey: asked.id })).toMatchObject(byHand);
    expect(await api.post('tungmt', 'process-instances', { key: 'question-answer', variables: { questionId: asked.id } })).toMatchObject(byHand);
    const { body } = await api.get('tungmt', `process-instances/${instanceId}/timers`);
    expect(await api.post('tungmt', `process-instances/${instanceId}/timers/${body.items[0].key}`, { due: '2030-01-01T00:00:00Z' })).toMatchObject(byHand);
    // Nor does he give it to one of the unit whose post it is not.
    await desk.do('oanhhtk', asked, { decision: 'accept' });
    await desk.do('baotq', asked, { unit: 'QLCN' });
    expect(await api.post('namcn', `tasks/${await desk.task('cuongpv', asked)}/change`, { changes: { assignee: 'tuanda' }, reason: 'x' })).toMatchObject({ status: 204 });
    expect(await desk.do('tuanda', asked, { decision: 'give', handler: 'tuanda' })).toEqual({ status: 403, code: 'website.forbidden' });
    expect(await api.post('tungmt', `process-instances/${instanceId}/cancel`, { reason: 'Chạy lại.' })).toMatchObject({ status: 204 });
    expect(await desk.own(asked)).toMatchObject({ stage: 'cancelled' });
  });

  it('of two of the board are decided once, and none is approved that whoever asked has taken back', async () => {
    const asked = await desk.ask();
    const task = await desk.task('oanhhtk', asked);
    const both = await Promise.all(['oanhhtk', 'minhtc'].map((login) => api.post(login, `tasks/${task}/complete`, { variables: { decision: 'accept' } })));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
    const approving = await desk.ask();
    await desk.toApproval(approving);
    const [withdrawn, approved] = await Promise.all([desk.withdraw(approving), desk.do('baotq', approving, { decision: 'publish' })]);
    const { stage } = await eventually(async () => {
      const own = await desk.own(approving);
      return own.stage !== 'approving' && own.stage !== 'approved' && own;
    });
    expect([withdrawn, approved.status, stage]).toEqual(withdrawn === 204 ? [204, expect.any(Number), 'withdrawn'] : [409, 204, 'answered']);
    if (withdrawn === 204) expect(approved.status).toBeGreaterThanOrEqual(400);
  });

  it('go to a part of their unit with their case, whose head gives them to one of his people', async () => {
    const asked = await desk.ask({ email: 'chuyen@example.vn' });
    expect(await desk.do('oanhhtk', asked, { decision: 'accept' })).toEqual({ status: 204 });
    expect(await desk.do('baotq', asked, { unit: 'QLCN' })).toEqual({ status: 204 });
    const { instanceId } = await desk.stage(asked, 'assigned');
    const plan = {
      decisionNumber: '12/QĐ-UBND',
      decisionDate: today(),
      decidedBy: 'UBND tỉnh',
      effectiveDay: today(),
      lines: [
        {
          kind: 'split',
          unit: 'QLCN',
          rest: 'QLCN',
          parts: [{ code: 'CGCN', name: 'Phòng Chuyển giao công nghệ', cases: [instanceId] }],
          people: [{ login: 'habtt', unit: 'CGCN', role: 'head', title: 'Trưởng phòng' }],
        },
      ],
    };
    const { id } = (await api.post('vinhtq', 'reorganisation-plans', plan)).body;
    for (const act of ['check', 'submission']) expect((await api.post('vinhtq', `reorganisation-plans/${id}/${act}`)).status).toBeLessThan(300);
    expect(await api.post('baotq', `reorganisation-plans/${id}/approval`, { decision: 'approve' })).toMatchObject({ status: 200, body: { status: 'done' } });
    expect((await api.get('habtt', `website/questions/${asked.id}`)).body).toMatchObject({ unit: 'CGCN' });
    expect(await desk.do('habtt', asked, { decision: 'give', handler: 'habtt' })).toEqual({ status: 204 });
  });

  it('lose name, address, link and words of whoever asked after the days that the agency keeps them; what was published stays', async () => {
    const asked = await desk.ask({ name: 'Võ Thị Giữ', email: 'giu@example.vn' });
    const { slug } = await desk.answer(asked, 'publish');
    const remove = (keptDays: number) => api.office.executor.execute(officeWebsite.removeAskers, { keptDays, limit: 1000 }, { actor: 'system:website', requestId: 'test' });
    await remove(365);
    expect((await api.get('baotq', `website/questions/${asked.id}`)).body.asker).toMatchObject({ name: 'Võ Thị Giữ' });
    api.clock.advance(366 * DAY_MS);
    await remove(365);
    expect((await api.office.database.query('select from website_question q where id = $1 and q::text like $2', [asked.id, '%giu@example.vn%']))).toEqual([]);
    expect((await desk.seen(`/api/v1/website/own-questions/${asked.token}`)).statusCode).toBe(404);
    expect((await desk.seen(`/hoi-dap/${slug}`)).statusCode).toBe(200);
  });
});
