import { type CalendarData, VIETNAM, WorkingTime } from '#calendar';
import { dateInZone } from '#foundation';
import { announceChanges } from '#reminders';
import { eventually } from '../support/eventually.js';
import { beginStory, OFFICE_PACE } from '../support/story.js';
import { type ApiUnderTest, startApi } from './api/api-under-test.js';

jest.setTimeout(120_000);

const ZONE = 'Asia/Ho_Chi_Minh';
const calendar = new WorkingTime(VIETNAM);

describe('the deadline of a reply through HTTP', () => {
  let api: ApiUnderTest;
  let documentId: string;
  let id: string;
  beforeAll(async () => {
    api = await startApi({ SESSION_HOURS: '720' });
    const { job } = await beginStory(api);
    const registered = await job.register('V/v báo cáo hạn', OFFICE_PACE);
    documentId = registered.documentId;
    await job.instruct(registered);
    await eventually(async () => (await tasks()).length > 0);
    id = (await deadline()).id;
  });
  afterAll(() => api.close());

  const items = async (login: string, path: string) => (await api.get(login, path)).body.items;
  const tasks = async () =>
    (await items('quanhm', 'tasks?scope=all')).filter(({ businessKey, name }: { businessKey: string; name: string }) =>
      businessKey === documentId && name === 'Phân công người xử lý',
    );
  const deadline = async () => (await items('cuongpv', 'deadlines?kind=case&unit=QLCN'))[0];
  /** Until when the coordinating unit has time, by the instruction and by the variable of the case. */
  const coordination = async () => {
    const [row] = await api.office.database.query<{ due: string; variable: string }>(
      `select u.due_at as due,
         (select h.value #>> '{}' from variable_history h where h.instance_id = p.id and h.name = 'coordinationDueAt'
          order by h.revision desc limit 1) as variable
       from process_instance p join incoming_document d on d.instance_id = p.id
       join instruction i on i.document_id = d.id and i.current
       join instruction_unit u on u.instruction_id = i.id and u.role = 'coordinating' where d.id = $1`,
      [documentId],
    );
    expect(row!.variable).toBe(row!.due);
    return row!;
  };
  const obligation = async () => (await api.get('baotq', `incoming-documents/${documentId}`)).body.obligation;
  const explained = async () => (await api.get('cuongpv', `deadlines/case/${id}`)).body;

  it('stands in the ledger with the unit that answers, and others do not see it', async () => {
    expect(await deadline()).toMatchObject({ status: 'open', unit: 'QLCN', dueAt: (await obligation()).dueAt });
    expect(await items('oanhhtk', 'deadlines?kind=case')).toEqual([]);
    const [foretold] = await items('cuongpv', 'deadlines?kind=case&unit=QLCN&withForecast=true');
    expect(foretold.forecast).toMatchObject({ probability: null, basis: expect.stringContaining('Chưa đủ dữ liệu') });
    expect(await api.get('oanhhtk', `deadlines/case/${id}`)).toMatchObject({ status: 404 });
    // The clerk who has registered the document.
    expect(await api.get('anhdtl', `deadlines/case/${id}`)).toMatchObject({ status: 200 });
  });

  it('is reminded of by its process, and by no policy besides', async () => {
    for (const deadlineOf of [`case&id=${id}`, `task&id=${(await tasks())[0].id}`]) {
      const { body } = await api.get('tungmt', `reminders/preview?kind=${deadlineOf}`);
      expect(body.policy).toMatchObject({ name: 'Mặc định' });
      expect(new Set(body.steps.map(({ sentBy }: { sentBy: string }) => sentBy))).toEqual(new Set(['process']));
    }
  });

  it('is paused by a leader, and obligation, task and explanation follow', async () => {
    const before = await explained();
    const now = api.clock.now();
    const until = new Date(now.getTime() + 30 * 86_400_000).toISOString();
    for (const forbidden of ['tuanda', 'cuongpv']) {
      expect(await api.post(forbidden, `deadlines/case/${id}/pause`, { until, reason: 'x' })).toMatchObject({ status: 403 });
    }

    const paused = await api.post('baotq', `deadlines/case/${id}/pause`, { until, reason: 'chờ Sở Tài chính' });

    expect(paused.status).toBe(200);
    const { dueAt } = paused.body;
    const left = calendar.workingSecondsBetween(now.toISOString(), before.dueAt);
    expect(Math.abs(calendar.workingSecondsBetween(until, dueAt) - left)).toBeLessThan(60);
    expect((await obligation()).dueAt).toBe(dueAt);
    expect((await tasks())[0].dueAt).toBe(dueAt);
    expect((await explained()).sentence).toContain('chờ Sở Tài chính, Trần Quốc Bảo duyệt');
    expect(Date.parse((await coordination()).due)).toBeGreaterThan(Date.parse(until));
  });

  it('follows a published calendar as the plan has shown', async () => {
    const before = await explained();
    const date = dateInZone(calendar.addDays(before.pausedUntil, 1), ZONE);
    const day: CalendarData['days'][number] = { date, kind: 'day-off', sessions: [], name: 'Nghỉ tránh bão', source: 'Công điện 12' };
    // That day may have a row already: a Saturday on which people work.
    const days = [...VIETNAM.days.filter((other) => other.date !== date), day].sort((a, b) => (a.date < b.date ? -1 : 1));
    const data = { ...VIETNAM, days };

    const plan = await api.post('dungnh', 'calendars/move-plans', { data });

    const planned = plan.body.items.find((item: { id: string }) => item.id === id);
    expect(planned).toMatchObject({ kind: 'case', unit: 'QLCN', from: before.dueAt });
    expect(planned.why).toContain('Nghỉ tránh bão');
    const published = await api.post('dungnh', 'calendars/vn/versions', { data, basedOn: 1, note: 'bão số 3' });
    expect(published.status).toBe(201);
    const move = await eventually(async () => {
      const { body } = await api.get('dungnh', `calendars/moves/${published.body.publication}`);
      return body.finishedAt !== null && body;
    });
    expect(move).toMatchObject({ approvedBy: 'dungnh', failed: 0 });
    expect((await obligation()).dueAt).toBe(planned.to);
    expect((await tasks())[0].dueAt).toBe(planned.to);
    expect(await explained()).toMatchObject({ dueAt: planned.to, calendar: { key: 'vn', version: 2 } });
  });

  it('goes on early, and is extended by working days', async () => {
    const resumed = await api.post('baotq', `deadlines/case/${id}/resume`, { reason: 'đã có ý kiến' });
    expect(resumed).toMatchObject({ status: 200, body: { pausedUntil: null } });
    const before = await coordination();
    const extended = await api.post('baotq', `deadlines/case/${id}/extensions`, { to: { workingDays: 3, from: resumed.body.dueAt }, reason: 'phức tạp' });
    expect(extended.status).toBe(201);
    expect((await obligation()).dueAt).toBe(extended.body.dueAt);
    expect(await coordination()).not.toEqual(before);
    const { acts } = await explained();
    expect(acts.map(({ act }: { act: string }) => act)).toEqual(['pause', 'move', 'resume', 'extension']);
  });

  it('is extended by the head who answers only as a leader has decided, of which that one is told, and of the calendar everybody once', async () => {
    const extend = async (given: object) =>
      api.post('cuongpv', `deadlines/case/${id}/extensions`, { to: { workingDays: 1, from: (await explained()).dueAt }, reason: 'bút phê', ...given });
    expect(await extend({})).toMatchObject({ status: 403, body: { code: 'deadlines.higher-decision-needed' } });
    expect(await extend({ approvedBy: 'oanhhtk' })).toMatchObject({ status: 403 });
    expect((await extend({ approvedBy: 'baotq' })).status).toBe(201);
    expect((await explained()).acts.at(-1)).toMatchObject({ actedBy: 'cuongpv', approvedBy: 'baotq' });

    await announceChanges(api.office.reminders, { actor: 'system:reminders', requestId: 'reminders' });
    const told = async (login: string) =>
      (await items(login, 'notifications')).filter(({ kind }: { kind: string }) => kind === 'deadline-change');
    expect(await told('baotq')).toMatchObject([{ title: expect.stringMatching(/^Gia hạn: /), body: expect.stringContaining('Trần Quốc Bảo') }]);
    const titles: string[] = (await told('cuongpv')).map(({ title }: { title: string }) => title.split(':')[0]);
    const expected = ['Tạm dừng thời hạn', 'Đổi thời hạn theo lịch làm việc mới', 'Thời hạn tiếp tục', 'Gia hạn'];
    expect(titles.toSorted()).toEqual(expected.toSorted());
  });

  it('is put right by the chief of office, also to an earlier date, and obligation, task and coordinating unit follow', async () => {
    const [before, coordinated] = [await explained(), await coordination()];
    const dueAt = calendar.addDays(api.clock.now().toISOString(), 3);
    expect(Date.parse(dueAt)).toBeLessThan(Date.parse(before.dueAt));
    const correction = { dueAt, reason: 'ghi nhầm tháng' };
    expect(await api.post('baotq', `deadlines/case/${id}/corrections`, correction)).toMatchObject({ status: 403 });

    const corrected = await api.post('dungnh', `deadlines/case/${id}/corrections`, correction);

    expect(corrected).toMatchObject({ status: 201, body: { dueAt, pausedUntil: null, warning: null } });
    expect((await obligation()).dueAt).toBe(dueAt);
    expect((await tasks())[0].dueAt).toBe(dueAt);
    expect(Date.parse((await coordination()).due)).toBeLessThan(Date.parse(coordinated.due));
    expect((await explained()).reasons.at(-1)).toMatch(/^đính chính thành .*ghi nhầm tháng/);
  });

  it('gives the coordinating unit less working time than the answer has, as its task explains and the register has it', async () => {
    const [assignment] = await tasks();
    const done = await api.post('cuongpv', `tasks/${assignment.id}/complete`, { variables: { drafter: 'tuanda', note: 'Làm ngay.' } });
    expect(done.status).toBe(204);
    const contribution = await eventually(async () => (await items('oanhhtk', 'deadlines?kind=task'))[0]);
    expect(contribution).toMatchObject({ label: 'Góp ý phối hợp', dueAt: (await coordination()).due });
    expect(calendar.workingSecondsBetween(contribution.dueAt, (await obligation()).dueAt)).toBeGreaterThan(0);
    const { sentence, calendar: by } = (await api.get('oanhhtk', `deadlines/task/${contribution.id}`)).body;
    expect(sentence).toMatch(/tính lùi .* làm việc từ .* theo quy tắc của quy trình/);
    expect(by).toMatchObject({ key: 'vn', version: 2 });
  });
});
