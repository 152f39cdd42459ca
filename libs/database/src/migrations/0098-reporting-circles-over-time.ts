import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Circles of who reports to whom are found also where another post begins later than the new one: the order in which they were entered decided. */
export class ReportingCirclesOverTime1700000000098 implements MigrationInterface {
  name = 'ReportingCirclesOverTime1700000000098';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function reporting_circles(person text, new_unit text, new_role text, first_day date, last_day date, ended uuid[])
      returns table (above text, unit text, day date) language sql stable parallel safe as $$
        with days as (
          select first_day as day
          union select valid_from from post where valid_from > first_day and (last_day is null or valid_from <= last_day) and id <> all(ended)
          union select valid_from from unit_version where valid_from > first_day and (last_day is null or valid_from <= last_day))
        select distinct on (circle.above) circle.above, circle.unit, days.day
        from days cross join lateral reporting_circle(person, new_unit, new_role, days.day, ended) circle
        order by circle.above, days.day
      $$;
      comment on function reporting_circles is
        'What reporting_circle finds on any day from the first to the last of a new post (null: no end), with the first day of each.';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations only go forward.');
  }
}
