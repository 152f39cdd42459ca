import type { MigrationInterface, QueryRunner } from 'typeorm';

/** One rule says when somebody has left, whoever asks: given work, sign-in, workers' tokens and passwords each had their own. */
export class EndOfAccess1700000000082 implements MigrationInterface {
  name = 'EndOfAccess1700000000082';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function access_ended(person text, at timestamptz) returns boolean language sql stable parallel safe as $$
        select exists (
          select from personnel_decision decision
            where decision.login = person and decision.kind in ('leave', 'retire') and decision.status in ('open', 'done')
              and decision.access_ends_at <= at
              and not exists (select from post back where back.login = person and back.valid_from > decision.effective_on))
      $$;
      comment on function access_ended is 'Whether a decision by which somebody leaves has ended his access by then, and he has not come back.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
