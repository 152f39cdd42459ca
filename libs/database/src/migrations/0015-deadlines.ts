import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of deadlines, and which calendar each due date was counted by. */
export class Deadlines1700000000015 implements MigrationInterface {
  name = 'Deadlines1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table user_task
        add column calendar_publication bigint,
        add column due_by_hand boolean not null default false;
      comment on column user_task.calendar_publication is 'State of the calendars that due_at was counted by; null: it asked for no working time.';
      comment on column user_task.due_by_hand is 'Somebody with the right to do so set due_at; what the model says does not change it any more.';
      create index user_task_open_by_publication on user_task (calendar_publication) where status = 'open' and calendar_publication is not null;
      create index user_task_ended_by_due on user_task (due_at, id) where status <> 'open' and due_at is not null;

      alter table job
        add column calendar_publication bigint,
        add column due_by_hand boolean not null default false;
      comment on column job.calendar_publication is 'Timers: state of the calendars that due_at was counted by; null: it asked for no working time.';
      comment on column job.due_by_hand is 'Timers: an operator set due_at; what the model says does not change it any more.';
      create index job_by_publication on job (calendar_publication) where calendar_publication is not null;

      create table deadline (
        id                   uuid primary key,
        instance_id          uuid        not null references process_instance on delete cascade,
        variable             text        not null,
        label                text        not null,
        subject              text        not null,
        subject_id           text        not null,
        unit_code            text,
        started_at           timestamptz not null,
        start_event          text        not null,
        rule                 jsonb       not null,
        calendar             text,
        calendar_version     integer,
        calendar_publication bigint,
        first_due_at         timestamptz not null,
        due_at               timestamptz not null,
        paused_until         timestamptz,
        status               text        not null check (status in ('open', 'met', 'missed', 'cancelled')),
        closed_at            timestamptz,
        check ((status = 'open') = (closed_at is null)),
        check (num_nulls(calendar, calendar_version) in (0, 2)),
        check (calendar_publication is null or calendar is not null)
      );
      comment on table deadline is 'Deadlines of cases. Those of tasks stand with the tasks; deadline_entry shows both.';
      comment on column deadline.variable is 'Process variable, in the case and what it calls, that follows due_at.';
      comment on column deadline.subject is 'What the deadline is of, with subject_id: e.g. reply-obligation.';
      comment on column deadline.start_event is 'What began it, in the words of the office.';
      comment on column deadline.unit_code is 'The unit that answers for it.';
      comment on column deadline.rule is '{"kind": "working", "duration": ISO 8601, "from": instant} or {"kind": "fixed", "dueAt": instant, "by": login}';
      comment on column deadline.calendar is 'What it was counted by last, though its date may have been fixed since; null: nothing ever was.';
      comment on column deadline.calendar_publication is 'State of the calendars that due_at was counted by; null: it is a fixed date.';
      comment on column deadline.paused_until is 'While it is paused: until when that is expected to last.';
      create unique index deadline_open_of_subject on deadline (subject, subject_id) where status = 'open';
      create index deadline_by_subject on deadline (subject, subject_id);
      create index deadline_by_instance on deadline (instance_id);
      create index deadline_open_by_due on deadline (due_at, id) where status = 'open';
      create index deadline_open_by_publication on deadline (calendar_publication) where status = 'open';
      create index deadline_by_closed on deadline (closed_at) where status <> 'open';
      create index deadline_closed_by_due on deadline (due_at, id) where status <> 'open';

