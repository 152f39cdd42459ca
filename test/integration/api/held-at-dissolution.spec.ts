import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { type OwedReply, ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let desk: ReplyDesk;
let owed: OwedReply;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  desk = new ReplyDesk(api);
  goTo(vn('2026-12-30 10:00'));
  owed = await desk.owe();
  await desk.done('cuongpv', owed.id, 'assignment', { drafter: 'tuanda' });
}, 120_000);
afterAll(() => api.close());

const goTo = (instant: string) => {
  api.clock.offsetMs = Date.parse(instant) - Date.now();
};
const orphans = async () => (await api.get('dungnh', 'reply-obligations?withoutHolder=true')).body;

it('what somebody holds by name when his unit ends is handed out by the head of the successor; until then the reply stands among those without a holder', async () => {
  const taskId = await desk.outgoing.taskOf('tuanda', owed.id, 'draft');
  expect(await api.post('vinhtq', 'units/QLCN/dissolution', { lastDay: '2026-12-31', successor: 'QLKH' })).toMatchObject({ status: 200 });
  expect(await orphans()).toMatchObject({ total: 0 });

  goTo(vn('2027-01-04 08:00'));
  expect(await orphans()).toMatchObject({ total: 1, items: [{ id: owed.obligationId, heldBy: ['tuanda'] }] });
  const offered = (await api.get('ngocdtb', 'tasks?scope=group')).body.items as { id: string }[];
  expect(offered.map(({ id }) => id)).toContain(taskId);
  expect(await api.post('ngocdtb', `tasks/${taskId}/assign`, { assignee: 'oanhhtk', reason: 'Đơn vị cũ đã giải thể' })).toMatchObject({ status: 204 });
  expect(await orphans()).toMatchObject({ total: 0 });
});
