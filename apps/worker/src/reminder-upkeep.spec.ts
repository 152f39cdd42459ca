import type { Logger } from '#foundation';
import type { ReminderTools } from '#reminders';
import type { Command } from '#runtime';
import { reminderUpkeep } from './reminder-upkeep.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('reminders and news of deadlines are sent at the start of a worker and every minute, and a minute that fails is logged', async () => {
  const [ran, warned]: [string[], object[]] = [[], []];
  const execute = async ({ name }: Command<unknown, unknown>) => {
    ran.push(name);
    if (ran.length > 5) throw new Error('no database');
    return 0;
  };
  const logger = { warn: (line: object) => warned.push(line) } as unknown as Logger;
  const upkeep = reminderUpkeep({ executor: { execute } } as unknown as ReminderTools, logger);
  upkeep.start();
  await jest.advanceTimersByTimeAsync(59_999);
  const parts = [
    'reminders.plan-due-reminders',
    'reminders.address-reminders',
    'reminders.tell-people',
    'reminders.announce-acts',
    'reminders.announce-move',
  ];
  expect(ran).toEqual(parts);
  await jest.advanceTimersByTimeAsync(1);
  expect(ran).toEqual([...parts, parts[0]]);
  expect(warned).toEqual([{ code: 'reminders.run-failed', error: 'no database' }]);
  await upkeep.stop();
});
