import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What must not enter: refusals without content, questions about what was found in files, and the procedure for secrets that
 * were found later. `secret_spill_sealed` is the only place where content lies while it is locked.
 */
export class Gate1700000000021 implements MigrationInterface {
  name = 'Gate1700000000021';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table paper_book (
        ground text primary key check (ground in ('state-secret', 'complaint', 'denunciation', 'other-by-rule')),
        name   text not null check (name <> '')
      );
      comment on table paper_book is 'Into which book on paper goes what must not enter the system.';
      insert into paper_book (ground, name) values
        ('state-secret', 'Sổ đăng ký văn bản mật đến'),
        ('complaint', 'Sổ tiếp nhận đơn khiếu nại'),
        ('denunciation', 'Sổ tiếp nhận đơn tố cáo'),
        ('other-by-rule', 'Sổ văn bản không cập nhật vào hệ thống');

      create table document_refusal_year (
        year        integer primary key,
        last_number integer not null
      );
      create table document_refusal (
        id            uuid        primary key,
        year          integer     not null,
        number        integer     not null check (number > 0),
        ground        text        not null references paper_book,
        paper_book    text        not null,
        received_at   timestamptz not null,
        sender_agency text        check (sender_agency is null or ground <> 'denunciation'),
        note          text        check (length(note) <= 100),
        refused_at    timestamptz not null,
        refused_by    text        not null,
        unique (year, number)
      );
      comment on table document_refusal is 'What was turned away at the door. No column can hold its subject, its number or its content.';
      comment on column document_refusal.paper_book is 'As it was called then.';
      comment on column document_refusal.sender_agency is 'Never of a denunciation: who denounces is protected.';

      alter table attachment
        add column gate_checked_at    timestamptz,
        add column content_removed_at timestamptz;
      comment on column attachment.gate_checked_at is 'When its text was looked through for marks of secrecy; null: not yet, or it has no text yet.';
      comment on column attachment.content_removed_at is 'From then on the storage has no such file: it held a state secret.';
      create index attachment_gate_unchecked on attachment (id) where gate_checked_at is null and linked_at is not null and text_state = 'done';

      create table gate_question (
        id            uuid        primary key,
        attachment_id uuid        not null unique references attachment,
        ground        text        not null check (ground in ('state-secret', 'complaint', 'denunciation')),
        mark          text        check (mark in ('Mật', 'Tối mật', 'Tuyệt mật')),
        grade         text        not null check (grade in ('sure', 'suspected')),
        line          integer     not null,
        asked_at      timestamptz not null,
        answer        text        check (answer in ('not-secret', 'spill')),
        reason        text,
        answered_at   timestamptz,
        answered_by   text,
        check (num_nulls(answer, answered_at, answered_by) in (0, 3)),
        check ((answer is not distinct from 'not-secret') = (reason is not null))
      );
      comment on table gate_question is 'What was found in the text of a file that had entered already; nobody but a clerk gets the file before the answer.';
      create index gate_question_open on gate_question (asked_at, id) where answer is null;

      alter table incoming_document
        add column content_locked_at  timestamptz,
        add column content_removed_at timestamptz;
      alter table outgoing_document
        add column content_locked_at  timestamptz,
        add column content_removed_at timestamptz;
      comment on column incoming_document.content_locked_at is 'Suspected to be a state secret since then: nothing but number, dates and state is here.';
      comment on column incoming_document.content_removed_at is 'The content was removed for good; content_locked_at stays.';

      create table secret_spill (
        id                   uuid        primary key,
        incoming_document_id uuid        references incoming_document,
        outgoing_document_id uuid        references outgoing_document,
        label                text        not null,
        found_by             text        not null,
        found_at             timestamptz not null,
        instance_id          uuid        not null,
        suspended_cases      uuid[]      not null,
        status               text        not null check (status in ('locked', 'removed', 'closed', 'false-alarm')),
        released_at          timestamptz,
        released_by          text,
        release_reason       text,
        removed_at           timestamptz,
        removed_by           text,
        removed_files        integer,
        sender_informed_on   date,
        sender_informed_how  text,
        sender_informed_by   text,
        assessed_at          timestamptz,
        assessed_by          text,
        assessment           text,
        backups              text,
        check (num_nonnulls(incoming_document_id, outgoing_document_id) = 1),
        check ((status = 'false-alarm') = (released_at is not null)),
        check (num_nulls(released_at, released_by, release_reason) in (0, 3)),
        check ((status in ('removed', 'closed')) = (removed_at is not null)),
        check (num_nulls(removed_at, removed_by, removed_files) in (0, 3)),
        check (num_nulls(sender_informed_on, sender_informed_how, sender_informed_by) in (0, 3)),
        check ((status = 'closed') = (num_nulls(assessed_at, assessed_by, assessment, backups) = 0))
      );
      comment on column secret_spill.label is 'The document by its kind, number and year, for people; nothing of its content.';
      comment on column secret_spill.instance_id is 'The case of the procedure. No foreign key: the record outlives the history.';
      comment on column secret_spill.suspended_cases is 'Cases of the document that ran until then; they go on when the alarm was false.';
      comment on column secret_spill.backups is 'What became of backups, which hold the content until they are destroyed.';
      create index secret_spill_by_found on secret_spill (found_at desc, id desc);

