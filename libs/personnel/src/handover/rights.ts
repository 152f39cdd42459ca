import type { Database, Transaction } from '#database';
import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import { HandoverForbiddenError } from '../errors.js';

type Source = Pick<Database | Transaction, 'query'>;

/** Whoever asks: login and the groups that his posts give him today. */
export interface Person {
  readonly login: string;
  readonly groups: readonly string[];
}

/** Who signs for the unit, from the first that has anybody but the leaver himself: he never signs for what concerns him. */
const LEVELS = (unit: string): readonly string[] => [`head:${unit}`, 'chief-of-office', 'leader'];

/** @param act completes "you may not …". @throws HandoverForbiddenError */
export function requireOneOf(person: Person, groups: readonly string[], act: string): void {
  if (!groups.some((group) => person.groups.includes(group))) throw new HandoverForbiddenError(act);
}

/**
 * The group that signs for the unit today: its head; the chief of office where the leaver is the head, or there is none; the
 * leadership where that is he, too.
 */
export function signersOf({ tx, now, zone }: CommandContext, of: { readonly unit: string; readonly login: string }): Promise<string> {
  return signersOn(tx, of, dateInZone(now, zone));
}

/** The same outside of a command. @param day `YYYY-MM-DD` */
export async function signersOn(source: Source, { unit, login }: { readonly unit: string; readonly login: string }, day: string): Promise<string> {
  const levels = LEVELS(unit);
  for (const group of levels) if (await hasOther(source, group, login, day)) return group;
  return levels.at(-1)!;
}

async function hasOther(tx: Source, group: string, login: string, day: string): Promise<boolean> {
  const [role, unit] = group.split(':');
  const found = await tx.query(
    `select from post where login <> $1 and role = $2 and held_on(post, $4) and ($3::text is null or unit_code in (select heirs_of_unit($3, $4))) limit 1`,
    [login, role, unit ?? null, day],
  );
  return found.length > 0;
}
