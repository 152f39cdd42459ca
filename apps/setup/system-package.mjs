import { accessSync, constants, existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { withSetupLock } from './lock.mjs';
import { say, SetupError } from './report.mjs';
import { runProgram } from './run-program.mjs';

/** Where Debian puts servers; on the PATH of root, not on that of other people. */
const SERVER_FOLDERS = ['/usr/local/sbin', '/usr/sbin'];

/** Path of the first of these programs that is on the PATH, or lies where servers lie. */
export function findProgram(names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== ''), ...SERVER_FOLDERS];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/**
 * Finds a program, and installs its Debian package where it is missing and we may: as root, with apt-get.
 * @param {{names: string[], debianPackage: string, service?: string, purpose: string}} wanted
 *   `service` is the system service that the package would start; we want the program only
 * @returns {Promise<string>} its path
 * @throws SetupError with what to install where we may not.
 */
export async function ensureProgram(wanted) {
  return findProgram(wanted.names) ?? withSetupLock(async () => findProgram(wanted.names) ?? install(wanted));
}

async function install({ names, debianPackage, service, purpose }) {
  const instruction =
    `${purpose} needs ${names[0]}, which is not on the PATH. Install it and start again: ` +
    `sudo apt-get install ${debianPackage} on Debian and Ubuntu, the package that brings ${names[0]} elsewhere.`;
  if (process.getuid?.() !== 0 || findProgram(['apt-get']) === undefined) throw new SetupError(instruction);
  say(`Installing ${debianPackage} …`);
  const release = service === undefined ? () => {} : forbidServices();
  try {
    await apt(['update'], instruction);
    await apt(['install', '--yes', '--no-install-recommends', debianPackage], instruction);
    if (service !== undefined && findProgram(['systemctl'])) await runProgram('systemctl', ['disable', service], { quiet: true });
  } finally {
    release();
  }
  const path = findProgram(names);
  if (path === undefined) throw new SetupError(`${debianPackage} was installed but brought none of ${names.join(', ')}.\n${instruction}`);
  return path;
}

async function apt(args, instruction) {
  const options = ['-qq', '-o', 'DPkg::Lock::Timeout=120'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const { ok, output } = await runProgram('apt-get', [...options, ...args], { quiet: true, env });
  if (!ok) throw new SetupError(`${output}apt-get ${args.join(' ')} failed.\n${instruction}`);
}

/** Debian asks this script before it starts a service of a package; 101 means no. A machine may have its own. */
function forbidServices() {
  const policy = '/usr/sbin/policy-rc.d';
  if (existsSync(policy)) return () => {};
  writeFileSync(policy, '#!/bin/sh\n# Written by the setup of Congvan while it installs a program; may be deleted.\nexit 101\n', { mode: 0o755 });
  return () => rmSync(policy, { force: true });
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
