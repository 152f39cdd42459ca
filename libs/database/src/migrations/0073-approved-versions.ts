import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of each part of a programme, which version the leader has approved: what came later is marked as a correction. */
export class ApprovedVersions1700000000073 implements MigrationInterface {
  name = 'ApprovedVersions1700000000073';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table programme_part add column approved_version integer check (approved_version between 0 and version);
      comment on column programme_part.approved_version is 'That the leader has approved; 0: nothing was published then; null: not approved.';
      update programme_part part set approved_version = (
        select count(*) from programme_version v
        where v.programme_id = part.programme_id and v.unit_code = part.unit_code and v.published_at <= p.approved_at)
      from work_programme p where p.id = part.programme_id and p.approved_at is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
