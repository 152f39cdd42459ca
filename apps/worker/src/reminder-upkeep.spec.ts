import type { ReminderTools } from '#reminders';
import type { Command, CommandExecutor } from '#runtime';
import { ReminderUpkeep } from './reminder-upkeep.js';

const PARTS = ['reminders.plan-due', 'reminders.address', 'reminders.tell-people'];

let ran: string[];
let warned: object[];
let fails: boolean;
let upkeep: ReminderUpkeep;
beforeEach(() => {
  jest.useFakeTimers();
  [ran, warned, fails] = [[], [], false];
  const execute = async ({ name }: Command<unknown, unknown>) => {
    ran.push(name);
    if (fails) throw new Error('no database');
    return 0;
  };
  const tools = { executor: { execute } as unknown as CommandExecutor, logger: { warn: (line: object) => warned.push(line) } };
  upkeep = new ReminderUpkeep(tools as unknown as ReminderTools);
});
afterEach(() => jest.useRealTimers());

it('reminders are sent at the start of a worker and every minute until it stops', async () => {
  upkeep.start();
  await jest.advanceTimersByTimeAsync(59_000);
  expect(ran).toEqual(PARTS);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(ran).toEqual([...PARTS, ...PARTS]);
  await upkeep.stop();
  await jest.advanceTimersByTimeAsync(600_000);
  expect(ran).toHaveLength(6);
});

it('a minute that fails is logged, and the next goes on', async () => {
  fails = true;
  upkeep.start();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(warned).toEqual([{ code: 'reminders.run-failed', error: 'no database' }]);
  fails = false;
  await jest.advanceTimersByTimeAsync(60_000);
  expect(ran).toEqual([PARTS[0], ...PARTS]);
  await upkeep.stop();
});
