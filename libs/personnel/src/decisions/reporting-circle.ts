import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';

/** A person with the post that a decision gives him. */
export interface GivenPost {
  /** `appoint` within a unit of his leaves the posts of other units; everything else ends all. */
  readonly kind: string;
  /** Null while he has none. */
  readonly login: string | null;
  readonly unit?: string | undefined;
  readonly role?: string | undefined;
  /** First day in the post, `YYYY-MM-DD`. */
  readonly effectiveOn: string;
}

/** In place of the login of who has none yet. */
const NEWCOMER = '*';

/**
 * A finding for each person who would stand above somebody and below him at once, by who stands above whom in the reporting lines of
 * the directory: heads of a unit above all who have a post in it or below it, leaders above all others. Somebody may hold posts in
 * two units, so it takes two people to make it. It looks at the day on which the post begins.
 */
export async function circleFindings({ tx }: CommandContext, { kind, login, unit, role, effectiveOn }: GivenPost): Promise<Finding[]> {
  if (unit === undefined || role === undefined) return [];
  const rows = await tx.query<{ above: string; unit: string }>(
    `with recursive placed as materialized (select * from unit_as_of($4::date)),
       held(login, code, role) as materialized (
         select login, unit_code, role from post where held_on(post, $4::date) and not (login = $1 and ($5::boolean or unit_code = $2 or not exists (select from post own where own.login = $1 and own.unit_code = $2 and held_on(own, $4::date))))
         union select $1::text, $2::text, $3::text),
       line(code, above) as (
         select code, code from placed union select line.code, placed.parent_code from line join placed on placed.code = line.above where placed.parent_code is not null),
       leads(login, code, kind) as materialized (
         select held.login, held.code, unit.kind from held join unit using (code) where held.role = case unit.kind when 'leadership' then 'leader' else 'head' end),
       above(login, superior, code) as materialized (
         select held.login, leads.login, leads.code from held join line using (code) join leads on leads.code = line.above and leads.kind <> 'leadership'
         where leads.login <> held.login and not exists (select from leads own where own.login = held.login and own.code = leads.code)
         union
         select held.login, leads.login, leads.code from held, leads
         where leads.kind = 'leadership' and held.login not in (select login from leads where kind = 'leadership')),
       reach(first, code, login) as (
         select superior, code, superior from above where login = $1
         union select reach.first, reach.code, above.superior from reach join above using (login))
     select first as above, min(code) as unit from reach where login = $1 group by first order by first`,
    [login ?? NEWCOMER, unit, role, effectiveOn, kind !== 'appoint'],
  );
  return rows.map((row) => ({
    where: 'unit',
    code: 'circular-reporting',
    what: `with this post ${login ?? 'the new one'} would report to ${row.above} (${row.unit}), and ${row.above} to him`,
    mend: `Name a unit or role that does not put the two above each other, or end the other post of ${row.above} first.`,
  }));
}
