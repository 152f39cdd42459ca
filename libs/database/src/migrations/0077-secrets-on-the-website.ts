import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Articles and questions of the website may turn out to hold a state secret, like documents and files. */
export class SecretsOnTheWebsite1700000000077 implements MigrationInterface {
  name = 'SecretsOnTheWebsite1700000000077';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table website_article add column content_locked_at timestamptz, add column content_removed_at timestamptz;
      alter table website_question add column content_locked_at timestamptz, add column content_removed_at timestamptz;
      comment on column website_article.content_locked_at is 'Since when nobody is given its words, for they may be a state secret (171/QĐ-BDT art. 4.2).';
      comment on column website_question.content_locked_at is 'Since when nobody is given its words, for they may be a state secret (171/QĐ-BDT art. 4.2).';

      create index website_article_by_instance on website_article (instance_id);

      alter table secret_spill add column website_article_id uuid references website_article, add column website_question_id uuid references website_question;
      create index secret_spill_by_article on secret_spill (website_article_id) where website_article_id is not null;
      create index secret_spill_by_question on secret_spill (website_question_id) where website_question_id is not null;
      alter table secret_spill drop constraint secret_spill_is_of_one;
      alter table secret_spill add constraint secret_spill_is_of_one
        check (num_nonnulls(incoming_document_id, outgoing_document_id, attachment_id, website_article_id, website_question_id) = 1);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
