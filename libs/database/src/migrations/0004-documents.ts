import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Incoming and outgoing documents with their books, files, instructions and reply obligations. */
export class Documents1700000000004 implements MigrationInterface {
  name = 'Documents1700000000004';

  async up(runner: QueryRunner): Promise<void> {
    // Units and people are named by code and login without a foreign key: a register keeps naming them when they are gone.
    await runner.query(`
      create extension if not exists pg_trgm;

      create table agency (
        single boolean primary key default true check (single),
        name   text    not null,
        code   text    not null
      );
      comment on table agency is 'The agency whose books these are: one row.';
      comment on column agency.code is 'Abbreviation in the symbols of outgoing documents.';
      insert into agency (name, code) values ('Cơ quan', 'CQ');

      create table document_book (
        code text primary key,
        name text not null
      );
      insert into document_book (code, name) values
        ('incoming', 'Sổ đăng ký văn bản đến'),
        ('outgoing', 'Sổ đăng ký văn bản đi');

      create table document_book_year (
        book        text    not null references document_book,
        year        integer not null,
        last_number integer not null,
        primary key (book, year)
      );
      comment on table document_book_year is 'The last number given out. Taken by update, never by a sequence: a rollback must give it back.';

      create table incoming_document (
        id              uuid primary key,
        book            text        not null references document_book,
        arrival_year    integer     not null,
        arrival_number  integer     not null check (arrival_number > 0),
        sender_agency   text        not null,
        document_number text,
        document_date   date        not null,
        document_type   text        not null,
        subject         text        not null,
        urgency         text        not null check (urgency in ('normal', 'urgent', 'very-urgent', 'flash')),
        pages           integer     check (pages > 0),
        received_at     timestamptz not null,
        reply_required  boolean     not null,
        due_at          timestamptz,
        note            text,
        status          text        not null check (status in ('registered', 'in-progress', 'closed')),
        handling_result text,
        registered_at   timestamptz not null,
        registered_by   text        not null,
        closed_at       timestamptz,
        instance_id     uuid        not null unique references process_instance,
        search_text     text        not null generated always as (without_diacritics(
          coalesce(document_number, '') || ' ' || sender_agency || ' ' || document_type || ' ' || subject)) stored,
        unique (arrival_year, arrival_number, book),
        check (due_at is not null or not reply_required),
        check ((status = 'closed') = (closed_at is not null))
      );
      comment on column incoming_document.document_number is 'Number and symbol the sender gave it, e.g. 47/QĐ-STP.';
      comment on column incoming_document.due_at is 'As the clerk registered it; what counts since the instruction stands there and with the obligation.';
      create index incoming_document_search on incoming_document using gin (search_text gin_trgm_ops);
      create index incoming_document_same_number on incoming_document (without_diacritics(document_number), document_date);

      create table instruction (
        id            uuid primary key,
        document_id   uuid        not null references incoming_document,
        content       text        not null,
        instructed_by text        not null,
        instructed_at timestamptz not null,
        current       boolean     not null default true
      );
      comment on column instruction.current is 'False once a later instruction has taken its place.';
      create unique index instruction_current on instruction (document_id) where current;

      create table instruction_unit (
        instruction_id uuid not null references instruction,
        unit_code      text not null,
        role           text not null check (role in ('lead', 'coordinating', 'for-information')),
        due_at         timestamptz,
        primary key (instruction_id, unit_code)
      );
      create unique index instruction_one_lead on instruction_unit (instruction_id) where role = 'lead';
      create index instruction_unit_by_unit on instruction_unit (unit_code, role);

      create view incoming_document_lead as
        select i.document_id, iu.unit_code, iu.due_at
        from instruction i join instruction_unit iu on iu.instruction_id = i.id and iu.role = 'lead'
        where i.current;
      comment on view incoming_document_lead is 'The unit that answers for each instructed document, and until when.';

      create table outgoing_document (
        id                  uuid primary key,
        status              text        not null check (status in ('draft', 'signed', 'issued')),
        document_type       text        not null,
        subject             text        not null,
        drafting_unit       text        not null,
        drafted_by          text        not null,
        version             integer     not null,
        created_at          timestamptz not null,
        content_approved_by text,
        signed_by           text,
        signed_at           timestamptz,
        signature_form      text,
        book                text        references document_book,
        issue_year          integer,
        issue_number        integer     check (issue_number > 0),
        symbol              text,
        document_date       date,
        recipients          text[],
        issue_note          text,
        issued_by           text,
        issued_at           timestamptz,
        search_text         text        not null generated always as (without_diacritics(
          coalesce(symbol, '') || ' ' || document_type || ' ' || subject)) stored,
        unique (issue_year, issue_number, book),
        constraint outgoing_document_signed_before_issued check (status = 'draft' or num_nulls(signed_by, signed_at) = 0),
        check ((status = 'issued') = (num_nulls(book, issue_year, issue_number, symbol, document_date, issued_by, issued_at) = 0))
      );
      comment on column outgoing_document.document_type is 'Abbreviation of ND 30 appendix III (BC, TTr, …), CV for an official letter.';
      comment on column outgoing_document.signature_form is 'KT, TM, TL, TUQ or Q; null when signed in the own right.';
      create index outgoing_document_search on outgoing_document using gin (search_text gin_trgm_ops);

      create table outgoing_draft_version (
        document_id   uuid        not null references outgoing_document,
        version       integer     not null,
        document_type text        not null,
        subject       text        not null,
        body          text        not null,
        saved_by      text        not null,
        saved_at      timestamptz not null,
        primary key (document_id, version)
      );

      create table reply_obligation (
        id                 uuid primary key,
        document_id        uuid        not null unique references incoming_document,
        status             text        not null check (status in ('open', 'answered', 'cancelled')),
        due_at             timestamptz not null,
        opened_at          timestamptz not null,
        result             text,
        result_recorded_by text,
        result_recorded_at timestamptz,
        closed_at          timestamptz,
        timeliness         text        check (timeliness in ('on-time', 'late')),
        check (num_nulls(result, result_recorded_by, result_recorded_at) in (0, 3)),
        check ((status = 'open') = (closed_at is null)),
        check ((status = 'answered') = (timeliness is not null)),
        constraint reply_obligation_answered_with_result check (status <> 'answered' or result is not null)
      );
      create index reply_obligation_by_due on reply_obligation (due_at, id);
      create index reply_obligation_open_by_due on reply_obligation (due_at, id) where status = 'open';

      create table reply_obligation_answer (
        obligation_id        uuid        not null references reply_obligation,
        outgoing_document_id uuid        not null references outgoing_document,
        linked_at            timestamptz not null,
        primary key (obligation_id, outgoing_document_id)
      );
      create index reply_obligation_answer_by_document on reply_obligation_answer (outgoing_document_id);

      create table contribution (
        obligation_id  uuid        not null references reply_obligation,
        unit_code      text        not null,
        status         text        not null check (status in ('given', 'missing')),
        content        text,
        contributed_by text,
        recorded_at    timestamptz not null,
        primary key (obligation_id, unit_code),
        check (num_nulls(content, contributed_by) = case status when 'given' then 0 else 2 end)
      );
      comment on table contribution is 'What each coordinating unit gave to the answer, or that its time ran out.';

      create table attachment (
        id                   uuid primary key,
        file_name            text        not null,
        media_type           text        not null,
        size_bytes           bigint      not null check (size_bytes > 0),
        sha256               text        not null check (sha256 ~ '^[0-9a-f]{64}$'),
        stored_by            text        not null,
        stored_at            timestamptz not null,
        incoming_document_id uuid        references incoming_document,
        outgoing_document_id uuid        references outgoing_document,
        linked_at            timestamptz,
        check (num_nonnulls(incoming_document_id, outgoing_document_id) = case when linked_at is null then 0 else 1 end)
      );
      comment on table attachment is 'A stored file; the file itself is found by id and checksum. Unlinked until a document takes it.';
      create index attachment_by_incoming on attachment (incoming_document_id) where incoming_document_id is not null;
      create index attachment_by_outgoing on attachment (outgoing_document_id) where outgoing_document_id is not null;
      create index attachment_unlinked on attachment (stored_at) where linked_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
