import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How long steps have taken, for the forecast. */
export class Forecasts1700000000018 implements MigrationInterface {
  name = 'Forecasts1700000000018';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`select 1`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
