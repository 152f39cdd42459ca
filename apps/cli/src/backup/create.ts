import { createBackup, describeBackup } from '#backup';
import { newId } from '#foundation';
import { print } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { progressLine, withBackups } from './with-backups.js';

/** Of a backup that lacks uploads which the storage had lost. */
const EXIT_FOUND = 1;

export const createVerb: CliVerb = {
  name: 'create',
  usage: '',
  async run() {
    const { name, manifest } = await withBackups((tools) => createBackup(tools, { runId: newId(), onProgress: progressLine() }));
    print(describeBackup({ name, manifest, verifiedAt: null }));
    for (const { key, problem } of manifest.lost) print(`${problem}  ${key}`);
    if (manifest.lost.length > 0) process.exitCode = EXIT_FOUND;
  },
};
