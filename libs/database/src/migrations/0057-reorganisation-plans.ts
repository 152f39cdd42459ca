import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of the office's units that are planned, reviewed and carried out as one. */
export class ReorganisationPlans1700000000057 implements MigrationInterface {
  name = 'ReorganisationPlans1700000000057';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reorganisation_plan (
        id            uuid        primary key,
        content       jsonb       not null,
        effective_day date        not null,
        units         text[]      not null,
        people        text[]      not null,
        status        text        not null check (status in ('draft', 'checked', 'submitted', 'scheduled', 'failed', 'done', 'refused', 'withdrawn')),
        author        text        not null references person,
        written_at    timestamptz not null,
        changed_at    timestamptz not null,
        checked_at    timestamptz,
        submitted_at  timestamptz,
        decided_by    text        references person,
        decided_at    timestamptz,
        decision_note text,
        closed_at     timestamptz,
        carried_out_on date,
        report        jsonb,
        findings      jsonb,
        check ((status = 'done') = (carried_out_on is not null))
      );
      comment on table reorganisation_plan is 'A decision that changes units: written, checked, submitted, approved by another, carried out on its day.';
      comment on column reorganisation_plan.content is 'Decision and lines, as people wrote them.';
      comment on column reorganisation_plan.units is 'Units that end or give something away.';
      comment on column reorganisation_plan.people is 'Whose posts it changes, as last checked.';
      comment on column reorganisation_plan.report is 'What it does: of the last check, and once done what was done.';
      comment on column reorganisation_plan.findings is 'Why it was not carried out on its day.';
      create index reorganisation_plan_open on reorganisation_plan (effective_day)
        where status in ('draft', 'checked', 'submitted', 'scheduled', 'failed');
      create index reorganisation_plan_by_author on reorganisation_plan (author);
      create index reorganisation_plan_by_decider on reorganisation_plan (decided_by) where decided_by is not null;

      create table reorganisation_move (
        plan_id   uuid not null references reorganisation_plan,
        kind      text not null,
        ref       text not null,
        from_unit text not null references unit,
        to_unit   text not null references unit,
        primary key (plan_id, kind, ref)
      );
      comment on table reorganisation_move is 'What went to a part of its unit by name; everything else follows the successor and is not written down.';
      create index reorganisation_move_by_ref on reorganisation_move (kind, ref);
      create index reorganisation_move_from on reorganisation_move (from_unit);
      create index reorganisation_move_to on reorganisation_move (to_unit);

      -- A unit stands in variables by its code, or by a group of it.
      create function with_unit(value jsonb, old_unit text, new_unit text) returns jsonb language sql immutable parallel safe as $$
        select case jsonb_typeof(value)
          when 'string' then case
            when value #>> '{}' = old_unit then to_jsonb(new_unit)
            when value #>> '{}' ~ ('^[a-z-]+:' || old_unit || '$') then to_jsonb(split_part(value #>> '{}', ':', 1) || ':' || new_unit)
            else value end
          when 'array' then (select coalesce(jsonb_agg(with_unit(item, old_unit, new_unit) order by place), '[]')
                             from jsonb_array_elements(value) with ordinality as items(item, place))
          when 'object' then (select coalesce(jsonb_object_agg(name, with_unit(part, old_unit, new_unit)), '{}') from jsonb_each(value) as parts(name, part))
          else value
        end
      $$;
      comment on function with_unit is 'A value of a variable in which one unit stands for another, also as head:X and unit:X.';
      create function state_with_unit(state jsonb, old_unit text, new_unit text) returns jsonb language sql immutable parallel safe as $$
        select case jsonb_typeof(state)
          when 'array' then (select coalesce(jsonb_agg(state_with_unit(item, old_unit, new_unit) order by place), '[]')
                             from jsonb_array_elements(state) with ordinality as items(item, place))
          when 'object' then (select coalesce(jsonb_object_agg(name, case when name in ('variables', 'items', 'outputs')
                                then with_unit(part, old_unit, new_unit) else state_with_unit(part, old_unit, new_unit) end), '{}')
                              from jsonb_each(state) as parts(name, part))
          else state
        end
      $$;
      comment on function state_with_unit is 'State of an instance whose variables name one unit for another.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
