// npm run bench -- NAME [options]: measures, after what it measures against was installed where that is missing.
import { ensureBenchPrograms } from './bench-programs.mjs';
import { launch } from './launch.mjs';
import { entryPoint } from './report.mjs';

await entryPoint(async () => {
  const args = process.argv.slice(2);
  if (!args.includes('engine')) await ensureBenchPrograms();
  await launch('bench/main.js', args);
});
