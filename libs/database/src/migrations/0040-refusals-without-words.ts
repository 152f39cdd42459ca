import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of something that was turned away is chosen from a list: words could be its content. */
export class RefusalsWithoutWords1700000000040 implements MigrationInterface {
  name = 'RefusalsWithoutWords1700000000040';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table document_refusal
        add column handling    text check (handling ~ '^[a-z-]+$'),
        add column late_reason text check (late_reason ~ '^[a-z-]+$');
      comment on column document_refusal.handling is 'What became of the paper, as a code.';
      comment on column document_refusal.late_reason is 'Why it was recorded long after it came, as a code.';
      comment on column document_refusal.note is 'In words; only the release before writes it.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
