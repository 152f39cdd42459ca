import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of deadlines, and which calendar each due date was counted by. */
export class Deadlines1700000000015 implements MigrationInterface {
  name = 'Deadlines1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`select 1`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
