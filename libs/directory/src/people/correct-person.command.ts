import { tidyLine } from '#foundation';
import type { Command } from '#runtime';
import { z } from 'zod';
import { changeEmail, takenEmailFindings } from '../change-email.command.js';
import { contactFields } from '../contact.js';
import { emailFindings } from '../email-address.js';
import { PersonInvalidError, PersonNotFoundError } from '../errors.js';
import { nameFindings } from '../name-findings.js';

/** All that the directory says of a person beside his posts. */
export const personSchema = z.strictObject({
  fullName: z.string().min(1).max(100).describe('Họ, chữ đệm và tên, có dấu, như trong quyết định.'),
  email: z.string().max(254).nullable().describe('Một địa chỉ; null: không có.'),
  ...contactFields,
});

export interface CorrectPersonInput extends z.output<typeof personSchema> {
  readonly login: string;
}

/**
 * Corrects what the directory says of a person. The login stays, also where it was made from a name that was wrong: rights,
 * documents and trail hang on it.
 * @throws PersonInvalidError, PersonNotFoundError
 */
export const correctPerson: Command<CorrectPersonInput, void> = {
  name: 'directory.correct-person',
  async run(context, { login, ...given }) {
    const person = { ...given, fullName: tidyLine(given.fullName) };
    const [old] = await context.tx.query<typeof person>(
      'select full_name as "fullName", email, phone, room from person where login = $1 for no key update',
      [login],
    );
    const faults = [...nameFindings('fullName', person.fullName), ...emailFindings(person.email)];
    const isSame = old === undefined || old.email === person.email || faults.some(({ where }) => where === 'email');
    const findings = isSame ? faults : [...faults, ...(await takenEmailFindings(context, login, person.email))];
    if (findings.length > 0) throw new PersonInvalidError(findings);
    if (old === undefined) throw new PersonNotFoundError(login);
    const { fullName, email, phone, room } = person;
    if (old.email !== email) await context.run(changeEmail, { login, email });
    if (old.fullName === fullName && old.phone === phone && old.room === room) {
      if (old.email === email) context.nothingChanged();
      return;
    }
    await context.tx.execute('update person set full_name = $2, phone = $3, room = $4 where login = $1', [login, fullName, phone, room]);
    const before = { fullName: old.fullName, phone: old.phone, room: old.room };
    context.audit({ subject: 'person', subjectId: login, detail: { old: before, new: { fullName, phone, room } } });
  },
};