      create table deadline_act (
        number       bigint      generated always as identity primary key,
        kind         text        not null check (kind in ('task', 'case')),
        deadline_id  uuid        not null,
        instance_id  uuid        not null references process_instance on delete cascade,
        act          text        not null check (act in ('pause', 'resume', 'extension', 'move', 'change', 'correction')),
        at           timestamptz not null,
        until        timestamptz,
        working_days integer     check (working_days > 0),
        due_before   timestamptz not null,
        due_after    timestamptz not null,
        reason       text        not null,
        acted_by     text        not null,
        approved_by  text,
        calendar             text,
        calendar_version     integer,
        calendar_publication bigint,
        publication_before   bigint,
        check ((act = 'pause') = (until is not null)),
        check (act not in ('pause', 'resume', 'extension', 'correction') or approved_by is not null)
      );
      comment on table deadline_act is 'What changed a deadline after it began. Rows are added and never changed; they go with their case.';
      comment on column deadline_act.deadline_id is 'deadline.id, of a task user_task.id.';
      comment on column deadline_act.at is 'From when it counts.';
      comment on column deadline_act.until is 'Pause: its expected end.';
      comment on column deadline_act.working_days is 'Extension that was given as working days; else due_after was fixed.';
      comment on column deadline_act.publication_before is 'Move: state of the calendars that the due date before was counted by.';
      create index deadline_act_by_deadline on deadline_act (deadline_id, number);
      create index deadline_act_by_instance on deadline_act (instance_id);
      create index deadline_act_by_time on deadline_act (at);
      create function refuse_changed_act() returns trigger language plpgsql as $$
        begin raise exception 'Acts on deadlines are never changed.'; end $$;
      create trigger deadline_act_stands before update on deadline_act execute function refuse_changed_act();

      create view deadline_pause as
        select p.number, p.kind, p.deadline_id, p.instance_id, p.at as paused_at,
               greatest(p.at, least(p.until, d.closed_at, (
                 select case when next.act <> 'pause' then next.at end from deadline_act next
                 where next.deadline_id = p.deadline_id and next.number > p.number and next.act in ('pause', 'resume', 'change')
                 order by next.number limit 1))) as resumed_at
        from deadline_act p left join deadline d on p.kind = 'case' and d.id = p.deadline_id
        where p.act = 'pause';
      comment on view deadline_pause is
        'From when to when the clock of each deadline stands still: until somebody ends that or the deadline is closed, at the latest as expected.';

      -- Nobody works on it any more, whoever has ended the case. A reply that is owed stays owed, and its deadline open.
      create function close_deadlines_of_ended_case() returns trigger language plpgsql as $$
        begin
          update deadline set closed_at = new.ended_at, paused_until = null,
            status = case when new.status = 'cancelled' then 'cancelled' when new.ended_at <= due_at then 'met' else 'missed' end
          where instance_id = new.id and status = 'open'
            and not exists (select from reply_obligation o
                            where o.id = case subject when 'reply-obligation' then subject_id::uuid end and o.status = 'open');
          return null;
        end $$;
      create trigger case_ended after update of status on process_instance
        for each row when (old.status = 'active' and new.status <> 'active') execute function close_deadlines_of_ended_case();

      create table calendar_move (
        publication bigint      primary key,
        calendar    text        not null,
        version     integer     not null,
        approved_by text        not null,
        approved_at timestamptz not null,
        reason      text        not null,
        outdated    integer     not null,
        moved       integer     not null default 0,
        unchanged   integer     not null default 0,
        failed      integer     not null default 0,
        finished_at   timestamptz,
        superseded_by bigint,
        announced_at  timestamptz
      );
      comment on table calendar_move is 'How far the open deadlines have followed each published calendar.';
      comment on column calendar_move.outdated is 'Open deadlines that were counted by earlier calendars when it was approved.';
      comment on column calendar_move.moved is 'Deadlines with another due date, also those of tasks that read the due date of their case.';
      comment on column calendar_move.announced_at is 'When those whose deadlines it moved were told.';
      comment on column calendar_move.superseded_by is 'The next publication, which came before this move was finished: what was left follows that one.';

      create table calendar_move_failure (
        publication bigint not null references calendar_move,
        kind        text   not null check (kind in ('task', 'timer', 'case')),
        id          uuid   not null,
        instance_id uuid   not null references process_instance on delete cascade,
        reason      text   not null,
        primary key (publication, id)
      );
      comment on table calendar_move_failure is
        'What could not be counted by a publication. It keeps its time and is set aside; the next publication asks again.';
      comment on column calendar_move_failure.id is 'Of the task, the job of the timer or the deadline.';
      create index calendar_move_failure_by_instance on calendar_move_failure (instance_id);

      alter table instruction add column coordination_before text;
      comment on column instruction.coordination_before is
        'ISO 8601 duration: so much working time before the due date the coordinating units are to be ready, and that moves along; null: at a fixed instant.';

