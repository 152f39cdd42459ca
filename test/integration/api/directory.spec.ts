import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
beforeAll(async () => (api = await startApi({}, { worker: 'inside', openedAt: vn('2026-06-15 08:00') })));
afterAll(() => api.close());

const BASIS = 'Quyết định số 12/QĐ-UBND ngày 10/6/2026';
const put = async (as: string, path: string, payload: object) => {
  const { statusCode, body } = await api.app.inject({ method: 'PUT', url: `/api/v1/${path}`, headers: await api.as(as), payload });
  return { status: statusCode, body: body === '' ? undefined : (JSON.parse(body) as Record<string, unknown>) };
};
const items = async (path: string) => (await api.get('vinhtq', path)).body.items;

describe('An office is entered by personnel, over HTTP', () => {
  it('a unit, its people and their posts, from a day on', async () => {
    expect(await api.post('vinhtq', 'units', { code: 'TTRA', name: 'Thanh tra Sở', kind: 'professional', validFrom: '2026-07-01' })).toEqual({
      status: 201,
      body: { code: 'TTRA' },
    });
    const { body: person } = await api.post('vinhtq', 'people', { fullName: 'Hồ Thị Tra' });
    expect(person).toEqual({ login: 'traht' });
    const post = { login: 'traht', unit: 'TTRA', role: 'head', title: 'Chánh Thanh tra', from: '2026-07-01', basis: BASIS };
    expect(await api.post('vinhtq', 'posts', { ...post, from: '2026-06-30' })).toMatchObject({
      status: 422,
      body: { title: 'Thông tin về chức vụ chưa đúng', findings: [{ code: 'unit-not-there-yet', title: 'Đơn vị chưa hoạt động vào ngày ấy' }] },
    });
    expect((await api.post('vinhtq', 'posts', post)).status).toBe(201);
    expect((await api.get('vinhtq', 'people/traht')).body.posts).toMatchObject([{ unit: 'TTRA', state: 'future', basis: BASIS }]);
    expect((await api.get('tuanda', 'people/traht')).body.posts).toEqual([]);
    expect((await api.get('tuanda', 'people?search=ho%20thi%20tra&on=2026-07-01')).body.items[0].posts).toEqual([]);
    expect((await items('people?search=ho%20thi%20tra&on=2026-07-01'))[0].posts).toMatchObject([{ title: 'Chánh Thanh tra' }]);
    expect((await items('people?search=traht'))[0].posts).toEqual([]);
    expect((await items('units?on=2026-06-30')).map(({ code }: { code: string }) => code)).not.toContain('TTRA');
  });

  it('each with its account, whose first password is told once', async () => {
    expect(await api.post('vinhtq', 'accounts/traht', {})).toMatchObject({ status: 403 });
    const { status, body } = await api.post('tungmt', 'accounts/traht', {});
    expect([status, Object.keys(body)]).toEqual([201, ['initialPassword']]);
    expect(await api.post('tungmt', 'accounts/traht', {})).toMatchObject({ status: 409, body: { title: 'Người này đã có tài khoản' } });
    expect(await api.post('tungmt', 'accounts/khongai', {})).toMatchObject({ status: 422 });
  });

  it('and nobody else, nobody about himself, nobody as administrator', async () => {
    const post = { login: 'maint', unit: 'QLCN', role: 'deputy-head', title: 'Phó', from: '2026-07-01', basis: BASIS };
    expect((await api.post('cuongpv', 'posts', post)).status).toBe(403);
    expect((await api.post('vinhtq', 'posts', { ...post, login: 'vinhtq' })).body.code).toBe('directory.appointment-forbidden');
    expect((await api.post('vinhtq', 'posts', { ...post, role: 'admin' })).body.code).toBe('directory.appointment-forbidden');
    expect((await api.post('tuanda', 'people', { fullName: 'Ai Đó' })).status).toBe(403);
    expect((await put('tuanda', 'people/tuanda', { fullName: 'Vua', email: null, phone: null, room: null })).status).toBe(403);
    expect((await api.post('vinhtq', 'posts', { ...post, basis: ' ' })).status).toBe(400);
  });
});

