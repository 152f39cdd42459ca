import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What has ended leaves the tables that every step touches, and goes to a history in parts of one month.
 *
 * It breaks the rule that a migration is additive for the release before (docs/adr/0008): a program that knows `activity` as
 * it was fails as soon as a step ends one. No release had it, so whoever runs such a program stops all programs first.
 */
export class History1700000000009 implements MigrationInterface {
  name = 'History1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table activity rename to activity_before;
      alter index activity_pkey rename to activity_before_pkey;
      drop index activity_open_by_element;

      create table activity (
        instance_id  uuid        not null references process_instance,
        activity_key integer     not null,
        parent_key   integer,
        element_id   text        not null,
        element_type text        not null,
        name         text,
        started_at   timestamptz not null,
        primary key (instance_id, activity_key)
      );
      comment on table activity is 'What a token stands on now. What has ended is in activity_history.';
      create index activity_by_element on activity (element_id);

      create table activity_history (
        instance_id   uuid        not null,
        activity_key  integer     not null,
        parent_key    integer,
        definition_id uuid        not null,
        element_id    text        not null,
        element_type  text        not null,
        name          text,
        started_at    timestamptz not null,
        ended_at      timestamptz not null,
        cancelled     boolean     not null,
        primary key (instance_id, activity_key, ended_at)
      ) partition by range (ended_at);
      comment on table activity_history is 'Activities that have ended, by month (UTC). Only the cleaning of the history deletes.';
      comment on column activity_history.instance_id is 'No foreign key: it would cost each step a look-up and a lock for each row.';
      comment on column activity_history.definition_id is 'That the instance ran when the activity ended.';
      create index activity_history_by_end on activity_history (ended_at);
      create table activity_history_default partition of activity_history default;

      create view activity_record as
        select a.instance_id, a.activity_key, a.parent_key, i.definition_id, a.element_id, a.element_type, a.name,
               a.started_at, null::timestamptz as ended_at, false as cancelled
        from activity a join process_instance i on i.id = a.instance_id
        union all
        select instance_id, activity_key, parent_key, definition_id, element_id, element_type, name, started_at, ended_at,
               cancelled
        from activity_history;
      comment on view activity_record is 'Every activity that a token has entered, open or ended.';

      create table variable_history (
        instance_id   uuid        not null,
        revision      integer     not null,
        activity_key  integer     not null,
        name          text        not null,
        definition_id uuid        not null,
        value         jsonb,
        omitted_bytes integer,
        changed_at    timestamptz not null,
        changed_by    text        not null,
        primary key (instance_id, revision, activity_key, name, changed_at),
        constraint variable_history_value_or_size check (num_nonnulls(value, omitted_bytes) = 1)
      ) partition by range (changed_at);
      comment on table variable_history is 'What variables were set to, by month (UTC): one row for each step and variable.';
      comment on column variable_history.revision is 'Of the instance after the step: the order of changes.';
      comment on column variable_history.activity_key is 'Of the scope that holds the variable.';
      comment on column variable_history.omitted_bytes is 'Size as JSON of a value that was too large to be kept.';
      create table variable_history_default partition of variable_history default;

      do $months$
      declare
        month timestamp;
        parent text;
      begin
        for month in
          select date_trunc('month', now() at time zone 'UTC') + ahead * interval '1 month' from generate_series(0, 2) ahead
          union
          select date_trunc('month', ended_at at time zone 'UTC') from activity_before where ended_at is not null
        loop
          foreach parent in array array['activity_history', 'variable_history'] loop
            execute format('create table %I partition of %I for values from (%L) to (%L)', parent || to_char(month, '_YYYY_MM'),
              parent, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
          end loop;
        end loop;
      end $months$;

      insert into activity (instance_id, activity_key, parent_key, element_id, element_type, name, started_at)
        select instance_id, activity_key, parent_key, element_id, element_type, name, started_at
        from activity_before where ended_at is null;
      insert into activity_history (instance_id, activity_key, parent_key, definition_id, element_id, element_type, name,
                                    started_at, ended_at, cancelled)
        select a.instance_id, a.activity_key, a.parent_key, i.definition_id, a.element_id, a.element_type, a.name,
               a.started_at, a.ended_at, a.cancelled
        from activity_before a join process_instance i on i.id = a.instance_id where a.ended_at is not null;
      drop table activity_before;

      -- A register names its cases also when their history is over.
      alter table incoming_document drop constraint incoming_document_instance_id_fkey;
      comment on column incoming_document.instance_id is 'Its case. No foreign key: the register outlives the history.';
      -- Deleting a case deletes what tells people of it.
      create index notification_by_instance on notification (instance_id) where instance_id is not null;
      create index notification_by_task on notification (task_id) where task_id is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
