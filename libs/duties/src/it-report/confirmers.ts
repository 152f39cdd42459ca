import type { Transaction } from '#database';
import { dateInZone } from '#foundation';
import type { CommandContext } from '#runtime';
import type { DutyTools, Person } from '../duty.js';
import { holdsOne } from '../duty.js';
import { DutyForbiddenError } from '../errors.js';
import type { ItReportRecord } from './it-report.js';

/** The chief of office confirms what the head of IT has written himself, where nobody else heads IT. */
const OFFICE = 'chief-of-office';

/** Groups of the heads of the units in which people hold posts of IT on a day `YYYY-MM-DD`, such as `head:CNTT`. */
export async function itHeadGroups(tx: Transaction, today: string): Promise<string[]> {
  const units = await tx.query<{ unit: string }>(
    `select distinct unit_code as unit from post where role = 'it' and held_on(post, $1) order by 1`,
    [today],
  );
  return units.map(({ unit }) => `head:${unit}`);
}

/** Who has had a hand in a report: it is his own. */
function authorsOf({ writers, reviewedBy }: Pick<ItReportRecord, 'writers' | 'reviewedBy'>): ReadonlySet<string | null> {
  return new Set([...writers, reviewedBy]);
}

/** The groups that are asked to confirm: the heads of IT; with the chief of office where none but its authors is among them. */
export async function confirmGroupsOf({ tx, now, zone }: CommandContext, { membersOf }: DutyTools, report: ItReportRecord): Promise<string[]> {
  const today = dateInZone(now, zone);
  const heads = await itHeadGroups(tx, today);
  return (await others(heads)).length > 0 ? heads : [...heads, OFFICE];

  async function others(groups: readonly string[]): Promise<string[]> {
    return othersIn(tx, membersOf, groups, authorsOf(report), today);
  }
}

/**
 * Nobody confirms what he has written himself where somebody else can; the chief of office does only in that case.
 * @throws DutyForbiddenError
 */
export async function requireConfirmer({ tx, now, zone }: CommandContext, { membersOf }: DutyTools, report: ItReportRecord, person: Person): Promise<void> {
  const today = dateInZone(now, zone);
  const heads = await itHeadGroups(tx, today);
  const authors = authorsOf(report);
  const [otherHeads, otherChiefs] = [await othersIn(tx, membersOf, heads, authors, today), await othersIn(tx, membersOf, [OFFICE], authors, today)];
  if (!authors.has(person.login)) {
    if (holdsOne(person, heads) || (otherHeads.length === 0 && holdsOne(person, [OFFICE]))) return;
    throw new DutyForbiddenError('confirm the report: the head of IT does');
  }
  if (otherHeads.length > 0 || otherChiefs.length > 0) throw new DutyForbiddenError('confirm what you have written or reviewed yourself: somebody else can');
  if (!holdsOne(person, [...heads, OFFICE])) throw new DutyForbiddenError('confirm the report: the head of IT does');
}

async function othersIn(
  tx: Transaction,
  membersOf: DutyTools['membersOf'],
  groups: readonly string[],
  authors: ReadonlySet<string | null>,
  today: string,
): Promise<string[]> {
  const members: string[] = [];
  for (const group of groups) members.push(...(await membersOf(tx, group, today)));
  return members.filter((login) => !authors.has(login));
}
