import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a start asks of every definition, so that it need not compile them all. */
export class TopicsOfDefinitions1700000000011 implements MigrationInterface {
  name = 'TopicsOfDefinitions1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table process_definition add column topics jsonb;
      comment on column process_definition.topics is
        'The topics that it names, {reading, found: [{element, topic}]}; null, or of another reading: to be read again.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
