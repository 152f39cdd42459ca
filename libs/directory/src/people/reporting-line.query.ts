import type { Database } from '#database';
import { PersonNotFoundError } from '../errors.js';

/** Who stands above somebody at one place; several where several head it. */
export interface Superiors {
  readonly unit: string;
  readonly unitName: string;
  readonly people: readonly { readonly login: string; readonly fullName: string; readonly title: string }[];
}

/**
 * Who stands above a person on a day `YYYY-MM-DD`, from the nearest to the leadership: the heads of his unit, of the unit it
 * belongs to, and so on. A place that nobody heads is left out, so the next one answers for it. Empty for leaders, and for
 * people without a post that day.
 * @throws PersonNotFoundError
 */
export async function reportingLine(database: Database, login: string, on: string): Promise<Superiors[]> {
  const [known] = await database.query('select from person where login = $1', [login]);
  if (known === undefined) throw new PersonNotFoundError(login);
  return database.query<Superiors>(
    `with recursive placed as materialized (select * from unit_as_of($2)),
       above(code, level) as (
         select unit_code, 0 from post where login = $1 and held_on(post, $2)
         union
         select placed.parent_code, above.level + 1 from above join placed using (code)
         where placed.parent_code is not null and above.level < (select count(*) from placed)),
       place(code, level) as (
         select code, min(level) from above join unit using (code) where kind <> 'leadership' group by code
         union all
         select code, 1000000 from unit where kind = 'leadership'
           and exists (select from post where login = $1 and held_on(post, $2))
           and not exists (select from post where login = $1 and role = 'leader' and held_on(post, $2)))
     select place.code as unit, placed.name as "unitName",
            jsonb_agg(jsonb_build_object('login', person.login, 'fullName', full_name, 'title', title)
                      order by sort_name, person.login) as people
     from place join placed using (code) join unit using (code)
       join post on post.unit_code = place.code and held_on(post, $2)
         and post.role = case unit.kind when 'leadership' then 'leader' else 'head' end
       join person using (login)
     where not exists (select from post own where own.login = $1 and own.unit_code = place.code and own.role = post.role and held_on(own, $2))
     group by place.code, placed.name, place.level, unit.sort order by place.level, unit.sort, place.code`,
    [login, on],
  );
}
