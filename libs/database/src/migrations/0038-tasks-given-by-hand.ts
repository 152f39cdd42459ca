import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose work a task is where an operator has given it to somebody. */
export class TasksGivenByHand1700000000038 implements MigrationInterface {
  name = 'TasksGivenByHand1700000000038';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table user_task add column work_of text[];
      comment on column user_task.work_of is 'Groups and logins; null: of whoever has it. Since an operator has changed whose it is: '
        'those whose work it was and stays. Who has it beside them neither reads its documents nor completes it.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
