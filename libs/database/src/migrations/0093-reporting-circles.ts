import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decisions about people and appointments by hand refuse the same circles. */
export class ReportingCircles1700000000093 implements MigrationInterface {
  name = 'ReportingCircles1700000000093';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function reporting_circle(person text, new_unit text, new_role text, day date, ended uuid[])
      returns table (above text, unit text) language sql stable parallel safe as $$
        with recursive placed as materialized (select * from unit_as_of(day)),
          held(login, code, role) as materialized (
            select post.login, post.unit_code, post.role from post where held_on(post, day) and post.id <> all(ended)
            union select person, new_unit, new_role),
          line(code, above) as (
            select placed.code, placed.code from placed
            union select line.code, placed.parent_code from line join placed on placed.code = line.above where placed.parent_code is not null),
          leads(login, code, kind) as materialized (
            select held.login, held.code, u.kind from held join unit u on u.code = held.code
              where held.role = case u.kind when 'leadership' then 'leader' else 'head' end),
          superiors(login, superior, code) as materialized (
            select held.login, leads.login, leads.code from held join line on line.code = held.code
                join leads on leads.code = line.above and leads.kind <> 'leadership'
              where leads.login <> held.login and not exists (select from leads own where own.login = held.login and own.code = leads.code)
            union
            select held.login, leads.login, leads.code from held, leads
              where leads.kind = 'leadership' and held.login not in (select leader.login from leads leader where leader.kind = 'leadership')),
          reach(first, code, login) as (
            select superiors.superior, superiors.code, superiors.superior from superiors where superiors.login = person
            union select reach.first, reach.code, superiors.superior from reach join superiors on superiors.login = reach.login)
        select reach.first, min(reach.code) from reach where reach.login = person group by reach.first order by reach.first
      $$;
      comment on function reporting_circle is
        'Who would stand above somebody and below him at once with a new post, on a day, and the unit in which he is above; ended: posts of his that end with it. Heads stand above all who have a post in their unit or below it, leaders above all others.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
