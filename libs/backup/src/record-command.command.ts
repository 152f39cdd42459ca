import { newId } from '#foundation';
import type { Command } from '#runtime';
import { type Manifest, sizeOf } from './manifest.js';

/** What came of a backup made, or tried, from the command line. */
export interface CommandOutcome {
  readonly command: 'create' | 'verify';
  /** The user of the machine who gave it. */
  readonly by: string;
  /** How long it took, milliseconds. */
  readonly took: number;
  /** Name of the backup; undefined where none came of it. */
  readonly folder?: string;
  /** Undefined where it cannot be read. */
  readonly manifest?: Manifest;
  /** Why it failed; undefined: it did not. */
  readonly reason?: string;
  /** Keys of uploads that the file storage had lost or spoilt, for which the trial failed. */
  readonly lost?: readonly string[];
}

/**
 * Writes what somebody has done from the command line into the record of backups, over and done with: no case is at it, and the
 * process goes its way (171/QĐ-BDT art. 5.3, 11.1). Audited with who gave the command.
 */
export const recordCommand: Command<CommandOutcome, { id: string }> = {
  name: 'backup.record-command',
  async run({ tx, now, audit }, { command, by, took, folder, manifest, reason, lost = [] }) {
    const id = newId();
    const status = reason !== undefined ? 'failed' : command === 'create' ? 'made' : 'verified';
    const figures = manifest === undefined ? undefined : sizeOf(manifest);
    await tx.execute(
      `insert into backup_run (id, command, command_by, status, started_at, ended_at, folder, made_at, tables, rows, files, bytes, sealed,
         create_ms, verify_ms, verified_at, reason, lost)
       values ($1, $2, $3, $4, $5::timestamptz - $6 * interval '1 millisecond', $5, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)`,
      [
        id, command, by, status, now, took, folder ?? null, manifest?.madeAt ?? null, figures?.tables ?? null, figures?.rows ?? null,
        figures?.files ?? null, figures?.bytes ?? null, manifest === undefined ? null : manifest.key !== null,
        command === 'create' && manifest !== undefined ? took : null,
        command === 'verify' ? took : null,
        status === 'verified' ? now : null,
        reason ?? null,
        [...lost],
      ],
    );
    audit({ subject: 'backup-run', subjectId: id, detail: { command, by, status, folder: folder ?? null } });
    return { id };
  },
};
