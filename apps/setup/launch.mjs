import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { checkNodeVersion } from './node-version.mjs';
import { inRoot } from './paths.mjs';
import { SetupError } from './report.mjs';

/**
 * Prepares the clone and becomes the program: it runs in this very process, so signals, exit code and standard streams
 * are its own, and a kill of the process we were started as is a kill of the program.
 * @param {string} entry path below dist/, such as apps/api/src/main.js
 * @param {string[]} args
 */
export async function launch(entry, args) {
  checkNodeVersion();
  await ensureDependencies();
  await ensureBuild();
  const program = inRoot('dist', entry);
  if (!existsSync(program)) throw new SetupError(`There is no ${program}: the source of ${entry} is missing.`);
  process.setSourceMapsEnabled(true);
  process.argv = [process.execPath, program, ...args];
  await import(pathToFileURL(program).href);
}
