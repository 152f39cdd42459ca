import { createApi } from '../../../apps/api/src/index.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';

describe('the pages', () => {
  let api: ApiUnderTest;
  beforeAll(async () => (api = await startApi()));
  afterAll(() => api.close());

  it('begin with one in Vietnamese that says that the office runs and needs nothing from elsewhere', async () => {
    const response = await api.app.inject('/');
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.body).toContain('<html lang="vi">');
    expect(response.body).toContain('Đang chạy, sẵn sàng nhận việc');
    expect(response.body).not.toMatch(/(href|src)="https?:/);
    expect(response.body).not.toContain('Tài khoản dùng thử');
    for (const [, path] of response.body.matchAll(/(?:href|src)="([^"]+)"/g)) {
      expect([path, (await api.app.inject(path!)).statusCode]).toEqual([path, 200]);
    }
  });

  it('show the sign-ins of the demo office only where it is seeded', async () => {
    const people = [{ login: 'anhdtl', fullName: 'Đỗ Thị <Lan> Anh', post: 'Văn thư' }];
    const app = await createApi(api.office, { demo: { password: 'Congvan@2026', people } });
    await app.init();
    const { body } = await app.inject('/');
    expect(body).toContain('<code>anhdtl</code>');
    expect(body).toContain('Đỗ Thị &lt;Lan&gt; Anh');
  });

  it('serve only the assets there are', async () => {
    expect((await api.app.inject('/assets/landing.css')).headers['content-type']).toBe('text/css; charset=utf-8');
    for (const name of ['other.css', '..%2f..%2fpackage.json']) {
      expect((await api.app.inject(`/assets/${name}`)).statusCode).toBe(404);
    }
  });

  it('allow inline styles to the API docs alone', async () => {
    const docs = await api.app.inject('/api/docs');
    expect(docs.statusCode).toBe(200);
    expect(docs.headers['content-security-policy']).toContain("style-src 'self' 'unsafe-inline'");
    expect((await api.app.inject('/')).headers['content-security-policy']).not.toContain('unsafe-inline');
    expect((await api.app.inject('/api/openapi.json')).json().info.title).toBe('Công văn API');
  });

  it('open one operation of the API docs by its link, as a notice of a report gives it', async () => {
    expect((await api.app.inject('/api/docs/swagger-ui-init.js')).body).toMatch(/"deepLinking": true/);
    const { paths } = (await api.app.inject('/api/openapi.json')).json();
    expect(paths['/api/v1/sla/report/export'].get).toMatchObject({ tags: ['sla'], operationId: 'exportSlaReport' });
  });
});
