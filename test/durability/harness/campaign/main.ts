import { parseArgs } from 'node:util';
import { runCampaign } from './run-campaign.js';

/** `npm run chaos -- --minutes N --seed S`: random faults under load, for as long as wanted. Exit code 1 at a violation. */
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1_000_000)) },
    queue: { type: 'string', default: 'redis' },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];

if (!(minutes > 0) || !Number.isInteger(seed) || (values.queue !== 'redis' && values.queue !== 'postgres')) {
  console.error('Usage: npm run chaos -- [--minutes N] [--seed S] [--queue redis|postgres]');
  process.exitCode = 2;
} else {
  const violations = await runCampaign({ minutes, seed, queue: values.queue });
  process.exitCode = violations === 0 ? 0 : 1;
}
