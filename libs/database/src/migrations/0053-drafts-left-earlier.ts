import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What earlier releases left behind stands in the trail alone. On its own: the trail is long, and nobody waits while it is read. */
export class DraftsLeftEarlier1700000000053 implements MigrationInterface {
  name = 'DraftsLeftEarlier1700000000053';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      insert into draft_left_behind
      select distinct o.id, d.id
      from audit_entry entry
      join outgoing_document d on d.id::text = entry.subject_id
      join reply_obligation o on o.id::text = entry.detail ->> 'leftObligation'
      where entry.subject = 'outgoing-document' and entry.detail ? 'leftObligation'
      on conflict do nothing
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
