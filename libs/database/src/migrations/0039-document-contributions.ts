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

      -- Where a document may hold a secret the release before covers, brings back or removes the row that it knows: so goes all that
      -- the unit gave. What it has put aside of this row tells by which report; it throws away itself what is put aside with it.
      create function cover_contribution() returns trigger language plpgsql as $$
      begin
        if new.content = current_setting('congvan.content_cover') then
          insert into secret_spill_sealed (spill_id, place, content)
            select s.spill_id, 'document_contribution', jsonb_build_object('id', c.id, 'content', c.content)
            from reply_obligation o join document_contribution c on c.document_id = o.document_id and c.unit_code = new.unit_code
            join secret_spill_sealed s on s.place = 'contribution' and s.content ->> 'unit_code' = new.unit_code
              and s.content ->> 'obligation_id' = new.obligation_id::text
            where o.id = new.obligation_id and c.content <> new.content;
          update document_contribution c set content = new.content
            from reply_obligation o
            where o.id = new.obligation_id and c.document_id = o.document_id and c.unit_code = new.unit_code and c.content <> new.content;
        else
          update document_contribution c set content = s.content ->> 'content'
            from reply_obligation o, secret_spill_sealed s
            where o.id = new.obligation_id and c.document_id = o.document_id and c.unit_code = new.unit_code and c.content = old.content
              and s.place = 'document_contribution' and s.content ->> 'id' = c.id::text;
        end if;
        return null;
      end $$;
      create trigger cover_contribution after update of content on contribution
        for each row when (pg_trigger_depth() = 0 and current_setting('congvan.content_cover', true) <> '') execute function cover_contribution();

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
