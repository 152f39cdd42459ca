import type { Command } from '#runtime';
import { UnitNotFoundError } from '../errors.js';
import type { Contact } from '../contact.js';

export interface ChangeUnitContactInput extends Contact {
  readonly code: string;
}

/** Where a unit is reached, as both directories show it. @throws UnitNotFoundError */
export const changeUnitContact: Command<ChangeUnitContactInput, void> = {
  name: 'directory.change-unit-contact',
  async run(context, { code, phone, room }) {
    const [old] = await context.tx.query<Contact>('select phone, room from unit where code = $1 for no key update', [code]);
    if (old === undefined) throw new UnitNotFoundError(code);
    if (old.phone === phone && old.room === room) return context.nothingChanged();
    await context.tx.execute('update unit set phone = $2, room = $3 where code = $1', [code, phone, room]);
    context.audit({ subject: 'unit', subjectId: code, detail: { old: { ...old }, new: { phone, room } } });
  },
};
