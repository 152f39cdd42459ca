import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index on a big table: documents whose marks for the search are still to be made. */
export class UnmarkedDocuments1700000000033 implements MigrationInterface {
  name = 'UnmarkedDocuments1700000000033';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index document_search_unmarked on document_search (document_id) where not marked;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
