import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Mail of recalled and replaced documents that never went out is told apart from mail that failed. */
export class WithdrawnMails1700000000032 implements MigrationInterface {
  name = 'WithdrawnMails1700000000032';

  async up(runner: QueryRunner): Promise<void> {
    // A state more would be one that the release before cannot answer with.
    await runner.query(`
      alter table outgoing_mail add column withdrawn boolean not null default false;
      comment on column outgoing_mail.withdrawn is 'Where it is failed: given up with its document, there is nothing to mend.';
      update outgoing_mail set withdrawn = true
      where state = 'failed' and last_error in ('Không gửi: văn bản đã được thu hồi.', 'Không gửi: văn bản đã được thay thế.');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
