import type { Transaction } from '#database';
import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';

/** A finding where somebody who is to keep a file works today neither in its unit nor in the one that has its work. */
export async function keeperFindings({ tx, now, zone }: CommandContext, keeper: string, unit: string): Promise<Finding[]> {
  const found = await tx.query('select from post where login = $1 and unit_code in (select heirs_of_unit($2, $3)) and held_on(post, $3)', [
    keeper,
    unit,
    dateInZone(now, zone),
  ]);
  if (found.length > 0) return [];
  return [{ where: 'keeper', what: `${keeper} holds no post in ${unit} today`, mend: 'Name somebody of the unit that keeps the file.' }];
}

/** Whether there is such a person or unit; one that has ended takes part in nothing new. @param day `YYYY-MM-DD` */
export async function isKnown(
  tx: Transaction,
  { login, unit, day }: { readonly login?: string; readonly unit?: string; readonly day: string },
): Promise<boolean> {
  const found = await tx.query('select from person where login = $1 union all select from unit where code = $2 and lives_on(unit, $3)', [
    login ?? null,
    unit ?? null,
    day,
  ]);
  return found.length > 0;
}
