import type { Command } from '#runtime';
import { recordDutyTask } from '../../../apps/office/src/office-duties.js';
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../../apps/standalone/src/demo-office/demo-office.js';
import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const DAY = 86_400_000;
const letter = { senderAgency: 'Sở Nội vụ', documentDate: '2026-01-20', documentType: 'Công văn', subject: 'V/v một việc', replyRequired: false };
/** Those who signed in during January, each once: whoever comes later signs in in February. */
const IN_JANUARY = ['anhdtl', 'tuanda', 'cuongpv', 'sonlt', 'namcn', 'dungnh', 'baotq'];

describe('the report of IT about January', () => {
  let api: ApiUnderTest;
  let id: string;
  beforeAll(async () => {
    // Tuesday, 20 January 2026, eight o'clock in the office.
    api = await startApi({ SESSION_HOURS: '720' }, { worker: 'inside', openedAt: '2026-01-20T01:00:00Z' });
    for (const login of IN_JANUARY) await api.as(login);
    await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login: 'minhtc', password: 'Sai-mat-khau-1' } });
    for (const subject of ['V/v việc một', 'V/v việc hai']) expect(await api.post('anhdtl', 'incoming-documents', { ...letter, subject })).toMatchObject({ status: 201 });
    expect(await api.post('sonlt', 'accounts/minhtc/lock', { reason: 'Nghi lộ mật khẩu.' })).toMatchObject({ status: 204 });
    const outage = { kind: 'outage', severity: 'high', title: 'Không vào được', description: 'Lỗi 502.', systems: ['VPĐT'] };
    const { status, body: incident } = await api.post('tuanda', 'incidents', outage);
    expect(status).toBe(201);
    const hop = await eventually(async () => {
      const { items } = (await api.get('cuongpv', 'tasks?scope=group&limit=200')).body;
      return items.find((task: { instanceId: string }) => task.instanceId === incident.instanceId);
    });
    api.clock.advance(10 * 60_000);
    expect(await api.post('cuongpv', `tasks/${hop.id}/complete`, { variables: { hopDecision: 'pass-on' } })).toMatchObject({ status: 204 });
    await until('2026-02-02T01:30:00Z');
    // A start that comes late counts its first minute of working time from then on.
    id = await eventually(async () => {
      api.clock.advance(60_000);
      return (await api.get('namcn', 'it-reports')).body.items[0]?.id as string | undefined;
    });
    await eventually(async () => (await report('namcn')).drawnAt !== null);
  }, 120_000);
  afterAll(() => api.close());

  const until = async (instant: string) => {
    const left = () => Date.parse(instant) - api.clock.now().getTime();
    while (left() > 0) {
      api.clock.advance(Math.min(DAY, left()));
      await new Promise((done) => setTimeout(done, 300));
    }
  };
  const put = async (login: string, payload: object, of = id) => {
    const response = await api.app.inject({ method: 'PUT', url: `/api/v1/it-reports/${of}`, headers: await api.as(login), payload });
    return { status: response.statusCode, body: JSON.parse(response.body) };
  };
  const report = async (login: string, of = id) => (await api.get(login, `it-reports/${of}`)).body;
  const figures = async () => Object.fromEntries((await report('namcn')).figures.map(({ code, value }: { code: string; value: unknown }) => [code, value]));
  const taskOf = (login: string, name: string) =>
    eventually(async () => (await api.get(login, 'tasks?scope=group&limit=200')).body.items.find((task: { name: string }) => task.name === name));
  const complete = async (login: string, name: string, variables: object, finder = login) =>
    api.post(login, `tasks/${(await taskOf(finder, name)).id}/complete`, { variables });
  /** What comes of it where an operator gives a task to somebody, who completes it. @param finder sees the task */
  const given = async (login: string, name: string, finder: string, variables: object) => {
    const { id: task } = await taskOf(finder, name);
    const give = (assignee: string | null) => api.post('tungmt', `tasks/${task}/change`, { changes: { assignee }, reason: 'Nhờ' });
    expect(await give(login)).toMatchObject({ status: 204 });
    const completed = await api.post(login, `tasks/${task}/complete`, { variables });
    expect(await give(null)).toMatchObject({ status: 204 });
    return completed;
  };
  const [REVIEW, CONFIRM, NOTE, ANSWER] = ['Xem số liệu, ghi vấn đề mới', 'Xác nhận báo cáo', 'Xem báo cáo', 'Trả lời lãnh đạo'] as const;

  it('begins on the first working day of February with figures that agree with what was done by hand', async () => {
    expect(await report('namcn')).toMatchObject({ label: 'Báo cáo công nghệ thông tin tháng 01/2026', firstDay: '2026-01-01', lastDay: '2026-01-31', status: 'drafting' });
    expect(await figures()).toMatchObject({
      'sign-ins.done': IN_JANUARY.length,
      'sign-ins.people': IN_JANUARY.length,
      'sign-ins.refused': 1,
      'accounts.opened': DEMO_PEOPLE.length,
      'accounts.locked': 1,
      'accounts.unlocked': 0,
      'accounts.closed': 0,
      'accounts.active': DEMO_PEOPLE.length - 1,
      'accounts.lockedNow': 1,
      'accounts.exposures': 0,
      'incidents.reported': 1,
      'incidents.reported:outage:high': 1,
      'incidents.open': 1,
      'incidents.minutesToClose': null,
      'incidents.answered:head': 1,
      'incidents.averageMinutes:head': 10,
      'incidents.asked:it': 1,
      'documents.incoming': 2,
      'documents.electronic': 2,
      'documents.issued': 0,
      'backups.verified': 0,
      'backups.lastVerified': null,
      'storage.files': 0,
      'work.failedNow': 0,
    });
    const { figures: all } = await report('namcn');
    expect(all.find(({ code }: { code: string }) => code === 'incidents.averageMinutes:head')).toMatchObject({ name: 'Hỏi trưởng đơn vị: trả lời trung bình sau', unit: 'minutes', when: 'period' });
  });

  it('is seen by IT and those whom it is for, and not yet by the units', async () => {
    expect((await api.get('cuongpv', 'it-reports')).body).toEqual({ items: [], next: null });
    expect(await api.get('cuongpv', `it-reports/${id}`)).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    for (const login of ['sonlt', 'baotq', 'dungnh']) expect((await api.get(login, 'it-reports?period=month&on=2026-01-15')).body.items).toMatchObject([{ id }]);
    expect((await api.get('namcn', 'it-reports?period=quarter')).body.items).toEqual([]);
  });

  it('is written by IT through the gate, and nobody overwrites what he has not read', async () => {
    const text = { problems: 'Máy chủ thư hay treo.', proposals: 'Thay máy chủ.', revision: 1 };
    expect(await put('cuongpv', text)).toMatchObject({ status: 403 });
    expect(await put('namcn', { ...text, problems: 'TUYỆT MẬT: kế hoạch' })).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    const [one, other] = await Promise.all([put('namcn', text), put('tungmt', text)]);
    expect([one.status, other.status].toSorted()).toEqual([200, 409]);
    expect(await put('namcn', text)).toMatchObject({ status: 409, body: { code: 'duties.it-report-changed' } });
    expect(await put('namcn', { revision: 2 })).toMatchObject({ status: 200, body: { revision: 3 } });
  });

  it('has its figures counted anew while IT is at it', async () => {
    expect((await figures())['accounts.firstPasswords']).toBe(0);
    expect((await api.post('sonlt', 'accounts/maint/reset-password', { reason: 'Trực bão' })).status).toBe(200);
    expect(await api.post('cuongpv', `it-reports/${id}/figures`)).toMatchObject({ status: 403 });
    // Who is locked out waits for no first password to be changed.
    expect((await api.post('sonlt', 'accounts/ngocdtb/reset-password', { reason: 'Quên' })).status).toBe(200);
    expect(await api.post('sonlt', 'accounts/ngocdtb/lock', { reason: 'Nghỉ dài' })).toMatchObject({ status: 204 });
    expect(await api.post('namcn', `it-reports/${id}/figures`)).toMatchObject({ status: 204 });
    expect(await figures()).toMatchObject({ 'accounts.firstPasswords': 1, 'accounts.oldestFirstPassword': expect.stringMatching(/^2026-02-02T/) });
  });

  it('is not handed on before it tells what is new; then its head returns it with a reason', async () => {
    expect(await complete('namcn', REVIEW, { confirmed: true })).toMatchObject({ status: 422, body: { code: 'duties.refused', findings: [{ where: 'problems', code: 'it-report-problems' }] } });
    await put('namcn', { problems: 'Máy chủ thư hay treo.', revision: 3 });
    expect(await complete('namcn', REVIEW, { confirmed: true })).toMatchObject({ status: 204 });
    // The chief of office does not, while a head of IT is there who has no part in it.
    expect(await given('dungnh', CONFIRM, 'sonlt', { decision: 'confirm' })).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect(await complete('sonlt', CONFIRM, { decision: 'return' })).toMatchObject({ status: 422 });
    expect(await complete('sonlt', CONFIRM, { decision: 'return', note: 'Thêm đề xuất.' })).toMatchObject({ status: 204 });
    await taskOf('namcn', REVIEW);
    const returned = await report('namcn');
    expect(returned).toMatchObject({ status: 'drafting', reviewedBy: 'namcn', confirmedBy: null });
    expect(returned.events.map(({ kind }: { kind: string }) => kind)).toEqual(['opened', 'drawn', 'drawn', 'reviewed', 'returned', 'drawn']);
    expect(returned.events[4]).toMatchObject({ actor: 'sonlt', text: 'Thêm đề xuất.' });
    const words = await api.office.database.query(`select from variable_history where value::text like '%Thêm đề xuất%' and activity_key = 0`);
    expect(words).toEqual([]);
  });

  it('of which the head of IT is the author is confirmed by the chief of office, as no other head of IT is there', async () => {
    await put('sonlt', { problems: 'Máy chủ thư hay treo', proposals: 'Thay máy chủ.', revision: 4 });
    // Another saves it after him and hands it on: he is still its author.
    await put('namcn', { problems: 'Máy chủ thư hay treo.', proposals: 'Thay máy chủ.', revision: 5 });
    expect(await complete('namcn', REVIEW, { confirmed: true })).toMatchObject({ status: 204 });
    expect(await complete('sonlt', CONFIRM, { decision: 'confirm' })).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect(await put('namcn', { revision: 6 })).toMatchObject({ status: 409, body: { code: 'duties.wrong-state' } });
    expect(await complete('dungnh', CONFIRM, { decision: 'confirm' })).toMatchObject({ status: 204 });
    expect(await report('baotq')).toMatchObject({ status: 'confirmed', confirmedBy: 'dungnh', reviewedBy: 'namcn' });
  });

  it('stays as it was confirmed', async () => {
    const before = await report('namcn');
    expect(await api.post('namcn', `it-reports/${id}/figures`)).toMatchObject({ status: 409, body: { code: 'duties.wrong-state' } });
    const change = api.office.database.query(`update it_report set figures = '[]' where id = $1`, [id]);
    await expect(change).rejects.toThrow('A report that is confirmed is not written any more.');
    await api.post('sonlt', 'accounts/oanhhtk/lock', { reason: 'Thử.' });
    expect((await report('namcn')).figures).toEqual(before.figures);
  });

  it('is not written, begun or decided by operators', async () => {
    const [row] = await api.office.database.query<{ instanceId: string }>('select instance_id as "instanceId" from it_report where id = $1', [id]);
    const variables = { variables: { decision: 'note' } };
    const written = await api.app.inject({ method: 'PUT', url: `/api/v1/process-instances/${row!.instanceId}/variables`, headers: await api.as('tungmt'), payload: variables });
    const answer = written.statusCode === 404 ? await api.post('tungmt', `process-instances/${row!.instanceId}/variables`, variables) : { status: written.statusCode, body: JSON.parse(written.body) };
    expect(answer).toMatchObject({ status: 403, body: { code: 'duties.by-hand' } });
    expect(await api.post('tungmt', 'process-instances', { key: 'it-report' })).toMatchObject({ status: 409 });
    expect(await api.post('tungmt', 'messages', { message: 'it-report.cancelled', correlationKey: id })).toMatchObject({ status: 403, body: { code: 'duties.by-hand' } });
    expect((await complete('tungmt', NOTE, { decision: 'note' }, 'baotq')).status).toBe(403);
  });

  it('goes back to IT where the leadership finds it wrong: drawn, written and confirmed anew, never noted by one of its writers', async () => {
    expect(await complete('baotq', NOTE, { decision: 'return' })).toMatchObject({ status: 422 });
    // The model of earlier cases has no way back: there the record goes none either.
    const step = { taskId: (await taskOf('baotq', NOTE)).id, variables: {}, values: { decision: 'return', note: 'Sai.' } };
    const returned = (login: string) => {
      const person = { login, groups: ['leader'] };
      const returning: Command<void, void> = { name: 'test.return', run: (context) => recordDutyTask(context, { ...step, person, properties: { dutyStep: 'note-it-report' } }) };
      return api.office.executor.execute(returning, undefined, { actor: login, requestId: 'test' });
    };
    await expect(returned('baotq')).rejects.toMatchObject({ code: 'duties.refused', findings: [{ code: 'it-report-no-way-back' }] });
    // Whoever has confirmed it and has become a leader since looks at his own.
    await expect(returned('dungnh')).rejects.toMatchObject({ code: 'duties.forbidden' });
    expect(await complete('baotq', NOTE, { decision: 'return', note: 'Thiếu số liệu tuần cuối.' })).toMatchObject({ status: 204 });
    await taskOf('namcn', REVIEW);
    const drafted = await report('namcn');
    expect(drafted).toMatchObject({ status: 'drafting', confirmedBy: null, confirmedAt: null, writers: ['namcn', 'sonlt'] });
    expect(drafted.events.slice(-2)).toMatchObject([{ kind: 'returned', actor: 'baotq', text: 'Thiếu số liệu tuần cuối.' }, { kind: 'drawn' }]);
    expect((await figures())['accounts.lockedNow']).toBe(3);
    await eventually(async () => (await api.get('sonlt', 'notifications')).body.items.some(({ title }: { title: string }) => title.endsWith('lãnh đạo trả lại')));

    // The deputy director has a post in IT from before appointments were looked at for circles: he is a writer, whoever saves it after him.
    await api.office.database.query(
      `insert into post (id, login, unit_code, role, title, valid_from) values (gen_random_uuid(), 'hangltm', 'CNTT', 'it', 'Kiêm nhiệm', '2026-02-01')`,
    );
    expect(await put('hangltm', { problems: 'Máy chủ thư hay treo, tuần cuối hai lần', proposals: 'Thay máy chủ.', revision: 6 })).toMatchObject({ status: 200 });
    expect(await put('namcn', { problems: 'Máy chủ thư hay treo, tuần cuối hai lần.', proposals: 'Thay máy chủ.', revision: 7 })).toMatchObject({ status: 200 });
    expect((await report('baotq')).writers).toEqual(['namcn', 'sonlt', 'hangltm']);
    expect(await complete('namcn', REVIEW, { confirmed: true })).toMatchObject({ status: 204 });
    expect(await complete('dungnh', CONFIRM, { decision: 'confirm' })).toMatchObject({ status: 204 });
    expect(await complete('hangltm', NOTE, { decision: 'note' }, 'baotq')).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect(await complete('hangltm', NOTE, { decision: 'return', note: 'Sai' }, 'baotq')).toMatchObject({ status: 403 });
  });

  it('is asked about by the leadership, answered by IT, taken note of, and then in the hands of the units', async () => {
    expect(await complete('baotq', NOTE, { decision: 'ask', note: 'Bao giờ thay?' })).toMatchObject({ status: 204 });
    expect((await report('baotq')).status).toBe('asked');
    expect(await given('cuongpv', ANSWER, 'namcn', { answer: 'Rồi.' })).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect(await complete('namcn', ANSWER, { answer: 'Trong quý này.' })).toMatchObject({ status: 204 });
    await eventually(async () => (await api.get('baotq', 'notifications')).body.items.some(({ title }: { title: string }) => title.endsWith('đã trả lời')));
    expect(await complete('baotq', NOTE, { decision: 'note', remark: 'Làm ngay.' })).toMatchObject({ status: 204 });
    await eventually(async () => (await report('baotq')).status === 'done');
    const done = await report('baotq');
    expect(done).toMatchObject({ status: 'done', notedBy: 'baotq', copiedTo: ['VP', 'QLCN', 'QLKH', 'TDC', 'CNTT', 'TCCB'] });
    const saidTo = async (login: string) => (await report(login)).events.flatMap(({ kind, text }: { kind: string; text: string | null }) => (text === null ? [] : [[kind, text]]));
    const asked = [['asked', 'Bao giờ thay?'], ['answered', 'Trong quý này.']];
    const back = [['returned', 'Thêm đề xuất.'], ['returned', 'Thiếu số liệu tuần cuối.']];
    for (const login of ['baotq', 'namcn', 'sonlt']) expect(await saidTo(login)).toEqual([...back, ...asked, ['noted', 'Làm ngay.']]);
    // The units get the report, not the talk about it.
    expect(await saidTo('cuongpv')).toEqual([['noted', 'Làm ngay.']]);
    expect((await report('cuongpv')).events.map(({ kind }: { kind: string }) => kind)).toEqual(['confirmed', 'confirmed', 'noted', 'circulated']);
    expect((await api.get('habtt', 'it-reports')).body.items).toMatchObject([{ id }]);
    expect(await api.get('tuanda', `it-reports/${id}`)).toMatchObject({ status: 403 });
    await eventually(async () => (await api.get('cuongpv', 'notifications')).body.items.some(({ title }: { title: string }) => title === done.label));
  });

  it('is taken along as PDF, XLSX and CSV', async () => {
    const file = async (login: string, format: string) => api.app.inject({ url: `/api/v1/it-reports/${id}/export?format=${format}`, headers: await api.as(login) });
    expect((await file('baotq', 'pdf')).rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await file('baotq', 'xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
    const csv = (await file('cuongpv', 'csv')).body;
    expect(csv).toContain('Văn bản đến đã đăng ký');
    expect(csv).toContain('Thay máy chủ.');
    expect(csv).toContain('Làm ngay.');
    expect(csv).not.toContain('Trong quý này.');
    expect((await file('baotq', 'csv')).body).toContain('Trong quý này.');
    expect((await file('tuanda', 'csv')).statusCode).toBe(403);
  });

  it('of February is none, where the chief of office says so', async () => {
    await until('2026-03-02T01:30:00Z');
    // A month later everybody signs in anew.
    const anew = async (login: string, method: 'GET' | 'POST', path: string, payload?: object) => {
      const signedIn = await api.app.inject({ method: 'POST', url: '/api/v1/auth/sign-in', payload: { login, password: DEMO_PASSWORD } });
      const headers = { authorization: `Bearer ${signedIn.json<{ token: string }>().token}` };
      const response = await api.app.inject({ method, url: `/api/v1/${path}`, headers, payload });
      return { status: response.statusCode, body: response.body === '' ? undefined : response.json() };
    };
    const next = await eventually(async () => (await anew('namcn', 'GET', 'it-reports?on=2026-02-10')).body.items[0]?.id as string | undefined);
    const reviews = async () => (await anew('namcn', 'GET', 'tasks?scope=group&limit=200')).body.items.filter(({ name }: { name: string }) => name === REVIEW);
    await eventually(async () => (await reviews()).length === 1);
    expect(await anew('sonlt', 'POST', `it-reports/${next}/cancellation`, { reason: 'Thôi.' })).toMatchObject({ status: 403 });
    expect(await anew('dungnh', 'POST', `it-reports/${next}/cancellation`, { reason: 'Báo cáo cùng quý.' })).toMatchObject({ status: 204 });
    expect((await anew('namcn', 'GET', `it-reports/${next}`)).body).toMatchObject({ status: 'cancelled' });
    expect(await reviews()).toEqual([]);
    expect(await anew('dungnh', 'POST', `it-reports/${id}/cancellation`, { reason: 'Thôi.' })).toMatchObject({ status: 409, body: { code: 'duties.wrong-state' } });
    expect((await anew('namcn', 'GET', 'it-reports?limit=1')).body).toMatchObject({ items: [{ id: next }], next: expect.any(String) });
  });
});
