import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is backed up and tried from the command line stands in the record as well: reports and alarms asked for what it lacked. */
export class BackupsByCommand1700000000096 implements MigrationInterface {
  name = 'BackupsByCommand1700000000096';

  async up(runner: QueryRunner): Promise<void> {
    // How long it took to make what is tried by hand is not known. The check is found by what it says: it was given no name.
    await runner.query(`
      do $$
      declare unnamed text;
      begin
        select conname into strict unnamed from pg_constraint
        where conrelid = 'backup_run'::regclass and contype = 'c' and pg_get_constraintdef(oid) like '%create_ms%';
        execute format('alter table backup_run drop constraint %I', unnamed);
      end $$;
      alter table backup_run
        alter column instance_id drop not null,
        add column command text check (command in ('create', 'verify')),
        add column command_by text,
        add constraint backup_run_figures
          check (command is not distinct from 'verify' or num_nulls(folder, made_at, tables, rows, files, bytes, sealed, create_ms) in (0, 8)),
        add constraint backup_run_of_command check (num_nulls(command, command_by) = (case when instance_id is null then 0 else 2 end));
      comment on table backup_run is 'One row per run of the process backup-check, and per backup made or tried from the command line. What is in the folder of backups is told by its manifests.';
      comment on column backup_run.instance_id is 'The case; null: it was done from the command line.';
      comment on column backup_run.command is 'What was asked for from the command line; a trial is of a backup that may have a row of its own.';
      comment on column backup_run.command_by is 'The user of the machine on which the command was given.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
