import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A leave to do a step of another is for the text that the leader has seen, and may be taken back. */
export class DutyExceptionsWithdrawn1700000000049 implements MigrationInterface {
  name = 'DutyExceptionsWithdrawn1700000000049';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table outgoing_duty_exception
        add column version         integer,
        add column withdrawn_by    text,
        add column withdrawn_at    timestamptz,
        add column withdraw_reason text,
        add constraint outgoing_duty_exception_withdrawn check (num_nulls(withdrawn_by, withdrawn_at, withdraw_reason) in (0, 3)) not valid;
      comment on column outgoing_duty_exception.version is 'The version of the draft that it is for; null: any, as releases before this column gave it.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
