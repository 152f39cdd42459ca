import { type Bench, machine } from './bench.js';
import { engineBench } from './engine.bench.js';

const benches: Readonly<Record<string, Bench>> = { engine: engineBench };

const [name = ''] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;

if (bench) {
  console.log(`${name} on ${machine()}`);
  const figures = await bench();
  for (const [figure, value] of Object.entries(figures)) console.log(`  ${figure.padEnd(44)} ${value}`);
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: name, machine: machine(), figures }));
} else {
  console.error(`Usage: npm run bench -- <${Object.keys(benches).join('|')}> [--json]`);
  process.exitCode = 2;
}
