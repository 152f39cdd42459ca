import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a question may be is told to the board at once, and what people wrote about it goes when the asker does. */
export class WordsOfAskers1700000000083 implements MigrationInterface {
  name = 'WordsOfAskers1700000000083';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table website_question
        add column suspected text[] not null default '{}' check (suspected <@ array['state-secret', 'complaint', 'denunciation']),
        add column words_removed_at timestamptz;
      comment on column website_question.suspected is 'What its words speak of without bearing the mark of it: the board looks (171/QĐ-BDT art. 4.2).';
      comment on column website_question.words_removed_at is 'Since when nothing that people wrote about it is left, neither here nor in its case, but what was published.';
      drop index website_question_kept;
      create index website_question_kept on website_question (ended_at) where words_removed_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
