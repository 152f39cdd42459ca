import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => (api = await startApi({ SESSION_HOURS: '720', PUBLIC_DIRECTORY: 'on' }, { worker: 'inside', openedAt: vn('2026-07-20 08:00') })));
afterAll(() => api.close());

const find = async (search: string) => (await api.get('dungnh', `mailboxes?status=active&search=${search}`)).body.items[0];

it('Everybody of the demo office has a mailbox, every unit too, which its head answers for', async () => {
  const { items } = (await api.get('dungnh', 'mailboxes?limit=200')).body;
  expect(items).toHaveLength(23 + 7 + 1);
  expect(await find('qlcn@')).toMatchObject({ address: 'qlcn@skhcn.example', owner: 'Phòng Quản lý công nghệ', managers: ['cuongpv'], handoverDue: false });
  expect(await find('phan%20van%20cuong')).toMatchObject({ address: 'cuongpv@skhcn.example', kind: 'personal', managers: ['cuongpv'] });
});

it('Mailboxes are made, renamed and closed by IT, the chief of office and administrators alone', async () => {
  const wanted = { kind: 'unit', unit: 'TDC', localPart: 'dangky.tdc', purpose: 'Đăng ký' };
  expect((await api.post('khanhvd', 'mailboxes', wanted)).status).toBe(403);
  expect((await api.get('tuanda', 'mailboxes')).status).toBe(403);
  const { status, body } = await api.post('tungmt', 'mailboxes', wanted);
  expect([status, body.address]).toEqual([201, 'dangky.tdc@skhcn.example']);
  expect(await api.post('tungmt', 'mailboxes', wanted)).toMatchObject({
    status: 422,
    body: { findings: [{ code: 'address-taken', title: 'Địa chỉ này đang hoặc đã là của hộp thư khác, không cấp lại' }] },
  });
  expect((await api.post('tungmt', `mailboxes/${body.id}/rename`, { localPart: 'dk.tdc', reason: 'Gọn hơn' })).body).toEqual({ address: 'dk.tdc@skhcn.example' });
  expect((await api.post('sonlt', `mailboxes/${body.id}/status`, { status: 'removed', reason: 'Không dùng' })).body).toMatchObject({ code: 'directory.mailbox-removal-by-one' });
  expect((await api.post('tungmt', `mailboxes/${body.id}/status`, { status: 'removed', reason: 'Lập nhầm' })).status).toBe(204);
  expect(await api.post('tungmt', `mailboxes/${body.id}/status`, { status: 'active', reason: 'x' })).toMatchObject({ status: 409 });
  expect((await api.post('tungmt', 'mailboxes', wanted)).status).toBe(422);
  expect((await api.get('sonlt', `mailboxes/${body.id}`)).body.addresses).toHaveLength(2);
});

it('The head lets people of his unit use its mailbox, and takes it from them', async () => {
  const { id } = await find('qlcn@');
  expect((await api.post('khanhvd', `mailboxes/${id}/uses`, { login: 'maint', from: '2026-07-01' })).status).toBe(403);
  const { status, body } = await api.post('cuongpv', `mailboxes/${id}/uses`, { login: 'maint', from: '2026-07-01' });
  expect(status).toBe(201);
  expect((await find('qlcn@')).users).toEqual(['maint']);
  const ended = await api.app.inject({ method: 'DELETE', url: `/api/v1/mailboxes/${id}/uses/${body.useId}`, headers: await api.as('cuongpv') });
  expect(ended.statusCode).toBe(204);
  expect((await find('qlcn@')).users).toEqual([]);
});

