import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Program, startProgram } from '../support/program.js';

jest.setTimeout(300_000);

let test: TestDatabase;
const programs: Program[] = [];
beforeAll(async () => {
  test = await createTestDatabase();
}, 120_000);
afterAll(async () => {
  for (const program of programs) {
    program.kill('SIGKILL');
    await program.ended;
  }
  await test.close();
});

it('api and worker do not start with a route of incidents that the deployed table does not name, and say which there are', async () => {
  const environment = { DATABASE_URL: test.url, REDIS_URL: process.env['TEST_REDIS_URL']!, PORT: '0', HEALTH_PORT: '0', INCIDENT_ROUTE: '00' };
  // The api deploys the table, the worker finds it.
  for (const program of ['api', 'worker']) {
    const started = startProgram(['apps/setup/run.mjs', `apps/${program}/src/main.js`], { environment });
    programs.push(started);
    expect({ program, ...(await started.ended) }).toEqual({ program, exitCode: 1, signal: null });
    expect(started.output).toContain('INCIDENT_ROUTE is "00"');
    expect(started.output).toContain('000, 001, 002, 003, 004, other');
  }
});
