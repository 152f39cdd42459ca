import { unknownMigrations } from '#database';
import { BackupVersionError } from '../errors.js';
import type { Manifest } from '../manifest.js';

/** @throws BackupVersionError where the backup was made by a program that knows more than this one */
export function refuseNewer({ migrations, program }: Manifest): void {
  const unknown = unknownMigrations(migrations);
  if (unknown.length > 0) throw new BackupVersionError(program, unknown);
}
