import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operators are told of work that stands as failed: it stood until somebody happened to look. */
export class ToldFailures1700000000099 implements MigrationInterface {
  name = 'ToldFailures1700000000099';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table job add column failure_told_at timestamptz;
      comment on column job.failure_told_at is 'When operators were told that it stands as failed; null: not since it failed last.';
      create index job_failed_untold on job (id) where status = 'failed' and failure_told_at is null;

      create table failed_job_notice (
        process_key text        not null,
        element_id  text        not null,
        told_at     timestamptz not null,
        primary key (process_key, element_id)
      );
      comment on table failed_job_notice is 'When operators were last told of failed jobs of a step: a system that is down is told once an hour, not once a case.';
      comment on column failed_job_notice.process_key is 'Empty where the job is of no process: a message from outside that is to be placed.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
