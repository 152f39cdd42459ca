import { createVerb } from '../backup/create.js';
import { listVerb } from '../backup/list.js';
import { pruneVerb } from '../backup/prune.js';
import { restoreVerb } from '../backup/restore.js';
import { verifyVerb } from '../backup/verify.js';
import type { CliCommand } from '../cli-command.js';
import { UsageError } from '../cli-command.js';

const verbs = [createVerb, verifyVerb, listVerb, restoreVerb, pruneVerb];

export const backupCommand: CliCommand = {
  name: 'backup',
  usage: verbs.map(({ name, usage }) => `${name} ${usage}`.trim()).join(' | '),
  summary:
    'create saves every table as of one moment and every upload into BACKUP_DIR; verify tries the restore in a database that is thrown ' +
    'away; restore fills the empty database that --to names, and FILES_DIR, or with --files-only puts back the uploads that are missing; prune leaves the latest, and the last verified one always',
  async run([wanted, ...args]) {
    const verb = verbs.find(({ name }) => name === wanted);
    if (verb === undefined) throw new UsageError(`Name one of: ${verbs.map(({ name }) => name).join(', ')}.`);
    await verb.run(args);
  },
};
