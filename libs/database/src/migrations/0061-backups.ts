import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which backups were made, whether a restore of each was tried, and where a copy of it was carried. */
export class Backups1700000000061 implements MigrationInterface {
  name = 'Backups1700000000061';

  async up(runner: QueryRunner): Promise<void> {
    // Cases are named without a foreign key: the record outlives them. People likewise.
    await runner.query(`
      create table backup_run (
        id          uuid        primary key,
        instance_id uuid        not null,
        status      text        not null default 'running' check (status in ('running', 'made', 'verified', 'failed')),
        started_at  timestamptz not null,
        ended_at    timestamptz,
        attempts    integer     not null default 0,
        folder      text,
        made_at     timestamptz,
        verified_at timestamptz check ((verified_at is not null) = (status = 'verified')),
        tables      integer,
        rows        bigint,
        files       integer,
        bytes       bigint,
        sealed      boolean,
        create_ms   bigint,
        verify_ms   bigint,
        reason      text        check (reason is null or status = 'failed'),
        carried_to  text,
        carried_by  text,
        carried_at  timestamptz,
        check (num_nulls(folder, made_at, tables, rows, files, bytes, sealed, create_ms) in (0, 8)),
        check (num_nulls(carried_to, carried_by, carried_at) in (0, 3)),
        check (carried_at is null or status = 'verified')
      );
      comment on table backup_run is 'One row per run of the process backup-check. What is in the folder of backups is told by its manifests.';
      comment on column backup_run.folder is 'Name of the backup within BACKUP_DIR.';
      comment on column backup_run.made_at is 'The moment of which it is.';
      comment on column backup_run.ended_at is 'The copy was carried away, or the run given up; null: somebody is at it.';
      comment on column backup_run.reason is 'Why it failed, as the program says it, or why it was given up.';
      comment on column backup_run.carried_to is 'The second place, in the words of who carried the copy there.';
      create index backup_run_by_start on backup_run (started_at desc, id desc);
      create index backup_run_verified on backup_run (verified_at) where status = 'verified';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
