import type { BackupCheckTools } from '#backup';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Office } from './office.js';
import { projectRoot } from './project-root.js';

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string };

/** What backups need, by the settings of this office. */
export function backupToolsOf({ configuration, database, files, logger }: Pick<Office, 'configuration' | 'database' | 'files' | 'logger'>): BackupCheckTools {
  return {
    database,
    databaseUrl: configuration.DATABASE_URL,
    files,
    folder: configuration.BACKUP_DIR,
    keyFile: configuration.BACKUP_KEY_FILE,
    scratchUrl: configuration.BACKUP_SCRATCH_URL,
    keep: configuration.BACKUP_KEEP,
    program: version,
    logger,
  };
}
