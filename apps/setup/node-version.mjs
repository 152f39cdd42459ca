import { SetupError } from './report.mjs';

/** As `engines` in package.json says; that is read by npm, which may not be what started us. */
const MINIMUM = [20, 19];

/** @throws SetupError when this Node is too old. */
export function checkNodeVersion(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1])) return;
  throw new SetupError(
    `Congvan needs Node ${MINIMUM.join('.')} or newer, and this is Node ${version}. Install it from https://nodejs.org and start again.`,
  );
}
