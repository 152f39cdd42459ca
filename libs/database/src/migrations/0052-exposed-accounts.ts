import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why an account is locked: with an exposed password it is not to be opened again. */
export class ExposedAccounts1700000000052 implements MigrationInterface {
  name = 'ExposedAccounts1700000000052';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table account add column exposed_at timestamptz;
      comment on column account.exposed_at is 'Since when others may know the password; null: nobody has said so of the password of today.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
