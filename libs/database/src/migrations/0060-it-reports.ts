import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What IT reports of a month or a quarter: the figures, what it says of them, and what the leadership asked and said. */
export class ItReports1700000000060 implements MigrationInterface {
  name = 'ItReports1700000000060';

  async up(runner: QueryRunner): Promise<void> {
    // People, groups and units are named without a foreign key: reports outlive them, and their cases.
    await runner.query(`
      create table it_report (
        id             uuid        primary key,
        period         text        not null check (period in ('month', 'quarter')),
        first_day      date        not null,
        last_day       date        not null,
        status         text        not null default 'drafting'
                                   check (status in ('drafting', 'confirming', 'confirmed', 'asked', 'noted', 'done', 'cancelled')),
        figures        jsonb       not null default '[]',
        drawn_at       timestamptz,
        problems       text,
        proposals      text,
        revision       integer     not null default 1,
        written_by     text,
        reviewed_by    text,
        confirm_groups text[]      not null default '{}',
        confirmed_by   text,
        confirmed_at   timestamptz,
        noted_by       text,
        noted_at       timestamptz,
        copied_to      text[]      not null default '{}',
        opened_at      timestamptz not null,
        instance_id    uuid        not null unique,
        check (last_day >= first_day),
        check (noted_by <> confirmed_by),
        check (num_nulls(confirmed_by, confirmed_at) in (0, 2)),
        check (num_nulls(noted_by, noted_at) in (0, 2)),
        check (status in ('drafting', 'cancelled') or reviewed_by is not null),
        check (status = 'cancelled' or (status in ('confirmed', 'asked', 'noted', 'done')) = (confirmed_at is not null)),
        check ((status in ('noted', 'done')) = (noted_at is not null))
      );
      comment on table it_report is 'The periodic report of IT (47/QĐ-STP art. 16.1, 171/QĐ-BDT art. 11.2).';
      comment on column it_report.figures is 'As they were drawn at drawn_at, each with its meaning; frozen once confirmed.';
      comment on column it_report.confirm_groups is 'One of which confirms it: the head of IT; where he has written it himself and nobody else is head, the chief of office.';
      comment on column it_report.copied_to is 'Units whose heads have got it.';
      create unique index it_report_of_period on it_report (period, first_day);
      create index it_report_by_day on it_report (first_day desc, id desc);

      create function keep_confirmed_figures() returns trigger language plpgsql as $$
        begin
          if old.confirmed_at is not null and (new.figures, new.drawn_at, new.problems, new.proposals) is distinct from (old.figures, old.drawn_at, old.problems, old.proposals) then
            raise exception 'A report that is confirmed is not written any more.';
          end if;
          return new;
        end $$;
      create trigger it_report_stands before update on it_report for each row execute function keep_confirmed_figures();

      create table it_report_event (
        id        uuid        primary key,
        report_id uuid        not null references it_report,
        kind      text        not null
                              check (kind in ('opened', 'drawn', 'reviewed', 'returned', 'confirmed', 'asked', 'answered', 'noted', 'circulated', 'cancelled')),
        actor     text        not null,
        at        timestamptz not null,
        text      text
      );
      comment on table it_report_event is 'What happened to a report and what was said of it. Rows are added and never changed.';
      create index it_report_event_by_report on it_report_event (report_id, id);
      create trigger it_report_event_stands before update or delete on it_report_event
        for each row execute function refuse_changed_record();

      create index audit_entry_by_time on audit_entry using brin (at);
      comment on index audit_entry_by_time is 'Finds the entries of a period; small, as entries come in the order of time.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
