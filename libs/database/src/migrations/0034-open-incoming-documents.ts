import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index on a big table: incoming documents by the state of those that are not closed. */
export class OpenIncomingDocuments1700000000034 implements MigrationInterface {
  name = 'OpenIncomingDocuments1700000000034';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index incoming_document_by_open_state on incoming_document (status) where status <> 'closed';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
