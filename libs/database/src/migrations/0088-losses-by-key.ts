import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is said to be gone for good stays said, by whom and when, whatever becomes of the backup that passed without it. */
export class LossesByKey1700000000088 implements MigrationInterface {
  name = 'LossesByKey1700000000088';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table accepted_loss (
        upload_key  text        primary key,
        accepted_by text        not null,
        accepted_at timestamptz not null
      );
      comment on table accepted_loss is 'Uploads that the file storage has lost and of which somebody has said that they are gone for good: backups pass without them.';
      comment on column accepted_loss.upload_key is 'Where it lay in the file storage.';
      comment on column accepted_loss.accepted_by is 'Login of IT, or the user of the machine on which the command was given.';
      insert into accepted_loss (upload_key, accepted_by, accepted_at)
      select distinct on (lost.key) lost.key, coalesce(said.actor, 'system:upgrade'), coalesce(said.at, r.started_at)
      from backup_run r cross join unnest(r.lost_accepted) as lost (key)
        left join lateral (
          select a.actor, a.at from audit_entry a
          where a.subject = 'backup-run' and a.subject_id = r.id::text and a.detail -> 'acceptedLosses' ? lost.key order by a.id limit 1
        ) said on true
      order by lost.key, r.started_at;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
