import type { Finding } from '#foundation';
import type { CommandContext } from '#runtime';

interface ReceivingUnit {
  readonly unit: string;
  readonly role?: string | undefined;
  /** Who comes; null while he has no login. He never confirms himself. */
  readonly login: string | null;
  /** `YYYY-MM-DD`, on which a head is asked. */
  readonly day: string;
  /** Personnel have been told that the unit has no head, and let somebody else confirm. */
  readonly withoutHeadConfirmed: boolean;
}

/** Who comes to such a post confirms for others, and is confirmed by the office. */
const CONFIRMED_BY_OFFICE = ['head', 'chief-of-office', 'leader'];

/** What speaks against the unit that gets somebody; of one without a head it names who confirms instead. */
export async function receivingUnitFindings({ tx }: CommandContext, { unit, role, login, day, withoutHeadConfirmed }: ReceivingUnit): Promise<Finding[]> {
  const [found] = await tx.query<{ lives: boolean; leads: boolean; hasHead: boolean; instead: string[] }>(
    `select lives_on(unit, $2::date) as lives, kind = 'leadership' as leads,
            exists (select from heads_of_unit(code, $2::date) as head where head is distinct from $3) as "hasHead",
            array(select full_name || ' (' || role || ')' from post join person using (login)
                  where role = 'chief-of-office' and login is distinct from $3 and held_on(post, $2::date) order by login) as instead
     from unit where code = $1 for share`,
    [unit, day, login],
  );
  if (found === undefined) return [{ where: 'unit', code: 'unit-unknown', what: `there is no unit ${unit}`, mend: 'Name a unit of the directory (GET /units).' }];
  if (!found.lives) return [{ where: 'unit', code: 'unit-ended', what: `${unit} is not there on ${day}`, mend: 'Name the unit that has its work.' }];
  if (found.hasHead || found.leads || withoutHeadConfirmed || (role !== undefined && CONFIRMED_BY_OFFICE.includes(role))) return [];
  const instead = found.instead.length > 0 ? found.instead.join(', ') : 'a leader';
  return [
    {
      where: 'unit',
      code: 'receiving-unit-without-head',
      what: `${unit} has no head on ${day}, who confirms the arrival`,
      mend: `Appoint a head first; or say withoutHeadConfirmed true: then ${instead} confirms instead.`,
    },
  ];
}
