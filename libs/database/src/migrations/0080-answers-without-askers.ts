import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Answers address people by name: the public reads them without. */
export class AnswersWithoutAskers1700000000080 implements MigrationInterface {
  name = 'AnswersWithoutAskers1700000000080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table website_answer add column public_body text;
      comment on column website_answer.public_body is
        'The answer as the public reads it, without name, address and numbers of who asked. Null: written before there was one, see body.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
