import type { Command } from '#runtime';
import { ProgrammeNotFoundError } from '../errors.js';

export interface SetOfficeUnitInput {
  readonly unit: string;
  /** Whether the office enters its programmes from now on. */
  readonly byOffice: boolean;
}

/** Says of a unit that it is not on the network, or is again (158/QĐ-STP art. 4.2). It counts for programmes opened later. @throws ProgrammeNotFoundError */
export const setOfficeUnit: Command<SetOfficeUnitInput, void> = {
  name: 'duties.set-office-unit',
  async run({ tx, now, caller, audit }, { unit, byOffice }) {
    if ((await tx.execute('select from unit where code = $1', [unit])) === 0) throw new ProgrammeNotFoundError(`unit ${unit}`);
    if (byOffice) {
      await tx.execute('insert into programme_office_unit (unit_code, set_by, set_at) values ($1, $2, $3) on conflict do nothing', [unit, caller.actor, now]);
    } else {
      await tx.execute('delete from programme_office_unit where unit_code = $1', [unit]);
    }
    audit({ subject: 'unit', subjectId: unit, detail: { programmeByOffice: byOffice } });
  },
};
