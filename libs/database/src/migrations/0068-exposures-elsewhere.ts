import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * In which other systems a password that others may know still opens an account: a new one here says nothing of theirs. Of an
 * account that is exposed today nothing is known of the others, so all of them in which we know it are taken for exposed.
 */
export class ExposuresElsewhere1700000000068 implements MigrationInterface {
  name = 'ExposuresElsewhere1700000000068';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table exposed_elsewhere (
        login      text        not null references person,
        system     text        not null,
        exposed_at timestamptz not null,
        primary key (login, system)
      );
      comment on table exposed_elsewhere is 'The account of that person in that system is not opened again before it has a new password, or is gone.';
      insert into exposed_elsewhere (login, system, exposed_at)
      select login, system, exposed_at from account join system_account using (login)
      where exposed_at is not null and state <> 'removed' and system <> 'congvan';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
