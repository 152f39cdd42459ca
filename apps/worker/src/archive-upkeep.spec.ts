import { CommandExecutor } from '#runtime';
import { testLogger } from '../../../test/support/database.js';
import { archiveUpkeep } from './archive-upkeep.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('files due for the archive are told of at the start of a worker and every hour, batch by batch, and an hour that fails is logged', async () => {
  const found = [100, 7];
  const execute = jest.fn(async () => {
    const told = found.shift();
    if (told === undefined) throw new Error('no database');
    return told;
  });
  const executor = Object.assign(Object.create(CommandExecutor.prototype) as CommandExecutor, { execute });
  const warn = jest.spyOn(testLogger, 'warn').mockReturnValue(undefined);
  const upkeep = archiveUpkeep(executor, () => Promise.resolve(), testLogger);
  upkeep.start();
  await jest.advanceTimersByTimeAsync(3_599_999);
  expect(execute).toHaveBeenCalledTimes(2);
  expect(warn).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(execute).toHaveBeenCalledTimes(3);
  expect(warn.mock.calls).toEqual([[{ code: 'work-files.archive-not-reminded', error: 'no database' }]]);
  await upkeep.stop();
});