describe('A decision', () => {
  it('that has not begun is corrected or withdrawn, and one that has is ended', async () => {
    const decided = { unit: 'TDC', role: 'staff', title: 'Chuyên viên', from: '2026-08-01', basis: BASIS };
    const { body } = await api.post('yenlh', 'posts', { login: 'maint', ...decided });
    const corrected = await put('yenlh', `posts/${body.postId}`, { ...decided, from: '2026-09-01' });
    expect(corrected.status).toBe(200);
    const { postId } = corrected.body as { postId: string };
    expect((await api.post('yenlh', `posts/${postId}/withdrawal`, { reason: 'Thu hồi' })).status).toBe(204);
    const [held] = (await api.get('yenlh', 'people/maint')).body.posts;
    expect(await api.post('yenlh', `posts/${held.postId}/withdrawal`, { reason: 'x' })).toMatchObject({
      status: 409,
      body: { title: 'Chức vụ này đã bắt đầu nên không sửa hoặc rút được nữa' },
    });
    expect((await api.post('yenlh', `posts/${held.postId}/end`, { lastDay: '2026-12-31' })).status).toBe(204);
    expect((await api.get('yenlh', 'people/maint?on=2027-01-01')).body.posts).toMatchObject([{ state: 'past', to: '2026-12-31' }]);
  });

  it('renames and moves a unit from its day on; the old name stands in its history', async () => {
    const change = { from: '2026-07-01', name: 'Phòng Chuyển đổi số', parentCode: 'VP', basis: BASIS };
    expect((await api.post('dungnh', 'units/QLKH/revisions', change)).status).toBe(204);
    const named = async (on: string) => (await items(`units?on=${on}`)).find(({ code }: { code: string }) => code === 'QLKH');
    expect(await named('2026-06-30')).toMatchObject({ name: 'Phòng Quản lý khoa học', parentCode: null });
    expect(await named('2026-07-01')).toMatchObject({ name: 'Phòng Chuyển đổi số', parentCode: 'VP' });
    expect(await api.post('dungnh', 'units/VP/revisions', { from: '2026-07-02', parentCode: 'QLKH', basis: BASIS })).toMatchObject({
      status: 422,
      body: { findings: [{ code: 'circular-parents', title: 'Đơn vị sẽ trực thuộc chính nó' }] },
    });
    const above = async (on: string) => (await items(`people/oanhhtk/reporting-line?on=${on}`)).map(({ unit }: { unit: string }) => unit);
    expect(await above('2026-06-30')).toEqual(['QLKH', 'LD']);
    expect(await above('2026-07-01')).toEqual(['QLKH', 'VP', 'LD']);
  });
});

it('Where a unit and a person are reached is entered, and shown with them', async () => {
  expect((await put('sonlt', 'units/VP/contact', { phone: '0256 3822 222', room: '101' })).status).toBe(204);
  expect((await api.get('tuanda', 'units/VP')).body).toMatchObject({ phone: '0256 3822 222', room: '101', people: [{ login: 'dungnh' }, expect.anything(), expect.anything(), expect.anything(), expect.anything()] });
  const person = { fullName: 'Lâm Hải Yến', email: 'yenlh@skhcn.example', phone: '0256 3822 333 (số lẻ 12)', room: '305' };
  expect((await put('vinhtq', 'people/yenlh', person)).status).toBe(204);
  expect((await items('people?search=yenlh'))[0]).toMatchObject(person);
  expect((await put('vinhtq', 'people/yenlh', { ...person, phone: 'gọi sau' })).status).toBe(400);
});

it('Units that nobody heads on a day are listed', async () => {
  const unheaded = async (query = '') => (await items(`units?withoutHead=true${query}`)).map(({ code }: { code: string }) => code);
  expect(await unheaded()).toEqual([]);
  const [head] = (await api.get('yenlh', 'units/TDC')).body.people;
  expect((await api.post('yenlh', `posts/${head.postId}/end`, { lastDay: '2026-10-31' })).status).toBe(204);
  expect(await unheaded('&on=2026-10-31')).toEqual([]);
  expect(await unheaded('&on=2026-11-01')).toEqual(['TDC']);
});
