import { type Finding, sayDate } from '#foundation';
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
 * two units, so it takes two people to make it. It looks at the day on which the post begins and at all after it.
 */
export async function circleFindings({ tx }: CommandContext, { kind, login, unit, role, effectiveOn }: GivenPost): Promise<Finding[]> {
  if (unit === undefined || role === undefined) return [];
  const rows = await tx.query<{ above: string; unit: string; day: string }>(
    `select above, unit, day::text from reporting_circles($1, $2, $3, $4, null, array(
       select id from post where login = $1 and held_on(post, $4::date)
         and ($5::boolean or unit_code = $2 or not exists (select from post own where own.login = $1 and own.unit_code = $2 and held_on(own, $4::date)))))`,
    [login ?? NEWCOMER, unit, role, effectiveOn, kind !== 'appoint'],
  );
  return rows.map((row) => ({
    where: 'unit',
    code: 'circular-reporting',
    what: `with this post ${login ?? 'the new one'} would report to ${row.above} (${row.unit}), and ${row.above} to him, from ${sayDate(row.day)} on`,
    mend: `Name a unit or role that does not put the two above each other, or end the other post of ${row.above} first.`,
  }));
}
