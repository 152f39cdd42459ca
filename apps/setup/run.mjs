// node apps/setup/run.mjs ENTRY [arguments]: any program of dist/, prepared like npm start.
import { launch } from './launch.mjs';
import { entryPoint, SetupError } from './report.mjs';

const [entry, ...args] = process.argv.slice(2);
await entryPoint(() => {
  if (entry === undefined) throw new SetupError('Usage: node apps/setup/run.mjs ENTRY [arguments], ENTRY below dist/.');
  return launch(entry, args);
});
