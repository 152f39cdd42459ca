import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What reports on finished tasks are made of: one fact for each task, and sums by month. */
export class SlaRollUps1700000000017 implements MigrationInterface {
  name = 'SlaRollUps1700000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table sla_change (
        task_id          uuid,
        root_instance_id uuid,
        check (num_nonnulls(task_id, root_instance_id) = 1)
      );
      comment on table sla_change is
        'Ended tasks that are to be counted, or counted anew: one, or all of a case. No index: steps only add, one worker takes away.';

      create function unit_by_post(person text, groups text[], is_open boolean, day date) returns text language sql stable as $$
        select coalesce(
          (select p.unit_code from post p where p.login = person and held_on(p, day)
           order by p.groups && unit_by_post.groups desc, p.valid_from desc, p.id limit 1),
          (select min(p.unit_code) from post p
           where is_open and person is null and p.groups && unit_by_post.groups and held_on(p, day)
           having min(p.unit_code) = max(p.unit_code)))
      $$;
      comment on function unit_by_post is
        'The unit in whose post a person did a task or has it; of one that nobody has yet, the only unit whose people may take it.';

      -- A view that takes the zone of the office, in which posts have their days: Postgres puts it into the statement that reads
      -- it. Left joins to one row each: what a report does not ask for costs it nothing.
      create function sla_task(zone text) returns table (
        task_id uuid, instance_id uuid, root_instance_id uuid, process text, step text, name text, unit text, person text, kind text,
        urgency text, status text, created_at timestamptz, due_at timestamptz, ended_at timestamptz
      ) language sql stable as $$
        select t.id, t.instance_id, i.root_instance_id, d.key, d.key || '/' || t.element_id, t.name,
               coalesce(unit_of_groups(t.candidate_groups),
                        unit_by_post(case t.status when 'completed' then t.completed_by else t.assignee end, t.candidate_groups,
                                     t.status = 'open', (coalesce(t.ended_at, business_now()) at time zone zone)::date)),
               case t.status when 'completed' then t.completed_by else t.assignee end,
               doc.document_type, doc.urgency, t.status, date_trunc('milliseconds', t.created_at),
               date_trunc('milliseconds', t.due_at), date_trunc('milliseconds', t.ended_at)
        from user_task t
        left join process_instance i on i.id = t.instance_id
        left join process_definition d on d.id = i.definition_id
        left join incoming_document doc on doc.instance_id = i.root_instance_id
      $$;
      comment on function sla_task is 'Every task by what reports ask for. Unit: the first that its groups name, else by the post of its person.';

      create table sla_fact (
        task_id          uuid        primary key,
        root_instance_id uuid        not null,
        process          text        not null,
        step             text        not null,
        name             text        not null,
        unit             text,
        person           text,
        kind             text,
        urgency          text,
        outcome          text        not null check (outcome in ('on-time', 'late', 'no-deadline', 'cancelled')),
        month            integer     not null,
        created_at       timestamptz not null,
        due_at           timestamptz,
        ended_at         timestamptz not null,
        gross_seconds    integer     not null,
        net_seconds      integer     not null,
        waiting_seconds  integer,
        extension        text        check (extension in ('in-time', 'late')),
        calendar         text        not null,
        calendar_version integer     not null
      );
      comment on table sla_fact is 'Each ended task as it was counted. It stays when the history of its case is deleted.';
      comment on column sla_fact.month is 'In which it ended, in the zone of the office: 202611.';
      comment on column sla_fact.net_seconds is 'Working time by that version of the calendar, less pauses.';
      comment on column sla_fact.extension is 'Whether its deadline was extended, late: also when it had passed already; null: never.';
      comment on column sla_fact.waiting_seconds is 'The part of net_seconds before the first person took it or got it; null: nobody did before it was done.';
      create index sla_fact_by_end on sla_fact (ended_at, task_id);
      create index sla_fact_by_unit on sla_fact (unit, ended_at, task_id);
      create index sla_fact_by_person on sla_fact (person, ended_at, task_id);
      create index sla_fact_by_kind on sla_fact (kind, ended_at, task_id);
      create index sla_fact_by_step on sla_fact (step, ended_at, task_id);
      create index sla_fact_by_month on sla_fact (month);
      -- What was open at an instant: those that took long by this one, the others by their end soon after.
      create index sla_fact_long_span on sla_fact using gist (tstzrange(created_at, ended_at, '(]')) where gross_seconds >= 604800;

      create table sla_cell (
        month           integer not null,
        dimension       text    not null check (dimension in ('unit', 'person', 'kind', 'urgency', 'process', 'step')),
        key             text    not null,
        on_time         integer not null,
        late            integer not null,
        no_deadline     integer not null,
        extended        integer not null,
        extended_late   integer not null,
        gross           bytea   not null,
        net             bytea   not null,
        taken           integer not null,
        taken_seconds   bigint  not null,
        waiting_seconds bigint  not null,
        primary key (dimension, month, key)
      );
      -- They change with every count, and pressing them together would take most of its time.
      alter table sla_cell alter gross set storage external, alter net set storage external;
      comment on table sla_cell is 'The facts of completed tasks of one month, summed by one dimension.';
      comment on column sla_cell.key is 'Empty: the tasks that have none.';
      comment on column sla_cell.gross is 'gross_seconds of each fact, ascending, as int4send writes them: medians of any sum of cells are exact.';
      comment on column sla_cell.taken is 'Facts with waiting_seconds; taken_seconds is the net time of those.';
    `);
    // One row for one task: that is all that a step pays for reports.
    await runner.query(`
      create function sla_task_ended() returns trigger language plpgsql as $$
        begin insert into sla_change (task_id) values (new.id); return null; end $$;
      create trigger sla_task_ended after insert on user_task
        for each row when (new.status <> 'open') execute function sla_task_ended();
      create trigger sla_task_ended_or_corrected after update on user_task
        for each row when (old.status <> 'open' or new.status <> 'open') execute function sla_task_ended();

      create function sla_instance_migrated() returns trigger language plpgsql as $$
        begin insert into sla_change (root_instance_id) values (new.root_instance_id); return null; end $$;
      create trigger sla_instance_migrated after update of definition_id on process_instance
        for each row execute function sla_instance_migrated();

      create function sla_document_changed() returns trigger language plpgsql as $$
        begin insert into sla_change (root_instance_id) values (new.instance_id); return null; end $$;
      create trigger sla_document_changed after insert or update of document_type, urgency, instance_id on incoming_document
        for each row execute function sla_document_changed();

      -- An appointment that is entered or ended late: what its person did since, where only its end is another, since the earlier
      -- end. A day more: whatever the zone of the office.
      create function sla_post_changed() returns trigger language plpgsql as $$
        declare
          since date := case when tg_op = 'UPDATE' and old.valid_from = new.valid_from and old.unit_code = new.unit_code
                             then least(old.valid_to, new.valid_to) else least(old.valid_from, new.valid_from) end;
        begin
          insert into sla_change (task_id)
            select task_id from sla_fact where person = coalesce(new.login, old.login) and ended_at >= since - 1;
          return null;
        end $$;
      create trigger sla_post_changed after insert or update or delete on post
        for each row execute function sla_post_changed();

      create function sla_pause_changed() returns trigger language plpgsql as $$
        begin
          insert into sla_change (root_instance_id) select root_instance_id from process_instance where id = new.instance_id;
          return null;
        end $$;
      create trigger sla_pause_changed after insert on deadline_act
        for each row when (new.act in ('pause', 'resume', 'change')) execute function sla_pause_changed();

      insert into sla_change (task_id) select id from user_task where status <> 'open';

      -- What came in, ended and stayed in a month. A step changes none of these columns: it pays nothing for them.
      create index process_instance_case_ended on process_instance (ended_at) where parent_instance_id is null and ended_at is not null;
      create index process_instance_case_open on process_instance (started_at) where parent_instance_id is null and ended_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
