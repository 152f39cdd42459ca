import { describeBackup, restoreBackup, restoreUploads } from '#backup';
import { createLogger } from '#foundation';
import { parseArgs } from 'node:util';
import { readSettings } from '../../../office/src/database-server.js';
import { openFileStore } from '../../../office/src/open-file-store.js';
import { needed } from '../arguments.js';
import { print, UsageError } from '../cli-command.js';
import type { CliVerb } from '../verb-command.js';
import { progressLine } from './with-backups.js';

/** Where uploads are missing afterwards. */
const EXIT_FOUND = 1;

/** The database of the settings is left alone, and need not be there: it may be what was lost. */
export const restoreVerb: CliVerb = {
  name: 'restore',
  usage: '<name> --to <postgres://…> [--files-only]',
  async run(args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { to: { type: 'string' }, 'files-only': { type: 'boolean' } } });
    const name = needed(positionals[0], 'the name of a backup, as "backup list" shows it');
    const targetUrl = needed(values.to, 'with --to, the address of an empty database (with --files-only: of the one whose uploads are missing)');
    if (!/^postgres(ql)?:\/\//.test(targetUrl) || !URL.canParse(targetUrl)) throw new UsageError(`"${targetUrl}" is no address of a database. Write it as postgres://user:password@host:5432/database.`);
    const { configuration } = readSettings({ LOG_LEVEL: 'warn', ...process.env });
    const logger = createLogger({ name: 'congvan-cli', level: configuration.LOG_LEVEL, toStandardError: true });
    const { storage } = await openFileStore(configuration);
    const tools = { folder: configuration.BACKUP_DIR, keyFile: configuration.BACKUP_KEY_FILE, targetUrl, storage };
    const options = { logger, onProgress: progressLine() };
    const filesOnly = values['files-only'] === true;
    const { manifest, missing } = await (filesOnly ? restoreUploads : restoreBackup)(tools, name, options);
    for (const { where, what } of missing) print(`${where} ${what}`);
    print(`Restored: ${describeBackup({ name, manifest, verifiedAt: null })}`);
    if (!filesOnly) print('Every table is as it was saved. Set DATABASE_URL to this database, look through "After a restore" in the operator guide, then start.');
    if (missing.length === 0) return;
    print(`${missing.length} uploads are missing; all others are there. An earlier backup, or the copy in the second place, may have them: backup restore <name> --to … --files-only`);
    process.exitCode = EXIT_FOUND;
  },
};
