import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people were told: one row per person and event. */
export class Notifications1700000000005 implements MigrationInterface {
  name = 'Notifications1700000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table notification (
        id          uuid primary key,
        recipient   text        not null,
        kind        text        not null,
        title       text        not null,
        body        text        not null,
        instance_id uuid        references process_instance on delete cascade,
        task_id     uuid        references user_task on delete cascade,
        dedupe_key  text        not null,
        created_at  timestamptz not null,
        read_at     timestamptz,
        constraint notification_once_per_event unique (recipient, dedupe_key)
      );
      comment on column notification.recipient is 'Login of the person; people who left keep their rows.';
      comment on column notification.kind is 'What it is about, for icons and filters: reminder, escalation, …';
      comment on column notification.dedupe_key is 'Names the event; a person hears of one event once.';
      create index notification_by_recipient on notification (recipient, created_at desc, id desc);
      create index notification_unread on notification (recipient, created_at desc, id desc) where read_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
