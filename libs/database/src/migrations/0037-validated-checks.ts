import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checks that were added without a look at the rows there were: people go on writing while these are looked at. */
export class ValidatedChecks1700000000037 implements MigrationInterface {
  name = 'ValidatedChecks1700000000037';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table instruction
        validate constraint instruction_cause,
        validate constraint instruction_changed_with_reason,
        validate constraint instruction_recalled,
        validate constraint instruction_recalled_holds_no_longer;
      alter table outgoing_recipient
        validate constraint outgoing_recipient_delivery,
        validate constraint outgoing_recipient_delivery_whole,
        validate constraint outgoing_recipient_delivered_to_whom;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
