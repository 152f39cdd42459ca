import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What units ask for about their mailboxes, and who decided it. */
export class MailboxRequests1700000000056 implements MigrationInterface {
  name = 'MailboxRequests1700000000056';

  async up(runner: QueryRunner): Promise<void> {
    // Units and people are named without a foreign key: requests outlive both, and their cases.
    await runner.query(`
      create sequence mailbox_request_number;

      create table mailbox_request (
        id            uuid        primary key,
        number        bigint      not null unique,
        kind          text        not null check (kind in ('create', 'rename', 'people', 'suspend', 'resume', 'remove')),
        unit_code     text        not null,
        mailbox_id    uuid        references mailbox,
        address       text        not null,
        wanted        jsonb       not null,
        reason        text        not null,
        urgency       text        not null check (urgency in ('normal', 'urgent')),
        requested_by  text        not null,
        requested_at  timestamptz not null,
        approvers     text[]      not null,
        status        text        not null default 'asked'
                                  check (status in ('asked', 'approved', 'refused', 'withdrawn', 'done', 'failed')),
        decided_by    text        check (decided_by <> requested_by),
        decided_at    timestamptz,
        decision_note text,
        applied_at    timestamptz,
        ended_at      timestamptz,
        instance_id   uuid        not null,
        check (kind = 'create' or mailbox_id is not null),
        check ((ended_at is null) = (status in ('asked', 'approved'))),
        check (num_nulls(decided_by, decided_at) in (0, 2))
      );
      comment on table mailbox_request is 'What a unit asked for about one of its mailboxes (290/QĐ-BTP 2010 §6); nobody decides what he has asked for himself.';
      comment on column mailbox_request.address is 'That the mailbox has, or of one that is to be made or renamed, shall have.';
      comment on column mailbox_request.approvers is 'Groups one of which decides: the chief of office, a leader where he asks himself.';
      comment on column mailbox_request.applied_at is 'Since when the directory has it; the systems follow.';
      create unique index mailbox_request_open_of_mailbox on mailbox_request (mailbox_id) where ended_at is null and mailbox_id is not null;
      create unique index mailbox_request_open_of_address on mailbox_request (address) where ended_at is null;
      create index mailbox_request_by_mailbox on mailbox_request (mailbox_id);
      create index mailbox_request_by_unit on mailbox_request (unit_code, id);
      create index mailbox_request_by_person on mailbox_request (requested_by, id);
      create index mailbox_request_by_case on mailbox_request (instance_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
