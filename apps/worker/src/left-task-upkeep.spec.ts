import { CommandExecutor } from '#runtime';
import { testLogger } from '../../../test/support/database.js';
import { leftTaskUpkeep } from './left-task-upkeep.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('tasks that people left are passed on at the start of a worker and every hour, batch by batch, and an hour that fails is logged', async () => {
  const found = [100, 7];
  const execute = jest.fn(async () => {
    const passedOn = found.shift();
    if (passedOn === undefined) throw new Error('no database');
    return passedOn;
  });
  const executor = Object.assign(Object.create(CommandExecutor.prototype) as CommandExecutor, { execute });
  const warn = jest.spyOn(testLogger, 'warn').mockReturnValue(undefined);
  const upkeep = leftTaskUpkeep(executor, testLogger);
  upkeep.start();
  await jest.advanceTimersByTimeAsync(3_599_999);
  expect(execute).toHaveBeenCalledTimes(2);
  expect(warn).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(execute).toHaveBeenCalledTimes(3);
  expect(warn.mock.calls).toEqual([[{ code: 'worklist.left-tasks-not-passed-on', error: 'no database' }]]);
  await upkeep.stop();
});
