import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

let api: ApiUnderTest;
const posts: Record<string, string> = {};
beforeAll(async () => {
  api = await startApi({}, { worker: 'inside', openedAt: vn('2026-07-01 08:00') });
  for (const login of ['dungnh', 'cuongpv']) posts[login] = (await api.get('dungnh', `people/${login}`)).body.posts[0].postId;
  const given = { postId: posts['dungnh'], deputy: 'habtt', from: '2026-07-01', to: '2026-07-10', basis: 'Đơn nghỉ phép ngày 25/6/2026' };
  expect((await api.post('dungnh', 'delegations', given)).status).toBe(201);
}, 120_000);
afterAll(() => api.close());

describe('The deputy of the chief of office', () => {
  it('has his groups, and still gives nobody a post, a deputy or an authority to sign', async () => {
    expect((await api.get('habtt', 'auth/me')).body.groups).toContain('chief-of-office');
    const days = { from: '2026-07-01', to: '2026-07-05', basis: 'x' };
    const appointment = { login: 'cuongpv', unit: 'LD', role: 'leader', title: 'Phó Giám đốc', from: '2026-07-01', basis: 'x' };
    const authority = { holder: 'cuongpv', form: 'TL', title: 'Trưởng phòng', principal: 'Giám đốc', grantedBy: 'baotq', basis: 'Quyết định số 5/QĐ-UBND', validFrom: '2026-07-01', validTo: '2026-07-05', scope: 'Công văn', documentTypes: ['CV'] };
    const answers = await Promise.all([
      api.post('habtt', 'posts', appointment),
      api.post('habtt', `posts/${posts['cuongpv']}/end`, { lastDay: '2026-07-05' }),
      api.post('habtt', 'delegations', { postId: posts['cuongpv'], deputy: 'tuanda', ...days }),
      api.post('habtt', 'signing-authorities', authority),
      api.post('habtt', 'people', { login: 'moinv', fullName: 'Nguyễn Văn Mới' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  });

  it('does not end what others gave, but lays down his own days', async () => {
    const [{ id: own }] = (await api.get('habtt', 'delegations?holder=dungnh')).body.items;
    const others = await api.post('cuongpv', 'delegations', { postId: posts['cuongpv'], deputy: 'tuanda', from: '2026-07-01', to: '2026-07-05', basis: 'x' });
    expect((await api.post('habtt', `delegations/${others.body.id}/end`, { reason: 'x' })).status).toBe(403);
    expect((await api.post('habtt', `delegations/${own}/end`, { reason: 'x' })).status).toBe(204);
  });
});
