import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Due jobs by lane: a long backlog of service tasks no longer has to be read to find the timers. */
export class JobLanes1700000000013 implements MigrationInterface {
  name = 'JobLanes1700000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index job_due;
      create index job_due_steps on job (due_at)
        where status = 'ready' and kind <> 'external' and (kind <> 'service' or topic = 'congvan:continue');
      create index job_due_work on job (due_at)
        where status = 'ready' and kind = 'service' and topic is distinct from 'congvan:continue';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
