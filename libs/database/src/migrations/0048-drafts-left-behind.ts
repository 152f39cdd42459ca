import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A draft that answers nothing any more still repeats what was asked: the procedure for secrets must find it. */
export class DraftsLeftBehind1700000000048 implements MigrationInterface {
  name = 'DraftsLeftBehind1700000000048';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table draft_left_behind (
        obligation_id        uuid not null references reply_obligation,
        outgoing_document_id uuid not null references outgoing_document,
        primary key (obligation_id, outgoing_document_id)
      );
      comment on table draft_left_behind is 'Drafts of an answer that were left because another unit, or another document, was to answer.';
      create index draft_left_behind_by_document on draft_left_behind (outgoing_document_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
