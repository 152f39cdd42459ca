import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pictures of articles say in words what they show, for those who do not see them. */
export class CaptionsOfPictures1700000000079 implements MigrationInterface {
  name = 'CaptionsOfPictures1700000000079';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table website_article_version add column captions jsonb not null default '[]' check (jsonb_typeof(captions) = 'array');
      comment on column website_article_version.captions is 'List of {attachmentId, text}: what its pictures show.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
