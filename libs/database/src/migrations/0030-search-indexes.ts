import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes on big tables, by which the search finds first what is little: documents without marks, documents of a reader. */
export class SearchIndexes1700000000030 implements MigrationInterface {
  name = 'SearchIndexes1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    // One index over all five columns that bring a task to somebody: five would cost each step of a case as many writes.
    await runner.query(`
      create index document_search_unmarked on document_search (document_id) where not marked;
      create index user_task_by_reader on user_task
        using gin ((candidate_users || candidate_groups || escalated_to || array[assignee, completed_by])) with (fastupdate = off);
      create index incoming_document_by_open_state on incoming_document (status) where status <> 'closed';
      create index outgoing_document_by_open_state on outgoing_document (status) where status <> 'issued';
      create index outgoing_document_by_unit on outgoing_document (drafting_unit);
      create index outgoing_document_by_drafter on outgoing_document (drafted_by);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
