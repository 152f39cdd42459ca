import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Failures one by one, work for external workers, requests that are repeated. */
export class DurableJobs1700000000008 implements MigrationInterface {
  name = 'DurableJobs1700000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table job
        drop constraint job_kind_check,
        drop constraint job_subject_check,
        add column priority integer not null default 0,
        add column failures jsonb not null default '[]',
        add constraint job_kind_check check (kind in ('service', 'external', 'timer', 'child-ended', 'child-escalated',
          'message', 'signal', 'signal-start', 'timer-start')),
        add constraint job_subject_check check (case
          when kind in ('service', 'external', 'timer', 'child-ended', 'child-escalated')
            then instance_id is not null and activity_key is not null
          when kind = 'signal' then instance_id is not null
          when kind in ('signal-start', 'timer-start') then definition_id is not null and element_id is not null
          else true end);
      update job set failures = jsonb_build_array(error) where error is not null;
      comment on column job.kind is 'external: a service task that an external worker fetches over HTTP; the queue never hears of it.';
      comment on column job.priority is 'camunda:taskPriority; the higher is fetched first.';
      comment on column job.failures is 'The last failures, oldest first; error is the last of them, or none since an operator retried the job.';
      comment on column job.deliveries is 'Sequence of its delivery: a new one with each attempt, retry and change of the instant.';

      drop index job_due;
      create index job_due on job (due_at) where status = 'ready' and kind <> 'external';
      create index job_external on job (topic, priority desc, due_at) where status = 'ready' and kind = 'external';
      create index job_with_error on job (created_at, id) where error is not null;

      create table idempotency_key (
        command     text        not null,
        actor       text        not null,
        key         text        not null,
        fingerprint text        not null,
        answer      jsonb,
        created_at  timestamptz not null,
        primary key (command, actor, key)
      );
      comment on table idempotency_key is 'Requests that came with a key, with the answer they got: repeated, they get it again.';
      comment on column idempotency_key.fingerprint is 'SHA-256 of the input: one key cannot stand for two requests.';
      create index idempotency_key_by_age on idempotency_key (created_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
