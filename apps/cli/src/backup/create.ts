import { createBackup, describeBackup } from '#backup';
import { newId } from '#foundation';
import { print } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { progressLine, withBackups } from './with-backups.js';

/** Where the storage has lost uploads. */
const EXIT_FOUND = 1;

export const createVerb: CliVerb = {
  name: 'create',
  usage: '',
  async run() {
    const { name, manifest } = await withBackups((tools) => createBackup(tools, { runId: newId(), onProgress: progressLine() }));
    print(describeBackup({ name, manifest, verifiedAt: null }));
    for (const { key, problem } of manifest.lost) print(`${problem}  ${key}`);
    for (const key of manifest.absent) print(`absent  ${key}  (not in the file storage any more; this backup has it: backup restore ${name} --to <database of the office> --files-only)`);
    if (manifest.lost.length + manifest.absent.length > 0) process.exitCode = EXIT_FOUND;
  },
};
