import { createLogger, newId } from '#foundation';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { QUESTION, QuestionDesk } from './question-desk.js';

/** What hostile people write into every field. */
const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert(2)">"'><a href="javascript:alert(3)">x</a> ]]> {{constructor}} \${1+1}`;

describe('questions from outside', () => {
  let api: ApiUnderTest;
  let desk: QuestionDesk;
  const lines: string[] = [];
  beforeAll(async () => {
    const logger = createLogger({ name: 'test', level: 'trace', destination: { write: (line) => void lines.push(line) } });
    api = await startApi({ WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn', SESSION_HOURS: '720', WEBSITE_QUESTIONS_AN_HOUR: '30' }, { worker: 'inside', logger });
    desk = new QuestionDesk(api);
  }, 120_000);
  afterAll(() => api.close());

  const count = async () => Number((await api.office.database.query<{ n: string }>('select count(*) as n from website_question'))[0]!.n);
  const fill = (fields: Record<string, string>, remoteAddress = `10.2.0.${Math.floor(Math.random() * 250)}`) =>
    api.app.inject({
      method: 'POST',
      url: '/hoi-dap/gui',
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  const { consent: _consent, ...fields } = QUESTION;

  it('are asked by a form without a script, followed by a link that nobody guesses and no log keeps, and taken back there', async () => {
    const form = await desk.seen('/hoi-dap/gui');
    expect([form.statusCode, form.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(form.body).not.toContain('<script');
    const sent = await fill({ ...fields, consent: 'yes', homepage: '' });
    expect([sent.statusCode, sent.headers['cache-control']]).toEqual([201, 'no-store']);
    const [, token] = /theo-doi\/([A-Za-z0-9_-]{43})"/.exec(sent.body)!;
    const own = await desk.seen(`/hoi-dap/theo-doi/${token}`);
    expect(own.body).toContain('Đã nhận, chờ xem xét');
    expect([own.statusCode, own.headers['cache-control'], own.headers['referrer-policy']]).toEqual([200, 'no-store', 'no-referrer']);
    const back = await api.app.inject({ method: 'POST', url: `/hoi-dap/theo-doi/${token}/rut`, remoteAddress: '10.3.0.1' });
    expect([back.statusCode, back.body.includes('Đã rút')]).toEqual([201, true]);
    expect((await api.app.inject({ method: 'POST', url: `/hoi-dap/theo-doi/${token}/rut`, remoteAddress: '10.3.0.1' })).statusCode).toBe(409);
    await desk.seen(`/api/v1/website/own-questions/${token}`);
    const spelt = `%${token!.charCodeAt(0).toString(16)}${token!.slice(1)}`;
    for (const path of [`/api/v1/website/own%2Dquestions/${token}`, `/hoi-dap/theo%2Ddoi/${spelt}`, `/hoi-dap/Theo-Doi/${token}`]) await desk.seen(path);
    expect(lines.filter((line) => line.includes('theo-doi')).length).toBeGreaterThan(2);
    expect(lines.filter((line) => line.includes(token!.slice(1)))).toEqual([]);
  });

  it('that cannot be taken are told of all faults at once, on the page with what was filled in, and nothing of them is kept', async () => {
    const before = await count();
    const { statusCode, body } = await fill({ name: '', email: 'không phải', topic: 'procedure', title: 'Giấy phép', question: '' });
    expect(statusCode).toBe(422);
    for (const field of ['name', 'email', 'question']) expect(body).toMatch(new RegExp(`href="#${field}"[^]*id="${field}"[^>]* aria-invalid="true" aria-describedby="fault-${field}"`));
    expect(body).toContain('chưa đúng địa chỉ');
    expect(body).toContain('value="Giấy phép"');
    const secret = await desk.send({ ...QUESTION, title: 'TUYỆT MẬT: kế hoạch', question: 'ĐƠN TỐ CÁO\nÔng B nhận tiền.', homepage: 'http://spam.example' });
    expect(secret.statusCode).toBe(422);
    expect(secret.json().findings.map(({ where, code }: { where: string; code: string }) => `${where} ${code}`)).toEqual([
      'homepage question-trap', 'title question-secret', 'question question-complaint',
    ]);
    const complaint = await fill({ ...fields, title: 'Đơn khiếu nại ông B' });
    expect([complaint.statusCode, complaint.body.includes('gửi đơn giấy')]).toEqual([422, true]);
    for (const wrong of [{ email: 'a@b.vn\r\nBcc: all@example.vn' }, { email: 'a@b.vn,c@d.vn' }, { name: '\u200b' }, { stage: 'approved' }, { question: 'a'.repeat(5001) }, { title: ['a', 'b'] }]) {
      expect([wrong, (await desk.send({ ...QUESTION, ...wrong })).statusCode]).toEqual([wrong, 400]);
    }
    expect((await desk.send({ ...QUESTION, question: 'a'.repeat(2_000_000) })).statusCode).toBe(413);
    expect((await fill({ ...fields, question: 'a'.repeat(2_000_000) })).statusCode).toBe(413);
    expect((await fill({ ...fields, login: newId() })).statusCode).toBe(422);
    expect(await count()).toBe(before);
  });

  it('hold no markup that anybody wrote, in form, list, answer, feed and state, and search engines are told of the answer', async () => {
    const again = await fill({ name: HOSTILE.slice(0, 90), email: `"${HOSTILE}"@x`, topic: HOSTILE, title: HOSTILE, question: HOSTILE });
    expect(again.statusCode).toBe(422);
    const asked = await desk.ask({ name: '<b>"A"</b>', title: HOSTILE, question: HOSTILE });
    await desk.toDraft(asked, { handler: 'tuanda' });
    await desk.write('tuanda', asked, HOSTILE);
    await desk.do('tuanda', asked, {});
    await desk.do('cuongpv', asked, { decision: 'agree' });
    await desk.do('baotq', asked, { decision: 'publish' });
    const { slug } = await desk.stage(asked, 'answered');
    const pages = [again];
    for (const path of ['/hoi-dap', `/hoi-dap/${slug}`, '/hoi-dap/atom.xml', `/hoi-dap/theo-doi/${asked.token}`]) pages.push(await desk.seen(path));
    const map = await desk.seen('/hoi-dap/sitemap.xml');
    expect(map.headers['content-type']).toContain('application/xml');
    expect(map.body).toContain(`<loc>https://skhcn.example.vn/hoi-dap/${slug}</loc>`);
    expect(map.body).not.toContain(asked.token);
    for (const { body, headers } of pages) {
      expect(body).toContain('alert');
      expect(body).not.toMatch(/<script|<img|href="javascript|onerror="|\]\]>/);
      expect(headers['content-security-policy']).toContain("default-src 'none'");
    }
  });

  it('cannot be read by a forged link, and many from one address are refused for a while', async () => {
    const asked = await desk.ask();
    for (const [token, status] of [['A'.repeat(43), 404], [asked.token.slice(0, -1), 400], [asked.id, 400], [`${asked.token}'--`, 400], ['..%2f..%2fetc', 400]] as const) {
      expect([token, (await desk.seen(`/hoi-dap/theo-doi/${token}`)).statusCode]).toEqual([token, status]);
      expect([token, (await desk.seen(`/api/v1/website/own-questions/${token}`)).statusCode]).toEqual([token, status]);
    }
    const statuses: number[] = [];
    for (let each = 0; each < 7; each += 1) statuses.push((await fill({ ...fields, email: 'mot@example.vn' }, '10.9.9.9')).statusCode);
    expect(statuses).toEqual([201, 201, 201, 201, 201, 429, 429]);
    // One household of IPv6 has one network of its own, however many addresses.
    const of = async (address: string) => (await fill({ ...fields, email: 'sau@example.vn' }, address)).statusCode;
    const sixth = [];
    for (let each = 1; each <= 6; each += 1) sixth.push(await of(`2001:db8:7:7::${each}`));
    expect([...sixth, await of('2001:db8:7:8::1')]).toEqual([201, 201, 201, 201, 201, 429, 201]);
  });

  it('silence nobody by his mailbox, and are told on the page to wait where too many come within an hour, at once or one by one', async () => {
    const before = await count();
    api.clock.advance(3_600_001);
    const many = await Promise.all(Array.from({ length: 34 }, () => desk.send({ ...QUESTION, email: 'nhieu@example.vn' })));
    expect(many.filter(({ statusCode }) => statusCode === 201)).toHaveLength(30);
    expect(many.find(({ statusCode }) => statusCode === 422)!.json().findings).toMatchObject([{ code: 'question-too-many' }]);
    expect(await count()).toBe(before + 30);
    const page = await fill({ ...fields, email: 'khac@example.vn' }, '10.8.8.8');
    expect([page.statusCode, page.body.includes('xin gửi lại sau một giờ')]).toEqual([422, true]);
    api.clock.advance(3_600_001);
    expect((await fill({ ...fields, email: 'nhieu@example.vn' }, '10.8.8.8')).statusCode).toBe(201);
  });

  it('hold no marks that nobody sees, and have a title to read', async () => {
    const { label, id } = await desk.ask({ title: 'Hỏi\u202E kinh\u200B phí\u3164', name: 'Lê\u2066 Văn An' });
    expect((await api.get('baotq', `website/questions/${id}`)).body).toMatchObject({ label, title: 'Hỏi kinh phí', asker: { name: 'Lê Văn An' } });
    for (const wrong of [{ title: '\u3164' }, { title: '...' }, { title: '\u202E\u115f' }, { name: '123' }, { question: '?!' }]) {
      expect([wrong, (await desk.send({ ...QUESTION, ...wrong })).statusCode]).toEqual([wrong, 400]);
    }
  });
});

it('whoever meets a page that is not there, a wrong link or his limit in a browser reads it in words, and programs get JSON', async () => {
  const api = await startApi({ WEBSITE_PUBLIC: 'on', PUBLIC_URL: 'https://skhcn.example.vn' });
  const see = (url: string, accept: string) => api.app.inject({ method: 'GET', url, headers: { accept } });
  for (const [path, status] of [['/hoi-dap/khong-co-1', 404], ['/trang-tin/khong-co-1', 404], ['/hoi-dap/theo-doi/x', 400], ['/hoi-dap/a/b', 404], ['/trang-tin?after=x', 422]] as const) {
    const { statusCode, headers, body } = await see(path, 'text/html,application/xhtml+xml');
    expect([path, statusCode, headers['content-type']]).toEqual([path, status, 'text/html; charset=utf-8']);
    expect(body).toMatch(/<h1>[^<]+<\/h1>\n<p>[^<]+<\/p>/);
    expect((await see(path, '*/*')).headers['content-type']).toContain('application/problem+json');
  }
  expect((await see('/api/v1/website/articles/khong-co-1', 'text/html')).headers['content-type']).toContain('application/problem+json');
  await api.close();
}, 120_000);

it('nobody asks anything until the agency opens its website', async () => {
  const api = await startApi();
  const desk = new QuestionDesk(api);
  for (const path of ['/hoi-dap', '/hoi-dap/atom.xml', '/hoi-dap/sitemap.xml', '/hoi-dap/gui', '/hoi-dap/x-1', `/hoi-dap/theo-doi/${'A'.repeat(43)}`, '/api/v1/website/answers']) {
    expect([path, (await desk.seen(path)).statusCode]).toEqual([path, 404]);
  }
  expect((await desk.send(QUESTION)).statusCode).toBe(404);
  expect((await desk.send({ ...QUESTION, consent: 'yes' }, '/hoi-dap/gui')).statusCode).toBe(404);
  await api.close();
}, 120_000);
