export { type BackupRun, listBackupRuns, verifiedBackupAge } from './backup-runs.query.js';
export { type BackupProgress, type BackupTools, createBackup } from './create-backup.js';
export { describeBackup, listBackups, pruneBackups } from './keeping/prune-backups.js';
export { restoreBackup, verifyBackup } from './restoring/restore-backup.js';
export type { BackupCheckTools } from './steps/backup-check-tools.js';
export { backupHandlers } from './steps/backup-handlers.js';
export { endCancelledRun } from './steps/end-cancelled-run.js';
export { recordBackupStep, refuseUnfitForBackup } from './steps/record-backup-step.js';
export { refuseBackupVariables } from './steps/refuse-backup-by-hand.js';
