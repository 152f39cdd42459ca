import type { MigrationInterface, QueryRunner } from 'typeorm';

/** That people were told when work files are due for the archive, and that they are late. */
export class ArchiveReminders1700000000031 implements MigrationInterface {
  name = 'ArchiveReminders1700000000031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table work_file add column archive_reminded_for date, add column archive_overdue_for date;
      comment on column work_file.archive_reminded_for is 'Day of the hand-over of which its keeper and head were told before it; null: of none.';
      comment on column work_file.archive_overdue_for is 'Day of the hand-over of which they were told that it has passed; null: of none.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
