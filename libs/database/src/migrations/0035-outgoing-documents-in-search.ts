import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes on a big table, by which the search finds outgoing documents: open ones, those of a unit, those of a drafter. */
export class OutgoingDocumentsInSearch1700000000035 implements MigrationInterface {
  name = 'OutgoingDocumentsInSearch1700000000035';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create index outgoing_document_by_open_state on outgoing_document (status) where status <> 'issued';
      create index outgoing_document_by_unit on outgoing_document (drafting_unit);
      create index outgoing_document_by_drafter on outgoing_document (drafted_by);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
