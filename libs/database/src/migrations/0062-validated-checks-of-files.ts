import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The checks that 0047, 0049 and 0050 made without a look at the rows there were. All of them hold: the columns were new, and empty in
 * each. Validating takes no lock that others wait for.
 */
export class ValidatedChecksOfFiles1700000000062 implements MigrationInterface {
  name = 'ValidatedChecksOfFiles1700000000062';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table attachment validate constraint attachment_one_owner;
      alter table outgoing_duty_exception validate constraint outgoing_duty_exception_withdrawn;
      alter table outgoing_document validate constraint outgoing_document_pages;
      alter table outgoing_document validate constraint outgoing_document_answered_after_issue;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
