import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has confirmed and approved a personnel decision stands beside it: nothing is carried out because of a variable of its case. */
export class StepsOfDecisions1700000000064 implements MigrationInterface {
  name = 'StepsOfDecisions1700000000064';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table personnel_step (
        decision_id uuid        not null references personnel_decision,
        step        text        not null check (step in ('confirm', 'approve')),
        outcome     text        not null check (outcome in ('agreed', 'refused')),
        done_by     text        not null,
        done_at     timestamptz not null,
        note        text,
        primary key (decision_id, step)
      );
      comment on table personnel_step is 'What was answered in the tasks of a personnel decision, the last answer to each.';
      comment on column personnel_step.step is 'confirm: the unit that gets the person; approve: the chief of office, or a leader.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
