import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let desk: ReplyDesk;
beforeAll(async () => {
  api = await startApi();
  desk = new ReplyDesk(api);
}, 120_000);
afterAll(() => api.close());

const failedJobs = async () => (await api.get('namcn', 'jobs?status=failed')).body.items;

describe('an answer whose number is voided', () => {
  const voidNumber = (id: string) => api.post('anhdtl', `outgoing-documents/${id}/void`, { reason: 'Lấy số nhầm' });

  it('while its number is to be verified leads the case back to the head; the next answer ends it', async () => {
    const owed = await desk.owe({}, { coordinating: ['QLKH'] });
    const answerId = await desk.answer(owed, 'oanhhtk');
    await desk.outgoing.taskOf('tuanda', owed.id, 'verification');
    expect(await voidNumber(answerId)).toMatchObject({ status: 204 });
    expect(await desk.openTasks(owed)).toEqual(['Task_Assign']);
    expect(await desk.line(owed)).toMatchObject({ progress: 'Còn nợ văn bản trả lời', replySymbols: null });

    await desk.verify(owed, await desk.answer(owed));
    expect(await desk.openTasks(owed)).toEqual([]);
    expect(await desk.line(owed)).toMatchObject({ progress: 'Đã trả lời đúng hạn' });
    expect(await failedJobs()).toEqual([]);
  });

  it('after the case has ended gives the work to the head again, who hears of it; the next answer closes the document', async () => {
    const owed = await desk.owe();
    const answerId = await desk.answer(owed);
    await desk.verify(owed, answerId);
    expect(await voidNumber(answerId)).toMatchObject({ status: 204 });
    expect(await desk.read(owed)).toMatchObject({ status: 'in-progress', obligation: { status: 'open' } });
    expect(await desk.openTasks(owed)).toEqual(['Task_Assign']);
    const { body: notices } = await api.get('cuongpv', 'notifications');
    expect(notices.items[0]).toMatchObject({ title: expect.stringContaining('Lại phải phúc đáp') as string });
    expect(await desk.line(owed)).toMatchObject({ progress: 'Còn nợ văn bản trả lời' });

    // Its deadline goes on with it, and takes the task of the new part along.
    const dueAt = `${desk.day(75)}T08:00:00.000Z`;
    const [deadline] = await api.office.database.query<{ id: string }>('select id from deadline where subject_id = $1', [owed.obligationId]);
    const extended = await api.post('baotq', `deadlines/case/${deadline!.id}/extensions`, { to: { dueAt }, reason: 'Số bị hủy' });
    expect(extended.status).toBe(201);
    const task = await desk.outgoing.taskOf('cuongpv', owed.id, 'assignment');
    expect((await api.get('cuongpv', `tasks/${task}`)).body).toMatchObject({ dueAt });

    await desk.answer(owed);
    await eventually(async () => (await desk.read(owed)).status === 'closed');
    expect(await failedJobs()).toEqual([]);
  });

  it('after the case has ended is followed by one whose number its drafter compares, too, be it voided meanwhile or not', async () => {
    const owed = await desk.owe();
    const first = await desk.answer(owed);
    await desk.verify(owed, first);
    await voidNumber(first);
    const second = await desk.answer(owed);
    await desk.outgoing.taskOf('tuanda', owed.id, 'verification');
    expect(await voidNumber(second)).toMatchObject({ status: 204 });
    expect(await desk.openTasks(owed)).toEqual(['Task_Assign']);
    expect(await desk.read(owed)).toMatchObject({ status: 'in-progress', obligation: { status: 'open' } });

    const third = await desk.answer(owed);
    await desk.outgoing.taskOf('tuanda', owed.id, 'verification');
    expect(await desk.openTasks(owed)).toEqual(['Task_VerifyNumber']);
    const unattached = await desk.outgoing.complete('tuanda', owed.id, 'verification', { numberIsRight: true });
    expect(unattached).toMatchObject({ status: 409, body: { code: 'documents.original-missing' } });
    await desk.verify(owed, third);
    expect(await desk.outgoing.read(third)).toMatchObject({ numberVerifiedBy: 'tuanda' });
    expect(await desk.openTasks(owed)).toEqual([]);
    expect(await desk.line(owed)).toMatchObject({ progress: 'Đã trả lời đúng hạn' });
    expect(await failedJobs()).toEqual([]);
  });

  it('as soon as it is given, while the case is on its way to the verification, leads the case back all the same', async () => {
    const owed = await desk.owe();
    await desk.draft(owed);
    await desk.outgoing.sign(owed.id);
    await desk.done('anhdtl', owed.id, 'issue', { recipients: 'UBND tỉnh' });
    const voided = await eventually(async () => {
      const { answers } = (await desk.read(owed)).obligation;
      const { status } = answers.length === 0 ? { status: 0 } : await voidNumber(answers[0].id as string);
      return status === 204 ? answers[0] : undefined;
    });
    expect(voided).toBeDefined();
    await eventually(async () => (await desk.openTasks(owed)).includes('Task_Assign'));
    expect(await desk.openTasks(owed)).toEqual(['Task_Assign']);

    await desk.verify(owed, await desk.answer(owed));
    expect(await desk.openTasks(owed)).toEqual([]);
    expect(await failedJobs()).toEqual([]);
  });
});

