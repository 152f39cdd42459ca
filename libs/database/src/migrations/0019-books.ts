import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Several books of each kind, numbers that are voided, and the fields of ND 30 appendix VI of incoming documents. */
export class Books1700000000019 implements MigrationInterface {
  name = 'Books1700000000019';

  async up(runner: QueryRunner): Promise<void> {
    // Registers keep naming a keeper who has left, as they do with units and people: no foreign key.
    await runner.query(`
      alter table agency
        add column register_within_days integer not null default 5 check (register_within_days between 1 and 60);
      comment on column agency.register_within_days is 'Working days after its arrival within which a document may still be registered.';

      alter table document_book
        add column kind       text,
        add column is_default boolean not null default false,
        add column keeper     text,
        add check (kind in ('incoming', 'outgoing', 'internal')),
        add unique (code, kind);
      update document_book set kind = code, is_default = true;
      alter table document_book alter column kind set not null;
      insert into document_book (code, name, kind, is_default) values ('internal', 'Sổ đăng ký văn bản nội bộ', 'internal', true);
      create unique index document_book_default on document_book (kind) where is_default;
      comment on column document_book.is_default is 'Takes what names no book and has no book for its type.';
      comment on column document_book.keeper is 'Login of who keeps it.';

      create table document_book_type (
        kind          text not null,
        document_type text not null,
        book          text not null,
        primary key (kind, document_type),
        foreign key (book, kind) references document_book (code, kind)
      );
      comment on table document_book_type is 'Which types of documents have a book of their own: one among those of a kind.';

      alter table document_book_year
        add column first_number integer not null default 1 check (first_number > 0),
        add column closed_at    timestamptz,
        add column closed_by    text,
        add check (last_number >= first_number - 1),
        add check (num_nulls(closed_at, closed_by) in (0, 2));
      comment on column document_book_year.last_number is 'The number before the first where none was given out yet.';
      comment on column document_book_year.closed_at is 'From then on it gives out no number, until it is opened again.';

      alter table incoming_document
        add column medium           text    not null default 'electronic' check (medium in ('paper', 'electronic')),
        add column late_reason      text,
        add column code_number      text,
        add column code_notation    text,
        add column sender_organ_id  text,
        add column issue_place      text,
        add column signer_name      text,
        add column signer_position  text,
        add column to_places        text,
        add column language         text,
        add column issued_copies    integer check (issued_copies > 0),
        add column paper_size       text    check (paper_size in ('A3', 'A4', 'A5', 'other')),
        add column voided_at        timestamptz,
        add column voided_by        text,
        add column void_reason      text,
        add check (num_nulls(voided_at, voided_by, void_reason) in (0, 3));
      comment on column incoming_document.medium is 'paper: exists on paper only and is not scanned.';
      comment on column incoming_document.late_reason is 'Why it was registered later than on the working day after its arrival.';
      comment on column incoming_document.code_number is 'The number in document_number, with the letter behind it; code_notation is the rest.';
      comment on column incoming_document.sender_organ_id is 'Identifier of the sending agency in the exchange of electronic documents.';
      comment on column incoming_document.voided_at is 'Entered by mistake: its number stays used.';

      alter table outgoing_document
        add column voided_at   timestamptz,
        add column voided_by   text,
        add column void_reason text,
        add check (num_nulls(voided_at, voided_by, void_reason) in (0, 3)),
        add constraint outgoing_document_issued_before_voided check (voided_at is null or status = 'issued');
      comment on column outgoing_document.voided_at is 'Numbered by mistake: its number stays used.';

      -- What two spellings of one number have in common: no marks, spaces, dots or zeros in front, one kind of dash and of Đ.
      -- Its body is bound here, not looked up when it runs: an index is built without a search path.
      create function document_number_key(value text) returns text language sql immutable strict parallel safe
        return regexp_replace(
          regexp_replace(translate(without_diacritics(value), 'ÐðƉɖ‐‑‒–—―−', 'dddd-------'), '^\\s*so\\s*[:.]?\\s*(?=\\d)|\\s|\\.', '', 'g'),
          '^0+(?=\\d)', '');
      create index incoming_document_number_key on incoming_document (document_number_key(document_number), document_date);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
