import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody confirms a report that he has written, also where another has saved it after him. */
export class WritersOfItReports1700000000081 implements MigrationInterface {
  name = 'WritersOfItReports1700000000081';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table it_report add column writers text[] not null default '{}';
      comment on column it_report.writers is 'Logins of all who have saved it.';
      update it_report set writers = array[written_by] where written_by is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
