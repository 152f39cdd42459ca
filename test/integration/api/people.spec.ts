import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('the e-mail address of a person', () => {
  let api: ApiUnderTest;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());

  const put = async (as: string, login: string, email: unknown) => {
    const url = `/api/v1/people/${login}/email`;
    const response = await api.app.inject({ method: 'PUT', url, headers: await api.as(as), payload: { email } });
    return response.statusCode;
  };
  const addressOf = async (login: string) => (await api.get('anhdtl', `people?search=${login}`)).body.items[0].email;

  it('is set and taken away by an administrator, and by nobody else', async () => {
    expect(await put('baotq', 'baotq', 'baotq@skhcn.example')).toBe(403);
    expect(await put('tungmt', 'baotq', 'baotq@skhcn.example')).toBe(204);
    expect(await addressOf('baotq')).toBe('baotq@skhcn.example');
    expect(await put('tungmt', 'baotq', null)).toBe(204);
    expect(await addressOf('baotq')).toBeNull();
  });

  it('is one address of a person that there is', async () => {
    expect(await put('tungmt', 'baotq', 'a@b.vn, c@d.vn')).toBe(422);
    expect(await put('tungmt', 'khongai', 'a@b.vn')).toBe(404);
    expect(await put('tungmt', 'baotq', 7)).toBe(400);
  });

  it('is in no public directory: there is none where the office does not say so', async () => {
    for (const path of ['public-directory', 'public-directory/export?format=csv']) {
      const response = await api.app.inject({ url: `/api/v1/${path}` });
      expect([response.statusCode, response.json<{ code: string }>().code]).toEqual([404, 'directory.not-public']);
    }
  });
});
