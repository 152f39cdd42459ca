import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A step that nobody waits for refuses by itself to go on from a state that is no longer the one it was computed from. */
export class StaleInstances1700000000012 implements MigrationInterface {
  name = 'StaleInstances1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function refuse_stale_instance(id uuid) returns boolean language plpgsql as $$
      begin
        raise exception 'Process instance % has moved since it was read: it was not locked.', id;
      end
      $$;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
