import { eventually } from '../../support/eventually.js';
import { vn } from '../../support/office-time.js';
import { type ApiUnderTest, startApi } from './api-under-test.js';
import { ReplyDesk } from './reply-desk.js';

let api: ApiUnderTest;
let desk: ReplyDesk;
beforeAll(async () => {
  api = await startApi({ SESSION_HOURS: '720' });
  desk = new ReplyDesk(api);
}, 120_000);
afterAll(() => api.close());

const goTo = (instant: string) => {
  api.clock.offsetMs = Date.parse(instant) - Date.now();
};

it('a reply that is owed over the new year is reminded of, reported, listed and in the register of the new year', async () => {
  goTo(vn('2026-12-31 10:00'));
  const owed = await desk.owe({ dueAt: vn('2027-01-05 17:00'), reminderBefore: 'P4D' });
  expect(await desk.line(owed, 2026)).toMatchObject({ arrivalNumber: 1, carriedFrom: null });
  const toldBefore = (await api.get('cuongpv', 'notifications')).body.items.length as number;

  goTo(vn('2027-01-02 08:00'));
  await eventually(async () => (await api.get('cuongpv', 'notifications')).body.items.length > toldBefore);
  const next = await desk.owe({ dueAt: vn('2027-03-01 17:00') });
  expect(await desk.line(next, 2027)).toMatchObject({ arrivalNumber: 1, carriedFrom: null });
  expect(await desk.line(owed, 2027)).toMatchObject({ arrivalNumber: 1, carriedFrom: 2026, note: 'Chuyển từ sổ năm 2026' });
  const listed = (await api.get('cuongpv', 'reply-obligations?carriedOver=true&status=open')).body;
  expect(listed).toMatchObject({ total: 1, items: [{ id: owed.obligationId, carriedOver: true, overdue: false }] });
  const period = `from=${vn('2027-01-01')}&to=${vn('2027-02-01')}`; // by due date
  expect((await api.get('baotq', `sla/obligations?${period}`)).body.replies.total).toMatchObject({ openNotDue: 1, openOverdue: 0 });

  goTo(vn('2027-01-06 08:00'));
  expect(await desk.line(owed, 2027)).toMatchObject({ progress: expect.stringContaining('(quá hạn)') as string });
  const csv = await api.app.inject({ url: '/api/v1/registers/tracking?year=2027&format=csv', headers: await api.as('anhdtl') });
  expect(csv.body).toContain('Chuyển từ sổ năm 2026');
});
