import { parseArgs } from 'node:util';
import { type Bench, machine } from './bench.js';
import { durableBench } from './durable.bench.js';
import { engineBench } from './engine.bench.js';
import { pickupBench } from './pickup.bench.js';
import { registersBench } from './registers.bench.js';
import { reportBench } from './report.bench.js';
import { searchBench } from './search.bench.js';
import { soakBench } from './soak.bench.js';
import { timersBench } from './timers.bench.js';

const benches: Readonly<Record<string, Bench>> = {
  engine: engineBench,
  durable: durableBench,
  pickup: pickupBench,
  timers: timersBench,
  registers: registersBench,
  report: reportBench,
  search: searchBench,
  soak: soakBench,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    seconds: { type: 'string', default: '8' },
    rounds: { type: 'string', default: '3' },
    minutes: { type: 'string', default: '5' },
    tasks: { type: 'string', default: '1000000' },
    documents: { type: 'string', default: '100000' },
  },
});
const [name = ''] = positionals;
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;

if (bench) {
  console.log(`${name} on ${machine()}`);
  const { seconds, rounds, minutes, tasks, documents } = values;
  const options = {
    seconds: Number(seconds),
    rounds: Number(rounds),
    minutes: Number(minutes),
    tasks: Number(tasks),
    documents: Number(documents),
  };
  const figures = await bench({ ...options, say: (line) => console.log(`  ${line}`) });
  for (const [figure, value] of Object.entries(figures)) console.log(`  ${figure.padEnd(44)} ${value}`);
  if (values.json) console.log(JSON.stringify({ bench: name, machine: machine(), figures }));
} else {
  console.error(`Usage: npm run bench -- <${Object.keys(benches).join('|')}> [--seconds N] [--rounds N] [--minutes N] [--tasks N] [--documents N] [--json]`);
  process.exitCode = 2;
}
