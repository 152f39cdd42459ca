import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What coordinating units give, to documents that ask for a reply and to those that ask for none, with all that one unit has
 * given. `contribution` had one row for each unit of an obligation. The release before reads and writes that, so triggers keep
 * both in step until no release uses it.
 */
export class DocumentContributions1700000000039 implements MigrationInterface {
  name = 'DocumentContributions1700000000039';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table document_contribution (
        id              uuid        primary key,
        document_id     uuid        not null references incoming_document,
        unit_code       text        not null,
        status          text        not null check (status in ('given', 'missing')),
        missing_because text        check (missing_because in ('timed-out', 'answered')),
        content         text,
        contributed_by  text,
        recorded_at     timestamptz not null,
        check (num_nulls(content, contributed_by) = case status when 'given' then 0 else 2 end),
        check ((missing_because is null) = (status = 'given'))
      );
      comment on table document_contribution is 'What coordinating units gave, each time they did, or why they did not.';
      comment on column document_contribution.missing_because is 'timed-out: until the date for contributions; answered: the reply was given before it came.';
      create index document_contribution_by_unit on document_contribution (document_id, unit_code, recorded_at);

      create function follow_contribution() returns trigger language plpgsql as $$
      begin
        insert into document_contribution (id, document_id, unit_code, status, missing_because, content, contributed_by, recorded_at)
          select gen_random_uuid(), o.document_id, new.unit_code, new.status, case new.status when 'missing' then 'timed-out' end,
                 new.content, new.contributed_by, new.recorded_at
          from reply_obligation o where o.id = new.obligation_id;
        return null;
      end $$;
      create trigger follow_contribution after insert or update of recorded_at on contribution
        for each row when (pg_trigger_depth() = 0) execute function follow_contribution();

      insert into document_contribution (id, document_id, unit_code, status, missing_because, content, contributed_by, recorded_at)
        select gen_random_uuid(), o.document_id, c.unit_code, c.status, case c.status when 'missing' then 'timed-out' end,
               c.content, c.contributed_by, c.recorded_at
        from contribution c join reply_obligation o on o.id = c.obligation_id;

      create function lead_contribution() returns trigger language plpgsql as $$
      begin
        insert into contribution (obligation_id, unit_code, status, content, contributed_by, recorded_at)
          select o.id, new.unit_code, new.status, new.content, new.contributed_by, new.recorded_at
          from reply_obligation o where o.document_id = new.document_id
          on conflict (obligation_id, unit_code) do update
            set status = new.status, content = new.content, contributed_by = new.contributed_by, recorded_at = new.recorded_at;
        return null;
      end $$;
      -- The release before takes what is missing for late.
      create trigger lead_contribution after insert on document_contribution
        for each row when (pg_trigger_depth() = 0 and new.missing_because is distinct from 'answered') execute function lead_contribution();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
