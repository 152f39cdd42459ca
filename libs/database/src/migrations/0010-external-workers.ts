import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tokens of external workers, and the word that there is something for them to fetch. */
export class ExternalWorkers1700000000010 implements MigrationInterface {
  name = 'ExternalWorkers1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table worker_token (
        id         uuid        primary key,
        name       text        not null,
        topics     text[]      not null check (cardinality(topics) > 0),
        token_hash bytea       not null unique,
        created_at timestamptz not null,
        created_by text        not null,
        expires_at timestamptz,
        revoked_at timestamptz
      );
      comment on table worker_token is 'Sign-ins of machines that fetch work over HTTP; rows stay, the audit trail names them.';
      comment on column worker_token.topics is 'Its holder may fetch and settle work of these topics, and nothing else.';
      comment on column worker_token.token_hash is 'SHA-256 of the bearer token; the token itself is never stored.';
      comment on column worker_token.expires_at is 'Null: until it is revoked.';
      create unique index worker_token_name on worker_token (name) where revoked_at is null;

      -- A trigger, because work becomes free in many ways: a step makes it, a worker gives it back or fails, an operator
      -- retries it, resumes its case or reroutes it. Postgres sends equal notifications of one transaction once.
      create function tell_external_workers() returns trigger language plpgsql as $$
        begin
          perform pg_notify('congvan_external_job', new.topic);
          return null;
        end
      $$;
      create trigger external_job_made after insert on job for each row
        when (new.kind = 'external' and new.status = 'ready')
        execute function tell_external_workers();
      create trigger external_job_freed after update on job for each row
        when (new.kind = 'external' and new.status = 'ready' and new.lease_owner is null
          and (old.lease_owner is not null or old.status <> 'ready' or old.kind <> 'external'))
        execute function tell_external_workers();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
