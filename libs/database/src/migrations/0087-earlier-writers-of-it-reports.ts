import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who had saved a report before all its writers were kept is its writer too: the audit trail tells them. */
export class EarlierWritersOfItReports1700000000087 implements MigrationInterface {
  name = 'EarlierWritersOfItReports1700000000087';

  async up(runner: QueryRunner): Promise<void> {
    // Only where it still matters who confirms and takes note.
    await runner.query(`
      update it_report r set writers = r.writers || missing.logins
      from (
        select a.subject_id, array_agg(distinct a.actor) as logins
        from audit_entry a join it_report o on o.id::text = a.subject_id
        where a.subject = 'it-report' and a.detail ->> 'event' = 'saved' and o.status in ('drafting', 'confirming', 'confirmed', 'asked')
          and not a.actor = any(o.writers)
        group by 1
      ) missing
      where r.id::text = missing.subject_id
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
