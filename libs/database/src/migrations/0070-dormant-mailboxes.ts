import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds in which the heads are asked about mailboxes that nobody uses, and who tells when mailboxes were used. */
export class DormantMailboxes1700000000070 implements MigrationInterface {
  name = 'DormantMailboxes1700000000070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table mailbox_use_teller (
        system  text        primary key,
        told_at timestamptz not null
      );
      comment on table mailbox_use_teller is 'When an account system told last when mailboxes of units were used; mail-system: by POST /mailboxes/last-uses.';

      create table dormant_round (
        id           uuid        primary key,
        begun_at     timestamptz not null,
        unused_since timestamptz,
        silent       text[]      not null default '{}',
        ended_at     timestamptz,
        instance_id  uuid        not null
      );
      comment on table dormant_round is 'A look at the mailboxes of units that nobody uses (148/QĐ-SCT 2014 §5.2).';
      comment on column dormant_round.silent is 'Account systems that did not tell: no mailbox in them is asked about.';
      create unique index dormant_round_open on dormant_round ((true)) where ended_at is null;
      create index dormant_round_by_case on dormant_round (instance_id);

      create table dormant_mailbox (
        round_id    uuid        not null references dormant_round,
        mailbox_id  uuid        not null references mailbox,
        address     text        not null,
        unit_code   text        not null,
        answer      text        check (answer in ('keep', 'remove')),
        by_office   boolean     not null default false,
        reason      text,
        keep_until  date,
        answered_by text,
        answered_at timestamptz,
        approved    boolean,
        approved_by text        check (approved_by <> answered_by),
        approved_at timestamptz,
        outcome     text        check (outcome in ('kept', 'removed', 'used', 'refused')),
        primary key (round_id, mailbox_id),
        check (num_nulls(answer, answered_by, answered_at) in (0, 3)),
        check (num_nulls(approved, approved_by, approved_at) in (0, 3))
      );
      comment on column dormant_mailbox.by_office is 'The head was silent, so the chief of office has answered.';
      comment on column dormant_mailbox.approved_by is 'Never who has answered: two people remove a mailbox.';
      create index dormant_mailbox_by_mailbox on dormant_mailbox (mailbox_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
