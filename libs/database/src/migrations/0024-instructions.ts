import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Instructions that are changed, returned and taken back while their documents are dealt with; who has read for information. */
export class Instructions1700000000024 implements MigrationInterface {
  name = 'Instructions1700000000024';

  async up(runner: QueryRunner): Promise<void> {
    // The release before writes instructions without these columns: each has a default that says the same as its rows.
    // Its checks are looked at in 0037.
    await runner.query(`
      alter table instruction
        add column cause               text not null default 'given',
        add column reason              text,
        add column recorded_by         text,
        add column coordination_due_at timestamptz,
        add column information_due_at  timestamptz,
        add column recalled_at         timestamptz,
        add column recalled_by         text,
        add column recall_reason       text,
        add constraint instruction_cause check (cause in ('given', 'changed', 'returned')) not valid,
        add constraint instruction_changed_with_reason check (reason is not null or cause <> 'changed') not valid,
        add constraint instruction_recalled check (num_nulls(recalled_at, recalled_by, recall_reason) in (0, 3)) not valid,
        add constraint instruction_recalled_holds_no_longer check (recalled_at is null or not current) not valid;
      comment on column instruction.cause is 'Whether it is the first one, changed one that held, or was given after the lead unit had returned the document.';
      comment on column instruction.reason is 'Why it took the place of the one before.';
      comment on column instruction.recorded_by is 'Who entered what somebody else had decided; null: whoever instructed.';
      comment on column instruction.coordination_due_at is 'Written for all coordinating units; null: counted back from the due date.';
      comment on column instruction.information_due_at is 'Written for all units for information; null: thirty days.';

      alter table instruction_unit add column own_due boolean not null default false;
      comment on column instruction_unit.own_due is 'The date was written for this unit alone: it follows no other.';

      create table instruction_return (
        id             uuid primary key,
        instruction_id uuid        not null references instruction,
        unit_code      text        not null,
        returned_by    text        not null,
        reason         text        not null,
        returned_at    timestamptz not null
      );
      comment on table instruction_return is 'A lead unit that gave the document back to the leader, and why.';
      create index instruction_return_by_instruction on instruction_return (instruction_id);

      create table instruction_receipt (
        id          uuid primary key,
        document_id uuid        not null references incoming_document,
        unit_code   text        not null,
        read_by     text        not null,
        read_at     timestamptz not null,
        note        text
      );
      comment on table instruction_receipt is 'Who confirmed for a unit that it has read what was sent to it for information.';
      create index instruction_receipt_by_document on instruction_receipt (document_id, unit_code);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
