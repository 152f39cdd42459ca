import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A secret may lie in a file of a work file, which belongs to no document; and its files leave the storage before its words
 * are covered for good, in a state from which there is no way back.
 */
export class SpiltFiles1700000000027 implements MigrationInterface {
  name = 'SpiltFiles1700000000027';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table attachment add column content_locked_at timestamptz;
      comment on column attachment.content_locked_at is
        'Of a file of a work file: suspected to hold a state secret since then. The files of a document are locked with it.';

      alter table secret_spill add column attachment_id uuid references attachment;
      comment on column secret_spill.attachment_id is 'What was reported, where it is a file of a work file and no document.';
      alter table secret_spill drop constraint secret_spill_check;
      alter table secret_spill add constraint secret_spill_is_of_one
        check (num_nonnulls(incoming_document_id, outgoing_document_id, attachment_id) = 1);
      alter table secret_spill drop constraint secret_spill_status_check;
      alter table secret_spill add constraint secret_spill_status_check
        check (status in ('locked', 'removing', 'removed', 'closed', 'false-alarm'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
