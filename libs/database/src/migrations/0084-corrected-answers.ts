import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An answer may be corrected: the public reads the one before until the new one is approved. */
export class CorrectedAnswers1700000000084 implements MigrationInterface {
  name = 'CorrectedAnswers1700000000084';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table website_question add column answered_version integer check (answered_version > 0);
      comment on column website_question.answered_version is 'Version of the answer that was given last; another one in hand corrects it.';
      update website_question set answered_version = version where stage = 'answered';
      alter table website_question add check (stage <> 'answered' or answered_version is not null), add check (slug is null or answered_version is not null);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
