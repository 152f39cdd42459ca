import { createBackup, describeBackup } from '#backup';
import { newId } from '#foundation';
import { print } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { recorded } from './record.js';
import { progressLine, withBackups } from './with-backups.js';

/** Where the storage has lost uploads. */
const EXIT_FOUND = 1;

export const createVerb: CliVerb = {
  name: 'create',
  usage: '',
  async run() {
    const { name, manifest } = await withBackups((tools) =>
      recorded({ tools, command: 'create' }, () => createBackup(tools, { runId: newId(), onProgress: progressLine() })),
    );
    print(describeBackup({ name, manifest, verifiedAt: null }));
    for (const { key, problem } of manifest.lost) print(`${problem}  ${key}`);
    const putBack = `this backup has it: backup restore ${name} --to <database of the office> --files-only`;
    for (const key of manifest.absent) print(`absent  ${key}  (not in the file storage any more; ${putBack})`);
    for (const key of manifest.spoilt) print(`spoilt  ${key}  (in the file storage not what was uploaded; ${putBack})`);
    if (manifest.lost.length + manifest.absent.length + manifest.spoilt.length > 0) process.exitCode = EXIT_FOUND;
  },
};
