import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What answers an obligation in part, answers that take the place of others, and units that end. */
export class ObligationsAndUnits1700000000026 implements MigrationInterface {
  name = 'ObligationsAndUnits1700000000026';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table reply_obligation_answer
        add column completes boolean not null default true,
        add column linked_by text;
      comment on column reply_obligation_answer.completes is 'False: it answers a part; another document has to answer the rest.';
      comment on column reply_obligation_answer.linked_by is 'Who linked it by hand; null: the case did.';
      -- Replaced until now: the replacement answers what the replaced document had answered.
      insert into reply_obligation_answer (obligation_id, outgoing_document_id, linked_at, linked_by)
        select a.obligation_id, act.by_document_id, act.decided_at, act.decided_by
        from reply_obligation_answer a join outgoing_act act on act.document_id = a.outgoing_document_id and act.kind = 'replace'
        on conflict do nothing;

      alter table unit
        add column valid_to       date,
        add column successor_code text references unit,
        add check (successor_code <> code),
        add check (successor_code is null or valid_to is not null);
      comment on column unit.valid_to is 'Its last day; null: no end is known.';
      comment on column unit.successor_code is 'Has its work from the day after on; null: it left none.';
      create index unit_by_successor on unit (successor_code) where successor_code is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
