import { cp, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startProgram } from './program.js';

/** A release of Congvan in a folder of its own, as it lies on a server: the build of these sources, other migrations. */
export interface Release {
  readonly folder: string;
  remove(): Promise<void>;
}

export interface ReleaseMigrations {
  /** Only the first so many: the release before. */
  readonly upTo?: number;
  /** SQL of one that comes after the others: the next release. */
  readonly next?: string;
}

/** Name of the migration of the next release. */
export const NEXT_MIGRATION = 'NextRelease1900000000000';

let built: Promise<void> | undefined;

/** Taken from the build as it is on disk, which is made new first where the sources have changed. */
export async function unpackRelease({ upTo, next }: ReleaseMigrations): Promise<Release> {
  await (built ??= build());
  const folder = await mkdtemp(join(tmpdir(), 'congvan-release-'));
  await cp('dist', join(folder, 'dist'), { recursive: true });
  await cp('package.json', join(folder, 'package.json'));
  await cp('apps/api/assets', join(folder, 'apps/api/assets'), { recursive: true });
  for (const name of ['node_modules', 'processes']) await symlink(resolve(name), join(folder, name));
  await changeMigrations(join(folder, 'dist/libs/database/src/migrations'), { upTo, next });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

async function build(): Promise<void> {
  const program = startProgram(['apps/setup/run.mjs', 'apps/cli/src/main.js', '--help']);
  if ((await program.ended).exitCode !== 0) throw new Error(`There is no build to unpack:\n${program.output}`);
}

async function changeMigrations(folder: string, { upTo, next }: ReleaseMigrations): Promise<void> {
  await rename(join(folder, 'index.js'), join(folder, 'of-these-sources.js'));
  await writeFile(
    join(folder, 'index.js'),
    `import { migrations as all } from './of-these-sources.js';
     class ${NEXT_MIGRATION} {
       name = '${NEXT_MIGRATION}';
       async up(runner) { await runner.query(${JSON.stringify(next ?? '')}); }
     }
     export const migrations = [...all.slice(0, ${upTo ?? 'all.length'}), ${next === undefined ? '' : NEXT_MIGRATION}];`,
  );
}

/** Names of the migrations of these sources, in order. */
export async function migrationNames(): Promise<string[]> {
  const index = await readFile('libs/database/src/migrations/index.ts', 'utf8');
  return [...index.matchAll(/^import \{ (\w+) \}/gm)].map((match) => match[1]!);
}
