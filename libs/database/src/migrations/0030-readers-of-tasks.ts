import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An index on a big table, by which the search finds first what is little: the documents of a reader. */
export class ReadersOfTasks1700000000030 implements MigrationInterface {
  name = 'ReadersOfTasks1700000000030';

  async up(runner: QueryRunner): Promise<void> {
    // One index over all five columns that bring a task to somebody: five would cost each step of a case as many writes.
    await runner.query(`
      create index user_task_by_reader on user_task
        using gin ((candidate_users || candidate_groups || escalated_to || array[assignee, completed_by])) with (fastupdate = off);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
