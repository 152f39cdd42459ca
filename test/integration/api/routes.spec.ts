import { type ApiUnderTest, startApi } from './api-under-test.js';

/** All that a stranger may call. Whoever adds to this list opens a door. */
const OPEN_TO_EVERYONE = [
  'GET /',
  'GET /assets/:name',
  'GET /health/live',
  'GET /health/ready',
  'POST /api/v1/auth/sign-in',
  'GET /api/v1/public-directory',
  'GET /api/v1/public-directory/export',
  'GET /api/v1/website/articles',
  'GET /api/v1/website/articles/:id|:slug',
  'GET /api/v1/website/sections',
  'GET /api/v1/website/answers',
  'GET /api/v1/website/answers/:slug',
  'POST /api/v1/website/questions',
  'GET /api/v1/website/own-questions/:token',
  'POST /api/v1/website/own-questions/:token/withdrawal',
  'GET /hoi-dap',
  'GET /hoi-dap/:slug',
  'GET /hoi-dap/atom.xml',
  'GET /hoi-dap/gui',
  'GET /hoi-dap/sitemap.xml',
  'POST /hoi-dap/gui',
  'GET /hoi-dap/theo-doi/:token',
  'POST /hoi-dap/theo-doi/:token/rut',
  'GET /trang-tin',
  'GET /trang-tin/:slug',
  'GET /trang-tin/:slug/tep/:id',
  'GET /trang-tin/atom.xml',
  'GET /trang-tin/sitemap.xml',
  'GET /api/openapi.json',
  'GET /api/docs',
  'GET /api/docs/',
  'GET /api/docs/*',
  'GET /api/docs/LICENSE',
  'GET /api/docs/docs/swagger-ui-init.js',
  'GET /api/docs/index.html',
  'GET /api/docs/swagger-ui-init.js',
];

describe('the routes of the API', () => {
  let api: ApiUnderTest;
  let routes: string[];

  beforeAll(async () => {
    api = await startApi({ METRICS_TOKEN: 'a-token-for-prometheus' });
    routes = routesIn(api.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false }));
  });
  afterAll(() => api.close());

  it('answer 401 to a stranger, all but the open ones', async () => {
    const open: string[] = [];
    for (const route of routes) {
      const [method, path] = route.split(' ') as ['GET', string];
      const { statusCode } = await api.app.inject({ method, url: path.replaceAll(/:\w+/g, 'x') });
      if (statusCode !== 401) open.push(route);
    }
    expect(routes.length).toBeGreaterThan(50);
    expect(open.sort()).toEqual([...OPEN_TO_EVERYONE].sort());
  });

  it('answer 403 to somebody signed in without the post they ask for', async () => {
    const staff = await api.as('tuanda');
    const refused: string[] = [];
    for (const route of routes.filter((name) => !name.endsWith('/sign-out'))) {
      const [method, path] = route.split(' ') as ['GET', string];
      const { statusCode, payload } = await api.app.inject({
        method,
        url: path.replaceAll(/:\w+/g, 'x'),
        headers: staff,
      });
      if (statusCode === 403 && payload.includes('request.not-allowed')) refused.push(route);
    }
    expect(refused).toEqual(
      expect.arrayContaining([
        'DELETE /api/v1/accounts/:login/sessions',
        'DELETE /api/v1/kept-messages/:id',
        'GET /api/v1/audit-entries',
        'GET /api/v1/deployments',
        'GET /api/v1/jobs',
        'GET /api/v1/jobs/:id',
        'GET /api/v1/kept-messages',
        'GET /api/v1/outgoing-mails',
        'GET /api/v1/process-instances',
        'GET /api/v1/registers/incoming',
        'POST /api/v1/accounts/:login/lock',
        'POST /api/v1/correspondents',
        'POST /api/v1/deployments',
        'POST /api/v1/incoming-documents',
        'POST /api/v1/jobs/:id/cancel',
        'POST /api/v1/jobs/:id/resolve',
        'POST /api/v1/jobs/:id/retry',
        'POST /api/v1/jobs/cancel',
        'POST /api/v1/jobs/resolve',
        'POST /api/v1/jobs/retry',
        'POST /api/v1/migrations',
        'POST /api/v1/outgoing-documents/:id/acts',
        'POST /api/v1/outgoing-mails/:id/retry',
        'POST /api/v1/process-definitions/:id/suspend',
        'POST /api/v1/process-instances/:id/cancel',
        'POST /api/v1/process-instances/:id/modify',
        'POST /api/v1/process-instances/:id/timers/:key',
        'POST /api/v1/process-instances/:id/variables',
        'POST /api/v1/signing-authorities',
        'POST /api/v1/signing-authorities/:id/end',
        'POST /api/v1/tasks/:id/change',
        'PUT /api/v1/agency',
      ]),
    );
  });

  it('do not take a token that was made up', async () => {
    const response = await api.app.inject({
      url: '/api/v1/auth/me',
      headers: { authorization: `Bearer cv_${'a'.repeat(43)}` },
    });
    expect(response.statusCode).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
  });
});

/** `GET /path` for every line of Fastify's tree; HEAD goes with GET. */
function routesIn(tree: string): string[] {
  const parents: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n')) {
    const [, indent, segment, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([^)]*)\))?/.exec(line) ?? [];
    if (segment === undefined || indent === undefined) continue;
    const depth = indent.length / 4;
    const path = `${depth === 0 ? '' : parents[depth - 1]}${segment}`.replace(/^\/\//, '/');
    parents[depth] = path;
    for (const method of methods?.split(', ') ?? []) if (method !== 'HEAD') routes.push(`${method} ${path}`);
  }
  return routes;
}
