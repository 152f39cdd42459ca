import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A backup may pass without uploads that are gone for good, once somebody of IT has said so. */
export class AcceptedLosses1700000000078 implements MigrationInterface {
  name = 'AcceptedLosses1700000000078';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table backup_run add column lost text[] not null default '{}', add column lost_accepted text[] not null default '{}';
      comment on column backup_run.lost is 'Keys of uploads that the file storage had lost, for which the last trial failed.';
      comment on column backup_run.lost_accepted is 'Those of them that IT has accepted as gone: later trials of this run pass without.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
