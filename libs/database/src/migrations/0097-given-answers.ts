import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A correction that is given up leaves the question as it was answered: the unit that declined it was gone, and nobody could correct it any more. */
export class GivenAnswers1700000000097 implements MigrationInterface {
  name = 'GivenAnswers1700000000097';

  async up(runner: QueryRunner): Promise<void> {
    // Of corrections on their way only the unit is still to be found, in what happened.
    await runner.query(`
      alter table website_question add column given jsonb;
      comment on column website_question.given is 'The columns of this row that a correction changes, as they stood when the answer was given; stays when the correction is given.';
      update website_question q set given = jsonb_build_object('unit_code', coalesce(unit_code, (
        select e.text from website_question_event e where e.question_id = q.id and e.kind = 'assigned' order by e.id desc limit 1)))
      where answered_version is not null and ended_at is null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
