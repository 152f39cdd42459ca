import { setTimeout as sleep } from 'node:timers/promises';
import { vn } from '../../../../test/support/office-time.js';
import { createReminderPolicy } from '../index.js';
import { EVERYTHING, openReminderOffice, type ReminderOffice } from '../testing/reminder-office.js';
import { AWAIT_TURN } from './policy-turn.js';

const toAssignee = (at: string) => ({ at, to: 'assignee', escalate: false });

let office: ReminderOffice;
beforeAll(async () => {
  office = await openReminderOffice();
});
afterAll(() => office.close());
beforeEach(() => office.reset([toAssignee('-P1D')]));

it('nothing is planned while another plans, or changes a policy', async () => {
  await office.openTask({ assignee: 'cuongpv', dueAt: vn('2026-03-06 17:00') });
  await office.database.transaction(async (tx) => {
    await tx.query(AWAIT_TURN);
    expect(await office.sendAt('2026-03-05 07:00')).toEqual([]);
    expect(await tx.query('select from reminder')).toEqual([]);
  });
  expect(await office.sendAt('2026-03-05 07:00')).toHaveLength(1);
});

it('a policy is not changed while somebody plans by it', async () => {
  const policy = { ...EVERYTHING, name: 'Mới', enabled: false, steps: [toAssignee('PT0S')] };
  let created: Promise<unknown> | undefined;
  await office.database.transaction(async (tx) => {
    await tx.query(AWAIT_TURN);
    created = office.executor.execute(createReminderPolicy, policy, office.as('quantri'));
    expect(await Promise.race([created, sleep(500, 'waits')])).toBe('waits');
  });
  await created;
});
