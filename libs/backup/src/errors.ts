import { CongvanError, type Finding } from '#foundation';

/** The settings of the backup do not let one be made, or let others on the machine read it. */
export class BackupSettingsError extends CongvanError {
  readonly code = 'backup.settings';
  readonly kind = 'conflict';
}

/** Another backup, verification or restore of this database runs. */
export class BackupBusyError extends CongvanError {
  readonly code = 'backup.busy';
  readonly kind = 'conflict';
  constructor() {
    super('Another backup or verification of this database is running. Wait until it has ended, then try again.');
  }
}

/** The folder could not take the backup: full, read-only, away. */
export class BackupFolderError extends CongvanError {
  readonly code = 'backup.folder';
  readonly kind = 'transient';
  constructor(folder: string, cause: unknown) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const full = code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
    const mend = full ? 'The disk is full: make room, prune older backups, or set BACKUP_DIR to a larger disk' : 'See that it exists and can be written';
    super(`The backup could not be written to ${folder}: ${message}. ${mend}. Nothing half-written counts as a backup.`, { cause });
  }
}

export class BackupNotFoundError extends CongvanError {
  readonly code = 'backup.not-found';
  readonly kind = 'not-found';
  constructor(name: string, folder: string) {
    super(`There is no complete backup ${name} in ${folder}. "backup list" shows those that there are.`);
  }
}

/** A file of the backup is missing, cut off or changed since it was made; or the key is not the one that it was made with. */
export class BackupDamagedError extends CongvanError {
  readonly code = 'backup.damaged';
  readonly kind = 'conflict';
  constructor(findings: readonly Finding[]) {
    const list = findings.slice(0, 5).map(({ where, what }) => `${where} ${what}`);
    const more = findings.length > 5 ? `; and ${findings.length - 5} more` : '';
    const mend = findings.find((finding) => finding.mend !== undefined)?.mend ?? 'Take another backup, or its copy in the second place.';
    super(`The backup cannot be used: ${list.join('; ')}${more}. ${mend}`, { findings });
  }
}

/**
 * An upload of which the file storage had no file when a backup was made, or not the one that was uploaded; `absent` and `spoilt`: the
 * same, but that backup has it.
 */
export interface LostUpload {
  readonly key: string;
  readonly problem: 'missing' | 'wrong-checksum' | 'absent' | 'spoilt';
}

const PROBLEMS = {
  missing: 'was not in the file storage when the backup was made',
  'wrong-checksum': 'was not what had been uploaded when the backup was made',
  absent: 'is not in the file storage any more, but in this backup',
  spoilt: 'is not what had been uploaded any more in the file storage, but in this backup',
};

export function describeLosses(name: string, lost: readonly LostUpload[]): Finding[] {
  return lost.map(({ key, problem }) => ({ where: `${name}: upload ${key}`, what: PROBLEMS[problem], code: problem }));
}

/** The backup is whole, but the file storage had lost uploads before it was made, and nobody has accepted that. */
export class UploadsLostError extends CongvanError {
  readonly code = 'backup.uploads-lost';
  readonly kind = 'conflict';
  /** @param lost what is missing and was not accepted */
  constructor(name: string, readonly lost: readonly LostUpload[]) {
    const findings = describeLosses(name, lost);
    const list = findings.slice(0, 5).map(({ where, what }) => `${where} ${what}`);
    const more = findings.length > 5 ? `; and ${findings.length - 5} more` : '';
    super(
      `The backup is whole, but the file storage has lost uploads: ${list.join('; ')}${more}. Put them back from a backup that has them ` +
        '("backup restore <name> --to <database of the office> --files-only"); where they are gone for good, accept each ("backup verify --accept-loss <upload>").',
      { findings },
    );
  }
}

/** The backup was made by a newer program. */
export class BackupVersionError extends CongvanError {
  readonly code = 'backup.version';
  readonly kind = 'conflict';
  constructor(program: string, unknown: readonly string[]) {
    super(`The backup was made by Congvan ${program}, whose schema this program does not know (${unknown.join(', ')}). Restore it with that version.`);
  }
}

/** A restore goes into an empty database, one of the uploads alone into the office that lacks them. */
export class RestoreTargetError extends CongvanError {
  readonly code = 'backup.wrong-target';
  readonly kind = 'conflict';
}

/** What was restored is not what was saved. The restore was rolled back. */
export class RestoreDiffersError extends CongvanError {
  readonly code = 'backup.restore-differs';
  readonly kind = 'conflict';
  constructor(findings: readonly Finding[]) {
    const list = findings.slice(0, 5).map(({ where, what }) => `${where} ${what}`);
    super(`What was restored is not what was saved: ${list.join('; ')}. Nothing of it was kept.`, { findings });
  }
}

/** There is nowhere to try the restore. */
export class ScratchDatabaseError extends CongvanError {
  readonly code = 'backup.no-scratch-database';
  readonly kind = 'conflict';
  constructor(why: string, cause?: unknown) {
    super(
      `The restore cannot be tried: ${why}. Give the database user CREATEDB (alter role … createdb), or set BACKUP_SCRATCH_URL to an ` +
        'empty database of its own, which is wiped after every trial.',
      { cause },
    );
  }
}

/** A process gave a service task variables that its handler cannot work with: the model, a table or a form is wrong. */
export class BadBackupVariablesError extends CongvanError {
  readonly code = 'backup.bad-job-variables';
  readonly kind = 'internal';
  constructor({ elementId }: { elementId: string }, findings: readonly Finding[]) {
    const list = findings.map(({ where, what }) => `${where}: ${what}`).join('; ');
    super(`Service task ${elementId} cannot read its variables: ${list}.`, { findings });
  }
}

/** A copy counts as carried only of a backup whose restore was tried. */
export class BackupNotVerifiedError extends CongvanError {
  readonly code = 'backup.not-verified';
  readonly kind = 'conflict';
  constructor(id: string) {
    super(`The backup of run ${id} is not verified, or the run is over, so no copy of it can be recorded. Lead the case back to the step that verifies it.`);
  }
}

/** Carrying copies away and mending backups is the duty of IT. */
export class BackupForbiddenError extends CongvanError {
  readonly code = 'backup.forbidden';
  readonly kind = 'forbidden';
  constructor() {
    super('Copies of backups are carried away, and backups mended, by IT alone. Hand the task to somebody of IT.');
  }
}

/** The case goes by what the program has found and IT has recorded, not by what an operator writes. */
export class BackupByHandError extends CongvanError {
  readonly code = 'backup.by-hand';
  readonly kind = 'forbidden';
  /** @param what would be done by hand */
  constructor(what: string) {
    super(`${what} is not done by hand in a case of backup-check. Retry its failed job, lead the case back to a step, or make a backup with "congvan backup create".`);
  }
}
