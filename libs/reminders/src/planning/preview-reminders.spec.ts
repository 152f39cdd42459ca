import { vn } from '../../../../test/support/office-time.js';
import { previewReminders } from '../index.js';
import { openReminderOffice, type ReminderOffice } from '../testing/reminder-office.js';

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
});
afterAll(() => office.close());
beforeEach(() => office.reset([{ at: '-P1D', to: 'assignee', escalate: false }]));

it('the preview of a deadline that has moved does not show what came for its old date', async () => {
  const id = await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-05 17:00') });
  await office.sendAt('2026-03-04 07:00');
  const preview = () => previewReminders(office.database, office.calendars, { kind: 'task', id, zone: 'Asia/Ho_Chi_Minh' });
  expect((await preview()).steps).toMatchObject([{ reminder: { status: 'addressed' } }]);
  await office.database.query('update user_task set due_at = $2 where id = $1', [id, vn('2026-03-20 17:00')]);
  expect((await preview()).steps).toMatchObject([{ plannedAt: vn('2026-03-19 07:00'), reminder: null }]);
});
