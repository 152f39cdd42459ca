import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import type { PostRole } from '../post-role.js';
import { DelegationForbiddenError } from './errors.js';

/** Who writes down what was decided on paper. */
export const KEEPERS = ['personnel', 'chief-of-office', 'admin'];

/** How whoever enters a delegation has to do with the post. */
export type Standing = 'holder' | 'superior' | 'keeper';

export interface PostToLend {
  readonly holder: string;
  readonly role: PostRole;
  readonly unit: string;
}

/**
 * The holder gives his work to a deputy; where he cannot, whoever stands above him: the head of the unit, for a head a leader, for a
 * leader another leader. Those who keep the directory only write down what these have decided; for a leader not even that, as
 * long as another leader can say it himself. Nobody makes himself a deputy.
 * @param groups of the caller's own posts today. @throws DelegationForbiddenError
 */
export async function requireLender(context: CommandContext, { holder, role, unit }: PostToLend, deputy: string, groups: readonly string[]): Promise<Standing> {
  const { actor } = context.caller;
  if (actor === holder) return 'holder';
  if (actor !== deputy) {
    if (isSuperior({ role, unit }, groups)) return 'superior';
    const keeps = KEEPERS.some((group) => groups.includes(group));
    if (keeps && !(role === 'leader' && (await hasOtherLeader(context, [holder, deputy])))) return 'keeper';
  }
  throw new DelegationForbiddenError(actor);
}

/** @param groups of the caller's own posts today */
export function isSuperior({ role, unit }: Pick<PostToLend, 'role' | 'unit'>, groups: readonly string[]): boolean {
  if (groups.includes('leader')) return true;
  return role !== 'leader' && role !== 'head' && role !== 'chief-of-office' && groups.includes(`head:${unit}`);
}

async function hasOtherLeader({ tx, now, zone }: CommandContext, logins: readonly string[]): Promise<boolean> {
  const found = await tx.query(`select from post where role = 'leader' and login <> all($1) and held_on(post, $2) limit 1`, [logins, dateInZone(now, zone)]);
  return found.length > 0;
}

/** The number of a document, as offices write it: 12/GUQ-SKHCN, 5/QĐ-UBND, 31/2026/QĐ-TTg. */
const DOCUMENT_NUMBER = /\d+\s*\/\s*[\p{L}\d]/u;

/** Whether a basis names a document by its number, by which it is found. */
export function namesDocument(basis: string): boolean {
  return DOCUMENT_NUMBER.test(basis.replace(/\d{1,2}\s*\/\s*\d{1,2}(\s*\/\s*\d{4})?(?![\p{L}\d/])/gu, ''));
}
