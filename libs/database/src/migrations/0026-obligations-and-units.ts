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

      create table contribution_attachment (
        attachment_id uuid        primary key references attachment,
        obligation_id uuid        not null references reply_obligation,
        unit_code     text        not null,
        attached_by   text        not null,
        attached_at   timestamptz not null
      );
      comment on table contribution_attachment is 'Files of the incoming document that came with the part answer of a coordinating unit.';
      create index contribution_attachment_by_unit on contribution_attachment (obligation_id, unit_code);

      alter table unit
        add column valid_to       date,
        add column successor_code text references unit,
        add check (successor_code <> code),
        add check (successor_code is null or valid_to is not null);
      comment on column unit.valid_to is 'Its last day; null: no end is known.';
      comment on column unit.successor_code is 'Has its work from the day after on; null: it left none.';
      create index unit_by_successor on unit (successor_code) where successor_code is not null;

      create function lives_on(unit unit, day date) returns boolean language sql immutable parallel safe as $$
        select unit.valid_to is null or unit.valid_to >= day
      $$;

      -- \`union\` ends what would go round.
      create function units_inherited_by(heir text, day date) returns setof text language sql stable parallel safe as $$
        with recursive inherited(code) as (
          select heir
          union select u.code from inherited i join unit u on u.successor_code = i.code and u.valid_to < day)
        select code from inherited
      $$;
      comment on function units_inherited_by is 'A unit and all units that had ended before the day and whose work it has since.';
      create function heirs_of_unit(ended text, day date) returns setof text language sql stable parallel safe as $$
        with recursive heir(code) as (
          select ended
          union select u.successor_code from heir h join unit u on u.code = h.code and u.valid_to < day where u.successor_code is not null)
        select code from heir
      $$;
      comment on function heirs_of_unit is 'A unit and, once it has ended, the unit that has its work, and so on.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
