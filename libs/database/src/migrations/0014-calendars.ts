import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working calendars as data, in versions, and which unit follows which. */
export class Calendars1700000000014 implements MigrationInterface {
  name = 'Calendars1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- One for all calendars and for the choice of the units: what was counted by an earlier state has a lower number.
      create sequence calendar_publication;

      create table calendar_version (
        calendar     text        not null check (calendar ~ '^[a-z][a-z0-9-]{0,62}$'),
        version      integer     not null check (version > 0),
        publication  bigint      not null unique default nextval('calendar_publication'),
        data         jsonb       not null,
        published_at timestamptz not null,
        published_by text        not null,
        note         text,
        primary key (calendar, version)
      );
      comment on table calendar_version is 'Working calendars as published, each day with its source. Rows are only ever added.';

      create table calendar_of_unit (
        unit_code   text   primary key references unit,
        calendar    text   not null,
        publication bigint not null default nextval('calendar_publication')
      );
      comment on table calendar_of_unit is 'Units that do not follow the usual calendar. Who chose it when is in the audit trail.';

      create function refuse_change_of_calendar() returns trigger language plpgsql as $$
      begin
        raise exception 'A published calendar stays as it is: % is refused.', tg_op using errcode = 'insufficient_privilege';
      end
      $$;
      create trigger calendar_version_is_append_only before update or delete or truncate on calendar_version
        for each statement execute function refuse_change_of_calendar();

      -- Running programs know the units by which working time may be asked for.
      create function tell_calendar_change() returns trigger language plpgsql as $$
        begin
          perform pg_notify('congvan_calendar', '');
          return null;
        end
      $$;
      create trigger unit_made after insert on unit for each statement execute function tell_calendar_change();
      create trigger calendar_published after insert on calendar_version
        for each statement execute function tell_calendar_change();
      create trigger calendar_assigned after insert or update on calendar_of_unit
        for each statement execute function tell_calendar_change();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
