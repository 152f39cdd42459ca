import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The programme and the results that each unit publishes of a week or a month, and what the office makes of them. */
export class WorkProgrammes1700000000059 implements MigrationInterface {
  name = 'WorkProgrammes1700000000059';

  async up(runner: QueryRunner): Promise<void> {
    // Units and people are named without a foreign key: programmes outlive both, and their cases.
    await runner.query(`
      create table programme_office_unit (
        unit_code text        primary key,
        set_by    text        not null,
        set_at    timestamptz not null
      );
      comment on table programme_office_unit is 'Units that are not on the network: the office enters their programmes (158/QĐ-STP art. 4.2).';

      create table work_programme (
        id           uuid        primary key,
        period       text        not null check (period in ('week', 'month')),
        first_day    date        not null,
        last_day     date        not null,
        status       text        not null default 'writing'
                                 check (status in ('writing', 'collecting', 'approving', 'published', 'cancelled')),
        summary      text,
        remark       text,
        collected_by text,
        collected_at timestamptz,
        approved_by  text,
        approved_at  timestamptz,
        opened_at    timestamptz not null,
        instance_id  uuid        not null unique,
        check (last_day >= first_day),
        check (approved_by <> collected_by),
        check ((status = 'published') = (approved_at is not null))
      );
      comment on column work_programme.remark is 'Why the leader has returned it, or why it was cancelled.';
      create unique index work_programme_of_period on work_programme (period, first_day) where status <> 'cancelled';
      create index work_programme_by_day on work_programme (first_day desc, id desc);

      create table programme_part (
        programme_id uuid        not null references work_programme,
        unit_code    text        not null,
        groups       text[]      not null,
        by_office    boolean     not null,
        draft        jsonb       not null,
        revision     integer     not null default 1,
        written_by   text        not null,
        written_at   timestamptz not null,
        version      integer     not null default 0,
        missing      boolean     not null default false,
        primary key (programme_id, unit_code)
      );
      comment on column programme_part.groups is 'One of which publishes it: the head; where there was none when it was opened, the deputy and the chief of office.';
      comment on column programme_part.version is 'The last that was published; 0: none.';
      comment on column programme_part.missing is 'Not published when the office collected; stays when it comes late.';
      create index programme_part_by_unit on programme_part (unit_code);

      create table programme_version (
        programme_id uuid        not null,
        unit_code    text        not null,
        version      integer     not null check (version > 0),
        content      jsonb       not null,
        by_office    boolean     not null,
        reason       text        check (reason is not null or version = 1),
        published_by text        not null,
        published_at timestamptz not null,
        primary key (programme_id, unit_code, version),
        foreign key (programme_id, unit_code) references programme_part
      );
      comment on table programme_version is 'What a unit has published, word by word: rows are added and never changed.';
      create trigger programme_version_stands before update or delete on programme_version
        for each row execute function refuse_changed_record();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