describe('a reply that is answered by hand', () => {
  it('is closed by its result and an issued document, and the work on it ends', async () => {
    const owed = await desk.owe();
    await desk.draft(owed);
    const answer = await desk.outgoing.issued();
    const linked = await api.post('anhdtl', `reply-obligations/${owed.obligationId}/answers`, { outgoingDocumentId: answer });
    // The draft of the case has recorded its result already.
    expect(linked).toEqual({ status: 200, body: { closed: true } });
    await eventually(async () => (await desk.read(owed)).status === 'closed');
    expect(await desk.openTasks(owed)).toEqual([]);
    expect(await desk.line(owed)).toMatchObject({ progress: 'Đã trả lời đúng hạn' });
  });

  it('is one of several that an outgoing document names, each with its own result', async () => {
    const [first, second] = [await desk.owe(), await desk.owe()];
    const document = await desk.outgoing.issued({ obligationIds: [first.obligationId, second.obligationId] });
    const symbol = (await desk.outgoing.read(document)).symbol as string;
    expect(await desk.line(first)).toMatchObject({ progress: 'Đã trả lời, chờ ghi kết quả', replySymbols: symbol });
    for (const owed of [first, second]) {
      const recorded = await api.post('cuongpv', `reply-obligations/${owed.obligationId}/result`, { result: 'Đã thực hiện.' });
      expect(recorded).toEqual({ status: 200, body: { closed: true } });
      await eventually(async () => (await desk.read(owed)).status === 'closed');
    }
    expect(await failedJobs()).toEqual([]);
  });

  it('takes part answers until one completes it', async () => {
    const owed = await desk.owe();
    const path = `reply-obligations/${owed.obligationId}`;
    await api.post('cuongpv', `${path}/result`, { result: 'Đã thực hiện.' });
    expect((await api.post('cuongpv', `${path}/answers`, { outgoingDocumentId: await desk.outgoing.issued(), completes: false })).body).toEqual({ closed: false });
    expect(await desk.line(owed)).toMatchObject({ progress: 'Đã trả lời một phần' });
    const whole = await desk.outgoing.issued();
    expect((await api.post('cuongpv', `${path}/answers`, { outgoingDocumentId: whole })).body).toEqual({ closed: true });
    expect(await api.post('cuongpv', `${path}/answers/${whole}/removal`, { reason: 'Nhầm' })).toMatchObject({ status: 204 });
    expect(await desk.read(owed)).toMatchObject({ obligation: { status: 'open' } });
  });

  it('before anybody was given the work takes no work any more: its case ends once it is instructed', async () => {
    const { body: registered } = await api.post('anhdtl', 'incoming-documents', {
      senderAgency: 'Sở Tài chính',
      documentNumber: '77/STC',
      documentDate: desk.day(-1),
      documentType: 'Công văn',
      subject: 'V/v đối chiếu',
      medium: 'paper',
      replyRequired: true,
      dueAt: new Date(api.clock.now().getTime() + 60 * 86_400_000).toISOString(),
    });
    const path = `reply-obligations/${registered.obligationId}`;
    expect((await api.post('anhdtl', `${path}/answers`, { outgoingDocumentId: await desk.outgoing.issued() })).body).toEqual({ closed: false });
    expect((await api.post('baotq', `${path}/result`, { result: 'Đã đối chiếu.' })).body).toEqual({ closed: true });
    await desk.done('baotq', registered.id, 'instruction', { leadUnit: 'QLCN', instruction: 'Giao QLCN lưu.' });
    await eventually(async () => (await desk.read(registered)).status === 'closed');
    const deadlines = await api.office.database.query('select status from deadline where subject_id = $1', [registered.obligationId]);
    expect(deadlines).toEqual([{ status: 'met' }]);
    expect(await failedJobs()).toEqual([]);
  });

  it('is not for those who do not answer for it', async () => {
    const owed = await desk.owe();
    const refused = await api.post('tuanda', `reply-obligations/${owed.obligationId}/result`, { result: 'x' });
    expect(refused).toMatchObject({ status: 403, body: { code: 'documents.reply-of-others', title: 'Việc phúc đáp này thuộc đơn vị chủ trì khác' } });
    const foreign = await api.post('oanhhtk', 'outgoing-documents', {
      documentType: 'CV',
      subject: 'V/v trả lời',
      body: 'Kính gửi…',
      obligationIds: [owed.obligationId],
    });
    expect(foreign).toMatchObject({ status: 422, body: { findings: [{ code: 'obligation-unknown' }] } });
  });
});

