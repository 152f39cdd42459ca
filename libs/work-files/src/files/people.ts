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

export async function isKnown(tx: Transaction, { login, unit }: { readonly login?: string; readonly unit?: string }): Promise<boolean> {
  const found = await tx.query('select from person where login = $1 union all select from unit where code = $2', [
    login ?? null,
    unit ?? null,
  ]);
  return found.length > 0;
}
