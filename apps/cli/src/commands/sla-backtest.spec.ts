import { UsageError } from '../cli-command.js';
import { slaBacktestCommand } from './sla-backtest.js';

it.each([
  [[], 'Give the first day: --from'],
  [['--from', '2026-01-01'], 'Give the last day: --to'],
  [['--from', '2026-02-30', '--to', '2026-07-01'], '"2026-02-30" is no day'],
  [['--from', '2026-07-01', '--to', '2026-06-30'], '--from must not be after --to'],
])('sla-backtest refuses %p before it opens anything', async (args, reason) => {
  const run = slaBacktestCommand.run(args);
  await expect(run).rejects.toThrow(UsageError);
  await expect(run).rejects.toThrow(reason);
});
