import { answeredLate } from '../../apps/cli/src/demo/answered-late.story.js';
import { answeredOnTime } from '../../apps/cli/src/demo/answered-on-time.story.js';
import { incidentFixed } from '../../apps/cli/src/demo/incident-fixed.story.js';
import { beginStory, OFFICE_PACE } from '../support/story.js';
import { type ApiUnderTest, startApi } from './api/api-under-test.js';

jest.setTimeout(120_000);

describe.each([
  ['Redis', () => process.env['TEST_REDIS_URL']!],
  ['Postgres', () => ''],
])('the main job through HTTP, with deliveries over %s', (_backend, redisUrl) => {
  let api: ApiUnderTest;
  beforeAll(async () => {
    // The clock jumps over days; the people stay signed in.
    api = await startApi({ REDIS_URL: redisUrl(), SESSION_HOURS: '720' });
  });
  afterAll(() => api.close());

  const failedJobs = async () => (await api.get('tungmt', 'jobs?status=failed')).body.items as unknown[];

  it('leads from the clerk’s desk to the issued reply before the deadline, after a reminder', async () => {
    const { job, steps } = await beginStory(api);
    await answeredOnTime(job, OFFICE_PACE);
    expect(steps.at(-1)).toContain('Đã trả lời đúng hạn');
    expect(await failedJobs()).toEqual([]);
  });

  it('climbs to the head and to the leader when nobody acts, and the report says that it is late', async () => {
    const { job, steps } = await beginStory(api);
    await answeredLate(job, OFFICE_PACE);
    expect(steps.at(-1)).toContain('Đã trả lời quá hạn');
    expect(await failedJobs()).toEqual([]);
  });

  it('has its incidents passed on to IT, fixed and confirmed', async () => {
    const { job, steps } = await beginStory(api);
    await incidentFixed(job);
    expect(steps.at(-1)).toContain('sự cố đóng');
    expect(await failedJobs()).toEqual([]);
  });
});
