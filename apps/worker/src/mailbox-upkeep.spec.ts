import { CommandExecutor } from '#runtime';
import { testLogger } from '../../../test/support/database.js';
import { mailboxUpkeep } from './mailbox-upkeep.js';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('account systems are compared with the directory at the start of a worker and every hour, batch by batch, and an hour that fails is logged', async () => {
  const found = [50, 7];
  const execute = jest.fn(async () => {
    const differing = found.shift();
    if (differing === undefined) throw new Error('no database');
    return differing;
  });
  const executor = Object.assign(Object.create(CommandExecutor.prototype) as CommandExecutor, { execute });
  const warn = jest.spyOn(testLogger, 'warn').mockReturnValue(undefined);
  const upkeep = mailboxUpkeep(executor, ['congvan'], testLogger);
  upkeep.start();
  await jest.advanceTimersByTimeAsync(3_599_999);
  expect(execute).toHaveBeenCalledTimes(2);
  expect(warn).not.toHaveBeenCalled();
  await jest.advanceTimersByTimeAsync(1);
  expect(execute).toHaveBeenCalledTimes(3);
  expect(warn.mock.calls).toEqual([[{ code: 'directory.mailboxes-not-followed', error: 'no database' }]]);
  await upkeep.stop();
});
