import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operators hold instances and definitions, and let them go on. */
export class Suspension1700000000007 implements MigrationInterface {
  name = 'Suspension1700000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table process_instance
        add column suspended_at timestamptz,
        add column suspended_timers text check (suspended_timers in ('keep-remaining', 'keep-due')),
        add constraint process_instance_suspension_check check ((suspended_at is null) = (suspended_timers is null));
      comment on column process_instance.suspended_at is 'Since when operators alone move the instance; null: it runs.';
      comment on column process_instance.suspended_timers is
        'keep-remaining: its timers go on by the time it was held. keep-due: what fell due meanwhile fires at once.';

      alter table process_definition add column suspended_at timestamptz;
      comment on column process_definition.suspended_at is 'Since when no instance of it can start; null: they can.';

      alter table job
        drop constraint job_status_check,
        add constraint job_status_check check (status in ('ready', 'failed', 'suspended'));
      comment on column job.status is 'suspended: laid aside since its instance or definition is; ready again with it.';

      create index activity_open_by_element on activity (element_id) where ended_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
