import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Steps of outgoing documents that a leader let somebody do, signatures for who signs for another, deliveries on paper. */
export class OutgoingDuties1700000000028 implements MigrationInterface {
  name = 'OutgoingDuties1700000000028';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outgoing_duty_exception (
        id          uuid primary key,
        document_id uuid        not null references outgoing_document,
        step        text        not null check (step in ('approve-content', 'check-format', 'sign', 'issue', 'verify-number')),
        person      text        not null,
        reason      text        not null,
        granted_by  text        not null,
        granted_at  timestamptz not null
      );
      comment on table outgoing_duty_exception is 'Who may do a step of this one document that the rules leave to another, and which leader decided so.';
      create index outgoing_duty_exception_by_document on outgoing_duty_exception (document_id, step, person);

      alter table outgoing_step add column exception_id uuid references outgoing_duty_exception;
      comment on column outgoing_step.exception_id is 'By which leave the step was done; null: by the post of whoever did it.';

      alter table signing_authority add column above text;
      comment on column signing_authority.above is
        'First line of the signature of a KT whose grantor signs for others himself: TM. ỦY BAN NHÂN DÂN TỈNH, TL. GIÁM ĐỐC.';

      alter table outgoing_recipient
        add column delivery             text,
        add column delivered_on         date,
        add column delivered_to         text,
        add column delivery_recorded_by text,
        add column delivery_recorded_at timestamptz,
        add constraint outgoing_recipient_delivery check (delivery in ('delivered', 'returned')) not valid,
        add constraint outgoing_recipient_delivery_whole check (num_nulls(delivery, delivered_on, delivery_recorded_by, delivery_recorded_at) in (0, 4)) not valid,
        add constraint outgoing_recipient_delivered_to_whom check (delivery is not null or delivered_to is null) not valid;
      comment on column outgoing_recipient.delivery is 'What became of the copies on paper, as the clerk entered it; null while nobody has.';
      comment on column outgoing_recipient.delivered_to is 'Who signed for them, or why they came back.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
