import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Units that begin, are renamed and moved on a day; where units and people are reached; the decisions behind posts. */
export class DirectoryOverTime1700000000043 implements MigrationInterface {
  name = 'DirectoryOverTime1700000000043';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table unit
        add column valid_from date,
        add column phone      text,
        add column room       text,
        add check (valid_from <= valid_to);
      comment on column unit.valid_from is 'Its first day; null: it was there before the directory was kept.';
      comment on column unit.name is 'Of today; unit_version knows that of other days.';

      create table unit_version (
        unit_code   text        not null references unit,
        valid_from  date,
        name        text        not null,
        parent_code text        references unit,
        basis       text,
        decided_by  text        not null,
        decided_at  timestamptz not null,
        unique nulls not distinct (unit_code, valid_from)
      );
      comment on table unit_version is 'Name and place of a unit from a day on. No row: both are those of the unit, always.';
      comment on column unit_version.valid_from is 'Null: as it was before its first change.';
      comment on column unit_version.basis is 'The decision, with number and date; null: as it was before.';

      create function unit_as_of(day date) returns table (code text, name text, parent_code text)
        language sql stable parallel safe as $$
        select unit.code, coalesce(v.name, unit.name), case when v.unit_code is null then unit.parent_code else v.parent_code end
        from unit left join lateral (
          select version.* from unit_version version
          where version.unit_code = unit.code and (version.valid_from is null or version.valid_from <= day)
          order by version.valid_from desc nulls last limit 1) v on true
      $$;
      comment on function unit_as_of is 'Every unit, also one that has ended or not begun, under its name and in its place of that day.';

      -- As before for every unit whose first day is not known.
      create or replace function lives_on(unit unit, day date) returns boolean language sql immutable parallel safe as $$
        select (unit.valid_to is null or unit.valid_to >= day) and (unit.valid_from is null or unit.valid_from <= day)
      $$;

      alter table person
        add column phone text,
        add column room  text;
      comment on column person.phone is 'At work.';

      alter table post
        add column basis text;
      comment on column post.basis is 'The decision, with number and date; null: entered without.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