it('When the head changes, the handover is due, told to his successor, and recorded', async () => {
  const [{ postId }] = (await api.get('yenlh', 'people/khanhvd')).body.posts;
  await api.post('yenlh', `posts/${postId}/end`, { lastDay: '2026-07-31' });
  await api.post('yenlh', 'posts', { login: 'nhungnth', unit: 'TDC', role: 'head', title: 'Trưởng phòng', from: '2026-08-01', basis: 'QĐ 40/QĐ-SKHCN' });
  const due = async (on: string) => (await api.get('dungnh', `mailboxes?handoverDue=true&on=${on}`)).body.items.map(({ address }: { address: string }) => address);
  expect([await due('2026-07-31'), await due('2026-08-01')]).toEqual([[], ['tdc@skhcn.example']]);
  api.clock.offsetMs = Date.parse(vn('2026-08-03 08:00')) - Date.now();
  const { id } = await find('tdc@');
  const handover = { to: 'nhungnth', on: '2026-08-03', note: 'Biên bản bàn giao ngày 03/8/2026' };
  expect((await api.post('maint', `mailboxes/${id}/handovers`, handover)).status).toBe(403);
  expect((await api.post('nhungnth', `mailboxes/${id}/handovers`, handover)).status).toBe(204);
  expect(await due('2026-08-03')).toEqual([]);
});

it('What the mail system tells of the last use finds the mailboxes that nobody uses', async () => {
  expect((await api.post('cuongpv', 'mailboxes/last-uses', { items: [{ address: 'vp@skhcn.example', usedAt: '2026-08-02T01:00:00Z' }] })).status).toBe(403);
  expect((await api.post('sonlt', 'mailboxes/last-uses', { items: [{ address: 'vp@skhcn.example', usedAt: '2026-08-02T01:00:00Z' }] })).body).toEqual({ noted: 1 });
  const unused = (await api.get('dungnh', 'mailboxes?kind=unit&status=active&unusedSince=2026-08-01')).body.items.map(({ unit }: { unit: string }) => unit);
  expect(unused).toContain('CNTT');
  expect((await api.get('dungnh', 'mailboxes?unusedSince=2026-08-01&search=vp@')).body.items).toEqual([]);
});

describe('The directory', () => {
  it('shows everybody inside who works where and how he is reached, on any day, also as a file', async () => {
    const { items } = (await api.get('tuanda', 'directory')).body;
    const qlcn = items.find(({ code }: { code: string }) => code === 'QLCN');
    expect(qlcn).toMatchObject({ name: 'Phòng Quản lý công nghệ', mailboxes: ['qlcn@skhcn.example'] });
    expect(qlcn.people[0]).toMatchObject({ fullName: 'Phan Văn Cường', title: 'Trưởng phòng', heads: true, email: 'cuongpv@skhcn.example' });
    const headsOn = async (on: string) =>
      (await api.get('tuanda', `directory?on=${on}`)).body.items.find(({ code }: { code: string }) => code === 'TDC').people[0].login;
    expect([await headsOn('2026-07-31'), await headsOn('2026-08-01')]).toEqual(['khanhvd', 'nhungnth']);
    const file = async (format: string) => api.app.inject({ url: `/api/v1/directory/export?format=${format}`, headers: await api.as('tuanda') });
    const csv = await file('csv');
    expect(csv.body.startsWith('\uFEFFMã đơn vị;Đơn vị;Họ và tên;')).toBe(true);
    expect(csv.body).toContain('QLCN;Phòng Quản lý công nghệ;Phan Văn Cường;Trưởng phòng;;;cuongpv@skhcn.example\r\n');
    // One of the 23 people holds no post any more.
    expect((await file('vcf')).body.match(/BEGIN:VCARD/g)).toHaveLength(7 + 22);
    expect((await file('xlsx')).rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('that is public names of people the heads alone', async () => {
    const url = '/api/v1/public-directory';
    const { statusCode, body } = await api.app.inject({ url });
    expect(statusCode).toBe(200);
    expect(JSON.parse(body).items[2]).toEqual({
      code: 'QLCN',
      name: 'Phòng Quản lý công nghệ',
      phone: null,
      mailboxes: ['qlcn@skhcn.example'],
      heads: [{ fullName: 'Phan Văn Cường', title: 'Trưởng phòng' }],
    });
    for (const format of ['csv', 'vcf', 'html']) {
      const file = await api.app.inject({ url: `${url}/export?format=${format}` });
      expect(file.body).toContain('qlcn@skhcn.example');
      expect(file.body).not.toMatch(/cuongpv|Ngô Thị Mai/);
    }
    expect((await api.app.inject({ url: '/api/v1/directory' })).statusCode).toBe(401);
  });
});
