import { dateInZone } from '#foundation';
import type { Command, CommandContext } from '#runtime';

/** Gives the units whose day has come the name and the place they have from then on. */
export const settleUnits: Command<void, { settled: number }> = {
  name: 'directory.settle-units',
  async run(context) {
    const settled = await applyRevisions(context);
    for (const { code, ...now } of settled) context.audit({ subject: 'unit', subjectId: code, detail: { new: now } });
    if (settled.length === 0) context.nothingChanged();
    return { settled: settled.length };
  },
};

/** What `unit` says is of today: everything that shows a unit reads it there. */
export function applyRevisions({ tx, now, zone }: CommandContext): Promise<{ code: string; name: string; parentCode: string | null }[]> {
  return tx.query(
    `update unit set name = of_today.name, parent_code = of_today.parent_code
     from unit_as_of($1) as of_today
     where of_today.code = unit.code and (of_today.name, of_today.parent_code) is distinct from (unit.name, unit.parent_code)
     returning unit.code, unit.name, unit.parent_code as "parentCode"`,
    [dateInZone(now, zone)],
  );
}
