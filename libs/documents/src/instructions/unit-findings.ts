import { dateInZone, type Finding } from '#foundation';
import type { CommandContext } from '#runtime';

/** A unit as an instruction names it. */
export interface NamedUnit {
  readonly unit: string;
  /** Field of the request, for findings. */
  readonly where: string;
  /** False: it is only told. */
  readonly works: boolean;
  /** It has this role already: where it has ended, its successor does the work. */
  readonly stands?: boolean;
}

/** What is wrong with the units of an instruction: each is one that is there today, does work where it is to, and is named once. */
export async function unitFindings({ tx, now, zone }: CommandContext, named: readonly NamedUnit[]): Promise<Finding[]> {
  const units = await tx.query<{ code: string; kind: string; lives: boolean }>(
    'select code, kind, lives_on(unit, $2) as lives from unit where code = any($1)',
    [named.map(({ unit }) => unit), dateInZone(now, zone)],
  );
  const kindOf = new Map(units.map(({ code, kind }) => [code, kind]));
  const ended = units.filter(({ lives }) => !lives).map(({ code }) => code);
  return named.flatMap(({ unit, where, works, stands = false }, index) => {
    if (!kindOf.has(unit)) return [{ code: 'unit-unknown', where, what: `there is no unit ${unit}`, mend: 'Correct the code of the unit.' }];
    if (!stands && ended.includes(unit)) return [{ code: 'unit-ended', where, what: `${unit} has ended`, mend: 'Name the unit that has its work.' }];
    if (works && kindOf.get(unit) === 'leadership') {
      return [{ code: 'unit-leads-the-agency', where, what: `${unit} is the leadership, in which nobody takes work`, mend: 'Name the unit that does it.' }];
    }
    if (named.findIndex((other) => other.unit === unit) === index) return [];
    return [{ code: 'unit-named-twice', where, what: `${unit} is named twice`, mend: 'Name each unit in one role.' }];
  });
}
