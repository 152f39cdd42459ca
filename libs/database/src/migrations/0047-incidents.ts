import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports of incidents: who was asked when and until when, what was done, and the files that came with them. */
export class Incidents1700000000047 implements MigrationInterface {
  name = 'Incidents1700000000047';

  async up(runner: QueryRunner): Promise<void> {
    // Units and people are named without a foreign key: reports outlive both, and their cases.
    await runner.query(`
      create table incident_kind (
        code    text    primary key check (code ~ '^[a-z][a-z0-9-]{0,39}$'),
        name    text    not null,
        sort    integer not null default 100,
        offered boolean not null default true
      );
      comment on table incident_kind is 'What people choose from. The process knows password-exposure, malware and secret-content by their codes; the '
        'tables of times and routes may know any.';
      insert into incident_kind (code, name, sort) values
        ('outage', 'Hệ thống không dùng được', 10),
        ('mail', 'Hộp thư, thư điện tử', 20),
        ('hardware', 'Máy móc, thiết bị', 30),
        ('malware', 'Mã độc, thư có mã độc', 40),
        ('password-exposure', 'Lộ mật khẩu', 50),
        ('secret-content', 'Thấy bí mật nhà nước', 60),
        ('other', 'Sự cố khác', 90);

      create sequence incident_number;

      create table incident (
        id             uuid        primary key,
        number         bigint      not null unique,
        reporter       text        not null,
        unit_code      text,
        kind           text        not null references incident_kind,
        severity       text        not null check (severity in ('low', 'normal', 'high', 'critical')),
        systems        text[]      not null,
        title          text        not null,
        description    text,
        attachment_ids uuid[]      not null default '{}',
        exposed_login  text        check (exposed_login is null or kind = 'password-exposure'),
        spill_id       uuid        references secret_spill,
        route          text        not null,
        status         text        not null default 'reported'
                                   check (status in ('reported', 'handling', 'fixed', 'closed', 'refused', 'withdrawn', 'merged', 'handed-over')),
        asked_groups   text[]      not null default '{}',
        handler        text,
        merged_into    uuid        references incident check (merged_into <> id),
        fix            text,
        after_action   text,
        reported_at    timestamptz not null,
        closed_at      timestamptz,
        instance_id    uuid        not null,
        search_text    text        not null generated always as (without_diacritics(title)) stored,
        check ((status = 'merged') = (merged_into is not null)),
        check ((closed_at is null) = (status in ('reported', 'handling', 'fixed'))),
        check (spill_id is null or (description is null and attachment_ids = '{}'))
      );
      comment on column incident.unit_code is 'Of the reporter on the day of the report; null: he had none.';
      comment on column incident.route is 'By which the table of routes was asked: the regulation of the agency.';
      comment on column incident.asked_groups is 'Every group that was asked so far: its members read the report.';
      comment on column incident.spill_id is 'What was found lies in the system and is dealt with there; then nothing of it stands here.';
      create index incident_by_reporter on incident (reporter, id);
      create index incident_by_unit on incident (unit_code, id);
      create index incident_by_handler on incident (handler, id);
      create index incident_merged on incident (merged_into) where merged_into is not null;
      create index incident_by_asked on incident using gin (asked_groups);
      create index incident_search on incident using gin (search_text gin_trgm_ops);

      create table incident_hop (
        incident_id uuid        not null references incident,
        number      integer     not null check (number > 0),
        hop         text        not null,
        groups      text[]      not null,
        asked       text[]      not null,
        asked_at    timestamptz not null,
        due_at      timestamptz not null,
        outcome     text        check (outcome in ('nobody', 'silent', 'passed-on', 'taken', 'not-incident', 'over')),
        ended_at    timestamptz,
        ended_by    text,
        primary key (incident_id, number),
        check (num_nulls(outcome, ended_at) in (0, 2))
      );
      comment on column incident_hop.asked is 'Logins of those who held the posts at that moment.';
      comment on column incident_hop.outcome is 'Null while it waits. Of one that was silent somebody may still act: then it is taken.';

      create table incident_event (
        id          uuid        primary key,
        incident_id uuid        not null references incident,
        kind        text        not null,
        actor       text        not null,
        at          timestamptz not null,
        text        text
      );
      create index incident_event_by_incident on incident_event (incident_id, id);
      create trigger incident_event_stands before update or delete on incident_event
        for each row execute function refuse_changed_record();

      alter table attachment add column incident_id uuid references incident;
      alter table attachment drop constraint attachment_one_owner;
      -- Not looked at: the column is new, so that of the rows there are it says what the check before it said.
      alter table attachment add constraint attachment_one_owner
        check (num_nonnulls(incoming_document_id, outgoing_document_id, work_file_id, incident_id) = case when linked_at is null then 0 else 1 end)
        not valid;
      comment on column attachment.incident_id is 'Without an index: the incident lists its files.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
