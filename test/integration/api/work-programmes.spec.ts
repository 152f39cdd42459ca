import { eventually } from '../../support/eventually.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

const HOUR = 3_600_000;
const content = (work: string, differently: object = {}) => ({
  fields: 'Quản lý công nghệ',
  results: [],
  plan: [{ work, who: 'Đặng Anh Tuấn', by: '2026-01-08' }],
  ...differently,
});

describe('the programme of a week', () => {
  let api: ApiUnderTest;
  let id: string;
  beforeAll(async () => {
    // Sunday evening: the week begins tomorrow.
    api = await startApi({ SESSION_HOURS: '720' }, { worker: 'inside', openedAt: '2026-01-04T12:00:00Z' });
    expect((await put('dungnh', 'work-programmes/office-units/TDC', { byOffice: true })).status).toBe(204);
    await until('2026-01-05T04:00:00Z');
    id = await programmeOn('2026-01-05');
  }, 120_000);
  afterAll(() => api.close());

  const until = async (instant: string) => {
    const step = 6 * HOUR;
    const left = () => Date.parse(instant) - api.clock.now().getTime();
    while (left() > 0) {
      api.clock.advance(Math.min(step, left()));
      await new Promise((done) => setTimeout(done, 250));
    }
  };
  const put = async (login: string, path: string, payload: object) => {
    const response = await api.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers: await api.as(login), payload });
    return { status: response.statusCode, body: response.body === '' ? undefined : JSON.parse(response.body) };
  };
  const programmeOn = (day: string) =>
    eventually(async () => (await api.get('tuanda', `work-programmes?period=week&on=${day}`)).body.items[0]?.id as string | undefined);
  const part = async (login: string, unit: string, of = id) =>
    (await api.get(login, `work-programmes/${of}`)).body.parts.find((each: { unit: string }) => each.unit === unit);
  const taskOf = (login: string, name: string) =>
    eventually(async () => (await api.get(login, 'tasks?scope=group&limit=200')).body.items.find((task: { name: string }) => task.name === name));
  const publish = async (login: string) =>
    api.post(login, `tasks/${(await taskOf(login, 'Công bố chương trình, kết quả')).id}/complete`, { variables: { confirmed: true } });

  it('begins on the first working day with a part for each unit but the leadership, which its head and deputy alone see as a draft', async () => {
    const { body } = await api.get('tuanda', `work-programmes/${id}`);
    expect(body).toMatchObject({ label: 'Chương trình công tác tuần 05/01–11/01/2026', firstDay: '2026-01-05', lastDay: '2026-01-11', status: 'writing', published: 0, units: 6 });
    expect(body.parts.map(({ unit }: { unit: string }) => unit)).toEqual(['VP', 'QLCN', 'QLKH', 'TDC', 'CNTT', 'TCCB']);
    expect([(await part('tuanda', 'QLCN')).draft, (await part('cuongpv', 'QLKH')).draft]).toEqual([null, null]);
    expect((await part('habtt', 'QLCN')).draft).toEqual({ revision: 1, content: { fields: null, results: [], plan: [] } });
  });

  it('is written by the deputy, through the gate, and nobody overwrites what he has not read', async () => {
    const path = `work-programmes/${id}/parts/QLCN`;
    expect(await put('tuanda', path, { ...content('Việc'), revision: 1 })).toMatchObject({ status: 403, body: { code: 'duties.forbidden' } });
    expect(await put('habtt', path, { ...content('TUYỆT MẬT: kế hoạch'), revision: 1 })).toMatchObject({ status: 409, body: { code: 'documents.must-not-enter-suspected' } });
    expect(await put('habtt', path, { ...content('Nghiệm thu đề tài'), revision: 1 })).toEqual({ status: 200, body: { revision: 2 } });
    expect(await put('cuongpv', path, { ...content('Khác'), revision: 1 })).toMatchObject({ status: 409, body: { code: 'duties.part-changed' } });
  });

  it('is published by the head, who hears of all that is wrong at once', async () => {
    const path = `work-programmes/${id}/parts/QLCN`;
    const wrong = { plan: [{ work: 'Họp', who: null, by: '2026-02-01' }], results: [{ work: 'Việc cũ', who: null, by: null, result: null, done: false }] };
    await put('cuongpv', path, { ...content('Họp', wrong), revision: 2 });
    const refused = await publish('cuongpv');
    expect(refused).toMatchObject({ status: 422, body: { code: 'duties.refused', findings: [{ where: 'plan[0].by' }, { where: 'results[0].result' }] } });
    expect(await part('tuanda', 'QLCN')).toMatchObject({ version: 0, content: null });
    const results = [{ work: 'Việc cũ', who: null, by: null, result: 'Mới được một nửa', done: false }];
    await put('cuongpv', path, { ...content('Nghiệm thu đề tài', { results }), revision: 3 });
    expect(await api.post('habtt', `work-programmes/${id}/parts/QLCN/versions`, { ...content('Khác'), reason: 'Thử.' })).toMatchObject({ status: 403 });
    expect((await publish('cuongpv')).status).toBe(204);
    expect(await part('tuanda', 'QLCN')).toMatchObject({ version: 1, publishedBy: 'cuongpv', byOffice: false, draft: null, content: content('Nghiệm thu đề tài', { results }) });
  });

  it('of a unit that is not on the network is entered by the office, and marked so', async () => {
    expect((await part('khanhvd', 'TDC')).byOffice).toBe(true);
    expect(await put('dungnh', `work-programmes/${id}/parts/TDC`, { ...content('Kiểm định cân'), revision: 1 })).toMatchObject({ status: 200 });
    const tasks = (await api.get('quanhm', 'tasks?scope=group&limit=200')).body.items;
    const task = tasks.find(({ name }: { name: string }) => name === 'Công bố chương trình, kết quả');
    expect((await api.post('quanhm', `tasks/${task.id}/complete`, { variables: { confirmed: true } })).status).toBe(204);
    expect(await part('tuanda', 'TDC')).toMatchObject({ version: 1, byOffice: true, publishedBy: 'quanhm' });
  });

  it('is corrected as a further version with its reason, and the one before stays', async () => {
    const path = `work-programmes/${id}/parts/QLCN/versions`;
    const results = [
      { work: 'Việc cũ', who: null, by: null, result: 'Mới được một nửa', done: false },
      { work: 'Việc đã xong', who: null, by: null, result: null, done: true },
    ];
    expect(await api.post('cuongpv', path, content('Nghiệm thu hai đề tài'))).toMatchObject({ status: 400 });
    expect(await api.post('cuongpv', path, { ...content('Nghiệm thu hai đề tài', { results }), reason: 'Thêm một đề tài.' })).toEqual({ status: 201, body: { version: 2 } });
    const { items } = (await api.get('tuanda', path)).body;
    expect(items).toMatchObject([
      { version: 2, reason: 'Thêm một đề tài.', content: { plan: [{ work: 'Nghiệm thu hai đề tài' }] } },
      { version: 1, reason: null, content: { plan: [{ work: 'Nghiệm thu đề tài' }] } },
    ]);
  });

  it('is not written, begun or ended by operators', async () => {
    const [{ instanceId }] = await api.office.database.query<{ instanceId: string }>('select instance_id as "instanceId" from work_programme where id = $1', [id]) as [{ instanceId: string }];
    const written = await put('tungmt', `process-instances/${instanceId}/variables`, { variables: { parts: [] } });
    const set = written.status === 404 ? await api.post('tungmt', `process-instances/${instanceId}/variables`, { variables: { parts: [] } }) : written;
    expect(set).toMatchObject({ status: 403, body: { code: 'duties.by-hand' } });
    expect(await api.post('tungmt', 'process-instances', { key: 'work-programme' })).toMatchObject({ status: 409 });
    expect(await api.post('tungmt', 'messages', { message: 'work-programme.cancelled', correlationKey: id })).toMatchObject({ status: 403, body: { code: 'duties.by-hand' } });
  });

  it('names who has not published when the office collects, after the unit and the chief of office were told', async () => {
    await until('2026-01-06T11:00:00Z');
    const told = async (login: string) => (await api.get(login, 'notifications?limit=100')).body.items.map(({ title }: { title: string }) => title);
    await eventually(async () => (await told('dungnh')).some((title: string) => title.startsWith('Chưa công bố: Chương trình công tác tuần')));
    expect(await told('ngocdtb')).toEqual(expect.arrayContaining([expect.stringMatching(/^Sắp hết hạn công bố/), expect.stringMatching(/^Chưa công bố/)]));
    await until('2026-01-07T11:00:00Z');
    await eventually(async () => (await api.get('dungnh', `work-programmes/${id}`)).body.status === 'collecting');
    expect(await part('tuanda', 'QLKH')).toMatchObject({ missing: true, version: 0 });
    expect(await part('tuanda', 'QLCN')).toMatchObject({ missing: false, version: 2 });
    const form = await api.get('dungnh', `tasks/${(await taskOf('dungnh', 'Tổng hợp chương trình')).id}/form`);
    expect(form.body.data.missingText).toContain('Phòng Quản lý khoa học');
    expect(form.body.data.missingText).not.toContain('Phòng Quản lý công nghệ');
  });

  it('comes late from the unit, is collected by the office, approved by a leader and read by everybody', async () => {
    const late = await api.post('ngocdtb', `work-programmes/${id}/parts/QLKH/versions`, { ...content('Họp hội đồng'), reason: 'Trưởng phòng đi công tác.' });
    expect(late).toEqual({ status: 201, body: { version: 1 } });
    expect(await part('tuanda', 'QLKH')).toMatchObject({ missing: true, version: 1, reason: 'Trưởng phòng đi công tác.' });
    const collect = await taskOf('quanhm', 'Tổng hợp chương trình');
    expect((await api.post('quanhm', `tasks/${collect.id}/complete`, { variables: { summary: 'Tuần nghiệm thu đề tài.' } })).status).toBe(204);
    const approve = (variables: object) => taskOf('baotq', 'Duyệt chương trình').then(({ id: task }) => api.post('baotq', `tasks/${task}/complete`, { variables }));
    expect((await approve({ decision: 'return' })).status).toBe(422);
    expect((await approve({ decision: 'return', note: 'Nêu rõ đơn vị chậm.' })).status).toBe(204);
    expect((await api.get('tuanda', `work-programmes/${id}`)).body).toMatchObject({ status: 'collecting', summary: null, remark: null });
    const again = await taskOf('dungnh', 'Tổng hợp chương trình');
    expect((await api.post('dungnh', `tasks/${again.id}/complete`, { variables: { summary: 'Tuần nghiệm thu đề tài; QLKH chậm.' } })).status).toBe(204);
    expect((await approve({ decision: 'approve' })).status).toBe(204);
    expect((await api.get('tuanda', `work-programmes/${id}`)).body).toMatchObject({ status: 'published', approvedBy: 'baotq', summary: 'Tuần nghiệm thu đề tài; QLKH chậm.' });
    await eventually(async () => (await api.get('maint', 'notifications')).body.items.some(({ title }: { title: string }) => title.endsWith('đã được duyệt')));
  });

  it('is taken along as PDF, XLSX, CSV and as a calendar', async () => {
    const file = async (format: string) => {
      const response = await api.app.inject({ url: `/api/v1/work-programmes/${id}/export?format=${format}`, headers: await api.as('tuanda') });
      expect(response.statusCode).toBe(200);
      return response;
    };
    expect((await file('pdf')).rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await file('xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
    const csv = (await file('csv')).body;
    expect(csv).toContain('Nghiệm thu hai đề tài');
    expect(csv).toContain('Văn phòng nhập');
    expect(csv).toContain('Chưa công bố');
    expect((await file('ics')).body.replaceAll('\r\n ', '')).toContain('SUMMARY:Phòng Quản lý công nghệ: Nghiệm thu hai đề tài');
  });

  // Not everybody may read given work, and everybody reads a programme: its title is the head’s to write in.
  it('of the next week begins with what was planned and not done, and with the work that is due in it', async () => {
    const given = { title: 'Báo cáo hoạt động sáng kiến', content: 'Tổng hợp sáng kiến.', assignee: 'tuanda', dueAt: '2026-01-15T03:00:00Z' };
    const gave = await api.post('cuongpv', 'assignments', given);
    expect([gave.status, gave.body]).toEqual([201, expect.anything()]);
    await until('2026-01-12T04:00:00Z');
    const next = await programmeOn('2026-01-12');
    const { draft } = await part('cuongpv', 'QLCN', next);
    expect(draft.content).toEqual({
      fields: 'Quản lý công nghệ',
      results: [
        { work: 'Việc cũ', who: null, by: null, result: 'Mới được một nửa', done: false },
        { work: 'Nghiệm thu hai đề tài', who: 'Đặng Anh Tuấn', by: '2026-01-08', result: null, done: false },
      ],
      plan: [{ work: 'Việc được giao', who: 'Đặng Anh Tuấn', by: '2026-01-15' }],
    });
    expect((await api.get('tuanda', 'work-programmes?period=week&limit=1')).body).toMatchObject({ items: [{ id: next }], next: expect.any(String) });
    expect((await api.get('tuanda', 'work-programmes?unit=QLKH')).body.items).toMatchObject([{ id }]);
    expect(await api.post('cuongpv', `work-programmes/${next}/cancellation`, { reason: 'Nghỉ.' })).toMatchObject({ status: 403 });
    expect(await api.post('dungnh', `work-programmes/${next}/cancellation`, { reason: 'Cả cơ quan tập huấn.' })).toMatchObject({ status: 204 });
    expect((await api.get('tuanda', `work-programmes/${next}`)).body).toMatchObject({ status: 'cancelled', remark: 'Cả cơ quan tập huấn.' });
    expect((await api.get('cuongpv', 'tasks?scope=group&limit=200')).body.items.filter(({ name }: { name: string }) => name.startsWith('Công bố chương trình'))).toEqual([]);
  });
});
