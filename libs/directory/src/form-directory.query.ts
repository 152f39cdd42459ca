import type { Database } from '#database';
import type { JsonObject } from '#foundation';

/** Options for the select fields of task forms, e.g. `valuesExpression: =people[list contains(units, leadUnit)]`. */
export interface FormDirectory extends JsonObject {
  /** Units that can be given work: all that have not ended but the leadership, which gives it. */
  readonly units: readonly { readonly value: string; readonly label: string }[];
  /** People who hold a post, with the codes of their units, also of those that have ended and whose work they have. */
  readonly people: readonly { readonly value: string; readonly label: string; readonly units: readonly string[] }[];
}

/** The part of the directory that forms choose from, on a day `YYYY-MM-DD`. One query. */
export async function formDirectory(database: Database, onDate: string): Promise<FormDirectory> {
  const [row] = await database.query<FormDirectory>(
    `select
       coalesce((select jsonb_agg(jsonb_build_object('value', code, 'label', name) order by sort, code)
                 from unit where kind <> 'leadership' and lives_on(unit, $1)), '[]') as units,
       coalesce((select jsonb_agg(jsonb_build_object('value', login, 'label', full_name, 'units', units)
                                  order by sort_name, login)
                 from (select login, full_name, sort_name, jsonb_agg(distinct works_for.code) as units
                       from post join person using (login) cross join units_inherited_by(unit_code, $1) as works_for(code)
                       where held_on(post, $1)
                       group by login, full_name, sort_name) as employed), '[]') as people`,
    [onDate],
  );
  return row!;
}
