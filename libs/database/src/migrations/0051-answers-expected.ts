import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index on a big table: the few documents to which an answer is asked, the latest first. */
export class AnswersExpected1700000000051 implements MigrationInterface {
  name = 'AnswersExpected1700000000051';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index outgoing_document_answer_expected on outgoing_document (id desc) where answer_expected_on is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