      create table secret_spill_sealed (
        spill_id uuid  not null references secret_spill,
        place    text  not null,
        content  jsonb not null
      );
      comment on table secret_spill_sealed is
        'Locked content: what stood in which row of which table. Goes back when the alarm was false, and goes for good when it was not.';
      create index secret_spill_sealed_by_spill on secret_spill_sealed (spill_id, place);

      -- Ids, instants, durations, single words of the program (statuses, names of variables), and names of the directory say
      -- who did what when; every other text may be content.
      create function without_content(value jsonb, mask text) returns jsonb language sql stable as $$
        select case jsonb_typeof(value)
          when 'string' then case
            when value #>> '{}' ~ '^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\d{4}-\\d\\d-\\d\\d(T[0-9:.]+(Z|[+-]\\d\\d:\\d\\d))?|-?P[0-9DTHMSW.]+|[a-z]{1,40}((-[a-z]{1,40}){1,6}|([A-Z][a-z]{1,40}){1,6})?|)$'
              or exists (select from unit where code = regexp_replace(value #>> '{}', '^[a-z-]+:', ''))
              or exists (select from person where login = value #>> '{}') then value
            else to_jsonb(mask) end
          when 'array' then (select coalesce(jsonb_agg(without_content(item, mask) order by place), '[]')
                             from jsonb_array_elements(value) with ordinality as items(item, place))
          when 'object' then (select coalesce(jsonb_object_agg(name, without_content(part, mask)), '{}') from jsonb_each(value) as parts(name, part))
          else value
        end
      $$;

      -- Of the state of an instance only what models and people have put there; the rest is the engine's.
      create function state_without_content(state jsonb, mask text) returns jsonb language sql stable as $$
        select case jsonb_typeof(state)
          when 'array' then (select coalesce(jsonb_agg(state_without_content(item, mask) order by place), '[]')
                             from jsonb_array_elements(state) with ordinality as items(item, place))
          when 'object' then (select coalesce(jsonb_object_agg(name, case when name in ('variables', 'items', 'outputs')
                                then without_content(part, mask) else state_without_content(part, mask) end), '{}')
                              from jsonb_each(state) as parts(name, part))
          else state
        end
      $$;

      -- The one thing that is ever changed in what is never changed: texts that may hold a secret are covered, and come back
      -- exactly as they were when they held none.
      create or replace function refuse_change_of_audit() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and current_setting('congvan.content_cover', true) <> '' then return null; end if;
        raise exception 'The audit trail is append-only: % is refused.', tg_op using errcode = 'insufficient_privilege';
      end
      $$;
      create function refuse_more_than_covering_audit() returns trigger language plpgsql as $$
      begin
        if to_jsonb(new) - 'detail' = to_jsonb(old) - 'detail'
          and (new.detail = without_content(old.detail, current_setting('congvan.content_cover'))
            or exists (select from secret_spill_sealed s where s.place = 'audit_entry'
                       and s.content = jsonb_build_object('id', new.id, 'detail', new.detail))) then return new; end if;
        raise exception 'Of the audit trail only texts that may hold a state secret are covered.' using errcode = 'insufficient_privilege';
      end
      $$;
      create trigger audit_entry_is_only_covered before update on audit_entry
        for each row execute function refuse_more_than_covering_audit();

      create or replace function refuse_changed_act() returns trigger language plpgsql as $$
      begin
        if current_setting('congvan.content_cover', true) <> '' then return null; end if;
        raise exception 'Acts on deadlines are never changed.';
      end
      $$;
      create function refuse_more_than_covering_act() returns trigger language plpgsql as $$
      begin
        if to_jsonb(new) - 'reason' = to_jsonb(old) - 'reason'
          and (new.reason = current_setting('congvan.content_cover')
            or exists (select from secret_spill_sealed s where s.place = 'deadline_act'
                       and s.content = jsonb_build_object('number', new.number, 'reason', new.reason))) then return new; end if;
        raise exception 'Of an act on a deadline only a reason that may hold a state secret is covered.';
      end
      $$;
      create trigger deadline_act_is_only_covered before update on deadline_act
        for each row execute function refuse_more_than_covering_act();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
