import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index on a big table: all instructions of a document, in their order. */
export class InstructionsOfDocuments1700000000036 implements MigrationInterface {
  name = 'InstructionsOfDocuments1700000000036';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index instruction_by_document on instruction (document_id, instructed_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