      -- Of the first release: what is owed, and what is to be dealt with in time, as it stands now.
      insert into deadline (id, instance_id, variable, label, subject, subject_id, unit_code, started_at, start_event,
                            rule, first_due_at, due_at, status)
        select gen_random_uuid(), d.instance_id, 'dueAt', 'Phúc đáp văn bản số đến ' || d.arrival_number || '/' || d.arrival_year,
               'reply-obligation', o.id::text, lead.unit_code, o.opened_at, 'đăng ký văn bản',
               jsonb_build_object('kind', 'fixed', 'dueAt', o.due_at, 'by', d.registered_by), o.due_at, o.due_at, 'open'
        from reply_obligation o
        join incoming_document d on d.id = o.document_id
        join process_instance i on i.id = d.instance_id
        left join incoming_document_lead lead on lead.document_id = d.id
        where o.status = 'open'
      union all
        select gen_random_uuid(), d.instance_id, 'dueAt', 'Giải quyết văn bản số đến ' || d.arrival_number || '/' || d.arrival_year,
               'incoming-document', d.id::text, lead.unit_code, d.received_at, 'tiếp nhận văn bản',
               jsonb_build_object('kind', 'fixed', 'dueAt', lead.due_at, 'by', d.registered_by), lead.due_at, lead.due_at, 'open'
        from incoming_document d
        join process_instance i on i.id = d.instance_id and i.status = 'active'
        join incoming_document_lead lead on lead.document_id = d.id
        where not d.reply_required and d.status <> 'closed' and lead.due_at is not null;

      -- A loop: a third of what an expression needs, and reports ask it of every open task.
      create function unit_of_groups(groups text[]) returns text language plpgsql immutable parallel safe as $$
        declare name text;
        begin
          foreach name in array groups loop
            if name like 'unit:%' or name like 'head:%' then return substr(name, 6); end if;
          end loop;
          return null;
        end $$;
      comment on function unit_of_groups is 'The unit that candidate groups name first, as unit:X or head:X.';

      create view deadline_entry as
        select 'task' as kind, t.id, t.instance_id, i.root_instance_id, i.definition_id, t.element_id, t.name as label,
               t.created_at as started_at, t.due_at, t.ended_at as closed_at, t.state as status,
               t.assignee, t.candidate_users, t.candidate_groups, t.escalated_to,
               coalesce(unit_of_groups(t.candidate_groups),
                        (select lead.unit_code from incoming_document led
                         join incoming_document_lead lead on lead.document_id = led.id
                         where led.instance_id = i.root_instance_id)) as unit_code,
               case when t.state = 'open' then
                 (select max(d.paused_until) from deadline d
                  where d.instance_id in (i.id, i.root_instance_id) and d.status = 'open' and d.due_at = t.due_at
                    and d.paused_until > business_now()) end as paused_until,
               (select registered_by from incoming_document where instance_id = i.root_instance_id) as registered_by
        -- Constants instead of a CASE: whoever asks for one status reads no other, and finds open tasks by their index.
        from (select *, 'open' as state from user_task where status = 'open'
              union all select *, 'met' from user_task where status = 'completed' and ended_at <= due_at
              union all select *, 'missed' from user_task where status = 'completed' and ended_at > due_at
              union all select *, 'cancelled' from user_task where status = 'cancelled') t
        join process_instance i on i.id = t.instance_id
        where t.due_at is not null
      union all
        select 'case', d.id, d.instance_id, i.root_instance_id, i.definition_id, null, d.label,
               d.started_at, d.due_at, d.closed_at, d.status,
               null, '{}'::text[], case when d.unit_code is null then '{}'::text[] else array['head:' || d.unit_code] end,
               '{}'::text[], d.unit_code,
               case when d.paused_until > business_now() then d.paused_until end,
               (select registered_by from incoming_document where instance_id = i.root_instance_id)
        from deadline d join process_instance i on i.id = d.instance_id;
      comment on view deadline_entry is 'Every deadline, of tasks and of cases: what reminders, reports and lists stand on.';
      comment on column deadline_entry.paused_until is 'Of a task: that of its case, where it is due with that.';
      comment on column deadline_entry.registered_by is 'Who has entered what the case is about; null: nobody.';
      comment on column deadline_entry.unit_code is 'Of a task: the unit that its groups name first, else the lead unit of its case.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