describe('what is owed', () => {
  const list = async (query: string, login = 'anhdtl') => (await api.get(login, `reply-obligations?${query}`)).body;

  it('is listed by sender, person, due date and status, with how many there are', async () => {
    const dueAt = new Date(api.clock.now().getTime() + 90 * 86_400_000).toISOString();
    const owed = await desk.owe({ senderAgency: 'Bộ Khoa học và Công nghệ', dueAt });
    await desk.done('cuongpv', owed.id, 'assignment', { drafter: 'tuanda' });
    const bySender = await list('sender=bo khoa hoc');
    expect(bySender).toMatchObject({ total: 1, items: [{ id: owed.obligationId, carriedOver: false, heldBy: ['tuanda'] }] });
    const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);
    expect(ids(await list('person=tuanda&status=open'))).toContain(owed.obligationId);
    expect(ids(await list(`dueFrom=${desk.day(85)}&dueTo=${desk.day(95)}`))).toEqual([owed.obligationId]);
    const first = await list('status=open&limit=1');
    expect(first).toMatchObject({ items: [{}], next: expect.any(String) as string });
    expect(first.total).toBe((await list('status=open&limit=200')).items.length);
    expect(await list('carriedOver=true')).toMatchObject({ total: 0, items: [] });
    expect((await api.get('cuongpv', 'reply-obligations/senders')).body.items).toContainEqual(
      expect.objectContaining({ senderAgency: 'Bộ Khoa học và Công nghệ', open: 1, overdue: 0, nextDueAt: dueAt }),
    );
    expect(await api.get('tuanda', 'reply-obligations/senders')).toMatchObject({ status: 403 });
  });

  it('is a calendar that knows the days off, also for the calendar of a person', async () => {
    const [from, to] = [desk.day(84), desk.day(96)];
    const { body } = await api.get('cuongpv', `reply-obligations/calendar?from=${from}&to=${to}`);
    expect(body.items).toHaveLength(13);
    expect(body.items.some((day: { isWorkingDay: boolean; dayOff: string | null }) => !day.isWorkingDay && day.dayOff !== null)).toBe(true);
    const due = body.items.filter((day: { items: unknown[] }) => day.items.length > 0);
    expect(due).toMatchObject([{ items: [{ senderAgency: 'Bộ Khoa học và Công nghệ' }] }]);
    const ics = await api.app.inject({ url: `/api/v1/reply-obligations/calendar.ics?from=${from}&to=${to}`, headers: await api.as('cuongpv') });
    expect(ics.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(ics.body.replaceAll('\r\n ', '')).toContain('SUMMARY:Phúc đáp Bộ Khoa học và Công nghệ\\, số đến');
    expect(ics.body).toContain(`DTSTART;VALUE=DATE:${due[0].date.replaceAll('-', '')}`);
    expect(await api.get('cuongpv', `reply-obligations/calendar?from=${to}&to=${from}`)).toMatchObject({ status: 400 });
    expect(await api.get('cuongpv', `reply-obligations/calendar?from=${from}&to=${desk.day(400)}`)).toMatchObject({ status: 400 });
  });
});
