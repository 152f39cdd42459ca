import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outgoing documents with a case of their own: who did which step, who may sign how, to whom they went, what became of them. */
export class Outgoing1700000000022 implements MigrationInterface {
  name = 'Outgoing1700000000022';

  async up(runner: QueryRunner): Promise<void> {
    // People, units and instances are named without a foreign key: what was done stays when they are gone.
    await runner.query(`
      create table signing_authority (
        id             uuid primary key,
        holder         text        not null,
        form           text        not null check (form in ('OWN', 'TM', 'KT', 'TL', 'TUQ', 'Q')),
        principal      text,
        title          text        not null,
        granted_by     text,
        basis          text        not null,
        scope          text,
        document_types text[],
        valid_from     date        not null,
        valid_to       date,
        registered_by  text        not null,
        registered_at  timestamptz not null,
        ended_by       text,
        ended_at       timestamptz,
        end_reason     text,
        check (valid_to >= valid_from),
        check (num_nulls(ended_by, ended_at, end_reason) in (0, 3)),
        constraint signing_authority_names_principal check ((form in ('TM', 'KT', 'TL', 'TUQ')) = (principal is not null)),
        constraint signing_authority_granted check (form not in ('KT', 'TL', 'TUQ') or granted_by is not null),
        constraint signing_authority_delegated check (form <> 'TUQ' or num_nulls(scope, valid_to) = 0)
      );
      comment on table signing_authority is 'Who may sign in which form (ND 30 art. 13), from the first to the last day unless it was ended before.';
      comment on column signing_authority.form is 'OWN: as head of the agency, in his own right.';
      comment on column signing_authority.principal is 'For whom he signs, as the signature says it: GIÁM ĐỐC, ỦY BAN NHÂN DÂN TỈNH.';
      comment on column signing_authority.document_types is 'Abbreviations of the types it is confined to; null: all.';
      create index signing_authority_by_holder on signing_authority (holder, valid_from);

      alter table outgoing_document
        add column urgency              text not null default 'normal'
                                        check (urgency in ('normal', 'urgent', 'very-urgent', 'flash')),
        add column work_file            text,
        add column instance_id          uuid unique,
        add column intended_recipients  text,
        add column signing_authority_id uuid references signing_authority,
        add column signature_block      text[],
        add column number_verified_by   text,
        add column number_verified_at   timestamptz,
        add check (num_nulls(number_verified_by, number_verified_at) in (0, 2));
      comment on column outgoing_document.instance_id is 'Its own case; null where it answers an incoming document and belongs to the case of that.';
      comment on column outgoing_document.signature_block is 'The lines above the signature, as they were when it was signed.';

      create table outgoing_step (
        id          uuid primary key,
        document_id uuid        not null references outgoing_document,
        version     integer     not null,
        step        text        not null check (step in ('approve-content', 'check-format', 'sign', 'issue', 'verify-number')),
        passed      boolean     not null,
        done_by     text        not null,
        acting_for  text[]      not null,
        comment     text,
        task_id     uuid        not null,
        done_at     timestamptz not null
      );
      comment on table outgoing_step is 'Who really did each step, and for whom: what the separation of duties looks at.';
      comment on column outgoing_step.acting_for is 'People in whose place the step was done, besides whoever did it.';
      create index outgoing_step_by_document on outgoing_step (document_id, done_at);

      create table outgoing_comment (
        id          uuid primary key,
        document_id uuid        not null references outgoing_document,
        version     integer     not null,
        text        text        not null,
        written_by  text        not null,
        written_at  timestamptz not null
      );
      create index outgoing_comment_by_document on outgoing_comment (document_id, id);

      create table correspondent (
        id         uuid primary key,
        name       text        not null,
        kind       text        not null check (kind in ('mail', 'paper')),
        email      text,
        address    text,
        active     boolean     not null default true,
        changed_by text        not null,
        changed_at timestamptz not null,
        check (kind <> 'mail' or email is not null)
      );
      comment on table correspondent is 'Directory of organisations to which documents go.';
      create unique index correspondent_by_name on correspondent (without_diacritics(name));

      create table outgoing_recipient (
        id               uuid primary key,
        document_id      uuid    not null references outgoing_document,
        position         integer not null,
        name             text    not null,
        kind             text    not null check (kind in ('mail', 'paper', 'internal')),
        email            text,
        address          text,
        unit_code        text,
        copies           integer not null check (copies > 0),
        correspondent_id uuid    references correspondent,
        unique (document_id, position),
        check ((kind = 'mail') = (email is not null))
      );
      comment on column outgoing_recipient.unit_code is 'Unit of the agency, which may read the document then.';
      create index outgoing_recipient_by_unit on outgoing_recipient (unit_code, document_id) where unit_code is not null;

      create table outgoing_act (
        id             uuid primary key,
        document_id    uuid        not null references outgoing_document,
        kind           text        not null check (kind in ('recall', 'replace', 'correct')),
        reason         text        not null,
        by_document_id uuid        references outgoing_document,
        decided_by     text        not null,
        decided_at     timestamptz not null,
        check (kind = 'recall' or by_document_id is not null),
        check (by_document_id <> document_id)
      );
      comment on column outgoing_act.by_document_id is 'The issued document by which it is done (ND 30 art. 18).';
      create index outgoing_act_by_document on outgoing_act (document_id, decided_at);
      create unique index outgoing_act_ends_once on outgoing_act (document_id) where kind in ('recall', 'replace');

      create table outgoing_mail (
        id           uuid primary key,
        document_id  uuid        not null references outgoing_document,
        recipient_id uuid        not null references outgoing_recipient,
        act_id       uuid        references outgoing_act,
        state        text        not null default 'queued' check (state in ('queued', 'sent', 'failed')),
        tries        integer     not null default 0,
        last_error   text,
        queued_at    timestamptz not null,
        next_try_at  timestamptz,
        settled_at   timestamptz,
        check ((state = 'queued') = (next_try_at is not null)),
        check ((state = 'queued') = (settled_at is null))
      );
      comment on table outgoing_mail is 'Outbox: written with the commit that issues, handed to the mail server afterwards.';
      comment on column outgoing_mail.id is 'Becomes the Message-ID, so that a repetition is recognised.';
      comment on column outgoing_mail.act_id is 'Null: it carries the document; else it tells of this act.';
      comment on column outgoing_mail.next_try_at is 'While a worker sends it: when another may.';
      create unique index outgoing_mail_once on outgoing_mail (recipient_id, act_id) nulls not distinct;
      create index outgoing_mail_due on outgoing_mail (next_try_at, id) where state = 'queued';
      create index outgoing_mail_by_document on outgoing_mail (document_id, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
