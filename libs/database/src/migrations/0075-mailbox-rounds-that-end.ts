import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rounds about mailboxes that nobody uses end in any case; of each mailbox is kept who told when it was used; requests know what ended them. */
export class MailboxRoundsThatEnd1700000000075 implements MigrationInterface {
  name = 'MailboxRoundsThatEnd1700000000075';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index dormant_round_open;
      create index dormant_round_open on dormant_round (begun_at) where ended_at is null;
      alter table dormant_round add column ended_by text, add column end_reason text;
      comment on column dormant_round.ended_by is 'Who has ended it before its time: the chief of office, or an operator who ended its case.';

      alter table dormant_mailbox drop constraint dormant_mailbox_outcome_check;
      alter table dormant_mailbox add constraint dormant_mailbox_outcome_check
        check (outcome in ('kept', 'removed', 'used', 'refused', 'unanswered', 'unapproved', 'stopped'));
      update dormant_mailbox d set outcome = 'stopped' from dormant_round r where r.id = d.round_id and r.ended_at is not null and d.outcome is null;
      create unique index dormant_mailbox_open on dormant_mailbox (mailbox_id) where outcome is null;
      comment on column dormant_mailbox.by_office is 'The chief of office has answered: the head was silent, or he heads the unit himself. A leader approves.';
      comment on column dormant_mailbox.outcome is 'Null while it is asked about, by one round alone. unanswered, unapproved: nobody did in time, so it stays; stopped: the round was.';

      create table mailbox_use_told (
        mailbox_id uuid        not null references mailbox,
        system     text        not null,
        told_at    timestamptz not null,
        told_by    text        not null,
        primary key (mailbox_id, system)
      );
      comment on table mailbox_use_told is 'When a system told last whether a mailbox of a unit was used, and as whom; mail-system: by POST /mailboxes/last-uses. What none tells of is never asked about.';

      -- Reports of plans named titles and senders that not everybody of personnel may read.
      update reorganisation_plan set report = jsonb_set(report, '{work}',
        coalesce((select jsonb_agg(work || '{"items": []}') from jsonb_array_elements(report -> 'work') as work), '[]'))
      where jsonb_typeof(report -> 'work') = 'array';

      alter table mailbox_request add column ended_by text, add column end_reason text;
      comment on column mailbox_request.ended_by is 'The operator who has ended its case on the way.';
      update mailbox_request r set status = 'failed', ended_at = now(), end_reason = 'Hồ sơ đã bị dừng'
      where ended_at is null and not exists (select from process_instance i where i.id = r.instance_id and i.status = 'active');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
