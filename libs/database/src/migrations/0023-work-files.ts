import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Work files with the file plan they follow, their shares and their way to the archive; assignments. */
export class WorkFiles1700000000023 implements MigrationInterface {
  name = 'WorkFiles1700000000023';

  async up(runner: QueryRunner): Promise<void> {
    // Units and people are named without a foreign key: files outlive both. So do assignments their cases.
    await runner.query(`
      create table file_plan_item (
        year            integer     not null,
        code            text        not null,
        title           text        not null,
        retention_years integer     check (retention_years between 1 and 100),
        unit_code       text        not null,
        responsible     text,
        imported_by     text        not null,
        imported_at     timestamptz not null,
        primary key (year, code)
      );
      comment on table file_plan_item is 'The files that the agency plans for a year (danh mục hồ sơ, ND 30 art. 28).';
      comment on column file_plan_item.retention_years is 'Null: kept for ever.';

      create table work_file (
        id              uuid primary key,
        plan_year       integer     not null,
        plan_code       text        not null,
        number          integer     not null check (number > 0),
        code            text        not null,
        title           text        not null,
        unit_code       text        not null,
        keeper          text        not null,
        retention_years integer     check (retention_years between 1 and 100),
        status          text        not null default 'open' check (status in ('open', 'closed', 'handed-over')),
        opened_on       date        not null,
        opened_at       timestamptz not null,
        opened_by       text        not null,
        closed_on       date        check (closed_on >= opened_on),
        closed_at       timestamptz,
        closed_by       text,
        search_text     text        not null generated always as (without_diacritics(code || ' ' || title)) stored,
        foreign key (plan_year, plan_code) references file_plan_item,
        unique (plan_year, plan_code, number),
        unique (plan_year, code),
        check (num_nulls(closed_on, closed_at, closed_by) = case status when 'open' then 3 else 0 end)
      );
      comment on column work_file.number is 'Among the files of one line of the plan.';
      comment on column work_file.retention_years is 'As the plan said when it was opened; null: kept for ever.';
      create index work_file_search on work_file using gin (search_text gin_trgm_ops);
      create index work_file_by_unit on work_file (unit_code, id);
      create index work_file_to_hand_over on work_file (closed_on) where status = 'closed';

      alter table attachment add column work_file_id uuid references work_file;
      alter table attachment drop constraint attachment_check;
      alter table attachment add constraint attachment_one_owner
        check (num_nonnulls(incoming_document_id, outgoing_document_id, work_file_id) = case when linked_at is null then 0 else 1 end);
      create index attachment_by_work_file on attachment (work_file_id) where work_file_id is not null;

      create table work_file_entry (
        id                   uuid primary key,
        work_file_id         uuid        not null references work_file,
        position             integer     not null check (position > 0),
        incoming_document_id uuid        references incoming_document,
        outgoing_document_id uuid        references outgoing_document,
        attachment_id        uuid        references attachment,
        note                 text,
        added_by             text        not null,
        added_at             timestamptz not null,
        removed_by           text,
        removed_at           timestamptz,
        remove_reason        text,
        unique (work_file_id, position),
        check (num_nonnulls(incoming_document_id, outgoing_document_id, attachment_id) <= 1),
        check (num_nonnulls(incoming_document_id, outgoing_document_id, attachment_id, note) > 0),
        check (num_nulls(removed_by, removed_at, remove_reason) in (0, 3))
      );
      comment on column work_file_entry.position is 'Order of the contents list; removed entries leave theirs empty.';
      comment on column work_file_entry.note is 'A remark on a document or file; where there is none, the entry is this note.';
      create unique index work_file_entry_incoming on work_file_entry (incoming_document_id, work_file_id)
        where removed_at is null and incoming_document_id is not null;
      create unique index work_file_entry_outgoing on work_file_entry (outgoing_document_id, work_file_id)
        where removed_at is null and outgoing_document_id is not null;

      create table work_file_share (
        id           uuid primary key,
        work_file_id uuid        not null references work_file,
        login        text,
        unit_code    text,
        level        text        not null check (level in ('read', 'contribute')),
        starts_at    timestamptz not null,
        ends_at      timestamptz check (ends_at > starts_at),
        shared_by    text        not null,
        shared_at    timestamptz not null,
        ended_by     text,
        ended_at     timestamptz,
        check (num_nonnulls(login, unit_code) = 1),
        check (num_nulls(ended_by, ended_at) in (0, 2))
      );
      create index work_file_share_by_file on work_file_share (work_file_id, id);

      create table archive_handover (
        id            uuid primary key,
        year          integer     not null,
        number        integer     not null check (number > 0),
        unit_code     text        not null,
        note          text,
        status        text        not null default 'submitted' check (status in ('submitted', 'accepted', 'returned')),
        submitted_by  text        not null,
        submitted_at  timestamptz not null,
        decided_by    text,
        decided_at    timestamptz,
        return_reason text,
        unique (year, number),
        check (num_nulls(decided_by, decided_at) = case status when 'submitted' then 2 else 0 end),
        check ((status = 'returned') = (return_reason is not null))
      );
      create table archive_handover_file (
        handover_id  uuid    not null references archive_handover,
        position     integer not null check (position > 0),
        work_file_id uuid    not null references work_file,
        primary key (handover_id, position),
        unique (handover_id, work_file_id)
      );
      create index archive_handover_file_by_file on archive_handover_file (work_file_id);

      create table assignment (
        id                  uuid primary key,
        assigner            text        not null,
        unit_code           text        not null,
        to_unit             boolean     not null,
        assignee            text,
        coordinating_people text[]      not null,
        coordinating_units  text[]      not null,
        kind                text        not null check (kind in ('general', 'report', 'preparation')),
        urgency             text        not null check (urgency in ('normal', 'urgent', 'very-urgent', 'flash')),
        status              text        not null default 'given'
                                        check (status in ('given', 'accepted', 'returned', 'reported', 'done', 'recalled')),
        version             integer     not null default 1,
        progress            integer     not null default 0 check (progress between 0 and 100),
        report_every_days   integer     check (report_every_days between 1 and 366),
        last_report_at      timestamptz,
        work_file_id        uuid        references work_file,
        source_document_id  uuid        references incoming_document,
        instance_id         uuid        not null unique,
        given_at            timestamptz not null,
        accepted_at         timestamptz,
        reported_at         timestamptz,
        closed_at           timestamptz,
        due_at              timestamptz,
        timeliness          text        check (timeliness in ('on-time', 'late')),
        check (to_unit or assignee is not null),
        check ((status in ('done', 'recalled')) = (closed_at is not null)),
        check ((status = 'done') = (timeliness is not null))
      );
      comment on column assignment.unit_code is 'The unit that answers for it: its own, where it was given to a person.';
      comment on column assignment.assignee is 'Who does it; null until the head of the unit it was given to has named somebody.';
      comment on column assignment.due_at is 'When the work that was reported was due; while it goes on the ledger of deadlines knows.';
      create index assignment_by_assigner on assignment (assigner, id);
      create index assignment_by_assignee on assignment (assignee, id);
      create index assignment_by_unit on assignment (unit_code, id);
      create index assignment_by_document on assignment (source_document_id) where source_document_id is not null;
      create index assignment_by_file on assignment (work_file_id) where work_file_id is not null;

      create table assignment_wording (
        assignment_id uuid        not null references assignment,
        version       integer     not null check (version > 0),
        title         text        not null,
        content       text        not null,
        reason        text        check (reason is not null or version = 1),
        written_by    text        not null,
        written_at    timestamptz not null,
        primary key (assignment_id, version)
      );
      comment on table assignment_wording is 'What was ordered, word by word (47/QĐ-STP art. 13.3): rows are added and never changed.';

      create table assignment_event (
        id            uuid primary key,
        assignment_id uuid        not null references assignment,
        kind          text        not null check (kind in ('given', 'accepted', 'returned', 'reassigned', 'progress', 'reported',
                                                           'asked-again', 'done', 'recalled', 'reworded', 'comment')),
        actor         text        not null,
        at            timestamptz not null,
        text          text,
        percent       integer     check (percent between 0 and 100),
        assignee      text
      );
      comment on table assignment_event is 'What happened to an assignment and what was said of it. Rows are added and never changed.';
      create index assignment_event_by_assignment on assignment_event (assignment_id, id);

      alter table deadline add column given_by text;
      comment on column deadline.given_by is 'Who has given the work to others and so decides about its time; null: it goes by the unit.';

      create function refuse_changed_record() returns trigger language plpgsql as $$
        begin
          -- But for texts that may hold a state secret, see 0021-gate.
          if tg_op = 'UPDATE' and current_setting('congvan.content_cover', true) <> '' then return new; end if;
          raise exception 'Rows of % are never changed.', tg_table_name;
        end $$;
      create trigger assignment_wording_stands before update or delete on assignment_wording
        for each row execute function refuse_changed_record();
      create trigger assignment_event_stands before update or delete on assignment_event
        for each row execute function refuse_changed_record();

      create view work_file_access as
        select id as work_file_id, keeper as login, null as group_name, true as contributes from work_file
        union all select id, null, 'head:' || unit_code, true from work_file
        union all select work_file_id, login, 'unit:' || unit_code, level = 'contribute' from work_file_share
          where ended_at is null and starts_at <= business_now() and (ends_at is null or ends_at > business_now());
      comment on view work_file_access is 'Who reads each work file now, as a person or by a group of his posts, and who adds to it.';

      create view shared_document as
        select e.incoming_document_id, e.outgoing_document_id, access.login, access.group_name
        from work_file_entry e join work_file_access access on access.work_file_id = e.work_file_id
        where e.removed_at is null
        union all
        select a.source_document_id, null, reader.login, reader.group_name
        from assignment a cross join lateral (
          select a.assignee, 'head:' || a.unit_code
          union all select unnest(a.coordinating_people), null
          union all select null, 'unit:' || unnest(a.coordinating_units)) as reader(login, group_name)
        where a.source_document_id is not null and a.status <> 'recalled';
      comment on view shared_document is
        'Who may read a document because it lies in a work file of his, or because of an assignment: as a person or by a group.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
