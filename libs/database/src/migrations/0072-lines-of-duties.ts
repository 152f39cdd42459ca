import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What others owe who leaves, and what he owes them, is handed over as his own work is; a line tells what its task is about. */
export class LinesOfDuties1700000000072 implements MigrationInterface {
  name = 'LinesOfDuties1700000000072';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table handover_line drop constraint handover_line_kind_check;
      alter table handover_line add constraint handover_line_kind_check check (kind in
        ('task', 'draft', 'reply-obligation', 'assignment', 'given-assignment', 'work-file', 'mailbox', 'consultation', 'other'));
      alter table handover_line add about text;
      comment on column handover_line.about is 'Of a task or a question: the document or the work that its case is about.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
