import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The business clock of the database and the append-only audit trail. */
export class BusinessTimeAndAudit1700000000001 implements MigrationInterface {
  name = 'BusinessTimeAndAudit1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The one clock of business time. Tests shift it per transaction; in production the setting is never made.
      create function business_now() returns timestamptz language sql stable as $$
        select clock_timestamp() + coalesce(nullif(current_setting('congvan.clock_offset', true), '')::interval, '0')
      $$;

      create table audit_entry (
        id          bigint generated always as identity primary key,
        at          timestamptz not null,
        actor       text        not null,
        request_id  text        not null,
        action      text        not null,
        subject     text        not null,
        subject_id  text        not null,
        detail      jsonb       not null
      );
      comment on table audit_entry is 'Who changed what, when, by which request. Rows are only ever added.';
      create index audit_entry_by_subject on audit_entry (subject, subject_id, id);
      create index audit_entry_by_actor on audit_entry (actor, id);

      create function refuse_change_of_audit() returns trigger language plpgsql as $$
      begin
        raise exception 'The audit trail is append-only: % is refused.', tg_op using errcode = 'insufficient_privilege';
      end
      $$;
      create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
        for each statement execute function refuse_change_of_audit();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
