import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A start need not read again the processes that an earlier start has deployed. */
export class DeployedFolders1700000000076 implements MigrationInterface {
  name = 'DeployedFolders1700000000076';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table deployed_folder (
        checksum    text        primary key,
        deployed_at timestamptz not null
      );
      comment on table deployed_folder is 'Contents of PROCESSES_DIR that a start has deployed: the next start with the same reads none of them.';
      comment on column deployed_folder.checksum is 'SHA-256 (hex) over names and contents of its files.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
