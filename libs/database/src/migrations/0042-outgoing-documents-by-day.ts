import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index on a big table: what was issued on a day. */
export class OutgoingDocumentsByDay1700000000042 implements MigrationInterface {
  name = 'OutgoingDocumentsByDay1700000000042';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index outgoing_document_by_issue on outgoing_document (issued_at) where issued_at is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
